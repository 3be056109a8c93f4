-- Stages blocks atomically. KEYS: meta hash, block stream, idempotency hash, uncopied keys.
-- ARGV: schema version, content hash ('' = no key), key time-to-live ms, row limit, byte limit, key, then rows, bytes per
-- block.
-- Answers {'staged'|'replayed', first, last, watermark, rows} or {'conflict'} or {'full', rows, bytes} or {'moved'}
-- (the schema has a newer version) or {'unknown'}.
local hash = ARGV[2]
if hash ~= '' then
  local e = redis.call('HMGET', KEYS[3], 'hash', 'first', 'last', 'watermark', 'rows')
  if e[1] then
    if e[1] == hash then return {'replayed', e[2], e[3], e[4], e[5]} end
    return {'conflict'}
  end
end
local m = redis.call('HMGET', KEYS[1], 'seq', 'watermark', 'version', 'rows', 'bytes')
if not m[1] then return {'unknown'} end
if tonumber(ARGV[1]) < tonumber(m[3]) then return {'moved'} end
local seq, rows, bytes = tonumber(m[1]), tonumber(m[4]), tonumber(m[5])
local addedRows, addedBytes = 0, 0
for i = 7, #ARGV, 2 do
  addedRows = addedRows + tonumber(ARGV[i])
  addedBytes = addedBytes + string.len(ARGV[i + 1])
end
if addedRows > 0 and rows > 0
    and (rows + addedRows > tonumber(ARGV[4]) or bytes + addedBytes > tonumber(ARGV[5])) then
  return {'full', m[4], m[5]}
end
local first = seq
for i = 7, #ARGV, 2 do
  seq = seq + 1
  if i == 7 then first = seq end
  redis.call('XADD', KEYS[2], string.format('%.0f-0', seq), 'b', ARGV[i + 1])
end
local firstText, lastText = string.format('%.0f', first), string.format('%.0f', seq)
redis.call('HSET', KEYS[1], 'seq', lastText,
  'rows', string.format('%.0f', rows + addedRows), 'bytes', string.format('%.0f', bytes + addedBytes))
if tonumber(ARGV[1]) > tonumber(m[3]) then redis.call('HSET', KEYS[1], 'version', ARGV[1]) end
if hash ~= '' then
  redis.call('HSET', KEYS[3], 'hash', hash, 'first', firstText, 'last', lastText,
    'watermark', m[2], 'rows', string.format('%.0f', addedRows))
  redis.call('PEXPIRE', KEYS[3], ARGV[3])
  redis.call('ZADD', KEYS[4], lastText, ARGV[6])
end
return {'staged', firstText, lastText, m[2], string.format('%.0f', addedRows)}
