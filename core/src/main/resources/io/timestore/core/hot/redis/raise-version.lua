-- Raises the schema version of a lane. KEYS: meta hash. ARGV: schema version. Answers 1, or 0 if the lane is unknown.
local m = redis.call('HMGET', KEYS[1], 'seq', 'version')
if not m[1] then return 0 end
if tonumber(ARGV[1]) > tonumber(m[2]) then redis.call('HSET', KEYS[1], 'version', ARGV[1]) end
return 1
