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

constexpr std::size_t kLongestSubject = 255;                             // OpenID Connect Core section 2
constexpr std::int64_t kUnlimitedLogout = 300, kLongestLogout = 86'400;  // seconds after `iat`
constexpr char kLogoutEvent[] = "http://schemas.openid.net/event/backchannel-logout";

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

// Those that are typed otherwise are for something else: an access token, another's (RFC 8725 section 3.11).
Fault check_header(const Value& header, const char* own_type) {
  if (header.find("crit")) return Fault::Malformed;
  const Value* type = header.find("typ");
  const std::string name = type && type->string() ? lower(*type->string()) : "";
  return !type || name == "jwt" || name == own_type ? Fault::None : Fault::Type;
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

// `unlimited`: seconds after `iat` where there is no `exp`; none: there must be one.
Fault check_times(const Value& claims, std::optional<std::int64_t> unlimited, std::int64_t leeway,
                  std::int64_t now) {
  const auto issued = time_at(claims, "iat");
  auto expires = time_at(claims, "exp");
  if (issued && unlimited && !claims.find("exp")) expires = *issued + *unlimited - leeway;
  const auto begins = claims.find("nbf") ? time_at(claims, "nbf") : issued;
  if (!issued || !expires || !begins) return Fault::Claims;
  if (now >= *expires + leeway) return Fault::Expired;
  return *issued > now + leeway || *begins > now + leeway ? Fault::NotYet : Fault::None;
}

Fault check_claims(const Value& claims, const IdTokenRules& rules, std::optional<std::string_view> nonce,
                   base::WallTime now) {
  const auto issuer = claims.text_at("iss"), subject = claims.text_at("sub"), said = claims.text_at("nonce");
  if (!issuer || !subject || !is_subject(*subject)) return Fault::Claims;
  if (*issuer != rules.issuer) return Fault::Issuer;
  if (!is_for(claims, rules.client_id)) return Fault::Audience;
  const Fault times = check_times(claims, {}, rules.leeway.count(), base::to_unix_seconds(now));
  if (times != Fault::None || !nonce) return times;
  return said && !nonce->empty() && crypto::equal_constant_time(*said, *nonce) ? Fault::None : Fault::Nonce;
}

Fault check_logout_times(const Value& claims, const IdTokenRules& rules, std::int64_t now) {
  const Fault times = check_times(claims, kUnlimitedLogout, rules.leeway.count(), now);
  if (times != Fault::None) return times;
  return now - *time_at(claims, "iat") > kLongestLogout ? Fault::Expired : Fault::None;
}

// A member that is there must be right, though the other would do.
bool names_somebody(const Value& claims) {
  const Value *sid = claims.find("sid"), *subject = claims.find("sub");
  const auto right = [](const Value* one) { return !one || (one->string() && is_subject(*one->string())); };
  return (sid || subject) && right(sid) && right(subject);
}

Fault check_logout(const Value& claims, const IdTokenRules& rules, base::WallTime now) {
  const auto issuer = claims.text_at("iss"), id = claims.text_at("jti");
  if (!issuer || !id || id->empty() || !names_somebody(claims)) return Fault::Claims;
  if (*issuer != rules.issuer) return Fault::Issuer;
  if (!names_audience(claims, rules.client_id)) return Fault::Audience;
  const Value* events = claims.find("events");
  const Value* event = events ? events->find(kLogoutEvent) : nullptr;
  if (!event || !event->object()) return Fault::Events;
  if (claims.find("nonce")) return Fault::Nonce;  // or an ID token could be taken for one
  return check_logout_times(claims, rules, base::to_unix_seconds(now));
}

struct Opened {
  Fault fault = Fault::None;
  Value claims = {};
};

// Claims of a signed token, which nobody has looked at.
Opened open_token(std::string_view token, const IssuerKeys& keys, const IdTokenRules& rules,
                  const char* own_type) {
  if (token.size() > rules.max_token) return {Fault::TooLong};
  auto parts = split_jws(token);
  if (!parts) return {Fault::Malformed};
  if (const Fault fault = check_header(parts->header, own_type); fault != Fault::None) return {fault};
  if (const Fault fault = check_signature(*parts, keys, rules); fault != Fault::None) return {fault};
  return {Fault::None, std::move(parts->payload)};
}

}  // namespace

VerifiedIdToken verify_id_token(std::string_view token, const IssuerKeys& keys, const IdTokenRules& rules,
                                std::optional<std::string_view> nonce, base::WallTime now) {
  Opened opened = open_token(token, keys, rules, "jwt");
  if (opened.fault == Fault::None) opened.fault = check_claims(opened.claims, rules, nonce, now);
  if (opened.fault != Fault::None) return {opened.fault};
  std::string subject = *opened.claims.text_at("sub");
  return {Fault::None, std::move(subject), std::move(opened.claims)};
}

VerifiedLogoutToken verify_logout_token(std::string_view token, const IssuerKeys& keys,
                                        const IdTokenRules& rules, base::WallTime now) {
  Opened opened = open_token(token, keys, rules, "logout+jwt");
  if (opened.fault == Fault::None) opened.fault = check_logout(opened.claims, rules, now);
  if (opened.fault != Fault::None) return {opened.fault, {}, {}, {}};
  const Value& claims = opened.claims;
  return {Fault::None, *claims.text_at("jti"), claims.text_at("sid"), claims.text_at("sub")};
}

}  // namespace lgm::auth
