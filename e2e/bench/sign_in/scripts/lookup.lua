-- The session of a refresh token, by its hash: sid, uid, user_id, state; nothing where there is none. KEYS: prefix.
local P = KEYS[1]
local sid = redis.call('GET', P .. 'r:' .. ARGV[1])
if not sid then return {} end
local s = redis.call('HMGET', P .. 's:' .. sid, 'uid', 'user_id', 'current')
if not s[1] then return {} end
return { sid, s[1], s[2], s[3] == ARGV[1] and 'current' or 'previous' }
