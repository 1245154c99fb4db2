// What an access token says.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "access_tokens/key_ring.hpp"
#include "lgm/base/random.hpp"

namespace lgm::service {
class RouteTable;
struct Route;
struct ErrorCase;
}  // namespace lgm::service

namespace lgm::auth_service {

inline constexpr char kAudience[] = "llm-guard-manager";  // of every token

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
  auth::Claims claims = {};     // what it says
};

// Thread-safe.
class AccessTokens {
 public:
  AccessTokens(std::shared_ptr<const KeyRing> ring, std::string issuer, std::chrono::seconds life,
               const base::Clock& clock, base::Random& random);
  // `keys` is not empty; the first signs, as they never change.
  AccessTokens(Keys keys, std::string issuer, std::chrono::seconds life, const base::Clock& clock,
               base::Random& random);
  // Throws Refusal 503 `keys_unavailable` where every key is withdrawn: asked before anything is used up.
  void require_signer() const;
  // Throws the same. Never lives beyond the end of its session (Unix seconds), nor, limited, beyond its
  // limit's longest life.
  IssuedToken issue(const TokenFor& whom, std::optional<std::int64_t> session_end = std::nullopt) const;
  std::chrono::seconds life() const { return life_; }
  // When the last token issued with this life until now is dead, leeway included (Unix milliseconds). The
  // store knows of sessions whose tokens were given a longer one.
  std::int64_t all_dead_ms() const;
  json::Value jwks() const;
  // Answers with our own keys, so that this service asks nobody for them.
  std::shared_ptr<auth::KeySource> key_source() const;

 private:
  Key signer() const;

  const std::shared_ptr<const KeyRing> ring_;
  const std::string issuer_;
  const std::chrono::seconds life_;
  const base::Clock& clock_;
  base::Random& random_;
};

// 503 `keys_unavailable`, of the routes that issue access tokens.
service::ErrorCase no_signer_case();

// GET /.well-known/jwks.json, below the base path and at the root.
void add_jwks_routes(service::RouteTable& routes, const AccessTokens& tokens);

}  // namespace lgm::auth_service
