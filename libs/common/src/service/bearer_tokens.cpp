#include "bearer_tokens.hpp"

#include <stdexcept>

namespace lgm::service {
namespace {

std::string stale_feed(const auth::RevocationFollower& feed) {
  const std::string fault = feed.fault(), why = fault.empty() ? fault : " (" + fault + ")";
  if (feed.freshness() == auth::FeedFreshness::NeverLoaded)
    return "session-cache-service: its feed of ended sessions was never loaded" + why;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(feed.lag()).count();
  return "session-cache-service: its feed of ended sessions last answered " + std::to_string(seconds) +
         " s ago" + why;
}

std::vector<std::string> token_faults() {
  std::vector<std::string> all;
  for (const auth::TokenFault fault : auth::kTokenFaults) all.emplace_back(auth::to_string(fault));
  return all;
}

}  // namespace

std::optional<std::string_view> Credentials::bearer() const {
  if (request_.headers.count("Authorization") != 1) return std::nullopt;
  const auto header = request_.headers.get("Authorization");
  constexpr std::string_view kScheme = "bearer ";
  if (!header || header->size() <= kScheme.size()) return std::nullopt;
  for (std::size_t i = 0; i < kScheme.size(); ++i)
    if (std::tolower(static_cast<unsigned char>((*header)[i])) != kScheme[i]) return std::nullopt;
  return header->substr(kScheme.size());
}

const std::shared_ptr<const auth::Claims>& Credentials::token() {
  if (std::exchange(read_, true)) return claims_;
  if (const auto text = bearer()) {
    claims_ = tokens_.verified(*text, *this, fetch_);
    undecided_ = !claims_;
  }
  return claims_;
}

BearerTokens::BearerTokens(const Surroundings& around)
    : around_(around),
      refusals_(around.metrics, "lgm_token_refusals_total", "Access tokens refused, by reason",
                {{"reason", token_faults()}}) {}

std::shared_ptr<const auth::Claims> BearerTokens::verified(std::string_view token, const Credentials& shown,
                                                           Fetch fetch) const {
  using auth::TokenFault;
  if (!around_.verifier) throw std::logic_error("a signed-in route in a service without a verifier");
  const auto found = around_.verifier->verify(token, auth::TokenVerifier::Accept::LimitedToo, fetch);
  if (found.fault == TokenFault::Key && fetch == Fetch::Nothing) return nullptr;
  if (found.fault == TokenFault::Key && !around_.verifier->has_keys())
    throw unavailable("keys_unavailable", "The keys that verify access tokens cannot be had at the moment",
                      {"auth-service has given no keys since the start"});
  if (found.fault != TokenFault::None) {
    refusals_.of({auth::to_string(found.fault)}).add();
    throw unauthorized();
  }
  check_freshness(shown);
  if (around_.revocations && around_.revocations->set().refuses(*found.claims)) throw unauthorized();
  return found.claims;
}

// 30 s without the feed and writes are refused, 5 min and reads are, too. A question that is sent by POST,
// such as a check of a text, changes nothing: it is a read.
void BearerTokens::check_freshness(const Credentials& shown) const {
  if (!around_.revocations) return;
  const auto freshness = around_.revocations->freshness();
  const bool writes = !http::is_safe(shown.request().method) && is_write(shown.route());
  if (freshness == auth::FeedFreshness::Fresh || (freshness == auth::FeedFreshness::Stale && !writes)) return;
  throw unavailable("revocations_stale",
                    "It cannot be checked at the moment whether this session was ended; try again shortly",
                    {stale_feed(*around_.revocations)});
}

}  // namespace lgm::service
