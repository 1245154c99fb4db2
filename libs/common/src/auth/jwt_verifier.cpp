#include <limits>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "compact_jws.hpp"
#include "ec_key.hpp"
#include "lgm/auth/jwt.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth {
namespace {

using json::Value;

constexpr char kCheckType[] = "check+jwt", kPasswordChangeType[] = "password-change+jwt";

// RFC 9068 section 2.2: all of them, and ours.
std::optional<Claims> read_claims(const Value& payload) {
  Claims claims;
  for (auto [name, target] : {std::pair{"iss", &claims.iss},
                              {"sub", &claims.sub},
                              {"client_id", &claims.client_id},
                              {"uid", &claims.uid},
                              {"role", &claims.role},
                              {"sid", &claims.sid},
                              {"jti", &claims.jti}}) {
    auto text = payload.text_at(name);
    if (!text || text->empty()) return std::nullopt;
    *target = std::move(*text);
  }
  for (auto [name, target] : {std::pair{"iat", &claims.iat}, {"nbf", &claims.nbf}, {"exp", &claims.exp}}) {
    const auto number = payload.integer_at(name);
    // Far from the ends of int64, so that adding the leeway cannot overflow.
    if (!number || *number < 0 || *number > std::numeric_limits<std::int64_t>::max() / 2) return std::nullopt;
    *target = *number;
  }
  return claims;
}

// To the person's own password, for as long as setting one takes.
bool read_own_password(const Value* limit, Claims& claims) {
  const json::Object* members = limit ? limit->object() : nullptr;
  if (!members || members->size() != 1 || limit->text_at(kOwnPassword) != claims.uid) return false;
  if (claims.uid == kCheckTokenUid || claims.exp - claims.iat > kLongestPasswordChange.count()) return false;
  claims.limit = Limit{std::string(kOwnPassword), claims.uid};
  return true;
}

// The limit of a token whose type demands one; no other token may have one. False where they do not fit.
bool read_limit(const CompactJws& parts, Claims& claims) {
  const Value* limit = parts.payload.find("limited_to");
  const auto type = parts.header.text_at("typ");
  if (type == kPasswordChangeType) return read_own_password(limit, claims);
  if (type != kCheckType) return limit == nullptr;
  if (!limit || claims.uid != kCheckTokenUid || claims.client_id != kCheckTokenClient) return false;
  if (claims.exp - claims.iat > kLongestCheckToken.count()) return false;
  const json::Object* members = limit->object();
  const auto tag = limit->text_at("tag");
  const bool known = members && members->size() == 1 && tag && !tag->empty();
  claims.limit = known ? Limit{"tag", *tag} : Limit{};
  return true;
}

}  // namespace

std::string_view to_string(TokenFault fault) {
  switch (fault) {
    case TokenFault::None:
      return "none";
    case TokenFault::Malformed:
      return "malformed";
    case TokenFault::TooLong:
      return "too_long";
    case TokenFault::Type:
      return "type";
    case TokenFault::Alg:
      return "alg";
    case TokenFault::Key:
      return "unknown_key";
    case TokenFault::Signature:
      return "signature";
    case TokenFault::Claims:
      return "claims";
    case TokenFault::Issuer:
      return "issuer";
    case TokenFault::Audience:
      return "audience";
    case TokenFault::Expired:
      return "expired";
    case TokenFault::NotYet:
      break;
  }
  return "not_yet_valid";
}

class TokenVerifier::Impl {
 public:
  using Accept = TokenVerifier::Accept;
  using Fetch = TokenVerifier::Fetch;
  Impl(VerifierOptions options, std::shared_ptr<KeySource> source, const base::Clock& clock)
      : options_(std::move(options)),
        secrets_(secrets_of(options_)),
        source_(std::move(source)),
        clock_(clock) {}

  Verified verify(std::string_view token, Accept accept, Fetch may_fetch) {
    if (token.size() > options_.max_token) return {TokenFault::TooLong, nullptr};
    const std::string key = cache_key(token);
    Verified verified;
    std::uint64_t withdrawals = 0;
    verified.claims = cached(key, withdrawals);
    if (!verified.claims) {
      verified = check(token, may_fetch);
      if (verified.fault != TokenFault::None) return verified;
      remember(key, verified.claims, withdrawals);
    }
    verified.fault = check_times(*verified.claims);
    if (verified.claims->limit && accept == Accept::AccessTokens) verified.fault = TokenFault::Type;
    if (verified.fault != TokenFault::None) verified.claims = nullptr;
    return verified;
  }

