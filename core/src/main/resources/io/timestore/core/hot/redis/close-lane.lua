-- Closes a lane that lost blocks: without a sequence it is unknown to readers and writers. KEYS: meta hash.
-- Answers the sequence that it had, or 0.
local m = redis.call('HMGET', KEYS[1], 'seq', 'closed')
if m[1] then
  redis.call('HSET', KEYS[1], 'closed', m[1])
  redis.call('HDEL', KEYS[1], 'seq')
  return tonumber(m[1])
end
if not m[2] then redis.call('HSET', KEYS[1], 'closed', '0') end
return tonumber(m[2] or '0')
