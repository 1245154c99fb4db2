#include "redirects/redirects.hpp"

#include <stdexcept>

#include "lgm/crypto/crypto.hpp"
#include "providers/refusals.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::int64_t kThereSeconds = 600;   // for what people do at the provider
constexpr std::int64_t kSpentSeconds = 900;   // longer than a cookie is good, as clocks of replicas differ
constexpr std::size_t kMarkLength = 8;        // characters of a state that name the cookie
constexpr std::size_t kLongestCookie = 2048;  // bytes of its value: proxies keep heads of answers short
constexpr char kState[] = "state";

std::string state_key(const std::string& state) {
  return "sign-in:state:" + crypto::to_hex(crypto::sha256(state));
}

std::string member(const Proof& proof, const char* name) {
  const auto found = proof.members.find(name);
  return found == proof.members.end() ? "" : found->second;
}

// A parameter that comes twice could be read as one by the provider and as the other here.
Proof proof_of(const http::QueryParameters& answer) {
  Proof proof;
  for (const auto& [name, value] : answer)
    if (!proof.members.emplace(name, value).second) throw sign_in_refused("sign_in_refused");
  return proof;
}

service::Refusal upgrading() {
  return service::unavailable("upgrading",
                              "The service is being upgraded, and this way in is closed until that is done",
                              {"auth-service: there are replicas of another version"});
}

// Valid ones do not count: only who keeps coming with nothing is held up.
template <class F>
auto limited(const AbuseLimits& limits, const Visitor& visitor, F&& work) {
  limits.admit_return(visitor.address);
  try {
    return work();
  } catch (const service::Refusal& refusal) {
    if (refusal.problem().status == 401) limits.return_failed(visitor.address);
    throw;
  }
}

}  // namespace

Redirects::Redirects(const std::string& secret_key, const Browser& browser, const Providers& providers,
                     const SessionCache& cache, const AbuseLimits& limits, SessionStart& start,
                     Arrivals& arrivals, Upgrades& upgrades, ProviderSlots& slots, const base::Clock& clock,
                     base::Random& random)
    : seals_(secret_key, clock, random),
      browser_(browser),
      providers_(providers),
      cache_(cache),
      limits_(limits),
      start_(start),
      arrivals_(arrivals),
      upgrades_(upgrades),
      slots_(slots),
      clock_(clock),
      random_(random) {}

TransitCookie Redirects::sealed(const std::string& in, Transit transit, std::int64_t seconds) const {
  transit.until = base::to_unix_seconds(clock_.now()) + seconds;
  const std::string name = browser_.transit_name(in);
  std::string value = seals_.seal(transit, name);
  if (value.size() <= kLongestCookie) return {in, std::move(value), seconds};
  // The sign-in counts for more than where it leads to.
  transit.return_url = Addresses::in_console({});
  return {in, seals_.seal(transit, name), seconds};
}

std::optional<Transit> Redirects::opened(std::string_view in, const Cookies& cookies) const {
  const auto value = in.size() == kMarkLength ? cookies(in) : std::nullopt;
  return value ? seals_.open(*value, browser_.transit_name(in)) : std::nullopt;
}

IdentityProvider& Redirects::require(const std::string& id) const {
  IdentityProvider* provider = providers_.redirecting(id);
  if (!provider) throw service::not_found("Provider");
  return *provider;
}

Departure Redirects::depart(const std::string& id, const std::string& return_url, const Visitor& visitor) {
  IdentityProvider& provider = require(id);
  const std::string state = random_.token();
  const std::int64_t departed_ms = base::to_unix_ms(clock_.now());
  const SignInStart begun = start_.watched(id, visitor, [&] {
    if (upgrades_.under_way()) throw upgrading();
    const auto slot = slots_.take(id);
    return provider.start(state);
  });
  if (begun.transaction.size() > kLongestTransaction)
    throw std::logic_error("provider " + id + " has a longer transaction than its cookie holds");
  Transit transit{id, Addresses::in_console(return_url), 0, state, begun.transaction, {}, departed_ms};
  return {begun.location, sealed(state.substr(0, kMarkLength), std::move(transit), kThereSeconds)};
}

// Asks no store and counts nothing: where no cookie opens there is nothing to guess, and any page can send
// browsers here without one.
Transit Redirects::departed(const Proof& proof, const Cookies& cookies) const {
  const std::string state = member(proof, kState);
  auto transit = opened(std::string_view(state).substr(0, kMarkLength), cookies);
  if (!transit || !transit->state || !crypto::equal_constant_time(*transit->state, state))
    throw sign_in_expired();
  return std::move(*transit);
}

// Another provider's answer must not be taken for this one's (RFC 9700 section 4.4), and spends nothing.
void Redirects::spend(const std::string& provider, const Transit& there) const {
  if (there.provider != provider) throw sign_in_refused("wrong_callback");
  if (!cache_.spend_once(state_key(*there.state), kSpentSeconds)) throw sign_in_expired();
}

TransitCookie Redirects::arrive(const std::string& id, const http::QueryParameters& answer,
                                const Cookies& cookies, const Visitor& visitor,
                                std::optional<std::string>& spent) {
  IdentityProvider* provider = providers_.redirecting(id);
  const std::string way = provider ? id : kUnknownWay;
  return start_.watched(way, visitor, [&] {
    if (!provider) throw sign_in_expired();
    Proof proof = proof_of(answer);
    const Transit there = departed(proof, cookies);
    return limited(limits_, visitor, [&] {
      const auto slot = slots_.take(id);  // before anything is used up
      spend(id, there);
      const std::string in = there.state->substr(0, kMarkLength);
      spent = in;
      proof.transaction = there.transaction.value_or("");
      Identity who = provider->finish(proof, visitor);
      if (who.session) who.session->departed_ms = there.departed_ms.value_or(0);
      const std::string handle = arrivals_.keep(*provider, std::move(who));
      return sealed(in, {id, there.return_url, 0, {}, {}, handle}, kArrivalSeconds);
    });
  });
}

Claimed Redirects::claim(const std::string& in, bool agrees, const AskingBrowser& browser,
                         const Cookies& cookies, const Visitor& visitor) {
  std::string way = kUnknownWay;
  return start_.watched(way, visitor, [&] {
    return limited(limits_, visitor, [&]() -> Claimed {
      const auto transit = opened(in, cookies);
      if (transit) way = transit->provider;
      const auto held = browser.held();
      if (!transit || !transit->handle) throw sign_in_expired();
      Claimed claimed{
          arrivals_.claim(*transit->handle, agrees, held, browser, visitor), transit->return_url, {}};
      if (!claimed.result.started) claimed.cookie = sealed(in, *transit, kArrivalSeconds);
      return claimed;
    });
  });
}

}  // namespace lgm::auth_service
