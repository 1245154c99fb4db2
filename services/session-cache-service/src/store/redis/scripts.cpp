#include "store/redis/scripts.hpp"

#include <fmt/core.h>

#include "limits/limits.hpp"
#include "revocations/revocations.hpp"
#include "sessions/sessions.hpp"

namespace lgm::session_cache::redis::scripts {
namespace {

// Keys, each after the prefix P:
//   feed            hash: epoch, since, seq, floor,
//                   run (the server process whose data a replica vouched for),
//                   origin (the epoch that the last loss began; none in a store from before origins)
//   fz, fu          sorted sets of feed entries `seq|kind|not_before|until|id`, by seq and by until
//   mark:<replica>  how many writes this replica of the service was acknowledged; stays for 18 hours
//                   at least after each of its calls, reads too
//   done:<event>    seq and ended sessions of an event that was carried out
//   s:<sid>         hash of a session, with the origin that it was begun under. `named`: the generation of
//                   its latest token that names it; `previous`: the hash of the previous token, if that did.
//                   Versions before 0.5.0 leave both as they are: `named` is none of their generations
//   b:<sid>         what its provider's part of auth-service keeps with it, sealed; beside the hash, which
//                   takes several times the memory as soon as one of its values is longer than 64 bytes
//   i:<key>         sorted set of the sids that a provider began, by creation (provider_key())
//   x:<key>         when that provider signed them out; for SIGNED_OUT
//   u:<uid>         sorted set of its user's sids by creation
//   lv              sorted set of live sids by when they expire
//   lost            list of what were lv before a loss: their sessions are still to be put away
//   r:<hash>        `generation|sid` of a refresh token
//   f:<sid>         list of its session's hashes that are remembered, oldest first: of tokens that do not
//                   name it
//
// The guard. A write that a replica was acknowledged must still be there: a mark below what it remembers
// means that the server lost writes (restarted from an older file, failed over, flushed), and so does a
// missing epoch; then a new epoch begins. A replica that remembers nothing cannot vouch for another server
// process than the last one: it is told to wait for one that can, and after that begins a new epoch by force.
//
// A server that takes no writes is still read: that its process was vouched for is noted by a later call, and
// who cannot vouch waits until it can be.
//
// After a loss nobody knows which sessions were ended and which values were taken since the copy, so all of
// another origin count as ended and taken. That takes one field, however many there are; `watch` puts their
// keys away piece by piece. An epoch that begins because the feed was trimmed has lost nothing and keeps the
// origin.
const char kGuard[] = R"lua(
local P, run, now, fresh, me, acked, force = KEYS[1], ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], tonumber(ARGV[5]), ARGV[6]
local A = 7
local F, MARK = P..'feed', P..'mark:'..me
local DAY = 86400000
local function num(x) return string.format('%.0f', tonumber(x)) end
local known = redis.call('HMGET', F, 'epoch', 'run', 'origin')
local origin = known[3] or ''
local mark = tonumber(redis.call('GET', MARK) or '0')
-- Raises the mark only: this call may have raised it already, and so may another one that it knows nothing of.
local function renew()
  redis.call('HSET', F, 'epoch', fresh, 'since', num(now), 'run', run)
  redis.call('HSETNX', F, 'seq', '0')
  redis.call('HSETNX', F, 'floor', '0')
  if acked > mark then
    mark = acked
    redis.call('SET', MARK, num(mark), 'PX', DAY)
  end
end
local function lose()
  renew()
  origin = fresh
  redis.call('HSET', F, 'origin', origin)
  if redis.call('EXISTS', P..'lv') == 1 then
    redis.call('RENAME', P..'lv', P..'lv:'..fresh)
    redis.call('RPUSH', P..'lost', P..'lv:'..fresh)
  end
end
local function note(process) return type(redis.pcall('HSET', F, 'run', process)) == 'number' end
if not known[1] or mark < acked then
  lose()
elseif known[2] ~= run then
  if acked > 0 then note(run)
  elseif force == '1' then lose()
  else return {'unvouched', note(known[2] or '') and 'waiting' or 'full'} end
end
if mark > 0 and redis.call('PTTL', MARK) < DAY * 3 / 4 then redis.pcall('PEXPIRE', MARK, DAY) end
local function written() mark = redis.call('INCR', MARK); redis.call('PEXPIRE', MARK, DAY); return mark end
local function place() local p = redis.call('HMGET', F, 'epoch', 'seq', 'since', 'floor'); return p end
)lua";

