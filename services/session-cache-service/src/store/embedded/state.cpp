#include "store/embedded/state.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace lgm::session_cache::embedded {
namespace {

constexpr std::int64_t kSweepEveryMs = 60'000;
constexpr std::uint64_t kSmallFile = 4 * 1024 * 1024;  // bytes; below, compaction is not worth it
constexpr std::uint64_t kGrowth = 4;                   // times the size after the last compaction

}  // namespace

std::string json_of(std::string row, const json::Object& more) {
  row.pop_back();
  for (const auto& [name, value] : more)
    row += "," + json::to_text(json::Value(name)) + ":" + json::to_text(value);
  return row + "}";
}

State::State(const std::string& file, const base::Clock& clock, base::Random& random)
    : clock_(clock), random_(random), journal_(file) {
  load();
}

void State::load() {
  const auto loaded = journal_.load([this](bool put, char tag, std::string_view key, std::string_view value) {
    bool known = false;
    const auto offer = [&](auto& table) { known = known || table.replay(put, tag, key, value); };
    offer(epoch), offer(sessions), offer(tokens), offer(entries), offer(done), offer(info), offer(values),
        offer(counts), offer(streams), offer(places), offer(sealed), offer(signed_out);
    if (!known) replay_foreign(put, tag, key, value);
  });
  index();
  if (const EpochRow* kept = epoch.find("")) feed = *kept;
  const bool trusted = loaded.found && !loaded.damaged && !loaded.copied && !feed.epoch.empty();
  if (!trusted) lose(base::to_unix_ms(clock_.now()));
  if (!trusted) journal_.rewrite(dump());
  changes_.clear();
  load_report_ = !loaded.found ? "new store"
                 : loaded.damaged
                     ? "the file is damaged; what could be read is kept, but a new epoch signs everyone out"
                 : loaded.copied ? "the file was restored from a copy; a new epoch signs everyone out"
                 : loaded.torn   ? "an unacknowledged last change was cut off"
                                 : "loaded";
}

namespace {

// What a provider's sign-outs find a session by.
std::vector<std::string> provider_keys_of(const SessionRow& row) {
  std::vector<std::string> keys;
  if (row.provider && row.provider_sid)
    keys.push_back(provider_key(AtProvider::Session, *row.provider, *row.provider_sid));
  if (row.provider && row.provider_sub)
    keys.push_back(provider_key(AtProvider::Person, *row.provider, *row.provider_sub));
  return keys;
}

template <class Map, class Entry>
void take_from(Map& map, const std::string& key, const Entry& entry) {
  const auto found = map.find(key);
  if (found == map.end()) return;
  found->second.erase(entry);
  if (found->second.empty()) map.erase(found);
}

}  // namespace

void State::note(const std::string& sid, const SessionRow& row) {
  of_user[row.uid].insert({row.created_ms, sid});
  for (const std::string& key : provider_keys_of(row)) of_provider[key].insert(sid);
}

void State::forget(const std::string& sid, const SessionRow& row) {
  take_from(of_user, row.uid, std::pair(row.created_ms, sid));
  for (const std::string& key : provider_keys_of(row)) take_from(of_provider, key, sid);
}

void State::index() {
  for (const auto& [sid, row] : sessions.rows())
    if (row.ended_ms == 0) note(sid, row);
  for (const auto& [key, row] : streams.rows()) ++stream_lengths[key.substr(0, key.find('\0'))];
}

std::string State::dump() const {
  std::string out;
  each_table([&](const auto& table) { table.dump(out); });
  for (const auto& [name, row] : foreign_) Journal::add_put(out, name.first, name.second, row);
  return out;
}

void State::replay_foreign(bool put, char tag, std::string_view key, std::string_view value) {
  const std::pair name(tag, std::string(key));
  if (put)
    foreign_.insert_or_assign(name, std::string(value));
  else
    foreign_.erase(name);
}

void State::begin() {
  if (journal_.failed()) recover();
  changes_.clear();
  const std::int64_t now = base::to_unix_ms(clock_.now());
  if (now - swept_ms_ < kSweepEveryMs && now >= swept_ms_) return;
  swept_ms_ = now;
  sweep(now);
  if (!changes_.empty()) journal_.enqueue(changes_);
  changes_.clear();
}

