-- Sets the inserting mark under an epoch, and what is known of the values that ClickHouse may show from now on.
-- KEYS: meta hash. ARGV: epoch, bounds. Answers 1, or 0 if fenced.
local epoch = tonumber(redis.call('HGET', KEYS[1], 'epoch') or '0')
if tonumber(ARGV[1]) < epoch then return 0 end
redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'inserting', '1', 'bounds', ARGV[2])
redis.call('HINCRBY', KEYS[1], 'generation', 1)
return 1
