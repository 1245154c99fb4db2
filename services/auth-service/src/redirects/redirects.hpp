// There and back: a sign-in by a provider that people are sent to, from the console's button to the session.
// What is the same for every such provider stands here; the provider says where to go (start) and who came
// back (finish). Thread-safe.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "abuse_limits/abuse_limits.hpp"
#include "arrivals/arrivals.hpp"
#include "browser/browser.hpp"
#include "providers/providers.hpp"
#include "redirects/provider_slots.hpp"
#include "redirects/transit.hpp"
#include "upgrades/upgrades.hpp"

namespace lgm::auth_service {

// A cookie for the browser: Browser::set_transit().
struct TransitCookie {
  std::string in, value;
  std::int64_t seconds = 0;
};

struct Departure {
  std::string location;
  TransitCookie cookie;
};

struct Claimed {
  ArrivalResult result;
  std::string return_url;
  std::optional<TransitCookie> cookie;  // after a question; else it has served
};

class Redirects {
 public:
  // What the request's cookie holds that ends in these 8 characters; none without one.
  using Cookies = std::function<std::optional<std::string>(std::string_view in)>;

  Redirects(const std::string& secret_key, const Browser& browser, const Providers& providers,
            const SessionCache& cache, const AbuseLimits& limits, SessionStart& start, Arrivals& arrivals,
            Upgrades& upgrades, ProviderSlots& slots, const base::Clock& clock, base::Random& random);

  // Throws Refusal 404 `not_found` unless people can be sent to a provider of this id.
  IdentityProvider& require(const std::string& provider) const;
  // Writes nothing to the store. Throws what require() and start() throw, Refusal 503 `upgrading` or
  // `provider_unavailable`.
  Departure depart(const std::string& provider, const std::string& return_url, const Visitor& visitor);
  // Whoever the provider sent back. Makes no user and no session. Throws what finish() throws, SignInRefusal
  // 401 `sign_in_expired` (no such sign-in in this browser, over, or come back before) and `sign_in_refused`
  // (to another provider's callback, or with a parameter twice), Refusal 429 `too_many_failures`. `spent`:
  // set once the way there is used up, also where it throws then: the `in` of a cookie that is of no more
  // use.
  TransitCookie arrive(const std::string& provider, const http::QueryParameters& answer,
                       const Cookies& cookies, const Visitor& visitor, std::optional<std::string>& spent);
  // The session, or the question. Throws as Arrivals::complete(), Refusal 429.
  Claimed claim(const std::string& in, bool agrees, const AskingBrowser& browser, const Cookies& cookies,
                const Visitor& visitor);

 private:
  TransitCookie sealed(const std::string& in, Transit transit, std::int64_t seconds) const;
  std::optional<Transit> opened(std::string_view in, const Cookies& cookies) const;
  Transit departed(const Proof& proof, const Cookies& cookies) const;
  void spend(const std::string& provider, const Transit& there) const;

  const TransitSeals seals_;
  const Browser& browser_;
  const Providers& providers_;
  const SessionCache& cache_;
  const AbuseLimits& limits_;
  SessionStart& start_;
  Arrivals& arrivals_;
  Upgrades& upgrades_;
  ProviderSlots& slots_;
  const base::Clock& clock_;
  base::Random& random_;
};

}  // namespace lgm::auth_service
