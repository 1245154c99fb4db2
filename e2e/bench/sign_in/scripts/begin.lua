-- Begins a session; a user's oldest beyond the most that one may have end. KEYS: prefix.
local P = KEYS[1]
local sid, uid, user_id, hash, now, idle, absolute, most = unpack(ARGV)
redis.call('HSET', P .. 's:' .. sid, 'uid', uid, 'user_id', user_id, 'current', hash, 'previous', '', 'rotated', '0', 'created', now, 'used', now)
redis.call('EXPIRE', P .. 's:' .. sid, idle)
redis.call('SET', P .. 'r:' .. hash, sid, 'EX', idle)
redis.call('ZADD', P .. 'u:' .. uid, now, sid)
redis.call('EXPIRE', P .. 'u:' .. uid, absolute)
local over = redis.call('ZCARD', P .. 'u:' .. uid) - tonumber(most)
if over > 0 then
  for _, oldest in ipairs(redis.call('ZRANGE', P .. 'u:' .. uid, 0, over - 1)) do
    redis.call('DEL', P .. 's:' .. oldest)
    redis.call('ZREM', P .. 'u:' .. uid, oldest)
    redis.call('ZADD', P .. 'ended', redis.call('INCR', P .. 'seq'), oldest)
  end
end
return 'ok'
