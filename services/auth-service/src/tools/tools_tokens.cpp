#include "tools/tools_tokens.hpp"

#include <algorithm>

#include "configuration/master_secret.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth_service {
namespace {

constexpr char kToolsHeader[] = R"({"alg":"HS256","typ":"lgm-tools+jwt"})";
constexpr char kToolsAudience[] = "llm-guard-manager-tools";
constexpr std::int64_t kToolsLeeway = 60;  // seconds, as of access tokens
constexpr std::size_t kLongestToolsToken = 2'048;

// Of text that was signed here.
std::optional<auth::Claims> claims_in(std::string_view text) {
  const auto payload = crypto::base64url_decode(text);
  const auto said = payload ? json::parse_or_nothing(*payload) : std::nullopt;
  if (!said || said->text_at("aud") != kToolsAudience) return std::nullopt;
  auth::Claims claims;
  for (auto [name, target] :
       {std::pair{"iss", &claims.iss}, {"uid", &claims.uid}, {"sid", &claims.sid}, {"jti", &claims.jti}}) {
    auto value = said->text_at(name);
    if (!value || value->empty()) return std::nullopt;
    *target = std::move(*value);
  }
  for (auto [name, target] : {std::pair{"iat", &claims.iat}, {"exp", &claims.exp}}) {
    const auto value = said->integer_at(name);
    if (!value) return std::nullopt;
    *target = *value;
  }
  return claims;
}

}  // namespace

ToolsTokens::ToolsTokens(const std::string& secret_key, std::string issuer, const base::Clock& clock)
    : keys_(derived_keys(secret_key, "tools-cookie")),
      issuer_(std::move(issuer)),
      start_(crypto::base64url(kToolsHeader) + "."),
      clock_(clock) {}

std::string ToolsTokens::issue(const auth::Claims& claims) const {
  const json::Value said(json::Object{{"iss", issuer_},
                                      {"aud", kToolsAudience},
                                      {"uid", claims.uid},
                                      {"sid", claims.sid},
                                      {"jti", claims.jti},
                                      {"iat", claims.iat},
                                      {"exp", claims.exp}});
  const std::string text = start_ + crypto::base64url(json::to_text(said));
  return text + "." + crypto::base64url(crypto::hmac_sha256(keys_.front(), text));
}

bool ToolsTokens::signed_here(std::string_view text, std::string_view signature) const {
  return std::any_of(keys_.begin(), keys_.end(), [&](const std::string& key) {
    return crypto::equal_constant_time(crypto::base64url(crypto::hmac_sha256(key, text)), signature);
  });
}

bool ToolsTokens::in_its_time(const auth::Claims& claims) const {
  const std::int64_t now = base::to_unix_seconds(clock_.now());
  return claims.iat <= now + kToolsLeeway && now < claims.exp + kToolsLeeway;
}

// Nothing of it is read before its signature is known to be ours, and its header is compared, not read: it
// chooses no algorithm.
std::optional<auth::Claims> ToolsTokens::open(std::string_view token) const {
  if (token.size() > kLongestToolsToken || !token.starts_with(start_)) return std::nullopt;
  const std::size_t dot = token.rfind('.');
  if (dot < start_.size() || !signed_here(token.substr(0, dot), token.substr(dot + 1))) return std::nullopt;
  auto claims = claims_in(token.substr(start_.size(), dot - start_.size()));
  if (!claims || claims->iss != issuer_ || !in_its_time(*claims)) return std::nullopt;
  return claims;
}

}  // namespace lgm::auth_service
