#include "revocations/places.hpp"
#include "store/redis/parts.hpp"

namespace lgm::session_cache::redis {
namespace {

std::int64_t whole(const std::string& text) {
  return number_at({text}, 0);
}

// seq|kind|not_before|until|id
FeedEntry entry_of(const std::string& member) {
  std::string parts[4];
  std::size_t at = 0;
  for (std::string& part : parts) {
    const std::size_t bar = member.find('|', at);
    if (bar == std::string::npos) throw StoreUnavailable("a feed entry in Redis is malformed");
    part = member.substr(at, bar - at);
    at = bar + 1;
  }
  return {whole(parts[0]), parts[1], member.substr(at), whole(parts[2]), whole(parts[3])};
}

constexpr std::size_t kPlace = 4;  // epoch, seq, since, floor

Feed feed_of(const Reply& reply, std::int64_t now, std::int64_t& last) {
  Feed feed{text_at(reply, 0), number_at(reply, 2), number_at(reply, 1), {}};
  for (std::size_t i = kPlace; i < reply.size(); ++i) {
    FeedEntry entry = entry_of(text_at(reply, i));
    last = entry.seq;
    if (entry.until_ms > now) feed.entries.push_back(std::move(entry));
  }
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
  Feed feed = feed_of(reply, link_.now(), last);
  if (reply.size() - kPlace == static_cast<std::size_t>(kEntriesAnAnswer)) feed.seq = last;
  return feed;
}

Feed RedisFeed::snapshot() {
  std::int64_t last = 0;
  return feed_of(link_.guarded(scripts::snapshot, {}), link_.now(), last);
}

}  // namespace lgm::session_cache::redis
