// What a user may do. Rights come from admin-service's database, never from a token.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace lgm::service {

struct Rights {
  std::string uid;
  std::string user_id;  // USAP id; empty for local accounts
  std::string username;
  std::optional<std::string> display_name, email;  // where auth-service asks admin-service
  std::string role;                                // display only
  bool is_active = true;
  bool is_admin = false;                      // SYSTEM_ADMIN: everything
  bool reads_all = false;                     // AUDITOR: may read everything, change nothing by this
  std::set<std::string, std::less<>> global;  // codes held everywhere
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>>
      scenarios;  // app_id → codes; a key for every scenario in which a role is held

  bool holds(std::string_view permission) const;
  bool holds_in(std::string_view permission, std::string_view scenario) const;
  bool reaches(std::string_view scenario) const;
};

// Thread-safe; caches as it likes. Null: no such user.
class RightsSource {
 public:
  virtual ~RightsSource() = default;
  virtual std::shared_ptr<const Rights> rights_of(const std::string& uid) = 0;
  // Of these, what is cached; asks nobody. Null: nothing is.
  virtual std::shared_ptr<const Rights> kept(const std::string&) { return nullptr; }
};

}  // namespace lgm::service