  bool refresh() {
    if (options_.algorithm == Algorithm::Hs256) return true;
    const std::lock_guard in_turn(fetch_mutex_);
    return fetch();
  }

  bool has_keys() const {
    if (options_.algorithm == Algorithm::Hs256) return true;
    const std::shared_lock lock(keys_mutex_);
    return !keys_.empty();
  }

 private:
  struct Secret {
    std::string text, kid;
  };
  static std::vector<Secret> secrets_of(const VerifierOptions& options) {
    std::vector<Secret> secrets;
    if (options.algorithm != Algorithm::Hs256) return secrets;
    for (const std::string* text : {&options.hs256_secret, &options.hs256_other})
      if (text == &options.hs256_secret || !text->empty())
        secrets.push_back({*text, SigningKey::hs256(*text)->kid()});
    return secrets;
  }

  static std::string cache_key(std::string_view token) {
    const auto digest = crypto::sha256(token);
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
  }

  // One after the other, under fetch_mutex_: an answer that was fetched earlier must not take the place of a
  // later one.
  bool fetch() {
    const auto document = source_ ? source_->fetch() : std::nullopt;
    const Value* list = document ? document->find("keys") : nullptr;
    if (!list || !list->array()) return false;
    std::map<std::string, std::shared_ptr<EcKey>> keys;
    for (const Value& jwk : *list->array()) add_key(jwk, keys);
    if (keys.empty()) return false;
    const std::unique_lock lock(keys_mutex_);
    // A key that was withdrawn must stop verifying: verified tokens are forgotten with it.
    bool withdrawn = false;
    for (const auto& [kid, key] : keys_) withdrawn = withdrawn || !keys.contains(kid);
    keys_ = std::move(keys);
    if (withdrawn) forget();
    return true;
  }

  Verified check(std::string_view token, Fetch may_fetch) {
    const auto parts = split_jws(token);
    if (!parts) return {TokenFault::Malformed, nullptr};
    const TokenFault header_fault = check_header(parts->header);
    if (header_fault != TokenFault::None) return {header_fault, nullptr};
    std::string kid;
    const TokenFault signature_fault = check_signature(*parts, may_fetch, kid);
    if (signature_fault != TokenFault::None) return {signature_fault, nullptr};
    auto claims = read_claims(parts->payload);
    if (!claims || !read_limit(*parts, *claims)) return {TokenFault::Claims, nullptr};
    if (claims->iss != options_.issuer) return {TokenFault::Issuer, nullptr};
    if (!names_audience(parts->payload, options_.audience)) return {TokenFault::Audience, nullptr};
    claims->aud = options_.audience;
    claims->kid = std::move(kid);
    return {TokenFault::None, std::make_shared<const Claims>(std::move(*claims))};
  }

  TokenFault check_header(const Value& header) const {
    if (header.find("crit")) return TokenFault::Malformed;
    const auto type = header.text_at("typ");
    if (type != "at+jwt" && type != "application/at+jwt" && type != kCheckType && type != kPasswordChangeType)
      return TokenFault::Type;
    return header.text_at("alg") == (options_.algorithm == Algorithm::Es256 ? "ES256" : "HS256")
               ? TokenFault::None
               : TokenFault::Alg;
  }

  // `kid` becomes that of the key by which the signature is good.
  TokenFault check_signature(const CompactJws& parts, Fetch may_fetch, std::string& kid) {
    if (options_.algorithm == Algorithm::Hs256) return check_hs256(parts, kid);
    const auto named = parts.header.text_at("kid");
    if (!named) return TokenFault::Key;
    const auto key = may_fetch == Fetch::Keys ? known_or_fetched(*named) : find_key(*named);
    if (!key) return TokenFault::Key;
    kid = *named;
    return verify_es256(*key, parts.signed_text, parts.signature) ? TokenFault::None : TokenFault::Signature;
  }

  // A secret goes by itself, not by what a token calls it.
  TokenFault check_hs256(const CompactJws& parts, std::string& kid) const {
    for (const Secret& secret : secrets_) {
      const auto expected = crypto::hmac_sha256(secret.text, parts.signed_text);
      if (!crypto::equal_constant_time(parts.signature,
                                       {reinterpret_cast<const char*>(expected.data()), expected.size()}))
        continue;
      kid = secret.kid;
      return TokenFault::None;
    }
    return TokenFault::Signature;
  }

