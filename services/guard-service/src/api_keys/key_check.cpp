#include "api_keys/key_check.hpp"

#include "lgm/auth/api_key.hpp"

namespace lgm::guard_service {

using service::KeyRefusals;

KeyCheck::KeyCheck(std::function<Keys()> keys, std::function<bool()> are_old,
                   const auth::RevocationSet& revoked, const base::Clock& clock, service::Metrics& metrics)
    : keys_(std::move(keys)),
      are_old_(std::move(are_old)),
      revoked_(revoked),
      clock_(clock),
      refusals_(metrics) {}

std::shared_ptr<const KnownKey> KeyCheck::known(std::string_view text) const {
  const auto read = auth::read_api_key(text);
  if (!read) refusals_.refuse(KeyRefusals::kMalformed);
  const Keys keys = keys_();
  auto key = keys ? keys->find(crypto::to_hex(read->digest)) : nullptr;
  if (!key && (!keys || !keys->is_complete() || are_old_()))
    throw service::unavailable("api_keys_unavailable",
                               "The API keys cannot be had at the moment; try again shortly",
                               {"admin-service has given no API keys since the start"});
  if (!key) refusals_.refuse(KeyRefusals::kUnknown);
  check(*key);
  return key;
}

void KeyCheck::check(const KnownKey& key) const {
  const auto& row = key.row;
  if (!row.is_active) refusals_.refuse(KeyRefusals::kInactive);
  if (row.expires_at && *row.expires_at <= clock_.now()) refusals_.refuse(KeyRefusals::kExpired);
  if (revoked_.refuses_api_key(row.id, base::to_unix_ms(row.updated_at)))
    refusals_.refuse(KeyRefusals::kRevoked);
}

bool KeyCheck::is_keyed(const std::string& app_id) const {
  const Keys keys = keys_();
  return keys && keys->is_keyed(app_id);
}

std::optional<service::Principal> KeyAuthenticator::who(service::Credentials& shown) const {
  const auto text = keys_.refusals().shown_in(shown);
  if (!text) return std::nullopt;
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

}  // namespace lgm::guard_service