// Sessions and the feed. An ended session's keys stay for REMEMBER ms.
const char kFeed[] = R"lua(
-- Tokens of a user may be of any session and any setting of their life.
local function append(kind, id, not_before, till)
  if kind == 'user' or kind == 'permissions' then till = math.max(tonumber(till), tonumber(not_before) + LONGEST + LEEWAY) end
  local over = redis.call('ZRANGEBYSCORE', P..'fu', '-inf', num(now), 'LIMIT', 0, 500)
  for _, m in ipairs(over) do redis.call('ZREM', P..'fz', m); redis.call('ZREM', P..'fu', m) end
  if redis.call('ZCARD', P..'fz') >= CAP then
    for _ = 1, CAP / 2 do
      local oldest = redis.call('ZPOPMIN', P..'fz')
      redis.call('ZREM', P..'fu', oldest[1])
    end
    redis.call('HSET', F, 'floor', redis.call('HGET', F, 'seq'))
    renew()
  end
  local seq = num(redis.call('HINCRBY', F, 'seq', 1))
  local member = seq..'|'..kind..'|'..num(not_before)..'|'..num(till)..'|'..id
  redis.call('ZADD', P..'fz', seq, member)
  redis.call('ZADD', P..'fu', num(till), member)
  return seq
end
local function load(sid)
  local v = redis.call('HMGET', P..'s:'..sid, 'uid', 'subject', 'client_id', 'current', 'generation', 'created',
                       'used', 'rotated', 'idle', 'absolute', 'access', 'ended', 'origin', 'provider', 'psub', 'psid',
                       'named', 'previous')
  if not v[1] then return nil end
  return {sid=sid, uid=v[1], subject=v[2], client_id=v[3], current=v[4], generation=tonumber(v[5]), created=v[6],
          used=v[7], rotated=tonumber(v[8]), idle=tonumber(v[9]), absolute=tonumber(v[10]), access=tonumber(v[11]),
          ended=v[12], origin=v[13] or '', provider=v[14] or '', psub=v[15] or '', psid=v[16] or '',
          named=tonumber(v[17] or '-1'), previous=v[18] or ''}