  TokenFault check_times(const Claims& claims) const {
    const std::int64_t now = base::to_unix_seconds(clock_.now());
    const std::int64_t leeway = options_.leeway.count();
    if (now >= claims.exp + leeway) return TokenFault::Expired;
    if (claims.nbf > now + leeway || claims.iat > now + leeway) return TokenFault::NotYet;
    return TokenFault::None;
  }

  static void add_key(const Value& jwk, std::map<std::string, std::shared_ptr<EcKey>>& keys) {
    if (jwk.text_at("kty") != "EC" || jwk.text_at("crv") != "P-256") return;
    if (jwk.text_at("alg").value_or("ES256") != "ES256" || jwk.text_at("use").value_or("sig") != "sig")
      return;
    const auto kid = jwk.text_at("kid");
    const auto x = crypto::base64url_decode(jwk.text_at("x").value_or("!")),
               y = crypto::base64url_decode(jwk.text_at("y").value_or("!"));
    if (!kid || !x || !y) return;
    if (EcKey key = public_key(*x, *y)) keys[*kid] = std::make_shared<EcKey>(std::move(key));
  }

  std::shared_ptr<EcKey> find_key(const std::string& kid) const {
    const std::shared_lock lock(keys_mutex_);
    const auto found = keys_.find(kid);
    return found == keys_.end() ? nullptr : found->second;
  }

  // Whoever comes while the keys are being fetched waits for them: at a start and at a rotation the first
  // tokens come several at once, and all but one would be refused.
  std::shared_ptr<EcKey> known_or_fetched(const std::string& kid) {
    if (auto key = find_key(kid)) return key;
    const std::lock_guard in_turn(fetch_mutex_);
    if (auto key = find_key(kid)) return key;
    if (!may_fetch()) return nullptr;
    source_answers_ = fetch();
    asked_ = clock_.steady();
    return find_key(kid);
  }

  // Unknown kids may not make us ask for keys without end, nor hold one worker after the other while nobody
  // answers.
  bool may_fetch() const {
    const auto pause = source_answers_ || !has_keys() ? options_.refresh_interval : options_.failure_interval;
    return !asked_ || clock_.steady() - *asked_ >= pause;
  }

  std::shared_ptr<const Claims> cached(const std::string& key, std::uint64_t& withdrawals) {
    const std::shared_lock lock(cache_mutex_);
    withdrawals = withdrawals_;
    const auto found = cache_.find(key);
    return found == cache_.end() ? nullptr : found->second;
  }

  // Not when a key was withdrawn since the check began: it may be the one that was checked with.
  void remember(const std::string& key, const std::shared_ptr<const Claims>& claims,
                std::uint64_t withdrawals) {
    if (options_.cache_size == 0) return;
    const std::unique_lock lock(cache_mutex_);
    if (withdrawals != withdrawals_) return;
    // A full cache starts again: simpler than an eviction order, and verification is 40 microseconds.
    if (cache_.size() >= options_.cache_size) cache_.clear();
    cache_.emplace(key, claims);
  }

  void forget() {
    const std::unique_lock lock(cache_mutex_);
    ++withdrawals_;
    cache_.clear();
  }

  const VerifierOptions options_;
  const std::vector<Secret> secrets_;  // of HS256
  const std::shared_ptr<KeySource> source_;
  const base::Clock& clock_;
  mutable std::shared_mutex keys_mutex_;
  std::map<std::string, std::shared_ptr<EcKey>> keys_;
  std::mutex fetch_mutex_;
  std::optional<base::SteadyTime> asked_;  // when a fetch for an unknown kid ended
  bool source_answers_ = true;
  std::shared_mutex cache_mutex_;
  std::uint64_t withdrawals_ = 0;
  std::unordered_map<std::string, std::shared_ptr<const Claims>> cache_;
};

TokenVerifier::TokenVerifier(VerifierOptions options, std::shared_ptr<KeySource> source,
                             const base::Clock& clock)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(source), clock)) {}
TokenVerifier::~TokenVerifier() = default;
Verified TokenVerifier::verify(std::string_view token, Accept accept, Fetch fetch) {
  return impl_->verify(token, accept, fetch);
}
bool TokenVerifier::refresh_keys() {
  return impl_->refresh();
}
bool TokenVerifier::has_keys() const {
  return impl_->has_keys();
}

}  // namespace lgm::auth
