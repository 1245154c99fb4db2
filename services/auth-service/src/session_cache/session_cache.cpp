#include "session_cache/session_cache.hpp"

#include "lgm/calls/ask.hpp"
#include "lgm/contracts/one_time.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

service::Refusal no_store(std::string why) {
  return service::unavailable(
      "session_store_unavailable",
      "Sessions cannot be read or changed at the moment; nothing was used up, try again shortly",
      {std::move(why)});
}

template <class A>
A answer_of(calls::Answer<A> answer) {
  if (!answer) throw no_store(std::move(answer.why));
  return std::move(*answer.value);
}

// Nothing where there is none.
template <class A>
std::optional<A> found_by(calls::Answer<A> answer) {
  if (answer.is(404)) return std::nullopt;
  return answer_of(std::move(answer));
}

}  // namespace

contracts::Begun SessionCache::begin(const NewSession& session) const {
  return answer_of(calls::ask(*caller_, contracts::kBeginSession, session));
}

std::optional<FoundSession> SessionCache::lookup(const std::string& refresh_hash) const {
  return found_by(calls::ask(*caller_, contracts::kFindSession, {refresh_hash}));
}

RotationOutcome SessionCache::rotate(const contracts::Rotation& rotation) const {
  return answer_of(calls::ask(*caller_, contracts::kRotateSession, rotation)).outcome;
}

std::optional<contracts::Rotated> SessionCache::reuse_forgotten(const std::string& sid) const {
  auto found = found_by(calls::ask(*caller_, contracts::kReuseForgotten, {sid}));
  if (found && found->outcome == RotationOutcome::Unknown) return std::nullopt;
  return found;
}

void SessionCache::keep_sealed(const std::string& sid, const std::string& sealed) const {
  found_by(calls::ask(*caller_, contracts::kKeepSealed, {sid, sealed}));
}

std::vector<ListedSession> SessionCache::list(const std::string& uid) const {
  return answer_of(calls::ask(*caller_, contracts::kListSessions, {uid})).sessions;
}

contracts::EndedSessions SessionCache::end(const EndSessions& which) const {
  return answer_of(calls::ask(*caller_, contracts::kEndSessions, which));
}

std::vector<UserInfoEntry> SessionCache::user_info(const std::vector<std::string>& user_ids) const {
  return answer_of(calls::ask(*caller_, contracts::kGetUserInfo, {user_ids})).entries;
}

void SessionCache::keep_user_info(std::vector<NewUserInfo> entries, std::int64_t keep_seconds) const {
  answer_of(calls::ask(*caller_, contracts::kPutUserInfo, {std::move(entries), keep_seconds}));
}

std::int64_t SessionCache::drop_user_info(const std::optional<std::vector<std::string>>& user_ids) const {
  return answer_of(calls::ask(*caller_, contracts::kDropUserInfo, {user_ids})).dropped;
}

void SessionCache::put_once(const std::string& key, const std::string& value, std::int64_t seconds) const {
  answer_of(calls::ask(*caller_, contracts::kPutOnce, {key, value, seconds}));
}

std::optional<std::string> SessionCache::take_once(const std::string& key) const {
  auto taken = found_by(calls::ask(*caller_, contracts::kTakeOnce, {key}));
  return taken ? std::optional(std::move(taken->value)) : std::nullopt;
}

bool SessionCache::spend_once(const std::string& key, std::int64_t seconds) const {
  auto put = calls::ask(*caller_, contracts::kPutOnce, {key, "spent", seconds});
  if (put.is(409)) return false;
  answer_of(std::move(put));
  return true;
}

Count SessionCache::add(const std::string& key, std::int64_t amount, std::int64_t window_seconds) const {
  return answer_of(calls::ask(*caller_, contracts::kAddToCounter, {key, amount, window_seconds}));
}

std::vector<Count> SessionCache::counts(const std::vector<std::string>& keys) const {
  const auto answer = answer_of(calls::ask(*caller_, contracts::kGetCounters, {keys}));
  std::vector<Count> counts(keys.size());
  for (const contracts::NamedCounter& counter : answer.counters)
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (counter.key == keys[i]) counts[i] = {counter.count, counter.resets_in_ms};
  return counts;
}

void SessionCache::clear(const std::string& key) const {
  answer_of(calls::ask(*caller_, contracts::kClearCounter, {key}));
}

void SessionCache::append_events(const std::string& stream, const std::vector<StreamEvent>& events,
                                 std::int64_t keep) const {
  answer_of(calls::ask(*caller_, contracts::kAppendEvents, {stream, events, keep}));
}

std::vector<StreamEvent> SessionCache::read_events(const std::string& stream, std::int64_t limit) const {
  return answer_of(calls::ask(*caller_, contracts::kReadEvents, {stream, limit})).events;
}

void SessionCache::remove_events(const std::string& stream, const std::vector<std::string>& ids) const {
  answer_of(calls::ask(*caller_, contracts::kRemoveEvents, {stream, ids}));
}

std::optional<std::vector<contracts::Replica>> SessionCache::replicas() const {
  auto answer = calls::ask(*caller_, contracts::kListPresence, {});
  if (answer.is(403)) return std::nullopt;
  return answer_of(std::move(answer)).replicas;
}

bool SessionCache::reachable() const {
  http::Call call;
  call.target = "/health/ready";
  call.timeout = std::chrono::milliseconds(1'000);
  return caller_->call(call).ok();
}

}  // namespace lgm::auth_service
