// Delivers what changes left for session-cache: at once after the commit, and again by the lease's holder
// until it was acknowledged. session-cache takes an event id once, so twice is harmless.
#pragma once
#include <mutex>
#include <set>

#include "lgm/calls/operation.hpp"
#include "lgm/describe/sql_mapping.hpp"
#include "lgm/http/client.hpp"
#include "lgm/service/log.hpp"
#include "store/database_store.hpp"

namespace lgm::admin {

// Thread-safe.
class Outbox {
 public:
  // `token_lifetime`: how long an access token may live; a revocation is kept that long. `clock` and
  // `log` outlive it.
  Outbox(sql::Database& database, std::shared_ptr<http::Caller> session_cache,
         std::chrono::seconds token_lifetime, const base::Clock& clock, service::Log& log)
      : database_(database),
        session_cache_(std::move(session_cache)),
        token_lifetime_(token_lifetime),
        clock_(clock),
        log_(log) {}

  // Tells session-cache; what it acknowledged is removed. Stops at the first failure: the rest would wait for
  // the same time-out. What session-cache refuses as malformed holds up nothing: it stays, and is logged
  // once. Returns how many were acknowledged.
  std::size_t deliver(const std::vector<OutboxEvent>& events);
  // The same for everything that waits and is older than `before_ms` (younger ones are with the request that
  // made them), oldest first. A row of a kind that is not known here is passed over.
  std::size_t redeliver(std::int64_t before_ms);
  std::int64_t depth();

  // Once more into a feed that has begun anew: no token of a disabled user may pass. False while
  // session-cache does not acknowledge.
  bool reseed(const std::string& epoch, std::int64_t now_ms);

 private:
  enum class Told { Yes, Later, Refused };
  Told tell(const OutboxEvent& event);
  template <class Q, class A>
  Told ask(const calls::Operation<Q, A>& operation, const Q& question);
  // False when the rest has to wait.
  bool deliver_all(const std::vector<OutboxEvent>& events, std::size_t& told);
  // Without rows of a kind that only a later version knows: those stay for it, and are logged once.
  std::vector<OutboxEvent> events_of(const std::vector<OutboxRow>& rows);
  void refused(const OutboxEvent& event);
  // Whether the log has not named this one yet.
  bool is_first_of(const std::string& id);

  sql::Database& database_;
  const std::shared_ptr<http::Caller> session_cache_;
  const std::chrono::seconds token_lifetime_;
  const base::Clock& clock_;
  service::Log& log_;
  std::mutex mutex_;
  std::set<std::string> named_;  // ids, by the log
};

}  // namespace lgm::admin
