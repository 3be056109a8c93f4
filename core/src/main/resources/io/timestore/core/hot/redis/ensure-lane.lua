-- Creates a lane or raises its numbers. KEYS: meta hash. ARGV: schema version, watermark, last sequence.
local names = {'version', 'watermark', 'seq'}
for i = 1, 3 do
  local now = redis.call('HGET', KEYS[1], names[i])
  if not now or tonumber(ARGV[i]) > tonumber(now) then redis.call('HSET', KEYS[1], names[i], ARGV[i]) end
end
for _, name in ipairs({'generation', 'inserting', 'rows', 'bytes', 'trimmed', 'epoch'}) do
  redis.call('HSETNX', KEYS[1], name, '0')
end
return 1
