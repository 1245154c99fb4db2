// The local users behind people, as admin-service keeps them (docs/internal-api.md). Thread-safe. Throws
// Refusal 503 `users_unavailable` when admin-service cannot be asked.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lgm/contracts/users.hpp"
#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::auth_service {

// Somebody whom a way in has identified.
using Arrival = contracts::SignIn;

struct LocalUser {
  std::string uid;
  std::optional<std::string> user_id;  // USAP id
  std::string username, role;
  bool is_active = true;
  std::optional<std::int64_t>
      version;            // when a password was verified; admin-service of the version before: none
  bool one_time = false;  // signed in by a password that is to be replaced at once
};

struct PasswordCheck {
  std::optional<LocalUser> user;  // none: wrong name or password, which nobody outside can tell apart
  bool name_known = false;        // somebody has this name; admin-service of the version before does not say
};

class Users {
 public:
  explicit Users(std::shared_ptr<http::Caller> admin_service) : admin_service_(std::move(admin_service)) {}
  // Finds or creates the user; throws Refusal 403 `reserved_user_id` where admin-service refuses the id.
  LocalUser sign_in(const Arrival& who) const;
  // Whom an identity is of; none where it is of nobody yet, or only a later admin-service could say.
  std::optional<std::string> uid_of(const std::string& issuer, const std::string& subject) const;
  // None: admin-service is of the version before, which maps none, and nothing has changed.
  std::optional<contracts::RolesMapped> map_roles(const contracts::MappedRoles& roles) const;
  PasswordCheck verify_password(const std::string& username, const std::string& password) const;
  // Whether nothing has changed about a user since the password was verified: not even the password.
  bool is_as_verified(const LocalUser& user) const;
  enum class Stored {
    Yes,
    Later,   // admin-service is away: send them again
    Refused  // it refuses what was sent, and will again
  };
  // As they were read: with members that only a later version knows.
  Stored store_audit(std::vector<json::Value> events) const;

 private:
  const std::shared_ptr<http::Caller> admin_service_;
};

}  // namespace lgm::auth_service