end
local function provider_keys(provider, sub, id)
  local keys, at = {}, #provider..':'..provider..':'
  if provider ~= '' and id ~= '' then keys[#keys + 1] = 's'..at..id end
  if provider ~= '' and sub ~= '' then keys[#keys + 1] = 'p'..at..sub end
  return keys
end
local function live(s) return s and s.ended == '0' and s.origin == origin and now < s.idle and now < s.absolute end
local function take_out(s)
  if s.ended ~= '0' then return end
  redis.call('HSET', P..'s:'..s.sid, 'ended', num(now))
  redis.call('PEXPIRE', P..'s:'..s.sid, REMEMBER)
  redis.call('ZREM', P..'u:'..s.uid, s.sid)
  redis.call('ZREM', P..'lv', s.sid)
  redis.call('DEL', P..'b:'..s.sid)
  for _, key in ipairs(provider_keys(s.provider, s.psub, s.psid)) do redis.call('ZREM', P..'i:'..key, s.sid) end
  for _, hash in ipairs(redis.call('LRANGE', P..'f:'..s.sid, 0, -1)) do
    redis.call('PEXPIRE', P..'r:'..hash, REMEMBER)
  end
  for _, hash in ipairs({s.current, s.previous}) do redis.call('PEXPIRE', P..'r:'..hash, REMEMBER) end
  redis.call('PEXPIRE', P..'f:'..s.sid, REMEMBER)
end
-- Its tokens are dead then, whatever the setting of their life is now.
local function dead(s) return s.access + LEEWAY end
local function finish(s)
  take_out(s)
  append('session', s.sid, now, dead(s))
end
local function add_token(s, hash, generation, names_session)
  local life = num(s.absolute - now + REMEMBER)
  redis.call('SET', P..'r:'..hash, num(generation)..'|'..s.sid, 'PX', life)
  if names_session then
    redis.call('HSET', P..'s:'..s.sid, 'named', num(generation))
    return
  end
  redis.call('RPUSH', P..'f:'..s.sid, hash)
  redis.call('PEXPIRE', P..'f:'..s.sid, life)
  if redis.call('LLEN', P..'f:'..s.sid) > FAMILY then
    redis.call('DEL', P..'r:'..redis.call('LPOP', P..'f:'..s.sid))
  end
end
local function find_token(hash)
  local t = redis.call('GET', P..'r:'..hash)
  if not t then return nil end
  local bar = string.find(t, '|', 1, true)
  return tonumber(string.sub(t, 1, bar - 1)), load(string.sub(t, bar + 1))
end
local function sids_of(uid)
  local sids = {}
  for _, sid in ipairs(redis.call('ZRANGE', P..'u:'..uid, 0, -1)) do
    local s = load(sid)
    if live(s) then sids[#sids + 1] = s
    elseif not s or s.origin ~= origin then redis.call('ZREM', P..'u:'..uid, sid) end
  end
  return sids
end
)lua";

const char kBegin[] = R"lua(
local sid, uid, subject, client, hash, idle, absolute, most, ip, agent, replaces, access =
  ARGV[A], ARGV[A+1], ARGV[A+2], ARGV[A+3], ARGV[A+4], tonumber(ARGV[A+5]), tonumber(ARGV[A+6]), tonumber(ARGV[A+7]),
  ARGV[A+8], ARGV[A+9], ARGV[A+10], tonumber(ARGV[A+11])
local provider, psub, psid, sealed, departed = ARGV[A+12], ARGV[A+13], ARGV[A+14], ARGV[A+15], tonumber(ARGV[A+16])
local names_session = ARGV[A+17] == '1'
local known = load(sid)
if known then
  if live(known) and known.uid == uid and known.generation == 0 and known.current == hash then return {mark, 'ok'} end
  return {mark, 'exists', 'sid'}
end
if hash ~= '' and redis.call('EXISTS', P..'r:'..hash) == 1 then return {mark, 'exists', 'refresh_hash'} end
for _, key in ipairs(provider_keys(provider, psub, psid)) do
  local at = redis.call('GET', P..'x:'..key)
  if at and (string.sub(key, 1, 1) == 's' or departed <= tonumber(at)) then return {mark, 'signed_out'} end
end
local answer = {written(), 'ok'}
local replaced = replaces ~= '' and load(replaces)
if replaced and live(replaced) then finish(replaced); answer[#answer + 1] = replaces end
local others = sids_of(uid)
local ends = now + absolute
local idle_until = hash == '' and ends or math.min(ends, now + idle)
redis.call('HSET', P..'s:'..sid, 'uid', uid, 'subject', subject, 'client_id', client, 'current', hash,
  'generation', '0', 'created', num(now), 'used', num(now), 'rotated', '0', 'idle', num(idle_until),
  'absolute', num(ends), 'access', num(now + access), 'ended', '0', 'origin', origin, 'ip', ip, 'agent', agent)
if provider ~= '' then redis.call('HSET', P..'s:'..sid, 'provider', provider, 'psub', psub, 'psid', psid) end
redis.call('PEXPIRE', P..'s:'..sid, num(absolute + REMEMBER))
if sealed ~= '' then redis.call('SET', P..'b:'..sid, sealed, 'PX', num(absolute)) end
for _, key in ipairs(provider_keys(provider, psub, psid)) do
  redis.call('ZADD', P..'i:'..key, num(now), sid)
  redis.call('PEXPIRE', P..'i:'..key, num(math.max(absolute, redis.call('PTTL', P..'i:'..key))))
end
redis.call('ZADD', P..'u:'..uid, num(now), sid)
redis.call('ZREMRANGEBYSCORE', P..'lv', '-inf', num(now))
redis.call('ZADD', P..'lv', num(idle_until), sid)
redis.call('PEXPIRE', P..'u:'..uid, num(math.max(absolute + REMEMBER, redis.call('PTTL', P..'u:'..uid))))
if hash ~= '' then add_token({sid=sid, absolute=ends}, hash, 0, names_session) end
for i = 1, #others - (most - 1) do
  finish(others[i])
  answer[#answer + 1] = others[i].sid
end
return answer
)lua";

const char kFind[] = R"lua(
local generation, s = find_token(ARGV[A])
if not s then return {mark} end
local state = not live(s) and 'ended' or s.current == ARGV[A] and 'current' or 'previous'
local sealed = state ~= 'ended' and redis.call('GET', P..'b:'..s.sid) or ''
return {mark, s.sid, s.uid, s.subject, s.client_id, num(generation), state, s.created, s.used, num(s.absolute),
        s.provider, s.psub, sealed}
)lua";

const char kKeepSealed[] = R"lua(
local s = load(ARGV[A])
if not live(s) then return {mark, 'none'} end
redis.call('SET', P..'b:'..s.sid, ARGV[A+1], 'PX', num(s.absolute - now))
return {written(), 'ok'}
)lua";

const char kRotate[] = R"lua(
local hash, successor, idle, access = ARGV[A], ARGV[A+1], tonumber(ARGV[A+2]), tonumber(ARGV[A+3])
local names_session = ARGV[A+4] == '1'
local generation, s = find_token(hash)
if not s then return {mark, 'unknown'} end
if not live(s) then
  if s.ended == '0' then written(); take_out(s) end
  return {mark, 'expired', s.sid, s.uid}
end
local longer = now + access > s.access
s.access = math.max(now + access, s.access)
if s.current == hash then
  if redis.call('EXISTS', P..'r:'..successor) == 1 then return {mark, 'exists'} end
  local next_one = num(s.generation + 1)
  redis.call('HSET', P..'s:'..s.sid, 'current', successor, 'generation', next_one, 'rotated', num(now),
    'used', num(now), 'idle', num(math.min(s.absolute, now + idle)), 'access', num(s.access))
  redis.call('ZADD', P..'lv', num(math.min(s.absolute, now + idle)), s.sid)
  if s.previous ~= '' then redis.call('DEL', P..'r:'..s.previous) end
  if s.named == s.generation then redis.call('HSET', P..'s:'..s.sid, 'previous', hash)
  elseif s.previous ~= '' then redis.call('HDEL', P..'s:'..s.sid, 'previous') end
  add_token(s, successor, next_one, names_session)
  return {written(), 'rotated', s.sid, s.uid, next_one}
end
if generation == s.generation - 1 and s.current == successor and now - s.rotated <= 10000 and now >= s.rotated then
  if longer then redis.call('HSET', P..'s:'..s.sid, 'access', num(s.access)); written() end
  return {mark, 'replayed', s.sid, s.uid, num(s.generation)}
end
finish(s)
return {written(), 'reused', s.sid, s.uid}
)lua";

