#include "admission.hpp"

#include <algorithm>

namespace lgm::service {
namespace {

std::optional<std::string_view> bearer_of(const http::Request& request) {
  if (request.headers.count("Authorization") != 1) return std::nullopt;
  const auto header = request.headers.get("Authorization");
  constexpr std::string_view kScheme = "bearer ";
  if (!header || header->size() <= kScheme.size()) return std::nullopt;
  for (std::size_t i = 0; i < kScheme.size(); ++i)
    if (std::tolower(static_cast<unsigned char>((*header)[i])) != kScheme[i]) return std::nullopt;
  return header->substr(kScheme.size());
}

// Refused for what it brings to show who calls. RFC 6750 section 3.1 has no error code for who brings
// nothing, or something that is no bearer token.
Refusal refused_credentials(const http::Request& request) {
  const bool one_other = request.headers.count("Authorization") == 1 && !bearer_of(request);
  return one_other || !request.headers.get("Authorization") ? no_credentials() : unauthorized();
}

bool changes_something(http::Method method) {
  return method != http::Method::Get && method != http::Method::Head && method != http::Method::Options;
}

std::string stale_feed(const auth::RevocationFollower& feed) {
  if (feed.freshness() == auth::FeedFreshness::NeverLoaded)
    return "session-cache-service: its feed of ended sessions was never loaded";
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(feed.lag()).count();
  return "session-cache-service: its feed of ended sessions last answered " + std::to_string(seconds) +
         " s ago";
}

std::vector<std::string> token_faults() {
  std::vector<std::string> all;
  for (const auth::TokenFault fault : auth::kTokenFaults) all.emplace_back(auth::to_string(fault));
  return all;
}

}  // namespace

Admission::Admission(const Pipeline& pipeline, bool is_public)
    : pipeline_(pipeline),
      is_public_(is_public),
      token_refusals_(pipeline.around.metrics, "lgm_token_refusals_total", "Access tokens refused, by reason",
                      {{"reason", token_faults()}}) {}

void Admission::check_transport(const Context& context) const {
  if (!pipeline_.config.https_required || !is_public_) return;
  const http::Request& request = context.request();
  if (pipeline_.proxies.came_in_clear(request.peer_address, forwarded(request, "X-Forwarded-For"),
                                      forwarded(request, "X-Forwarded-Proto")))
    throw forbidden("https_required", "This API answers over HTTPS only; nothing was done");
}

bool Admission::authenticate(Context& context, Fetch fetch) const {
  const Access& access = context.route().access;
  if (access.kind == Access::Kind::Internal) admit_internal(context);
  if (access.kind == Access::Kind::Open || access.kind == Access::Kind::Internal) return true;
  return admit_bearer(context, fetch);
}

void Admission::admit_internal(Context& context) const {
  const auto token = bearer_of(context.request());
  const std::string caller = token ? pipeline_.tokens.caller_of(*token) : std::string();
  if (caller.empty()) throw refused_credentials(context.request());
  const auto& callers = context.route().access.callers;
  if (std::find(callers.begin(), callers.end(), caller) == callers.end())
    throw forbidden("caller_not_named", "This internal route does not name " + caller + " as a caller");
  context.caller_ = caller;
}

bool Admission::admit_bearer(Context& context, Fetch fetch) const {
  const Surroundings& around = pipeline_.around;
  if (!around.verifier) throw std::logic_error("a signed-in route in a service without a verifier");
  const auto token = bearer_of(context.request());
  if (!token) throw refused_credentials(context.request());
  const auth::Verified verified =
      around.verifier->verify(*token, auth::TokenVerifier::Accept::LimitedToo, fetch);
  if (verified.fault == auth::TokenFault::Key && fetch == Fetch::Nothing) return false;
  if (verified.fault != auth::TokenFault::None) {
    if (verified.fault == auth::TokenFault::Key && !around.verifier->has_keys())
      throw unavailable("keys_unavailable", "The keys that verify access tokens cannot be had at the moment",
                        {"auth-service has given no keys since the start"});
    token_refusals_.of({auth::to_string(verified.fault)}).add();
    throw unauthorized();
  }
  check_freshness(context);
  if (around.revocations && around.revocations->set().refuses(*verified.claims)) throw unauthorized();
  context.claims_ = verified.claims;
  if (context.claims_->limit) admit_limited(context);
  return true;
}

// What a one-time password gives is the person's own, and good on few routes. A check token is nobody's: on
// the few routes that honour its limit it holds the permission of that route, and there is nobody whose
// rights could be read. Everywhere else it is refused, whatever the route asks for.
void Admission::admit_limited(Context& context) const {
  const auth::Limit& limit = *context.claims_->limit;
  const Route& route = context.route();
  if (limit.kind == auth::kOwnPassword) {
    if (route.honours_limit != limit.kind) throw password_change_required();
    return;
  }
  if (limit.kind.empty() || route.honours_limit != limit.kind)
    throw forbidden("token_limited",
                    limit.kind.empty() ? "This token is limited to something that this version does not know"
                                       : "This token is limited to the " + limit.kind + " " + limit.value);
  auto rights = std::make_shared<Rights>();
  rights->uid = context.claims_->uid;
  rights->username = "check token for " + limit.value;
  if (!route.access.permission.empty()) rights->global.insert(route.access.permission);
  context.rights_ = std::move(rights);
}

// 30 s without the feed and writes are refused, 5 min and reads are, too. A question that is sent by POST,
// such as a check of a text, changes nothing: it is a read.
void Admission::check_freshness(const Context& context) const {
  if (!pipeline_.around.revocations) return;
  const auto freshness = pipeline_.around.revocations->freshness();
  const bool writes = changes_something(context.request().method) && is_write(context.route());
  if (freshness == auth::FeedFreshness::Fresh || (freshness == auth::FeedFreshness::Stale && !writes)) return;
  throw unavailable("revocations_stale",
                    "It cannot be checked at the moment whether this session was ended; try again shortly",
                    {stale_feed(*pipeline_.around.revocations)});
}

void Admission::check_permission(const Context& context) const {
  const Access& access = context.route().access;
  switch (access.kind) {
    case Access::Kind::SignedIn:
      if (pipeline_.around.rights) static_cast<void>(context.rights());
      return;
    case Access::Kind::Global:
      return context.require(access.permission);
    case Access::Kind::Scenario:
      if (access.permission.empty()) return context.require_access(context.path(access.parameter));
      return context.require_in(access.permission, context.path(access.parameter));
    case Access::Kind::Decided:
      static_cast<void>(context.rights());
      return;
    default:
      return;
  }
}

}  // namespace lgm::service
