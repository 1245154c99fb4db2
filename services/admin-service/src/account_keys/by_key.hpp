// Service accounts as callers: by X-API-Key, on the routes that take one. Whether a key is good, whether its
// account is active and what that may do are read from the database with each request: a change counts at
// once at every replica, and neither auth-service nor session-cache-service is asked.
#pragma once
#include "lgm/base/clock.hpp"
#include "lgm/service/key_refusals.hpp"
#include "lgm/service/key_uses.hpp"
#include "work/work.hpp"

namespace lgm::admin {

class ByAccountKey final : public service::Authenticator {
 public:
  // All outlive this.
  ByAccountKey(Store& store, const base::Clock& clock, service::KeyUses& uses, service::Metrics& metrics)
      : store_(store), clock_(clock), uses_(uses), refusals_(metrics) {}
  bool serves(const service::Route& route) const override { return route.takes_api_keys; }
  // Throws Refusal 400 `two_credentials`, 401 `invalid_api_key`; what the database throws.
  std::optional<service::Principal> who(service::Credentials& shown) const override;
  std::string_view limit_of_failures() const override { return service::kKeyFailures; }

 private:
  struct Account;
  std::shared_ptr<const Account> account_of(const std::string& sha256) const;

  Store& store_;
  const base::Clock& clock_;
  service::KeyUses& uses_;
  const service::KeyRefusals refusals_;
};

// Lets keys be shown on the public routes that they open, and says what those refuse then. All but users,
// roles and API keys: a group of routes that is not named there stays closed to them.
void open_to_account_keys(service::RouteTable& public_routes);

}  // namespace lgm::admin