const char kReuseForgotten[] = R"lua(
local s = load(ARGV[A])
if not s then return {mark, 'unknown'} end
if not live(s) then
  if s.ended == '0' then written(); take_out(s) end
  return {mark, 'expired', s.sid, s.uid}
end
finish(s)
return {written(), 'reused', s.sid, s.uid}
)lua";

const char kSessionsOf[] = R"lua(
local answer = {mark}
for _, s in ipairs(sids_of(ARGV[A])) do
  local more = redis.call('HMGET', P..'s:'..s.sid, 'ip', 'agent')
  for _, v in ipairs({s.sid, s.client_id, s.created, s.used, more[1], more[2]}) do answer[#answer + 1] = v end
end
return answer
)lua";

const char kEnd[] = R"lua(
local event, sid, uid, except, till = ARGV[A], ARGV[A+1], ARGV[A+2], ARGV[A+3], tonumber(ARGV[A+4])
local key = provider_keys(ARGV[A+5], ARGV[A+6], ARGV[A+7])[1]
-- Behind the ended sessions stand whose they were, which is told once.
local answer, users, seen = {mark, redis.call('HGET', F, 'epoch'), '0', '0', 'new'}, {}, {}
local done = redis.call('LRANGE', P..'done:'..event, 0, -1)
if #done > 0 and tonumber(done[2]) > now then
  answer[3], answer[4], answer[5] = done[1], num(#done - 2), 'repeated'
  for i = 3, #done do answer[#answer + 1] = done[i] end
  return answer
end
answer[1] = written()
local function ends(s)
  answer[#answer + 1] = s.sid
  if not seen[s.uid] then seen[s.uid] = true; users[#users + 1] = s.uid end
end
local function end_listed(s)
  ends(s)
  take_out(s)
  append('session', s.sid, now, math.max(till, dead(s))) -- whatever the clock says that the tokens were made by
end
if key then
  redis.call('SET', P..'x:'..key, num(now), 'PX', num(SIGNED_OUT))
  for _, listed in ipairs(redis.call('ZRANGE', P..'i:'..key, 0, -1)) do
    local s = load(listed)
    if live(s) then end_listed(s) else redis.call('ZREM', P..'i:'..key, listed) end
  end
elseif sid ~= '' then
  local s = load(sid)
  if s then
    if live(s) then ends(s) end
    take_out(s)
    till = math.max(till, dead(s))
  end
  append('session', sid, now, till)
else
  for _, s in ipairs(sids_of(uid)) do
    if s.sid ~= except then end_listed(s) end
  end
  if except == '' then append('user', uid, now, till) end
end
answer[2], answer[3] = redis.call('HGET', F, 'epoch'), redis.call('HGET', F, 'seq')
redis.call('DEL', P..'done:'..event)
redis.call('RPUSH', P..'done:'..event, answer[3], num(now + DAY))
for i = 6, #answer do redis.call('RPUSH', P..'done:'..event, answer[i]) end
redis.call('PEXPIRE', P..'done:'..event, DAY)
answer[4] = num(#answer - 5)
for _, user in ipairs(users) do answer[#answer + 1] = user end
return answer
)lua";

const char kRevoke[] = R"lua(
local event, kind, id, not_before, till = ARGV[A], ARGV[A+1], ARGV[A+2], ARGV[A+3], ARGV[A+4]
local done = redis.call('LRANGE', P..'done:'..event, 0, 1)
if #done > 0 and tonumber(done[2]) > now then return {mark, redis.call('HGET', F, 'epoch'), done[1]} end
local seq = append(kind, id, not_before, till)
redis.call('DEL', P..'done:'..event)
redis.call('RPUSH', P..'done:'..event, seq, num(now + DAY))
redis.call('PEXPIRE', P..'done:'..event, DAY)
return {written(), redis.call('HGET', F, 'epoch'), seq}
)lua";

const char kReadFeed[] = R"lua(
local p = place()
local answer = {mark, p[1], p[2], p[3], p[4]}
if ARGV[A] ~= p[1] or tonumber(ARGV[A+1]) > tonumber(p[2]) or tonumber(ARGV[A+1]) < tonumber(p[4]) then return answer end
for _, m in ipairs(redis.call('ZRANGEBYSCORE', P..'fz', '('..ARGV[A+1], '+inf', 'LIMIT', 0, ARGV[A+2])) do
  answer[#answer + 1] = m
end
return answer
)lua";

const char kSnapshot[] = R"lua(
local p = place()
local answer = {mark, p[1], p[2], p[3], p[4]}
for _, m in ipairs(redis.call('ZRANGE', P..'fz', 0, -1)) do answer[#answer + 1] = m end
return answer
)lua";

// Of several replicas that find the same members one begins the new epoch.
const char kDiscard[] = R"lua(
local gone = 0
for i = A, #ARGV do
  gone = gone + redis.call('ZREM', P..'fz', ARGV[i])
  redis.call('ZREM', P..'fu', ARGV[i])
end
if gone == 0 then return {mark} end
renew()
return {written()}
)lua";

// ARGV[A] = '1': also a write, so that an older copy of the data can be told even where nothing happens.
// Beside it, sessions that a loss ended are put away: so many keys at a time that nobody waits for them.
const char kWatch[] = R"lua(
if ARGV[A] == '1' then written() end
local lost, room = redis.call('LINDEX', P..'lost', 0), 500
while lost and room > 0 do
  local oldest = redis.call('ZPOPMIN', lost)
  if not oldest[1] then redis.call('LPOP', P..'lost'); break end
  local s = load(oldest[1])
  room = room - 1 - redis.call('LLEN', P..'f:'..oldest[1])
  if s then take_out(s) end
end
local p = place()
return {mark, p[1], p[2]}
)lua";

const char kLose[] = R"lua(
lose()
return {written()}
)lua";

