// session-cache-service as auth-service calls it (lgm/contracts): one function an operation. Thread-safe.
// Every function throws Refusal 503 `session_store_unavailable` when the service cannot be reached or answers
// something else than the contract: never a guess.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lgm/contracts/counters.hpp"
#include "lgm/contracts/events.hpp"
#include "lgm/contracts/presence.hpp"
#include "lgm/contracts/sessions.hpp"
#include "lgm/contracts/user_info.hpp"
#include "lgm/http/client.hpp"

namespace lgm::auth_service {

using contracts::EndSessions;
using contracts::FoundSession;
using contracts::ListedSession;
using contracts::NewSession;
using contracts::NewUserInfo;
using contracts::RotationOutcome;
using contracts::SessionState;
using contracts::StreamEvent;
using contracts::UserInfoEntry;
using Count = contracts::CounterState;

class SessionCache {
 public:
  explicit SessionCache(std::shared_ptr<http::Caller> caller) : caller_(std::move(caller)) {}

  contracts::Begun begin(const NewSession& session) const;
  std::optional<FoundSession> lookup(const std::string& refresh_hash) const;
  RotationOutcome rotate(const contracts::Rotation& rotation) const;
  // A token that names this session is used, and the store does not know it. None: there is no such session,
  // or session-cache-service is of a version that does not say.
  std::optional<contracts::Rotated> reuse_forgotten(const std::string& sid) const;
  // Nothing where the session has ended.
  void keep_sealed(const std::string& sid, const std::string& sealed) const;
  std::vector<ListedSession> list(const std::string& uid) const;
  contracts::EndedSessions end(const EndSessions& which) const;

  std::vector<UserInfoEntry> user_info(const std::vector<std::string>& user_ids) const;
  void keep_user_info(std::vector<NewUserInfo> entries, std::int64_t keep_seconds) const;
  // No ids: all.
  std::int64_t drop_user_info(const std::optional<std::vector<std::string>>& user_ids) const;

  void put_once(const std::string& key, const std::string& value, std::int64_t seconds) const;
  std::optional<std::string> take_once(const std::string& key) const;
  // Whether this is the first time in `seconds` that the key is spent.
  bool spend_once(const std::string& key, std::int64_t seconds) const;

  Count add(const std::string& key, std::int64_t amount, std::int64_t window_seconds) const;
  std::vector<Count> counts(const std::vector<std::string>& keys) const;
  void clear(const std::string& key) const;

  void append_events(const std::string& stream, const std::vector<StreamEvent>& events,
                     std::int64_t keep) const;
  std::vector<StreamEvent> read_events(const std::string& stream, std::int64_t limit) const;
  void remove_events(const std::string& stream, const std::vector<std::string>& ids) const;

  // Which replicas of all services are alive. None: session-cache-service is of a version that does not tell
  // us.
  std::optional<std::vector<contracts::Replica>> replicas() const;

  // For readiness: whether the service answers.
  bool reachable() const;

 private:
  const std::shared_ptr<http::Caller> caller_;
};

}  // namespace lgm::auth_service
