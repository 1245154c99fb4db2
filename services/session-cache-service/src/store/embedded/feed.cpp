#include "revocations/places.hpp"
#include "store/embedded/parts.hpp"

namespace lgm::session_cache::embedded {

FeedPlace EmbeddedFeed::append(const NewRevocation& revocation) {
  return state_.run([&](std::int64_t now) {
    const DoneRow* done = state_.done.find(revocation.event_id);
    if (done && done->until_ms > now) return FeedPlace{state_.feed.epoch, done->seq};
    const std::int64_t seq =
        state_.append(revocation.kind, revocation.id, revocation.not_before_ms, revocation.until_ms, now);
    state_.done.put(revocation.event_id, {seq, now + kEventMemoryMs, {}});
    return FeedPlace{state_.feed.epoch, seq};
  });
}

Feed EmbeddedFeed::read(const std::string& epoch, std::int64_t after) {
  return state_.run([&](std::int64_t now) {
    const EpochRow& feed = state_.feed;
    check_place(epoch, after, feed.epoch, feed.seq, feed.floor);
    Feed answer{feed.epoch, feed.since_ms, feed.seq, {}};
    const auto& rows = state_.entries.rows();
    std::int64_t seen = 0;
    for (auto row = rows.upper_bound(State::feed_key(after)); row != rows.end(); ++row) {
      if (++seen > kEntriesAnAnswer) break;
      answer.seq = std::stoll(row->first);
      if (row->second.until_ms > now)
        answer.entries.push_back(
            {answer.seq, row->second.kind, row->second.id, row->second.not_before_ms, row->second.until_ms});
    }
    if (seen <= kEntriesAnAnswer) answer.seq = feed.seq;
    return answer;
  });
}

Feed EmbeddedFeed::snapshot() {
  return state_.run([&](std::int64_t now) {
    Feed answer{state_.feed.epoch, state_.feed.since_ms, state_.feed.seq, {}};
    for (const auto& [key, row] : state_.entries.rows())
      if (row.until_ms > now)
        answer.entries.push_back({std::stoll(key), row.kind, row.id, row.not_before_ms, row.until_ms});
    return answer;
  });
}

}  // namespace lgm::session_cache::embedded
