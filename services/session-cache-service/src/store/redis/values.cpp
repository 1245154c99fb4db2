#include <charconv>

#include "lgm/crypto/crypto.hpp"
#include "store/redis/parts.hpp"

namespace lgm::session_cache::redis {
namespace {

// Nothing where Redis holds something else than we have put there.
template <describe::Described T>
std::optional<T> row_of(const std::string& text) {
  const auto value = json::parse_or_nothing(text);
  return value ? describe::decode_trusted<T>(*value) : std::nullopt;
}

// stored|value
std::optional<UserInfoEntry> info_of(const std::string& user_id, const std::string& text) {
  std::int64_t stored = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), stored);
  if (error != std::errc() || end == text.data() + text.size() || *end != '|') return std::nullopt;
  auto value = json::parse_or_nothing(std::string_view(end + 1, text.data() + text.size()));
  if (!value) return std::nullopt;
  return UserInfoEntry{user_id, std::move(*value), stored};
}

std::string hashed(const std::string& key) {
  return crypto::to_hex(crypto::sha256(key));
}

}  // namespace

std::vector<UserInfoEntry> RedisUserInfo::get(const std::vector<std::string>& user_ids) {
  const Reply reply = link_.plain(scripts::get_info, user_ids);
  std::vector<UserInfoEntry> entries;
  for (std::size_t i = 0; i < user_ids.size(); ++i) {
    // What cannot be read is not kept: it is asked for anew.
    if (auto entry = info_of(user_ids[i], text_at(reply, i))) entries.push_back(std::move(*entry));
  }
  return entries;
}

void RedisUserInfo::put(const std::vector<NewUserInfo>& entries, std::int64_t keep_seconds) {
  Words words{std::to_string(keep_seconds * 1000)};
  for (const NewUserInfo& entry : entries) {
    words.push_back(entry.user_id);
    words.push_back(json::to_text(entry.value));
  }
  link_.plain(scripts::put_info, words);
}

std::int64_t RedisUserInfo::drop(const std::vector<std::string>& user_ids) {
  Words words{"these"};
  words.insert(words.end(), user_ids.begin(), user_ids.end());
  return number_at(link_.plain(scripts::drop_info, words), 0);
}

std::int64_t RedisUserInfo::drop_all() {
  return number_at(link_.plain(scripts::drop_info, {"all"}), 0);
}

bool RedisOneTime::put(const OneTimePut& value) {
  return text_at(link_.guarded(scripts::put_once,
                               {hashed(value.key), std::to_string(value.ttl_seconds * 1000), value.value}),
                 0) == "ok";
}

std::optional<std::string> RedisOneTime::take(const std::string& key) {
  const Reply reply = link_.guarded(scripts::take_once, {hashed(key)});
  if (reply.empty()) return std::nullopt;
  return text_at(reply, 0);
}

CounterState RedisCounters::add(const CounterAdd& hit) {
  const Reply reply = link_.plain(
      scripts::add_count, {hit.key, std::to_string(hit.amount), std::to_string(hit.window_seconds * 1000)});
  return {number_at(reply, 0), number_at(reply, 1)};
}

std::vector<NamedCounter> RedisCounters::get(const std::vector<std::string>& keys) {
  const Reply reply = link_.plain(scripts::get_counts, keys);
  std::vector<NamedCounter> counters;
  for (std::size_t i = 0; i < keys.size(); ++i)
    counters.push_back({keys[i], number_at(reply, 2 * i), number_at(reply, 2 * i + 1)});
  return counters;
}

void RedisCounters::clear(const std::string& key) {
  link_.plain(scripts::clear_count, {key});
}

Lease RedisLimits::lease(const LeaseRequest& request) {
  const Reply reply =
      link_.plain(scripts::lease, {request.key, std::to_string(request.per_minute),
                                   std::to_string(request.burst), std::to_string(request.want)});
  return {number_at(reply, 0), number_at(reply, 1), number_at(reply, 2)};
}

EventsAppended RedisStreams::append(const EventsAppend& events) {
  Words words{events.stream, std::to_string(events.keep)};
  for (const StreamEvent& event : events.events) {
    words.push_back(event.id);
    words.push_back(json::to_text(event.data));
  }
  const Reply reply = link_.plain(scripts::append_events, words);
  return {number_at(reply, 0), number_at(reply, 1)};
}

std::vector<StreamEvent> RedisStreams::read(const std::string& stream, std::int64_t limit) {
  const Reply reply = link_.plain(scripts::read_events, {stream, std::to_string(limit)});
  std::vector<StreamEvent> events;
  std::vector<std::string> unreadable;
  for (std::size_t i = 0; i + 1 < reply.size(); i += 2) {
    auto data = json::parse_or_nothing(reply[i + 1].value_or(""));
    if (data)
      events.push_back({text_at(reply, i), std::move(*data)});
    else
      unreadable.push_back(text_at(reply, i));
  }
  if (unreadable.empty()) return events;
  // It would hold up all that come after it. Fails, so that it is counted and logged.
  remove(stream, unreadable);
  throw StoreUnavailable(std::to_string(unreadable.size()) + " events of the stream " + stream +
                         " cannot be read and are dropped");
}

std::int64_t RedisStreams::remove(const std::string& stream, const std::vector<std::string>& ids) {
  Words words{stream};
  words.insert(words.end(), ids.begin(), ids.end());
  return number_at(link_.plain(scripts::remove_events, words), 0);
}

void RedisPresence::report(const Report& report) {
  const Replica replica{report.service,        report.pod,         report.version, report.ready,
                        report.policy_version, report.feed_lag_ms, link_.now()};
  link_.plain(scripts::report, {report.service + '|' + report.pod, describe::to_json(replica)});
}

std::vector<Replica> RedisPresence::replicas() {
  std::map<std::pair<std::string, std::string>, Replica> sorted;
  for (const auto& text : link_.plain(scripts::replicas, {})) {
    if (auto replica = row_of<Replica>(text.value_or("")))
      sorted[{replica->service, replica->pod}] = *replica;
  }
  std::vector<Replica> replicas;
  replicas.reserve(sorted.size());
  for (auto& [key, replica] : sorted) replicas.push_back(std::move(replica));
  return replicas;
}

}  // namespace lgm::session_cache::redis
