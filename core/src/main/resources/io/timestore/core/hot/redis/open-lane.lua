-- Opens a closed lane again, empty, at a sequence above all that it ever had. KEYS: meta hash, block stream.
-- ARGV: epoch, sequence, schema version. Answers 1, or 0 if fenced.
local m = redis.call('HMGET', KEYS[1], 'epoch', 'version', 'seq')
if tonumber(ARGV[1]) < tonumber(m[1] or '0') or m[3] then return 0 end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[1], 'seq', ARGV[2], 'watermark', ARGV[2], 'trimmed', ARGV[2], 'epoch', ARGV[1],
  'inserting', '0', 'rows', '0', 'bytes', '0',
  'version', string.format('%.0f', math.max(tonumber(m[2] or '0'), tonumber(ARGV[3]))))
redis.call('HINCRBY', KEYS[1], 'generation', 1)
redis.call('HDEL', KEYS[1], 'closed')
return 1
