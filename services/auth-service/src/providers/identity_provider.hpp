// A provider of identities: who somebody is, is said elsewhere, and this is how it is asked. One folder below
// this one a kind of provider; which there are: providers.cpp. Implementations are thread-safe.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit_events/visitor.hpp"
#include "providers/directory.hpp"
#include "providers/identity.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::auth_service {

class Arrivals;
class Browser;
class SessionCache;

// What routes that a provider has of its own need; must outlive them.
struct ProviderRouteParts {
  const Browser& browser;
  const SessionCache& cache;
  Arrivals& arrivals;
  bool local_login_enabled = false;
};

// A one-time ticket that a portal sends along, a redirect to a provider and back, a name and a password.
inline constexpr std::string_view kTicketKind = "ticket", kRedirectKind = "oidc", kPasswordKind = "password";
inline constexpr std::string_view kWayKinds[] = {kTicketKind, kRedirectKind, kPasswordKind};

// How a way in is shown to people.
struct Offer {
  std::string_view kind;  // of kWayKinds: which of the console's components shows it
  std::string name_zh, name_en;
  std::optional<std::string> icon = {};  // one that the console knows
};

// Where a sign-in begins.
struct SignInStart {
  std::string location;     // where the browser goes; empty: people know the way themselves
  std::string transaction;  // what finish() is to be given again (nonce, PKCE verifier …), at most
                            // kLongestTransaction bytes of UTF-8; it lies sealed in a cookie; empty: nothing
};
inline constexpr std::size_t kLongestTransaction = 1024;

// What somebody comes back with.
struct Proof {
  std::map<std::string, std::string, std::less<>> members;  // of the request, by name; none came twice
  std::string transaction = {};                             // as start() gave it
};

// Whether somebody whom it has identified may stay.
struct Rechecked {
  enum class Outcome {
    Confirmed,
    Withdrawn,  // of this session
    NoAnswer
  } outcome = Outcome::NoAnswer;
  std::optional<std::string> refresh_token = {}, id_token = {};  // newer ones, if it gave any
  // What their groups there, at `issuer`, come to now; none: it does not say, or none are mapped.
  std::string issuer = {};
  std::optional<std::vector<contracts::MappedRole>> roles = {};
  service::Cause why = {};  // of NoAnswer
};

// Who has signed out there, as a logout token of the provider says.
struct ProviderSignOut {
  std::string id;                           // the token's own
  std::optional<std::string> sid, subject;  // at least one
};

class IdentityProvider {
 public:
  virtual ~IdentityProvider() = default;
  // The name of this way in, in GET /sso/ways and as `way` in metrics and audit events: [a-z0-9-]{1,32},
  // unique, for good.
  virtual std::string_view id() const = 0;
  // None: it is not configured. Then nobody is sent there, and finish() refuses.
  virtual std::optional<Offer> offer() const = 0;
  // Of kRedirectKind: `state` is what the provider must send back as `state`; 43 characters of base64url.
  // That it comes back once, in the browser that left with it and to this provider's callback is seen to in
  // redirects/. Throws Refusal 503 `provider_unavailable`. Of other kinds: `state` is empty.
  virtual SignInStart start(const std::string& state) = 0;
  // Who it is that comes back. Throws SignInRefusal where the proof is none (of kRedirectKind 401
  // `sign_in_refused`, also for an error that the provider answers), Refusal 429 and 503
  // (`provider_unavailable`). Whatever is not a full, valid answer identifies nobody.
  virtual Identity finish(const Proof& proof, const Visitor& visitor) = 0;
  // Routes of its own, which hand a proof to Arrivals; `this` must outlive them. Of kRedirectKind there are
  // none: /auth/login, /auth/callback and /auth/complete are everybody's.
  virtual void add_routes(service::RouteTable&, const ProviderRouteParts&) {}
  // What finish() refuses for, as metrics count it (`outcome`), beside what every way in refuses for.
  virtual std::vector<std::string> outcomes() const = 0;
  // Whether it answers. Cheap: asked by everybody who looks at the sign-in page.
  virtual bool healthy() = 0;
  // The name of its check in readiness, where it only degrades: people who are signed in go on.
  virtual std::string_view dependency() const = 0;
  // Whether it is asked again about sessions that it began; then its identities have a refresh token.
  virtual bool rechecks() const { return false; }
  // Within five seconds. Throws nothing that a provider can bring about.
  virtual Rechecked recheck(const std::string& /*sub*/, const std::string& /*refresh_token*/) { return {}; }
  // Whether it sends logout tokens, and what one says. Throws SignInRefusal 401 where it does not hold,
  // Refusal 503 where that cannot be told.
  virtual bool sends_sign_outs() const { return false; }
  virtual ProviderSignOut signed_out(const std::string& logout_token);
  // Where a browser is sent to sign out there, too; none: nowhere. Throws Refusal 503.
  virtual std::optional<std::string> sign_out_at(const std::optional<std::string>& /*id_token*/,
                                                 const std::string& /*state*/) {
    return std::nullopt;
  }
  // Null: nothing can be asked about people who are not just signing in.
  virtual const Directory* directory() const { return nullptr; }
};

}  // namespace lgm::auth_service
