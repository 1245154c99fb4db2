// What an access token says, and the keys that sign it.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lgm/auth/jwt.hpp"
#include "lgm/base/random.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::auth_service {

using Keys = std::vector<std::shared_ptr<const auth::SigningKey>>;

struct TokenFor {
  std::string uid;
  std::string subject;    // USAP id, local:<id>
  std::string role;       // for display
  std::string client_id;  // console, api, password
  std::string sid;
  std::optional<auth::Limit> limit = {};
};

struct IssuedToken {
  std::string token;
  std::int64_t expires_in = 0;  // seconds
};

// Thread-safe.
class AccessTokens {
 public:
  // `keys` is not empty; the first signs.
  AccessTokens(Keys keys, std::string issuer, std::chrono::seconds life, const base::Clock& clock,
               base::Random& random);
  // Never lives beyond the end of its session (Unix seconds), nor, limited, beyond its limit's longest life.
  IssuedToken issue(const TokenFor& whom, std::optional<std::int64_t> session_end = std::nullopt) const;
  std::chrono::seconds life() const { return life_; }
  // When the last token issued with this life until now is dead, leeway included (Unix milliseconds). The
  // store knows of sessions whose tokens were given a longer one.
  std::int64_t all_dead_ms() const;
  json::Value jwks() const;
  // Answers with our own keys, so that this service asks nobody for them.
  std::shared_ptr<auth::KeySource> key_source() const;

 private:
  const Keys keys_;
  const std::string issuer_;
  const std::chrono::seconds life_;
  const base::Clock& clock_;
  base::Random& random_;
};

// GET /.well-known/jwks.json, below the base path and at the root.
void add_jwks_routes(service::RouteTable& routes, const AccessTokens& tokens);

}  // namespace lgm::auth_service
