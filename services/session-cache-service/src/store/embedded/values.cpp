#include "lgm/crypto/crypto.hpp"
#include "store/embedded/parts.hpp"

namespace lgm::session_cache::embedded {

std::vector<UserInfoEntry> EmbeddedUserInfo::get(const std::vector<std::string>& user_ids) {
  return state_.run([&](std::int64_t now) {
    std::vector<UserInfoEntry> entries;
    for (const std::string& id : user_ids)
      if (const InfoRow* row = state_.info.find(id); row && row->until_ms > now)
        entries.push_back({id, row->value, row->stored_ms});
    return entries;
  });
}

void EmbeddedUserInfo::put(const std::vector<NewUserInfo>& entries, std::int64_t keep_seconds) {
  state_.run([&](std::int64_t now) {
    for (const NewUserInfo& entry : entries)
      state_.info.put_anew(entry.user_id, {entry.value, now, now + keep_seconds * 1000});
    return true;
  });
}

std::int64_t EmbeddedUserInfo::drop(const std::vector<std::string>& user_ids) {
  return state_.run([&](std::int64_t now) {
    std::int64_t dropped = 0;
    for (const std::string& id : user_ids) {
      const InfoRow* row = state_.info.find(id);
      dropped += row && row->until_ms > now;
      state_.info.erase(id);
    }
    return dropped;
  });
}

std::int64_t EmbeddedUserInfo::drop_all() {
  return state_.run([&](std::int64_t now) {
    std::int64_t dropped = 0;
    state_.info.erase_if([&](const std::string&, const InfoRow& row) {
      dropped += row.until_ms > now;
      return true;
    });
    return dropped;
  });
}

bool EmbeddedOneTime::put(const OneTimePut& value) {
  return state_.run([&](std::int64_t now) {
    const std::string key = crypto::to_hex(crypto::sha256(value.key));
    if (const ValueRow* row = state_.values.find(key); row && row->until_ms > now) return false;
    state_.values.put_anew(key, {value.value, now + value.ttl_seconds * 1000});
    return true;
  });
}

std::optional<std::string> EmbeddedOneTime::take(const std::string& key) {
  return state_.run([&](std::int64_t now) -> std::optional<std::string> {
    const std::string hashed = crypto::to_hex(crypto::sha256(key));
    const ValueRow* row = state_.values.find(hashed);
    if (!row) return std::nullopt;
    const ValueRow taken = *row;
    state_.values.erase(hashed);
    return taken.until_ms > now ? std::optional(taken.value) : std::nullopt;
  });
}

CounterState EmbeddedCounters::add(const CounterAdd& hit) {
  return state_.run([&](std::int64_t now) {
    const CounterRow* running = state_.counts.find(hit.key);
    const bool runs = running && running->until_ms > now;
    CounterRow row = runs ? *running : CounterRow{0, now + hit.window_seconds * 1000};
    row.count += hit.amount;
    if (runs)
      state_.counts.put(hit.key, row);
    else
      state_.counts.put_anew(hit.key, row);
    return CounterState{row.count, row.until_ms - now};
  });
}

std::vector<NamedCounter> EmbeddedCounters::get(const std::vector<std::string>& keys) {
  return state_.run([&](std::int64_t now) {
    std::vector<NamedCounter> counters;
    for (const std::string& key : keys) {
      const CounterRow* row = state_.counts.find(key);
      const bool runs = row && row->until_ms > now;
      counters.push_back({key, runs ? row->count : 0, runs ? row->until_ms - now : 0});
    }
    return counters;
  });
}

void EmbeddedCounters::clear(const std::string& key) {
  state_.run([&](std::int64_t) {
    state_.counts.erase(key);
    return true;
  });
}

}  // namespace lgm::session_cache::embedded
