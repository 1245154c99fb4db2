#include <charconv>
#include <limits>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "lgm/auth/revocations.hpp"

namespace lgm::auth {
namespace {

struct Entry {
  std::int64_t not_before_ms, until_ms;
};

// When a token was issued, Unix milliseconds. The jti of ours is a UUID of version 7, which holds it (RFC
// 9562 section 5.7); of others the second of iat counts from its beginning. Tokens can be dated ahead in iat,
// and must not outrun a revocation in the same second.
std::int64_t issued_ms(const Claims& claims) {
  const std::string& jti = claims.jti;
  const std::int64_t second = claims.iat * 1000;
  if (jti.size() != 36 || jti[8] != '-' || jti[14] != '7') return second;
  const std::string digits = jti.substr(0, 8) + jti.substr(9, 4);
  std::int64_t ms = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), ms, 16);
  return error == std::errc() && end == digits.data() + digits.size() ? ms : second;
}

}  // namespace

struct RevocationSet::State {
  using Map = std::unordered_map<std::string, Entry>;
  mutable std::shared_mutex mutex;
  std::string epoch;
  std::int64_t epoch_since_ms = std::numeric_limits<std::int64_t>::min();
  std::uint64_t seq = 0;
  Map sessions, users, permissions, api_keys, signing_keys;

  Map& of(RevocationKind kind) {
    switch (kind) {
      case RevocationKind::Session:
        return sessions;
      case RevocationKind::User:
        return users;
      case RevocationKind::Permissions:
        return permissions;
      case RevocationKind::SigningKey:
        return signing_keys;
      case RevocationKind::ApiKey:
        break;
    }
    return api_keys;
  }
  // Of two entries for one id the later limits count.
  void add(const Revocation& entry) {
    auto [found, fresh] = of(entry.kind).try_emplace(entry.id, Entry{entry.not_before_ms, entry.until_ms});
    if (fresh) return;
    found->second.not_before_ms = std::max(found->second.not_before_ms, entry.not_before_ms);
    found->second.until_ms = std::max(found->second.until_ms, entry.until_ms);
  }
};

RevocationSet::RevocationSet() : state_(std::make_shared<State>()) {}
RevocationSet::~RevocationSet() = default;

void RevocationSet::reset(std::string epoch, std::int64_t epoch_since_ms, std::uint64_t seq,
                          const std::vector<Revocation>& live) {
  const std::unique_lock lock(state_->mutex);
  for (auto* map : {&state_->sessions, &state_->users, &state_->permissions, &state_->api_keys}) map->clear();
  state_->epoch = std::move(epoch);
  state_->epoch_since_ms = epoch_since_ms;
  state_->seq = seq;
  for (const Revocation& entry : live) state_->add(entry);
}

void RevocationSet::add(const std::vector<Revocation>& entries, std::uint64_t seq) {
  const std::unique_lock lock(state_->mutex);
  for (const Revocation& entry : entries) state_->add(entry);
  state_->seq = seq;
}

void RevocationSet::expire(std::int64_t now_ms) {
  const std::unique_lock lock(state_->mutex);
  for (auto* map :
       {&state_->sessions, &state_->users, &state_->permissions, &state_->api_keys, &state_->signing_keys})
    std::erase_if(*map, [now_ms](const auto& item) { return item.second.until_ms < now_ms; });
}

bool RevocationSet::refuses(const Claims& claims) const {
  const std::shared_lock lock(state_->mutex);
  const std::int64_t issued = issued_ms(claims);
  if (issued <= state_->epoch_since_ms) return true;
  if (state_->signing_keys.contains(claims.kid)) return true;
  if (state_->sessions.contains(claims.sid)) return true;
  const auto older = [&](const State::Map& map) {
    const auto found = map.find(claims.uid);
    return found != map.end() && issued <= found->second.not_before_ms;
  };
  return older(state_->users) || older(state_->permissions);
}

bool RevocationSet::refuses_api_key(std::string_view id, std::int64_t updated_ms) const {
  const std::shared_lock lock(state_->mutex);
  const auto found = state_->api_keys.find(std::string(id));
  return found != state_->api_keys.end() && updated_ms <= found->second.not_before_ms;
}

bool RevocationSet::signing_key_withdrawn(std::string_view kid) const {
  const std::shared_lock lock(state_->mutex);
  return state_->signing_keys.contains(std::string(kid));
}

std::string RevocationSet::epoch() const {
  const std::shared_lock lock(state_->mutex);
  return state_->epoch;
}

std::uint64_t RevocationSet::seq() const {
  const std::shared_lock lock(state_->mutex);
  return state_->seq;
}

std::size_t RevocationSet::size() const {
  const std::shared_lock lock(state_->mutex);
  return state_->sessions.size() + state_->users.size() + state_->permissions.size() +
         state_->api_keys.size() + state_->signing_keys.size();
}

}  // namespace lgm::auth
