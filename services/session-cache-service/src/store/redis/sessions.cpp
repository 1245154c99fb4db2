#include <algorithm>

#include "lgm/service/problem.hpp"
#include "store/redis/parts.hpp"

namespace lgm::session_cache::redis {
namespace {

std::string milliseconds(std::int64_t seconds) {
  return std::to_string(seconds * 1000);
}

service::Refusal exists(const std::string& what) {
  return service::conflict("exists", "Another session has this " + what + " already", {{"member", what}});
}

// What a script of ours calls it.
template <class E>
E enum_at(const Reply& reply, std::size_t index) {
  const auto known = describe::named<E>(text_at(reply, index));
  if (!known) throw StoreUnavailable("a script of the store answered something else than it says");
  return *known;
}

std::string flag(const std::optional<bool>& set) {
  return set.value_or(false) ? "1" : "0";
}

Rotated rotated_from(const Reply& reply) {
  Rotated rotated{enum_at<RotationOutcome>(reply, 0), {}, {}, {}};
  if (reply.size() > 1) rotated.sid = text_at(reply, 1), rotated.uid = text_at(reply, 2);
  if (reply.size() > 3) rotated.generation = number_at(reply, 3);
  return rotated;
}

std::optional<std::string> if_any(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::vector<std::string> texts_from(const Reply& reply, std::size_t first, std::size_t end) {
  std::vector<std::string> texts;
  for (std::size_t i = first; i < std::min(end, reply.size()); ++i) texts.push_back(text_at(reply, i));
  return texts;
}

}  // namespace

Begun RedisSessions::begin(const NewSession& session) {
  const Reply reply = link_.guarded(
      scripts::begin_session,
      {session.sid, session.uid, session.subject, session.client_id, session.refresh_hash.value_or(""),
       milliseconds(session.idle_seconds), milliseconds(session.absolute_seconds),
       std::to_string(session.max_sessions), session.ip.value_or(""), kept_user_agent(session),
       session.replaces_sid.value_or(""), milliseconds(first_access_seconds(session)),
       session.provider.value_or(""), session.provider_sub.value_or(""), session.provider_sid.value_or(""),
       session.sealed.value_or(""), std::to_string(session.departed_ms.value_or(0)),
       flag(session.token_names_session)});
  if (text_at(reply, 0) == "exists") throw exists(text_at(reply, 1));
  if (text_at(reply, 0) == "signed_out") return {session.sid, {}, true};
  Begun begun{session.sid, texts_from(reply, 1, reply.size()), {}};
  if (!begun.ended.empty()) link_.appended();
  return begun;
}

std::optional<FoundSession> RedisSessions::lookup(const std::string& refresh_hash) {
  const Reply reply = link_.guarded(scripts::find_session, {refresh_hash});
  if (reply.empty()) return std::nullopt;
  return FoundSession{text_at(reply, 0),         text_at(reply, 1),          text_at(reply, 2),
                      text_at(reply, 3),         number_at(reply, 4),        enum_at<SessionState>(reply, 5),
                      number_at(reply, 6),       number_at(reply, 7),        number_at(reply, 8),
                      if_any(text_at(reply, 9)), if_any(text_at(reply, 10)), if_any(text_at(reply, 11))};
}

bool RedisSessions::keep_sealed(const SealedOfSession& sealed) {
  return text_at(link_.guarded(scripts::keep_sealed, {sealed.sid, sealed.sealed}), 0) == "ok";
}

Rotated RedisSessions::rotate(const Rotation& rotation) {
  const Reply reply = link_.guarded(
      scripts::rotate, {rotation.refresh_hash, rotation.successor_hash, milliseconds(rotation.idle_seconds),
                        milliseconds(rotation.access_seconds), flag(rotation.successor_names_session)});
  if (text_at(reply, 0) == "exists") throw exists("successor_hash");
  return told(rotated_from(reply));
}

Rotated RedisSessions::reuse_forgotten(const std::string& sid) {
  return told(rotated_from(link_.guarded(scripts::reuse_forgotten, {sid})));
}

Rotated RedisSessions::told(Rotated rotated) {
  if (rotated.outcome == RotationOutcome::Reused) link_.appended();
  return rotated;
}

std::vector<ListedSession> RedisSessions::of_user(const std::string& uid) {
  const Reply reply = link_.guarded(scripts::sessions_of, {uid});
  std::vector<ListedSession> sessions;
  for (std::size_t i = 0; i + 5 < reply.size(); i += 6)
    sessions.push_back({text_at(reply, i), text_at(reply, i + 1), number_at(reply, i + 2),
                        number_at(reply, i + 3), text_at(reply, i + 4), text_at(reply, i + 5)});
  return sessions;
}

EndedSessions RedisSessions::end(const EndSessions& which) {
  const Reply reply =
      link_.guarded(scripts::end_sessions, {which.event_id, which.sid.value_or(""), which.uid.value_or(""),
                                            which.except_sid.value_or(""), std::to_string(which.until_ms),
                                            which.provider.value_or(""), which.provider_sub.value_or(""),
                                            which.provider_sid.value_or("")});
  link_.appended();
  constexpr std::size_t kFirst = 4;
  const std::size_t users = kFirst + static_cast<std::size_t>(number_at(reply, 2));
  EndedSessions answer{
      texts_from(reply, kFirst, users), text_at(reply, 0), number_at(reply, 1), {}, std::nullopt};
  if (text_at(reply, 3) == "repeated")
    answer.repeated = true;
  else if (which.provider)
    answer.users = texts_from(reply, users, reply.size());
  return answer;
}

std::int64_t RedisSessions::count() {
  return number_at(link_.guarded(scripts::count_sessions, {}), 0);
}

}  // namespace lgm::session_cache::redis
