-- Removes blocks at or below a sequence that is at or below the watermark. KEYS: meta hash, block stream.
-- ARGV: epoch, sequence, sequence + 1. Answers how many went, or -1 if fenced.
local m = redis.call('HMGET', KEYS[1], 'epoch', 'watermark', 'trimmed')
if tonumber(ARGV[1]) < tonumber(m[1] or '0') then return -1 end
if tonumber(ARGV[2]) > tonumber(m[2] or '0') then return redis.error_reply('TSTRIM above the watermark') end
local gone = redis.call('XTRIM', KEYS[2], 'MINID', ARGV[3] .. '-0')
if tonumber(ARGV[2]) > tonumber(m[3] or '0') then redis.call('HSET', KEYS[1], 'trimmed', ARGV[2]) end
return gone
