// Delivers what changes left for session-cache: at once after the commit, and again by the lease's holder
// until it was acknowledged. session-cache takes an event id once, so twice is harmless.
#pragma once
#include "lgm/http/client.hpp"
#include "store/database_store.hpp"

namespace lgm::admin {

// Thread-safe.
class Outbox {
 public:
  // `token_lifetime`: how long an access token may live; a revocation is kept that long.
  Outbox(sql::Database& database, std::shared_ptr<http::Caller> session_cache,
         std::chrono::seconds token_lifetime)
      : database_(database), session_cache_(std::move(session_cache)), token_lifetime_(token_lifetime) {}

  // Tells session-cache; what it acknowledged is removed. Stops at the first failure: the rest would wait for
  // the same time-out. Returns how many were acknowledged.
  std::size_t deliver(const std::vector<OutboxEvent>& events);
  // The same for everything that waits and is older than `before_ms` (younger ones are with the request that
  // made them), oldest first.
  std::size_t redeliver(std::int64_t before_ms);
  std::int64_t depth();

  // Once more into a feed that has begun anew: no token of a disabled user may pass. False while
  // session-cache does not acknowledge.
  bool reseed(const std::string& epoch, std::int64_t now_ms);

 private:
  bool tell(const OutboxEvent& event);
  bool post(const char* target, const json::Value& body);

  sql::Database& database_;
  const std::shared_ptr<http::Caller> session_cache_;
  const std::chrono::seconds token_lifetime_;
};

}  // namespace lgm::admin
