-- Uses a refresh token up for its successor, by their hashes. A token that was rotated within the grace into this very
-- successor may be sent again; any other use of one that was rotated ends the session. KEYS: prefix.
local P = KEYS[1]
local presented, successor, now, idle, grace = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
local sid = redis.call('GET', P .. 'r:' .. presented)
if not sid then return 'unknown' end
local s = redis.call('HMGET', P .. 's:' .. sid, 'current', 'previous', 'rotated', 'uid')
if not s[1] then return 'expired' end
if s[1] == presented then
  redis.call('HSET', P .. 's:' .. sid, 'current', successor, 'previous', presented, 'rotated', ARGV[3], 'used', ARGV[3])
  redis.call('EXPIRE', P .. 's:' .. sid, idle)
  redis.call('SET', P .. 'r:' .. successor, sid, 'EX', idle)
  return 'rotated'
end
if s[2] == presented and s[1] == successor and now - tonumber(s[3]) <= grace then return 'replayed' end
redis.call('DEL', P .. 's:' .. sid)
redis.call('ZREM', P .. 'u:' .. s[4], sid)
redis.call('ZADD', P .. 'ended', redis.call('INCR', P .. 'seq'), sid)
return 'reused'
