#include "store/embedded/parts.hpp"

namespace lgm::session_cache::embedded {
namespace {

std::string key_of(const std::string& stream, const std::string& name) {
  return stream + '\0' + name;
}

}  // namespace

EventsAppended EmbeddedStreams::append(const EventsAppend& events) {
  return state_.run([&](std::int64_t) {
    EventsAppended done;
    const std::string first = key_of(events.stream, ""), end = events.stream + '\1';
    const auto& rows = state_.streams.rows();
    const auto last = rows.lower_bound(end);
    std::int64_t number = 0;
    if (last != rows.begin() && std::prev(last)->first.starts_with(first))
      number = std::stoll(std::prev(last)->first.substr(first.size()));
    std::int64_t& length = state_.stream_lengths[events.stream];
    for (const StreamEvent& event : events.events) {
      const std::string place = key_of(events.stream, event.id);
      if (state_.places.find(place)) continue;
      ++number, ++done.appended, ++length;
      state_.streams.put(key_of(events.stream, State::feed_key(number)), {event.id, event.data});
      state_.places.put(place, {number});
    }
    for (; length > events.keep; --length, ++done.dropped) {
      const auto oldest = rows.lower_bound(first);
      state_.places.erase(key_of(events.stream, oldest->second.id));
      state_.streams.erase(std::string(oldest->first));
    }
    return done;
  });
}

std::vector<StreamEvent> EmbeddedStreams::read(const std::string& stream, std::int64_t limit) {
  return state_.run([&](std::int64_t) {
    std::vector<StreamEvent> events;
    const std::string first = key_of(stream, "");
    const auto& rows = state_.streams.rows();
    for (auto row = rows.lower_bound(first); row != rows.end() && row->first.starts_with(first); ++row) {
      if (static_cast<std::int64_t>(events.size()) == limit) break;
      events.push_back({row->second.id, row->second.data});
    }
    return events;
  });
}

std::int64_t EmbeddedStreams::remove(const std::string& stream, const std::vector<std::string>& ids) {
  return state_.run([&](std::int64_t) {
    std::int64_t removed = 0;
    for (const std::string& id : ids) {
      const std::string place = key_of(stream, id);
      const PlaceRow* row = state_.places.find(place);
      if (!row) continue;
      state_.streams.erase(key_of(stream, State::feed_key(row->number)));
      state_.places.erase(place);
      ++removed;
    }
    if (removed > 0 && (state_.stream_lengths[stream] -= removed) == 0) state_.stream_lengths.erase(stream);
    return removed;
  });
}

}  // namespace lgm::session_cache::embedded
