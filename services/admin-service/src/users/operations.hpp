// What the operations on users have in common where they are declared.
#pragma once

namespace lgm::admin::users {

inline constexpr char kGroup[] = "users", kPermission[] = "user_management";
inline constexpr char kUser[] = "USER",
                      kRoleAssignment[] = "USER_ROLE_ASSIGNMENT";  // resources, as the audit log names them

}  // namespace lgm::admin::users
