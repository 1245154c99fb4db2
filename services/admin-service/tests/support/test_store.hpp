// The Store on a test's own database, with what changes left behind where a test can read it.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "lgm/base/random.hpp"
#include "store/database_store.hpp"
#include "support/test_database.hpp"

namespace lgm::admin::testing {

struct PolicyChange {
  std::string kind, row_id;
  json::Value before, after;
};

struct Trace {
  std::vector<PolicyChange> changes;
  std::vector<AuditFacts> audits;
  std::vector<std::pair<auth::RevocationKind, std::string>> revocations;
  std::vector<std::string> gifts;  // whose rights are read anew while every token stays good
};

class TestStore final : public Store {
 public:
  // Without the seeded roles: most tests bring their own.
  explicit TestStore(TestDatabase::Seeds seeds = TestDatabase::Seeds::Remove);
  // What the store takes for now is this from then on.
  void set_time(base::WallTime time);
  void change(const service::Actor& actor, const std::function<void(Work&)>& work) override;
  void read(const std::function<void(sql::Session&)>& work) override;

  // As the actor "tester".
  template <class F>
  auto changing_as_tester(F&& work) {
    return changing(tester(), std::forward<F>(work));
  }
  static service::Actor tester();
  sql::Database& database() { return database_.database(); }
  const sql::PoolOptions& options() const { return database_.options(); }
  // The rows of the database, as text, without what only grows.
  std::string dump() { return dump_of(database(), false); }
  // Everything: to see that a refusal left nothing at all.
  std::string dump_all() { return dump_of(database(), true); }

  Trace trace;                      // of committed changes, as the tables hold it
  std::vector<json::Value> logged;  // rows of the audit log that were told after a commit

 private:
  void read_trace();

  // The system's, until it is set.
  struct Clock final : base::Clock {
    base::WallTime now() const override { return set ? *set : system.now(); }
    base::SteadyTime steady() const override { return system.steady(); }
    base::SystemClock system;
    std::optional<base::WallTime> set;
  };

  TestDatabase database_;
  Clock clock_;
  base::SystemRandom random_;
  DatabaseStore store_{database_.database(), clock_, random_, [this](const Committed& left) {
                         logged.insert(logged.end(), left.audits.begin(), left.audits.end());
                       }};
  std::int64_t changes_ = 0;
  std::string audited_ = "1970-01-01 00:00:00";  // the last row's time
  // Rows of one moment have no order: what came since is told by its id.
  std::set<std::string> seen_;
};

}  // namespace lgm::admin::testing