const char kCount[] = R"lua(
return {mark, redis.call('ZCOUNT', P..'lv', '('..num(now), '+inf')}
)lua";

const char kPlain[] = R"lua(
local P, now, A = KEYS[1], tonumber(ARGV[2]), 3
local function num(x) return string.format('%.0f', tonumber(x)) end
)lua";

const char kHasMark[] = R"lua(
return {redis.call('EXISTS', P..'mark:'..ARGV[A])}
)lua";

// ui: hash user id → `stored|json`; uu: sorted set of user ids by the end of their keeping.
const char kPutInfo[] = R"lua(
for _, id in ipairs(redis.call('ZRANGEBYSCORE', P..'uu', '-inf', num(now), 'LIMIT', 0, 1000)) do
  redis.call('ZREM', P..'uu', id); redis.call('HDEL', P..'ui', id)
end
for i = A + 1, #ARGV, 2 do
  redis.call('HSET', P..'ui', ARGV[i], num(now)..'|'..ARGV[i + 1])
  redis.call('ZADD', P..'uu', num(now + tonumber(ARGV[A])), ARGV[i])
end
return {'ok'}
)lua";
const char kGetInfo[] = R"lua(
local answer = {}
for i = A, #ARGV do
  local till = redis.call('ZSCORE', P..'uu', ARGV[i])
  answer[#answer + 1] = till and tonumber(till) > now and redis.call('HGET', P..'ui', ARGV[i]) or ''
end
return answer
)lua";
const char kDropInfo[] = R"lua(
local dropped = 0
if ARGV[A] == 'all' then
  dropped = redis.call('ZCOUNT', P..'uu', '('..num(now), '+inf')
  redis.call('DEL', P..'ui', P..'uu')
