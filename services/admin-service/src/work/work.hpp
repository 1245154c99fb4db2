// One change of the database as the domain sees it: the session, what the change must leave behind (audit
// row, policy change, revocation), ids and time. Everything that is said to a Work becomes true with its
// transaction or not at all.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "lgm/auth/revocations.hpp"
#include "lgm/base/clock.hpp"
#include "lgm/contracts/policy.hpp"
#include "lgm/service/context.hpp"
#include "lgm/sql/session.hpp"
#include "work/sending_lists.hpp"

namespace lgm::admin {

struct AuditRow;

// What the audit row of a change says; who, whence and the words of the route come from the actor.
struct AuditFacts {
  std::string resource_id;
  std::string scenario_id;  // empty: none
  json::Value details;      // before and after; never a secret
};

// Used by one thread, for one transaction.
class Work {
 public:
  virtual ~Work() = default;
  virtual sql::Session& session() = 0;
  virtual std::string new_id() = 0;
  virtual base::WallTime now() const = 0;
  virtual const service::Actor& actor() const = 0;
  // Takes the lock on the policy's number before anything is read, so that what a change checks stays true
  // until it commits. Policy writers wait for each other.
  virtual void lock_policy() = 0;
  // The same for users, roles and grants ("the last administrator stays").
  virtual void lock_rights() = 0;
  // The next number of the policy; `before` and `after` are JSON rows, null for none.
  virtual void policy_changed(contracts::policy::Kind kind, const std::string& row_id,
                              const json::Value& before, const json::Value& after) = 0;
  // A write that leaves the row as it is: nothing is written, and the actor may have touched it.
  virtual void policy_kept(contracts::policy::Kind kind, const json::Value& row) = 0;
  virtual void audit(const AuditFacts& facts) = 0;
  // A row of the audit log that stands in the table already: it leaves as a log line with the others.
  virtual void audited(const AuditRow& row) = 0;
  // Reach session-cache through the outbox. `as_of`: when it happened, if that is not now; of an API key, the
  // time of the row from which on it is refused.
  virtual void revoke(auth::RevocationKind kind, const std::string& id,
                      std::optional<base::WallTime> as_of = {}) = 0;
  // The user may do more, or is called otherwise: every replica reads the rights anew, and no token is
  // refused.
  virtual void reread_rights(const std::string& uid) = 0;
};

// Where changes happen. Thread-safe. A transaction that meets a deadlock runs its function again, so the
// function must have no other effects.
class Store {
 public:
  virtual ~Store() = default;
  virtual void change(const service::Actor& actor, const std::function<void(Work&)>& work) = 0;
  virtual void read(const std::function<void(sql::Session&)>& work) = 0;
  SendingLists& sending_lists() { return sending_lists_; }

  template <class F>
  auto changing(const service::Actor& actor, F&& work) {
    std::optional<std::invoke_result_t<F, Work&>> result;
    change(actor, [&](Work& unit) { result.emplace(work(unit)); });
    return std::move(*result);
  }
  template <class F>
  auto reading(F&& work) {
    std::optional<std::invoke_result_t<F, sql::Session&>> result;
    read([&](sql::Session& session) { result.emplace(work(session)); });
    return std::move(*result);
  }

 private:
  SendingLists sending_lists_;
};

}  // namespace lgm::admin
