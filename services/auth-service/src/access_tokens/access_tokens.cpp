#include "access_tokens/access_tokens.hpp"

#include <algorithm>
#include <stdexcept>

#include "lgm/service/route.hpp"

namespace lgm::auth_service {
namespace {

constexpr char kAudience[] = "llm-guard-manager";
constexpr std::int64_t kLeeway = 60;  // seconds, of every verifier

class OwnKeys final : public auth::KeySource {
 public:
  explicit OwnKeys(json::Value document) : document_(std::move(document)) {}
  std::optional<json::Value> fetch() override { return document_; }

 private:
  const json::Value document_;
};

}  // namespace

AccessTokens::AccessTokens(Keys keys, std::string issuer, std::chrono::seconds life, const base::Clock& clock,
                           base::Random& random)
    : keys_(std::move(keys)), issuer_(std::move(issuer)), life_(life), clock_(clock), random_(random) {
  if (keys_.empty()) throw std::invalid_argument("no signing key");
}

IssuedToken AccessTokens::issue(const TokenFor& whom, std::optional<std::int64_t> session_end) const {
  auth::Claims claims{issuer_,  kAudience, whom.subject, whom.client_id,
                      whom.uid, whom.role, whom.sid,     base::uuid_v7(clock_, random_)};
  const std::int64_t now = base::to_unix_seconds(clock_.now());
  claims.iat = claims.nbf = now;
  claims.limit = whom.limit;
  claims.exp = now + (whom.limit ? std::min(life_, auth::kLongestPasswordChange) : life_).count();
  if (session_end) claims.exp = std::max(std::min(claims.exp, *session_end), now + 1);
  return {keys_.front()->sign(claims), claims.exp - now};
}

std::int64_t AccessTokens::all_dead_ms() const {
  return base::to_unix_ms(clock_.now()) + (life_.count() + kLeeway) * 1000;
}

json::Value AccessTokens::jwks() const {
  return auth::jwks(keys_);
}

std::shared_ptr<auth::KeySource> AccessTokens::key_source() const {
  return std::make_shared<OwnKeys>(jwks());
}

void add_jwks_routes(service::RouteTable& routes, const AccessTokens& tokens) {
  const json::Value key(json::Object{{"type", "object"}});
  const json::Value schema(
      json::Object{{"type", "object"},
                   {"properties", json::Object{{"keys", json::Object{{"type", "array"}, {"items", key}}}}},
                   {"required", json::Array{"keys"}}});
  const std::string text = json::to_text(tokens.jwks());
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
    route.gives_json(schema).does(
        [text](service::Context&) { return http::Response::text(200, text, "application/json"); });
    routes.add(std::move(route));
  }
}

}  // namespace lgm::auth_service