else
  for i = A + 1, #ARGV do
    local till = redis.call('ZSCORE', P..'uu', ARGV[i])
    if till and tonumber(till) > now then dropped = dropped + 1 end
    redis.call('ZREM', P..'uu', ARGV[i]); redis.call('HDEL', P..'ui', ARGV[i])
  end
end
return {num(dropped)}
)lua";

// o:<origin>:<SHA-256 of the key>: `until|value`. Without an origin the place of it, colon and all, is empty.
const char kOnce[] = R"lua(
local key = P..'o:'..(origin == '' and '' or origin..':')..ARGV[A]
)lua";
const char kPutOnce[] = R"lua(
local held = redis.call('GET', key)
if held and tonumber(string.match(held, '^%d+')) > now then return {mark, 'exists'} end
redis.call('SET', key, num(now + tonumber(ARGV[A+1]))..'|'..ARGV[A+2], 'PX', ARGV[A+1])
return {written(), 'ok'}
)lua";
const char kTakeOnce[] = R"lua(
local held = redis.call('GET', key)
if not held then return {mark} end
redis.call('DEL', key)
written()
local bar = string.find(held, '|', 1, true)
if tonumber(string.sub(held, 1, bar - 1)) <= now then return {mark} end
return {mark, string.sub(held, bar + 1)}
)lua";

