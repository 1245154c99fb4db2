// Who counts as an administrator: active and effectively SYSTEM_ADMIN, by the own role or by an assignment
// without a scenario. The last one stays.
#pragma once
#include "work/work.hpp"

namespace lgm::admin::users {

std::int64_t administrators(sql::Session& session);
bool is_administrator(sql::Session& session, const std::string& id);

// Made before a change that may take a user's rights; `check` after it throws 400 `last_administrator` when
// this user was the last one, so that the transaction is undone. The caller holds the lock on rights.
class LastAdministrator {
 public:
  LastAdministrator(Work& work, const std::string& id)
      : work_(work), was_administrator_(is_administrator(work.session(), id)) {}
  void check() const;

 private:
  Work& work_;
  bool was_administrator_;
};

}  // namespace lgm::admin::users