std::uint64_t State::finish() {
  const std::uint64_t ticket = changes_.empty() ? journal_.last_ticket() : journal_.enqueue(changes_);
  changes_.clear();
  if (journal_.size() > kSmallFile && journal_.size() > kGrowth * journal_.base_size()) {
    try {
      journal_.rewrite(dump());
    } catch (const std::exception& error) {
      throw StoreUnavailable(error.what());
    }
  }
  return ticket;
}

void State::wait(std::uint64_t ticket) {
  try {
    journal_.wait(ticket);
  } catch (const std::exception& error) {
    throw StoreUnavailable(error.what());
  }
}

// After a failed write the memory is ahead of the file: the file is written anew, or nothing is answered.
void State::recover() {
  try {
    journal_.rewrite(dump());
  } catch (const std::exception& error) {
    throw StoreUnavailable(error.what());
  }
}

void State::sweep(std::int64_t now_ms) {
  sessions.erase_if([&](const std::string& sid, const SessionRow& row) {
    const std::int64_t expiry = std::min(row.idle_until_ms, row.absolute_until_ms);
    const std::int64_t over = row.ended_ms > 0 ? row.ended_ms : expiry;
    if (over + kRememberEndedMs > now_ms) return false;
    forget(sid, row);
    return true;
  });
  // Also of a session that a version before this one has ended.
  sealed.erase_if([&](const std::string& sid, const SealedRow&) {
    const SessionRow* session = sessions.find(sid);
    return !session || session->ended_ms != 0;
  });
  tokens.erase_if([&](const std::string&, const TokenRow& row) {
    const SessionRow* session = sessions.find(row.sid);
    return !session || row.generation + kFamilyMemory < session->generation;
  });
  const auto over = [now_ms](const std::string&, const auto& row) { return row.until_ms <= now_ms; };
  entries.erase_if(over), done.erase_if(over), info.erase_if(over), values.erase_if(over),
      counts.erase_if(over), signed_out.erase_if(over);
}

std::string State::feed_key(std::int64_t seq) {
  return fmt::format("{:020}", seq);
}

void State::renew_epoch(std::int64_t now_ms) {
  feed.epoch = std::to_string(random_.number());
  feed.since_ms = now_ms;
  save_epoch();
}

void State::lose(std::int64_t now_ms) {
  renew_epoch(now_ms);
  for (const auto& [uid, user] : of_user)
    for (const auto& [created, sid] : user) {
      SessionRow row = *sessions.find(sid);
      row.ended_ms = now_ms;
      sessions.put(sid, std::move(row));
    }
  of_user.clear(), of_provider.clear();
  const auto all = [](const std::string&, const auto&) { return true; };
  values.erase_if(all), sealed.erase_if(all);
}

std::int64_t State::append(const std::string& kind, const std::string& id, std::int64_t not_before_ms,
                           std::int64_t until_ms, std::int64_t now_ms) {
  if (static_cast<std::int64_t>(entries.rows().size()) >= kMostEntries) {
    std::int64_t left = kMostEntries / 2;
    entries.erase_if([&](const std::string&, const EntryRow&) { return left-- > 0; });
    feed.floor = feed.seq;
    renew_epoch(now_ms);
  }
  // Tokens of a user may be of any session and any setting of their life.
  const auto known = describe::named<RevocationKind>(kind);
  if (known == RevocationKind::User || known == RevocationKind::Permissions)
    until_ms = std::max(until_ms, not_before_ms + kLongestAccessSeconds * 1000 + kTokenLeewayMs);
  ++feed.seq;
  save_epoch();
  entries.put(feed_key(feed.seq), {kind, id, not_before_ms, until_ms});
  return feed.seq;
}

StoreState State::health() const {
  if (journal_.failed()) return {false, "the file of the session store cannot be written", true, ""};
  return {true, "embedded", true, ""};
}

std::int64_t State::seq() const {
  const std::lock_guard lock(mutex_);
  return feed.seq;
}

}  // namespace lgm::session_cache::embedded