// c:<key>: hash count, until.
const char kAddCount[] = R"lua(
local key = P..'c:'..ARGV[A]
local till = tonumber(redis.call('HGET', key, 'until') or '0')
if till <= now then
  till = now + tonumber(ARGV[A+2])
  redis.call('DEL', key)
  redis.call('HSET', key, 'until', num(till), 'count', '0')
  redis.call('PEXPIRE', key, ARGV[A+2])
end
return {num(redis.call('HINCRBY', key, 'count', ARGV[A+1])), num(till - now)}
)lua";
const char kGetCounts[] = R"lua(
local answer = {}
for i = A, #ARGV do
  local c = redis.call('HMGET', P..'c:'..ARGV[i], 'count', 'until')
  local runs = c[1] and tonumber(c[2]) > now
  answer[#answer + 1] = runs and c[1] or '0'
  answer[#answer + 1] = runs and num(tonumber(c[2]) - now) or '0'
end
return answer
)lua";

const char kClearCount[] = R"lua(
redis.call('DEL', P..'c:'..ARGV[A])
return {'ok'}
)lua";

// l:<key>: hash tokens, filled.
const char kLease[] = R"lua(
local key, flow, burst, want = P..'l:'..ARGV[A], tonumber(ARGV[A+1]) / 60000, tonumber(ARGV[A+2]), tonumber(ARGV[A+3])
local b = redis.call('HMGET', key, 'tokens', 'filled')
local tokens, filled = burst, now
if b[1] then
  local before = tonumber(b[2])
  tokens = math.min(burst, tonumber(b[1]) + math.max(0, now - before) * flow)
  if before - now <= DIFFER then filled = math.max(now, before) end
end
local granted = math.max(0, math.min(want, math.floor(tokens)))
tokens = tokens - want
redis.call('HSET', key, 'tokens', string.format('%.17g', tokens), 'filled', num(filled))
redis.call('PEXPIRE', key, num(math.max(1, math.ceil((burst - tokens) / flow))))
return {num(granted), granted == want and '0' or num(math.ceil((1 - tokens) / flow)), num(math.floor(tokens))}
)lua";

// ez:<stream>: sorted set of ids by number; ed:<stream>: hash id → data.
const char kAppend[] = R"lua(
local z, d = P..'ez:'..ARGV[A], P..'ed:'..ARGV[A]
local last = redis.call('ZREVRANGE', z, 0, 0, 'WITHSCORES')
local number, appended, dropped = tonumber(last[2] or '0'), 0, 0
for i = A + 2, #ARGV, 2 do
  if redis.call('HSETNX', d, ARGV[i], ARGV[i + 1]) == 1 then
    number = number + 1
    redis.call('ZADD', z, num(number), ARGV[i])
    appended = appended + 1
  end
end
for _ = 1, redis.call('ZCARD', z) - tonumber(ARGV[A+1]) do
  redis.call('HDEL', d, redis.call('ZPOPMIN', z)[1])
  dropped = dropped + 1
end
return {num(appended), num(dropped)}
)lua";
const char kRead[] = R"lua(
local answer = {}
for _, id in ipairs(redis.call('ZRANGE', P..'ez:'..ARGV[A], 0, tonumber(ARGV[A+1]) - 1)) do
  answer[#answer + 1] = id
  answer[#answer + 1] = redis.call('HGET', P..'ed:'..ARGV[A], id)
end
return answer
)lua";
const char kRemove[] = R"lua(
local removed = 0
for i = A + 1, #ARGV do
  removed = removed + redis.call('ZREM', P..'ez:'..ARGV[A], ARGV[i])
  redis.call('HDEL', P..'ed:'..ARGV[A], ARGV[i])
end
return {num(removed)}
)lua";

