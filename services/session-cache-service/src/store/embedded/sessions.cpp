#include <algorithm>

#include "lgm/service/problem.hpp"
#include "store/embedded/parts.hpp"

namespace lgm::session_cache::embedded {
namespace {

bool live(const SessionRow& row, std::int64_t now) {
  return row.ended_ms == 0 && now < row.idle_until_ms && now < row.absolute_until_ms;
}

// When its access tokens are dead, whatever the setting of their life is now.
std::int64_t dead_ms(const SessionRow& row) {
  return row.access_until_ms + kTokenLeewayMs;
}

service::Refusal exists(const char* what) {
  return service::conflict("exists", std::string("Another session has this ") + what + " already",
                           {{"member", what}});
}

SessionRow row_of(const NewSession& session, std::int64_t now) {
  SessionRow row;
  row.uid = session.uid, row.subject = session.subject, row.client_id = session.client_id;
  row.ip = session.ip.value_or(""), row.user_agent = kept_user_agent(session);
  row.current = session.refresh_hash.value_or("");
  row.created_ms = row.last_used_ms = now;
  row.absolute_until_ms = now + session.absolute_seconds * 1000;
  row.access_until_ms = now + first_access_seconds(session) * 1000;
  row.idle_until_ms = session.refresh_hash
                          ? std::min(row.absolute_until_ms, now + session.idle_seconds * 1000)
                          : row.absolute_until_ms;
  if (session.token_names_session.value_or(false)) row.named = 0;
  row.provider = session.provider;
  row.provider_sub = session.provider_sub, row.provider_sid = session.provider_sid;
  return row;
}

}  // namespace

Begun EmbeddedSessions::begin(const NewSession& session) {
  return state_.run([&](std::int64_t now) {
    const std::string hash = session.refresh_hash.value_or("");
    if (const SessionRow* known = state_.sessions.find(session.sid)) {
      if (live(*known, now) && known->uid == session.uid && known->generation == 0 && known->current == hash)
        return Begun{session.sid, {}, {}};
      throw exists("sid");
    }
    if (!hash.empty() && state_.tokens.find(hash)) throw exists("refresh_hash");
    Begun begun{session.sid, {}, {}};
    if (signed_out_meanwhile(session, now)) {
      begun.signed_out = true;
      return begun;
    }
    if (session.replaces_sid && end_one(*session.replaces_sid, now))
      begun.ended.push_back(*session.replaces_sid);
    const SessionRow& row = state_.sessions.put(session.sid, row_of(session, now));
    if (session.sealed) state_.sealed.put(session.sid, {*session.sealed});
    if (!hash.empty()) state_.tokens.put(hash, {session.sid, 0});
    std::vector<std::string> others;
    for (const auto& [created, sid] : state_.of_user[session.uid])
      if (live(*state_.sessions.find(sid), now)) others.push_back(sid);
    state_.note(session.sid, row);
    const auto most = static_cast<std::size_t>(session.max_sessions - 1);
    for (std::size_t i = 0; others.size() - i > most; ++i)
      if (end_one(others[i], now)) begun.ended.push_back(others[i]);
    return begun;
  });
}

bool EmbeddedSessions::take_out(const std::string& sid, std::int64_t now) {
  const SessionRow* known = state_.sessions.find(sid);
  if (!known || known->ended_ms != 0) return false;
  SessionRow row = *known;
  row.ended_ms = now;
  state_.forget(sid, row);
  state_.sealed.erase(sid);
  state_.sessions.put(sid, std::move(row));
  return true;
}

bool EmbeddedSessions::end_one(const std::string& sid, std::int64_t now) {
  const SessionRow* known = state_.sessions.find(sid);
  if (!known || !live(*known, now)) return false;
  const std::int64_t until = dead_ms(*known);
  take_out(sid, now);
  state_.append(RevocationKind::Session, sid, now, until, now);
  return true;
}

std::optional<FoundSession> EmbeddedSessions::lookup(const std::string& refresh_hash) {
  return state_.run([&](std::int64_t now) -> std::optional<FoundSession> {
    const TokenRow* token = state_.tokens.find(refresh_hash);
    const SessionRow* row = token ? state_.sessions.find(token->sid) : nullptr;
    if (!row) return std::nullopt;
    const auto state = !live(*row, now)               ? SessionState::Ended
                       : row->current == refresh_hash ? SessionState::Current
                                                      : SessionState::Previous;
    FoundSession found{
        token->sid,      row->uid,          row->subject,           row->client_id, token->generation, state,
        row->created_ms, row->last_used_ms, row->absolute_until_ms, row->provider,  row->provider_sub, {}};
    const SealedRow* kept = state == SessionState::Ended ? nullptr : state_.sealed.find(token->sid);
    if (kept) found.sealed = kept->sealed;
    return found;
  });
}

bool EmbeddedSessions::keep_sealed(const SealedOfSession& sealed) {
  return state_.run([&](std::int64_t now) {
    const SessionRow* row = state_.sessions.find(sealed.sid);
    if (!row || !live(*row, now)) return false;
    state_.sealed.put(sealed.sid, {sealed.sealed});
    return true;
  });
}

bool EmbeddedSessions::signed_out_meanwhile(const NewSession& session, std::int64_t now) const {
  if (!session.provider) return false;
  const auto found = [&](AtProvider what, const std::optional<std::string>& id) {
    const SignedOutRow* row =
        id ? state_.signed_out.find(provider_key(what, *session.provider, *id)) : nullptr;
    return row && row->until_ms > now ? row : nullptr;
  };
  if (found(AtProvider::Session, session.provider_sid)) return true;
  const SignedOutRow* person = found(AtProvider::Person, session.provider_sub);
  return person && session.departed_ms.value_or(0) <= person->at_ms;
}

Rotated EmbeddedSessions::rotate(const Rotation& rotation) {
  return state_.run([&](std::int64_t now) {
    const TokenRow* token = state_.tokens.find(rotation.refresh_hash);
    const SessionRow* known = token ? state_.sessions.find(token->sid) : nullptr;
    if (!known) return Rotated{RotationOutcome::Unknown, {}, {}, {}};
    const std::string sid = token->sid;
    SessionRow row = *known;
    if (!live(row, now)) {
      take_out(sid, now);
      return Rotated{RotationOutcome::Expired, sid, row.uid, {}};
    }
    row.access_until_ms = std::max(row.access_until_ms, now + rotation.access_seconds * 1000);
    if (row.current == rotation.refresh_hash) {
      if (state_.tokens.find(rotation.successor_hash)) throw exists("successor_hash");
      if (row.previous) state_.tokens.erase(*row.previous);
      row.previous = row.named == row.generation ? std::optional(row.current) : std::nullopt;
      ++row.generation;
      if (rotation.successor_names_session.value_or(false)) row.named = row.generation;
      row.current = rotation.successor_hash;
      row.rotated_ms = row.last_used_ms = now;
      row.idle_until_ms = std::min(row.absolute_until_ms, now + rotation.idle_seconds * 1000);
      state_.tokens.put(rotation.successor_hash, {sid, row.generation});
      return Rotated{RotationOutcome::Rotated, sid, row.uid,
                     state_.sessions.put(sid, std::move(row)).generation};
    }
    // The successor is unused as long as it is the current one.
    if (token->generation == row.generation - 1 && row.current == rotation.successor_hash &&
        now - row.rotated_ms <= kRetryWindowMs && now >= row.rotated_ms) {
      Rotated replayed{RotationOutcome::Replayed, sid, row.uid, row.generation};
      if (row.access_until_ms > known->access_until_ms) state_.sessions.put(sid, std::move(row));
      return replayed;
    }
    Rotated reused{RotationOutcome::Reused, sid, row.uid, {}};
    state_.sessions.put(sid, std::move(row));
    end_one(sid, now);
    return reused;
  });
}

Rotated EmbeddedSessions::reuse_forgotten(const std::string& sid) {
  return state_.run([&](std::int64_t now) {
    const SessionRow* row = state_.sessions.find(sid);
    if (!row) return Rotated{RotationOutcome::Unknown, {}, {}, {}};
    const std::string uid = row->uid;
    if (end_one(sid, now)) return Rotated{RotationOutcome::Reused, sid, uid, {}};
    take_out(sid, now);
    return Rotated{RotationOutcome::Expired, sid, uid, {}};
  });
}

std::vector<ListedSession> EmbeddedSessions::of_user(const std::string& uid) {
  return state_.run([&](std::int64_t now) {
    std::vector<ListedSession> sessions;
    const auto user = state_.of_user.find(uid);
    if (user == state_.of_user.end()) return sessions;
    for (const auto& [created, sid] : user->second) {
      const SessionRow& row = *state_.sessions.find(sid);
      if (live(row, now))
        sessions.push_back({sid, row.client_id, row.created_ms, row.last_used_ms, row.ip, row.user_agent});
    }
    return sessions;
  });
}

std::vector<std::string> EmbeddedSessions::end_each(const std::vector<std::string>& sids,
                                                    std::int64_t until_ms, std::int64_t now) {
  std::vector<std::string> ended;
  for (const std::string& sid : sids) {
    const SessionRow& row = *state_.sessions.find(sid);
    const bool was_live = live(row, now);
    const std::int64_t until = std::max(until_ms, dead_ms(row));
    take_out(sid, now);
    if (!was_live) continue;
    ended.push_back(sid);
    state_.append(RevocationKind::Session, sid, now, until, now);
  }
  return ended;
}

std::vector<std::string> EmbeddedSessions::end_user(const EndSessions& which, std::int64_t now) {
  std::vector<std::string> sids, ended;
  if (const auto user = state_.of_user.find(*which.uid); user != state_.of_user.end())
    for (const auto& [created, sid] : user->second)
      if (sid != which.except_sid) sids.push_back(sid);
  ended = end_each(sids, which.until_ms, now);
  // The sessions have entries also where this one follows: it compares times, of clocks that may differ.
  if (!which.except_sid) state_.append(RevocationKind::User, *which.uid, now, which.until_ms, now);
  return ended;
}

// A session that is not known here may have live access tokens: its entry is appended all the same.
std::vector<std::string> EmbeddedSessions::end_which(const EndSessions& which, std::int64_t now) {
  if (which.uid) return end_user(which, now);
  const SessionRow* known = state_.sessions.find(*which.sid);
  const bool was_live = known && live(*known, now);
  const std::int64_t until = known ? std::max(which.until_ms, dead_ms(*known)) : which.until_ms;
  take_out(*which.sid, now);
  state_.append(RevocationKind::Session, *which.sid, now, until, now);
  return was_live ? std::vector<std::string>{*which.sid} : std::vector<std::string>{};
}

EndedSessions EmbeddedSessions::end(const EndSessions& which) {
  return state_.run([&](std::int64_t now) {
    const DoneRow* done = state_.done.find(which.event_id);
    if (done && done->until_ms > now)
      return EndedSessions{done->ended, state_.feed.epoch, done->seq, true, {}};
    EndedSessions answer;
    if (which.provider)
      answer = end_of_provider(which, now);
    else
      answer.ended = end_which(which, now);
    answer.epoch = state_.feed.epoch, answer.seq = state_.feed.seq;
    state_.done.put(which.event_id, {answer.seq, now + kEventMemoryMs, answer.ended});
    return answer;
  });
}

EndedSessions EmbeddedSessions::end_of_provider(const EndSessions& which, std::int64_t now) {
  const std::string key = which.provider_sid
                              ? provider_key(AtProvider::Session, *which.provider, *which.provider_sid)
                              : provider_key(AtProvider::Person, *which.provider, *which.provider_sub);
  state_.signed_out.put(key, {now, now + contracts::kSignedOutSeconds * 1000});
  std::vector<std::string> sids;
  if (const auto known = state_.of_provider.find(key); known != state_.of_provider.end())
    sids.assign(known->second.begin(), known->second.end());
  EndedSessions answer;
  answer.ended = end_each(sids, which.until_ms, now);
  std::set<std::string> users;
  for (const std::string& sid : answer.ended) users.insert(state_.sessions.find(sid)->uid);
  answer.users.emplace(users.begin(), users.end());
  return answer;
}

std::int64_t EmbeddedSessions::count() {
  return state_.run([&](std::int64_t) {
    std::int64_t count = 0;
    for (const auto& [uid, sessions] : state_.of_user) count += static_cast<std::int64_t>(sessions.size());
    return count;
  });
}

}  // namespace lgm::session_cache::embedded
