#include "sessions/bearer.hpp"

#include <algorithm>
#include <cctype>

namespace lgm::auth_service {

std::optional<std::string_view> Bearer::token_of(const http::Request& request) {
  constexpr std::string_view kScheme = "bearer ";
  const auto header = request.headers.get("Authorization");
  if (!header || request.headers.count("Authorization") != 1 || header->size() <= kScheme.size())
    return std::nullopt;
  if (!std::equal(kScheme.begin(), kScheme.end(), header->begin(),
                  [](char a, unsigned char b) { return a == std::tolower(b); }))
    return std::nullopt;
  return header->substr(kScheme.size());
}

std::shared_ptr<const auth::Claims> Bearer::claims_of(const http::Request& request) const {
  const auto token = token_of(request);
  if (!token) return nullptr;
  const auto verified = verifier_.verify(*token, auth::TokenVerifier::Accept::LimitedToo);
  // A check token has no session; what a one-time password gives has one that can be left.
  if (verified.claims && verified.claims->limit && verified.claims->limit->kind != auth::kOwnPassword)
    return nullptr;
  if (!verified.claims || (revocations_ && revocations_->refuses(*verified.claims))) return nullptr;
  return verified.claims;
}

}  // namespace lgm::auth_service
