#include "permissions/service_accounts.hpp"

#include <algorithm>

namespace lgm::admin::service_accounts {

bool is_one(sql::Session& session, const std::string& uid) {
  return !session.query("SELECT `id` FROM `users` WHERE `id` = ? AND " + std::string(kIsOne), {uid}, 1)
              .empty();
}

bool never_holds(std::string_view permission) {
  return std::find(std::begin(kNeverHeld), std::end(kNeverHeld), permission) != std::end(kNeverHeld);
}

void withhold(service::Rights& rights) {
  for (const std::string_view code : kNeverHeld) {
    rights.global.erase(std::string(code));
    for (auto& [scenario, codes] : rights.scenarios) codes.erase(std::string(code));
  }
}

}  // namespace lgm::admin::service_accounts
