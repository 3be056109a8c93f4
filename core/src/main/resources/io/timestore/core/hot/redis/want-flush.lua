-- Notes that somebody waits for a sequence to be flushed. KEYS: meta hash. ARGV: sequence.
-- Answers 1, or 0 if the lane is unknown.
local m = redis.call('HMGET', KEYS[1], 'seq', 'wanted')
if not m[1] then return 0 end
if tonumber(ARGV[1]) > tonumber(m[2] or '0') then redis.call('HSET', KEYS[1], 'wanted', ARGV[1]) end
return 1
