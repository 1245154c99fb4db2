// The Store on a database: what is said to a Work goes into the tables of the same transaction. Policy
// changes take the numbers after policy_head, revocations wait in the outbox.
#pragma once
#include <vector>

#include "lgm/base/random.hpp"
#include "lgm/contracts/policy.hpp"
#include "lgm/sql/database.hpp"
#include "work/work.hpp"

namespace lgm::admin {

// What session-cache has to be told. `id` makes telling it twice harmless.
struct OutboxEvent {
  std::string id;
  auth::RevocationKind kind = auth::RevocationKind::User;
  std::string target;
  std::int64_t not_before_ms = 0;  // when it happened
  bool gives = false;              // rights have grown: whoever keeps them reads again, no token is refused
};

// An OutboxEvent as it waits. `kind` may be one of a later version.
struct OutboxRow {
  std::string id, kind, target_id;
  std::int64_t not_before_ms = 0;
  bool gives = false;
};

// A change of the policy as it is kept.
struct PolicyChangeRow {
  std::int64_t n = 0;
  contracts::policy::Kind kind = contracts::policy::Kind::Tag;
  std::string row_id;
  std::optional<json::Value> before_row, after_row;
  base::WallTime changed_at{};
  std::string changed_by;
};

// What a committed transaction left behind.
struct Committed {
  std::int64_t policy = 0;  // the policy's new number; 0: the policy is as it was
  std::vector<OutboxEvent> events;
  std::vector<json::Value> audits;  // rows of the audit log, as the API shows them
};

class DatabaseStore final : public Store {
 public:
  using OnCommit = std::function<void(const Committed&)>;
  // `on_commit` runs after each commit that left something, before change() returns, on its thread; what it
  // throws is swallowed, because the change has taken place.
  DatabaseStore(sql::Database& database, const base::Clock& clock, base::Random& random,
                OnCommit on_commit = {});
  void change(const service::Actor& actor, const std::function<void(Work&)>& work) override;
  void read(const std::function<void(sql::Session&)>& work) override;

 private:
  sql::Database& database_;
  const base::Clock& clock_;
  base::Random& random_;
  const OnCommit on_commit_;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::OutboxRow> {
  using T = lgm::admin::OutboxRow;
  static constexpr std::string_view name = "OutboxRow", table = "outbox";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id"),
      field<&T::kind>("kind"),
      field<&T::target_id>("target_id"),
      field<&T::not_before_ms>("not_before_ms"),
      field<&T::gives>("gives"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::PolicyChangeRow> {
  using T = lgm::admin::PolicyChangeRow;
  static constexpr std::string_view name = "PolicyChangeRow", table = "policy_changes";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::n>("n"),
      field<&T::kind>("kind"),
      field<&T::row_id>("row_id"),
      field<&T::before_row>("before_row"),
      field<&T::after_row>("after_row"),
      field<&T::changed_at>("changed_at"),
      field<&T::changed_by>("changed_by"),
  });
};
