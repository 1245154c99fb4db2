#include "access_tokens/access_tokens.hpp"

#include <algorithm>

#include "lgm/service/problem.hpp"
#include "lgm/service/route.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::int64_t kLeeway = 60;  // seconds, of every verifier

class OwnKeys final : public auth::KeySource {
 public:
  explicit OwnKeys(std::shared_ptr<const KeyRing> ring) : ring_(std::move(ring)) {}
  std::optional<json::Value> fetch() override { return auth::jwks(ring_->published()); }

 private:
  const std::shared_ptr<const KeyRing> ring_;
};

}  // namespace

AccessTokens::AccessTokens(std::shared_ptr<const KeyRing> ring, std::string issuer, std::chrono::seconds life,
                           const base::Clock& clock, base::Random& random)
    : ring_(std::move(ring)), issuer_(std::move(issuer)), life_(life), clock_(clock), random_(random) {}

AccessTokens::AccessTokens(Keys keys, std::string issuer, std::chrono::seconds life, const base::Clock& clock,
                           base::Random& random)
    : AccessTokens(
          std::make_shared<KeyRing>(std::move(keys), std::chrono::seconds(0), KeyRing::Told(), clock),
          std::move(issuer), life, clock, random) {}

Key AccessTokens::signer() const {
  Key key = ring_->signer();
  if (!key)
    throw service::unavailable("keys_unavailable", "Access tokens cannot be signed at the moment",
                               {"every signing key is withdrawn"});
  return key;
}

void AccessTokens::require_signer() const {
  static_cast<void>(signer());
}

IssuedToken AccessTokens::issue(const TokenFor& whom, std::optional<std::int64_t> session_end) const {
  auth::Claims claims{issuer_,  kAudience, whom.subject, whom.client_id,
                      whom.uid, whom.role, whom.sid,     base::uuid_v7(clock_, random_)};
  const std::int64_t now = base::to_unix_seconds(clock_.now());
  claims.iat = claims.nbf = now;
  claims.limit = whom.limit;
  claims.exp = now + (whom.limit ? std::min(life_, auth::kLongestPasswordChange) : life_).count();
  if (session_end) claims.exp = std::max(std::min(claims.exp, *session_end), now + 1);
  std::string token = signer()->sign(claims);
  return {std::move(token), claims.exp - now, std::move(claims)};
}

std::int64_t AccessTokens::all_dead_ms() const {
  return base::to_unix_ms(clock_.now()) + (life_.count() + kLeeway) * 1000;
}

json::Value AccessTokens::jwks() const {
  return auth::jwks(ring_->published());
}

std::shared_ptr<auth::KeySource> AccessTokens::key_source() const {
  return std::make_shared<OwnKeys>(ring_);
}

service::ErrorCase no_signer_case() {
  return {503, "keys_unavailable", "every signing key is withdrawn"};
}

void add_jwks_routes(service::RouteTable& routes, const AccessTokens& tokens) {
  const json::Value key(json::Object{{"type", "object"}});
  const json::Value schema(
      json::Object{{"type", "object"},
                   {"properties", json::Object{{"keys", json::Object{{"type", "array"}, {"items", key}}}}},
                   {"required", json::Array{"keys"}}});
  for (const bool absolute : {false, true}) {
    service::Route route;
    route.path = "/.well-known/jwks.json";
    route.name = absolute ? "jwks_root" : "jwks";
    route.summary = "The keys that verify access tokens (RFC 7517)";
    route.group = "sign-in";
    route.access = service::open_to_all();
    route.absolute = absolute;
    route.at_once = true;
    route.rate_limited = false;
    route.gives_json(schema).does([&tokens](service::Context&) {
      return http::Response::text(200, json::to_text(tokens.jwks()), "application/json");
    });
    routes.add(std::move(route));
  }
}

}  // namespace lgm::auth_service
