// The audit events of auth-service, said once: what it records, and all that admin-service takes from it
// (docs/operations/logs.md lists them). A further one is added one version before it is recorded, so that
// admin-service of the version before does not refuse it.
#pragma once
#include <algorithm>
#include <string_view>

namespace lgm::service {

struct AuditWords {
  std::string_view action, resource_type;
  bool operator==(const AuditWords&) const = default;
};

namespace sign_in_events {

inline constexpr AuditWords kLogin{"LOGIN", "SESSION"}, kLoginFailed{"LOGIN_FAILED", "SESSION"},
    kLoginLocked{"LOGIN_LOCKED", "SESSION"}, kLogout{"LOGOUT", "SESSION"},
    kSessionEnded{"SESSION_ENDED", "SESSION"}, kSessionsEnded{"SESSION_ENDED", "USER"},
    kTokenReused{"TOKEN_REUSED", "SESSION"}, kUserInfoDropped{"DELETE", "USER_INFO_CACHE"};

inline constexpr AuditWords kAll[] = {kLogin,        kLoginFailed,   kLoginLocked, kLogout,
                                      kSessionEnded, kSessionsEnded, kTokenReused, kUserInfoDropped};

constexpr bool holds(const AuditWords& words) {
  return std::find(std::begin(kAll), std::end(kAll), words) != std::end(kAll);
}

}  // namespace sign_in_events
}  // namespace lgm::service
