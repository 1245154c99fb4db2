#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

void check_data(const std::vector<StreamEvent>& events) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::string pointer = "/events/" + std::to_string(i) + "/data";
    if (!events[i].data.object()) throw service::invalid(pointer, "type", "must be an object");
    const auto size = static_cast<std::int64_t>(json::to_text(events[i].data).size());
    if (size > contracts::kLargestEvent)
      throw service::invalid(describe::too_long(pointer, size, contracts::kLargestEvent, "bytes"));
  }
}

}  // namespace

void add_event_routes(service::RouteTable& routes, const Api& api) {
  service::Counter& dropped =
      api.metrics.counter("lgm_stream_events_dropped_total", "Events dropped from full streams");
  routes.add(answering(api, contracts::kAppendEvents, [&dropped](Store& store, const EventsAppend& events) {
    check_data(events.events);
    const auto done = store.events().append(events);
    dropped.add(static_cast<double>(done.dropped));
    return done;
  }));
  routes.add(answering(api, contracts::kReadEvents, [](Store& store, const contracts::EventsRead& which) {
    return contracts::EventList{store.events().read(which.stream, which.limit)};
  }));
  routes.add(answering(api, contracts::kRemoveEvents, [](Store& store, const contracts::EventsRemove& which) {
    return contracts::Removed{store.events().remove(which.stream, which.ids)};
  }));
}

}  // namespace lgm::session_cache
