// The policy as guard-service follows it: a snapshot at one number, and what each later number changed.
#pragma once
#include <atomic>

#include "lgm/contracts/policy.hpp"
#include "lgm/http/message.hpp"
#include "lgm/sql/database.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin {

namespace policy = contracts::policy;

// Thread-safe.
class PolicyFeed {
 public:
  // At most `snapshots` at once: each holds a connection while it is sent.
  PolicyFeed(sql::Database& database, std::size_t snapshots)
      : database_(database), most_snapshots_(snapshots) {}

  // The latest number known here; -1 before the first look at the database.
  std::int64_t head() const { return head_; }
  // What a commit here, or a look at policy_head, has shown; true when that is news.
  bool raise(std::int64_t head);
  // Looks.
  std::int64_t read_head();

  // Those after `after`, at most 5,000.
  policy::Changes changes_after(std::int64_t after);
  // Lines of JSON, from one consistent read. Throws Refusal 503 `snapshots_busy`.
  http::BodySource snapshot();

 private:
  class Stream;
  sql::Database& database_;
  const std::size_t most_snapshots_;
  std::atomic<std::size_t> snapshots_{0};
  std::atomic<std::int64_t> head_{-1};
};

void add_policy_feed_routes(service::RouteTable& internal_routes, PolicyFeed& feed);

}  // namespace lgm::admin
