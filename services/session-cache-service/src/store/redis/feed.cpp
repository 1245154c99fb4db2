#include <algorithm>
#include <charconv>

#include "revocations/places.hpp"
#include "store/redis/parts.hpp"

namespace lgm::session_cache::redis {
namespace {

std::optional<std::int64_t> whole(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// seq|kind|not_before|until|id, of any kind that a later version may add. Nothing for what is damaged.
std::optional<FeedEntry> entry_of(const std::string& member) {
  std::string parts[4];
  std::size_t at = 0;
  for (std::string& part : parts) {
    const std::size_t bar = member.find('|', at);
    if (bar == std::string::npos) return std::nullopt;
    part = member.substr(at, bar - at);
    at = bar + 1;
  }
  const auto seq = whole(parts[0]), not_before = whole(parts[2]), until = whole(parts[3]);
  if (!seq || !not_before || !until || !contracts::is_kind(parts[1])) return std::nullopt;
  return FeedEntry{*seq, parts[1], member.substr(at), *not_before, *until};
}

constexpr std::size_t kPlace = 4;  // epoch, seq, since, floor
constexpr std::size_t kDiscardedAtOnce = 1'000;

// What cannot be read may have been somebody's sign-out: it goes, so that the feed goes on, and the epoch
// goes with it, so that nobody gets in by its loss. Fails, so that it is counted and logged; the next call is
// told of the new epoch.
[[noreturn]] void discard(Link& link, Words members) {
  const std::size_t count = members.size();
  members.resize(std::min(count, kDiscardedAtOnce));
  link.guarded(scripts::discard, members);
  link.appended();
  throw StoreUnavailable(
      std::to_string(count) +
      " entries of the revocation feed cannot be read; they are discarded, and a new epoch "
      "refuses older access tokens");
}

Feed feed_of(Link& link, const Reply& reply, std::int64_t& last) {
  Feed feed{text_at(reply, 0), number_at(reply, 2), number_at(reply, 1), {}};
  Words unreadable;
  for (std::size_t i = kPlace; i < reply.size(); ++i) {
    const std::string& member = text_at(reply, i);
    auto entry = entry_of(member);
    if (!entry) {
      unreadable.push_back(member);
      continue;
    }
    last = entry->seq;
    if (entry->until_ms > link.now()) feed.entries.push_back(std::move(*entry));
  }
  if (!unreadable.empty()) discard(link, unreadable);
  return feed;
}

}  // namespace

FeedPlace RedisFeed::append(const NewRevocation& revocation) {
  const Reply reply = link_.guarded(
      scripts::revoke, {revocation.event_id, revocation.kind, revocation.id,
                        std::to_string(revocation.not_before_ms), std::to_string(revocation.until_ms)});
  link_.appended();
  return {text_at(reply, 0), number_at(reply, 1)};
}

Feed RedisFeed::read(const std::string& epoch, std::int64_t after) {
  const Reply reply =
      link_.guarded(scripts::read_feed, {epoch, std::to_string(after), std::to_string(kEntriesAnAnswer)});
  check_place(epoch, after, text_at(reply, 0), number_at(reply, 1), number_at(reply, 3));
  std::int64_t last = after;
  Feed feed = feed_of(link_, reply, last);
  if (reply.size() - kPlace == static_cast<std::size_t>(kEntriesAnAnswer)) feed.seq = last;
  return feed;
}

Feed RedisFeed::snapshot() {
  std::int64_t last = 0;
  return feed_of(link_, link_.guarded(scripts::snapshot, {}), last);
}

}  // namespace lgm::session_cache::redis
