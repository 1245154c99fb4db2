#include "tools/verdicts.hpp"

#include "lgm/service/problem.hpp"
#include "lgm/trace/request_notes.hpp"
#include "sessions/bearer.hpp"

namespace lgm::auth_service {
namespace {

constexpr char kAllowed[] = "allowed";

service::Refusal feed_is_stale() {
  return service::unavailable(
      "revocations_stale",
      "It cannot be checked at the moment whether this session was ended; try again shortly",
      {"session-cache-service: its feed of ended sessions is not current"});
}

bool may(const service::Rights& rights, const ToolQuestion& question) {
  return question.scenario ? rights.holds_in(question.permission, *question.scenario)
                           : rights.holds(question.permission);
}

}  // namespace

ToolVerdicts::ToolVerdicts(const Browser& browser, const ToolsTokens* tools, auth::TokenVerifier& verifier,
                           const auth::RevocationFollower& follower, service::RightsSource& rights,
                           service::Metrics& metrics)
    : browser_(browser),
      tools_(tools),
      verifier_(verifier),
      follower_(follower),
      rights_(rights),
      verdicts_(metrics, "lgm_tool_verdicts_total", "Questions of other tools' proxies, by what was answered",
                {{"outcome",
                  {kAllowed, "not_authorized", "invalid_token", "user_disabled", "missing_permission",
                   "revocations_stale", "rights_unavailable", "keys_unavailable", "other"}}}) {}

std::shared_ptr<const service::Rights> ToolVerdicts::counted(const Decide& decide) const {
  try {
    auto rights = decide();
    verdicts_.of({kAllowed}).add();
    return rights;
  } catch (const service::Refusal& refusal) {
    verdicts_.of({std::string_view(refusal.problem().code)}).add();
    throw;
  } catch (const std::exception&) {
    verdicts_.of({"other"}).add();
    throw;
  }
}

auth::Claims ToolVerdicts::by_bearer(std::string_view token) const {
  const auto verified = verifier_.verify(token);
  if (verified.fault == auth::TokenFault::Key && !verifier_.has_keys())
    throw service::unavailable("keys_unavailable",
                               "The keys that verify access tokens cannot be had at the moment",
                               {"every signing key is withdrawn"});
  if (!verified.claims) throw service::unauthorized();
  return *verified.claims;
}

// Whoever sends a bearer token is known by that or not at all.
auth::Claims ToolVerdicts::shown_by(const http::Request& request) const {
  if (request.headers.count("Authorization") > 1) throw service::unauthorized();
  if (const auto token = Bearer::token_of(request)) return by_bearer(*token);
  const auto cookie = tools_ ? browser_.tools_cookie(request) : std::nullopt;
  if (!cookie) throw service::no_credentials();
  auto claims = tools_->open(*cookie);
  if (!claims) throw service::unauthorized();
  return std::move(*claims);
}

// What a tool does with the answer is not known here: a feed that would do for reading is not enough.
std::shared_ptr<const service::Rights> ToolVerdicts::decided(const http::Request& request,
                                                             const ToolQuestion& question) const {
  const auth::Claims claims = shown_by(request);
  if (follower_.freshness() != auth::FeedFreshness::Fresh) throw feed_is_stale();
  if (follower_.set().refuses(claims)) throw service::unauthorized();
  auto rights = rights_.rights_of(claims.uid);
  if (!rights) throw service::unauthorized();
  trace::note_user(rights->username);
  if (!rights->is_active) throw service::user_disabled();
  if (!may(*rights, question))
    throw service::missing_permission(question.permission, question.scenario.value_or(""));
  return rights;
}

std::string as_header(std::string_view name) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string text;
  for (const unsigned char c : name) {
    if (c > ' ' && c < 0x7f && c != '%' && c != ',') {
      text += static_cast<char>(c);
      continue;
    }
    text += '%';
    text += kDigits[c >> 4];
    text += kDigits[c & 15];
  }
  return text;
}

}  // namespace lgm::auth_service
