#include "lgm/auth/id_token.hpp"

#include <algorithm>
#include <limits>

#include "compact_jws.hpp"
#include "issuer_keys.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth {
namespace {

using json::Value;
using Fault = IdTokenFault;

constexpr std::size_t kLongestSubject = 255;  // OpenID Connect Core section 2

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

// Explicitly typed ones are for something else: a logout token, an access token (RFC 8725 section 3.11).
Fault check_header(const Value& header) {
  if (header.find("crit")) return Fault::Malformed;
  const Value* type = header.find("typ");
  if (type && (!type->string() || lower(*type->string()) != "jwt")) return Fault::Type;
  return Fault::None;
}

std::optional<IdTokenAlgorithm> algorithm_of(const Value& header, const IdTokenRules& rules) {
  const auto name = header.text_at("alg");
  const auto algorithm = name ? describe::named<IdTokenAlgorithm>(*name) : std::nullopt;
  const auto& allowed = rules.algorithms;
  if (!algorithm || std::find(allowed.begin(), allowed.end(), *algorithm) == allowed.end())
    return std::nullopt;
  return algorithm;
}

Fault check_signature(const CompactJws& token, const IssuerKeys& keys, const IdTokenRules& rules) {
  const auto algorithm = algorithm_of(token.header, rules);
  if (!algorithm) return Fault::Algorithm;
  const Value* kid = token.header.find("kid");
  if (kid && !kid->string()) return Fault::Malformed;
  const auto* key = keys.find(token.header.text_at("kid"), *algorithm);
  if (!key) return Fault::Key;
  return key->verifies(*algorithm, token.signed_text, token.signature) ? Fault::None : Fault::Signature;
}

bool is_subject(const std::string& text) {
  return !text.empty() && text.size() <= kLongestSubject &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// For several audiences the token must say that it was given to us.
bool is_for(const Value& claims, const std::string& client_id) {
  if (!names_audience(claims, client_id)) return false;
  const json::Array* list = claims.find("aud")->array();
  const bool several = list && list->size() > 1;
  const Value* party = claims.find("azp");
  return party ? party->string() && *party->string() == client_id : !several;
}

// Far from the ends of int64, so that adding the leeway cannot overflow.
std::optional<std::int64_t> time_at(const Value& claims, const char* name) {
  const auto seconds = claims.integer_at(name);
  const bool good = seconds && *seconds >= 0 && *seconds <= std::numeric_limits<std::int64_t>::max() / 2;
  return good ? seconds : std::nullopt;
}

Fault check_times(const Value& claims, std::int64_t leeway, std::int64_t now) {
  const auto issued = time_at(claims, "iat"), expires = time_at(claims, "exp");
  const auto begins = claims.find("nbf") ? time_at(claims, "nbf") : issued;
  if (!issued || !expires || !begins) return Fault::Claims;
  if (now >= *expires + leeway) return Fault::Expired;
  return *issued > now + leeway || *begins > now + leeway ? Fault::NotYet : Fault::None;
}

Fault check_claims(const Value& claims, const IdTokenRules& rules, std::string_view nonce,
                   base::WallTime now) {
  const auto issuer = claims.text_at("iss"), subject = claims.text_at("sub"), said = claims.text_at("nonce");
  if (!issuer || !subject || !is_subject(*subject)) return Fault::Claims;
  if (*issuer != rules.issuer) return Fault::Issuer;
  if (!is_for(claims, rules.client_id)) return Fault::Audience;
  const Fault times = check_times(claims, rules.leeway.count(), base::to_unix_seconds(now));
  if (times != Fault::None) return times;
  return said && !nonce.empty() && crypto::equal_constant_time(*said, nonce) ? Fault::None : Fault::Nonce;
}

}  // namespace

VerifiedIdToken verify_id_token(std::string_view token, const IssuerKeys& keys, const IdTokenRules& rules,
                                std::string_view nonce, base::WallTime now) {
  if (token.size() > rules.max_token) return {Fault::TooLong};
  auto parts = split_jws(token);
  if (!parts) return {Fault::Malformed};
  if (const Fault fault = check_header(parts->header); fault != Fault::None) return {fault};
  if (const Fault fault = check_signature(*parts, keys, rules); fault != Fault::None) return {fault};
  if (const Fault fault = check_claims(parts->payload, rules, nonce, now); fault != Fault::None)
    return {fault};
  std::string subject = *parts->payload.text_at("sub");
  return {Fault::None, std::move(subject), std::move(parts->payload)};
}

}  // namespace lgm::auth
