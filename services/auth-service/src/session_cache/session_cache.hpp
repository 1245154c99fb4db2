// session-cache-service as auth-service calls it (docs/internal-api.md): one function a route, values instead
// of JSON. Thread-safe. Every function throws Refusal 503 `session_store_unavailable` when the service cannot
// be reached or answers something else than the contract: never a guess.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::auth_service {

struct NewSession {
  std::string sid, uid, subject, client_id;
  std::optional<std::string> refresh_hash;
  std::int64_t idle_seconds = 0, absolute_seconds = 0, access_seconds = 0, max_sessions = 0;
  std::string ip, user_agent;
  std::optional<std::string> replaces_sid;
};

struct FoundSession {
  std::string sid, uid, subject, client_id;
  std::int64_t generation = 0;
  std::string state;  // current, previous, ended
  std::int64_t created_ms = 0, last_used_ms = 0;
};

struct ListedSession {
  std::string sid, client_id, ip, user_agent;
  std::int64_t created_ms = 0, last_used_ms = 0;
};

enum class Rotation { Rotated, Replayed, Reused, Expired, Unknown };
std::string_view to_string(Rotation outcome);

struct EndSessions {
  std::string event_id;
  std::optional<std::string> sid, uid, except_sid;
  std::int64_t until_ms = 0;
};

struct StoredValue {
  std::string user_id;
  json::Value value;
  std::int64_t stored_ms = 0;
};

struct Count {
  std::int64_t count = 0;
  std::int64_t resets_in_ms = 0;
};

struct StreamEvent {
  std::string id;
  json::Value data;
};

class SessionCache {
 public:
  explicit SessionCache(std::shared_ptr<http::Caller> caller) : caller_(std::move(caller)) {}

  // The sessions that ended by it.
  std::vector<std::string> begin(const NewSession& session) const;
  std::optional<FoundSession> lookup(const std::string& refresh_hash) const;
  Rotation rotate(const std::string& refresh_hash, const std::string& successor_hash,
                  std::int64_t idle_seconds, std::int64_t access_seconds) const;
  std::vector<ListedSession> list(const std::string& uid) const;
  std::vector<std::string> end(const EndSessions& which) const;

  std::vector<StoredValue> user_info(const std::vector<std::string>& user_ids) const;
  void keep_user_info(const std::vector<StoredValue>& values, std::int64_t keep_seconds) const;
  // No ids: all.
  std::int64_t drop_user_info(const std::optional<std::vector<std::string>>& user_ids) const;

  void put_once(const std::string& key, const std::string& value, std::int64_t seconds) const;
  std::optional<std::string> take_once(const std::string& key) const;

  Count add(const std::string& key, std::int64_t amount, std::int64_t window_seconds) const;
  std::vector<Count> counts(const std::vector<std::string>& keys) const;
  void clear(const std::string& key) const;

  void append_events(const std::string& stream, const std::vector<StreamEvent>& events,
                     std::int64_t keep) const;
  std::vector<StreamEvent> read_events(const std::string& stream, std::int64_t limit) const;
  void remove_events(const std::string& stream, const std::vector<std::string>& ids) const;

  // For readiness: whether the service answers.
  bool reachable() const;

 private:
  json::Value post(const char* target, const json::Value& body, bool idempotent) const;

  const std::shared_ptr<http::Caller> caller_;
};

}  // namespace lgm::auth_service
