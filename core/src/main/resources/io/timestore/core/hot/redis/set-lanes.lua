-- Raises the number of lanes of a table. KEYS: meta hash of lane 0. ARGV: lanes. Answers 1, or 0 if lane 0 is unknown.
local m = redis.call('HMGET', KEYS[1], 'seq', 'lanes')
if not m[1] then return 0 end
if tonumber(ARGV[1]) > tonumber(m[2] or '1') then redis.call('HSET', KEYS[1], 'lanes', ARGV[1]) end
return 1