// pr: hash service|pod → report; ps: sorted set of the same by when they were seen.
const char kReport[] = R"lua(
for _, who in ipairs(redis.call('ZRANGEBYSCORE', P..'ps', '-inf', '('..num(now - 15000))) do
  redis.call('ZREM', P..'ps', who); redis.call('HDEL', P..'pr', who)
end
redis.call('HSET', P..'pr', ARGV[A], ARGV[A+1])
redis.call('ZADD', P..'ps', num(now), ARGV[A])
return {'ok'}
)lua";
const char kReplicas[] = R"lua(
local answer = {}
for _, who in ipairs(redis.call('ZRANGEBYSCORE', P..'ps', num(now - 15000), '+inf')) do
  answer[#answer + 1] = redis.call('HGET', P..'pr', who)
end
return answer
)lua";

// What the stores share.
std::string constants() {
  return fmt::format("local REMEMBER, LEEWAY, LONGEST, CAP, FAMILY, SIGNED_OUT = {}, {}, {}, {}, {}, {}\n",
                     kRememberEndedMs, kTokenLeewayMs, kLongestAccessSeconds * 1000, kMostEntries,
                     kFamilyMemory, contracts::kSignedOutSeconds * 1000);
}
std::string guarded(const char* body) {
  return kGuard + constants() + kFeed + body;
}
std::string leasing() {
  return fmt::format("local DIFFER = {}\n", kClocksDifferMs) + kLease;
}
std::string once(const char* body) {
  return std::string(kGuard) + kOnce + body;
}
std::string plain(const char* body) {
  return std::string(kPlain) + body;
}

}  // namespace

const Script watch{guarded(kWatch), Copy::Wished}, begin_session{guarded(kBegin), Copy::Required},
    find_session{guarded(kFind)}, rotate{guarded(kRotate), Copy::Required},
    reuse_forgotten{guarded(kReuseForgotten), Copy::Required},
    keep_sealed{guarded(kKeepSealed), Copy::Required}, sessions_of{guarded(kSessionsOf)},
    end_sessions{guarded(kEnd), Copy::Required}, revoke{guarded(kRevoke), Copy::Required},
    read_feed{guarded(kReadFeed)}, snapshot{guarded(kSnapshot)}, discard{guarded(kDiscard), Copy::Required},
    count_sessions{guarded(kCount)}, lose{guarded(kLose), Copy::Required},
    put_once{once(kPutOnce), Copy::Required}, take_once{once(kTakeOnce), Copy::Required};
const Script has_mark{plain(kHasMark)}, put_info{plain(kPutInfo)}, get_info{plain(kGetInfo)},
    drop_info{plain(kDropInfo)}, add_count{plain(kAddCount)}, get_counts{plain(kGetCounts)},
    clear_count{plain(kClearCount)}, lease{plain(leasing().c_str())}, append_events{plain(kAppend)},
    read_events{plain(kRead)}, remove_events{plain(kRemove)}, report{plain(kReport)},
    replicas{plain(kReplicas)};

std::span<const Script* const> all() {
  static constexpr const Script* kAll[] = {
      &watch,          &begin_session, &find_session,  &rotate,     &reuse_forgotten, &keep_sealed,
      &sessions_of,    &end_sessions,  &revoke,        &read_feed,  &snapshot,        &discard,
      &count_sessions, &lose,          &put_once,      &take_once,  &has_mark,        &put_info,
      &get_info,       &drop_info,     &add_count,     &get_counts, &clear_count,     &lease,
      &append_events,  &read_events,   &remove_events, &report,     &replicas};
  return kAll;
}

}  // namespace lgm::session_cache::redis::scripts
