#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

constexpr std::size_t kAppendBody = 16 * 1024 * 1024;

void check_data(const std::vector<StreamEvent>& events) {
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::string pointer = "/events/" + std::to_string(i) + "/data";
    if (!events[i].data.object()) throw service::invalid(pointer, "type", "must be an object");
    if (static_cast<std::int64_t>(json::to_text(events[i].data).size()) > kLargestEvent)
      throw service::invalid(pointer, "too_long", "has more than 65536 bytes");
  }
}

}  // namespace

void add_event_routes(service::RouteTable& routes, const Api& api) {
  const char* group = "event streams";
  service::Counter& dropped =
      api.metrics.counter("lgm_stream_events_dropped_total", "Events dropped from full streams");
  auto append = posting<EventsAppend, EventsAppended>(
      api, {"/events/append", "append_events", "Appends; idempotent by id", group, {"auth"}},
      [&dropped](Store& store, const EventsAppend& body) {
        check_data(body.events);
        const auto done = store.events().append(body);
        dropped.add(static_cast<double>(done.dropped));
        return done;
      });
  append.max_body = kAppendBody;
  routes.add(std::move(append));
  routes.add(posting<EventsRead, EventList>(
      api, {"/events/read", "read_events", "The oldest events", group, {"auth"}},
      [](Store& store, const EventsRead& body) {
        return EventList{store.events().read(body.stream, body.limit)};
      }));
  routes.add(posting<EventsRemove, Removed>(
      api, {"/events/remove", "remove_events", "Removes by id", group, {"auth"}},
      [](Store& store, const EventsRemove& body) {
        return Removed{store.events().remove(body.stream, body.ids)};
      }));
}

}  // namespace lgm::session_cache
