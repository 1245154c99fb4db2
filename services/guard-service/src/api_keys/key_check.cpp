#include "api_keys/key_check.hpp"

#include "lgm/auth/api_key.hpp"

namespace lgm::guard_service {
namespace {

constexpr char kMissing[] = "missing", kMalformed[] = "malformed", kUnknown[] = "unknown",
               kInactive[] = "inactive", kExpired[] = "expired", kRevoked[] = "revoked", kTwo[] = "two";

// The same for every reason.
service::Refusal invalid_api_key() {
  service::Problem problem =
      service::refusal<401>("invalid_api_key",
                            "The API key is missing, malformed, unknown, expired, switched off or deleted")
          .problem();
  problem.headers.set("WWW-Authenticate", "ApiKey");
  return service::Refusal(std::move(problem));
}

}  // namespace

KeyCheck::KeyCheck(std::function<Keys()> keys, std::function<bool()> are_old,
                   const auth::RevocationSet& revoked, const base::Clock& clock, service::Metrics& metrics)
    : keys_(std::move(keys)),
      are_old_(std::move(are_old)),
      revoked_(revoked),
      clock_(clock),
      refusals_(metrics, "lgm_api_key_refusals_total", "API keys refused, by reason",
                {{"reason", {kMissing, kMalformed, kUnknown, kInactive, kExpired, kRevoked, kTwo}}}) {}

void KeyCheck::refuse(std::string_view reason) const {
  refusals_.of({reason}).add();
  throw invalid_api_key();
}

std::shared_ptr<const KnownKey> KeyCheck::known(std::string_view text) const {
  const auto read = auth::read_api_key(text);
  if (!read) refuse(kMalformed);
  const Keys keys = keys_();
  auto key = keys ? keys->find(crypto::to_hex(read->digest)) : nullptr;
  if (!key && (!keys || !keys->is_complete() || are_old_()))
    throw service::unavailable("api_keys_unavailable",
                               "The API keys cannot be had at the moment; try again shortly",
                               {"admin-service has given no API keys since the start"});
  if (!key) refuse(kUnknown);
  check(*key);
  return key;
}

void KeyCheck::check(const KnownKey& key) const {
  const auto& row = key.row;
  if (!row.is_active) refuse(kInactive);
  if (row.expires_at && *row.expires_at <= clock_.now()) refuse(kExpired);
  if (revoked_.refuses_api_key(row.id, base::to_unix_ms(row.updated_at))) refuse(kRevoked);
}

bool KeyCheck::is_keyed(const std::string& app_id) const {
  const Keys keys = keys_();
  return keys && keys->is_keyed(app_id);
}

std::optional<service::Principal> KeyAuthenticator::who(service::Credentials& shown) const {
  const http::Headers& headers = shown.request().headers;
  const auto text = headers.get(kKeyHeader);
  if (!text) return std::nullopt;
  if (headers.get("Authorization")) throw two_credentials();
  if (headers.count(kKeyHeader) > 1) keys_.refuse(kTwo);
  const auto key = keys_.known(*text);
  return service::Principal{.kind = service::Principal::Kind::Application,
                            .source = key,
                            .id = key->row.id,
                            .display = key->rights.username,
                            .rights = &key->rights};
}

std::shared_ptr<const KnownKey> key_of(const service::Principal& principal) {
  if (principal.kind != service::Principal::Kind::Application) return nullptr;
  return std::static_pointer_cast<const KnownKey>(principal.source);
}

service::Refusal two_credentials() {
  return service::bad_request("two_credentials",
                              "The request brings an API key and an Authorization field; send one of them");
}

}  // namespace lgm::guard_service
