// Who calls: what permissions, limits, log lines and the audit log go by.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "lgm/auth/jwt.hpp"
#include "lgm/service/rights.hpp"

namespace lgm::service {

// Made by an authenticator for one request, which it outlives in nothing. What it refers to is a part of
// `source`, which it keeps: a request copies none of it.
struct Principal {
  enum class Kind {
    Person,          // signed in
    Application,     // by a key of its own
    ServiceAccount,  // a user who is no person, by a key of its own
    Check,           // a check token's: nobody, who may touch one thing
    Service,         // of the suite, by internal token
  };
  Kind kind = Kind::Person;
  std::shared_ptr<const void> source;  // null: what is referred to outlives every request
  // Of a person or a service account the local id, of a service its name as internal routes have it (auth,
  // admin, …). Never empty.
  const std::string& id;
  // For a person to read. Of a person the token's `sub`, which is no name: the rights have that.
  const std::string& display;
  // The one thing that it may touch; null: whatever its rights let it.
  const auth::Limit* limit = nullptr;
  // Rights that came with the credentials; null: those of a person are asked of the RightsSource, nobody else
  // has any.
  const Rights* rights = nullptr;
  // The access token, where that is what showed who calls.
  const auth::Claims* token = nullptr;
};

// "person", "application", "service_account", "check", "service": as the audit log has it.
constexpr std::string_view to_string(Principal::Kind kind) {
  switch (kind) {
    case Principal::Kind::Person:
      return "person";
    case Principal::Kind::Application:
      return "application";
    case Principal::Kind::ServiceAccount:
      return "service_account";
    case Principal::Kind::Check:
      return "check";
    case Principal::Kind::Service:
      break;
  }
  return "service";
}
inline constexpr std::string_view kPrincipalKinds[] = {
    to_string(Principal::Kind::Person), to_string(Principal::Kind::Application),
    to_string(Principal::Kind::ServiceAccount), to_string(Principal::Kind::Check),
    to_string(Principal::Kind::Service)};

}  // namespace lgm::service
