-- Raises the watermark and clears the inserting mark. KEYS: meta hash. ARGV: epoch, watermark, rows, bytes.
-- Answers 1, or 0 if fenced.
local m = redis.call('HMGET', KEYS[1], 'epoch', 'watermark', 'rows', 'bytes')
if tonumber(ARGV[1]) < tonumber(m[1] or '0') then return 0 end
if tonumber(ARGV[2]) > tonumber(m[2] or '0') then
  redis.call('HSET', KEYS[1], 'watermark', ARGV[2],
    'rows', string.format('%.0f', math.max(0, tonumber(m[3] or '0') - tonumber(ARGV[3]))),
    'bytes', string.format('%.0f', math.max(0, tonumber(m[4] or '0') - tonumber(ARGV[4]))))
end
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'inserting', '0')
return 1
