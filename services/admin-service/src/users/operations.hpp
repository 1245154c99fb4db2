// What the operations on users have in common: where they are declared, and where they read rows.
#pragma once
#include <optional>
#include <string>

#include "lgm/service/route.hpp"
#include "lgm/sql/session.hpp"
#include "policy_rows/declare.hpp"

namespace lgm::admin::users {

inline constexpr char kGroup[] = "users", kPermission[] = "user_management";
inline constexpr char kUser[] = "USER",
                      kRoleAssignment[] = "USER_ROLE_ASSIGNMENT";  // resources, as the audit log names them

// What one user holds is read by themselves, holders of user_management, and those who may read everything.
inline void permit_reading(service::Context& context) {
  if (context.path("id") == context.uid()) return context.require_or_self(kPermission, context.path("id"));
  require_or_reads_all(context, kPermission);
}

inline service::ErrorCase service_account_right_case() {
  return {400, "service_account_right",
          "the user is a service account, and the role gives what one never holds"};
}

// Of the first row; none where it is NULL.
inline std::optional<std::string> text_or_none(const sql::Rows& rows, std::size_t column) {
  const auto cell = rows.cell(0, column);
  return cell ? std::optional<std::string>(*cell) : std::nullopt;
}

}  // namespace lgm::admin::users
