// Bounded streams of events on their way to somewhere else (auth-service's audit events).
#pragma once
#include "lgm/describe/describe.hpp"

namespace lgm::session_cache {

inline constexpr std::int64_t kLargestEvent = 64 * 1024;  // bytes of its data

struct StreamEvent {
  std::string id;
  json::Value data;
  bool operator==(const StreamEvent&) const = default;
};
struct EventsAppend {
  std::string stream;
  std::vector<StreamEvent> events;
  std::int64_t keep = 0;
};
struct EventsAppended {
  std::int64_t appended = 0;  // new ones; an id that the stream holds already is none
  std::int64_t dropped = 0;   // the oldest, beyond `keep`
};
struct EventsRead {
  std::string stream;
  std::int64_t limit = 0;
};
struct EventList {
  std::vector<StreamEvent> events;
};
struct EventsRemove {
  std::string stream;
  std::vector<std::string> ids;
};
struct Removed {
  std::int64_t removed = 0;
};

// Thread-safe; throws StoreUnavailable.
class EventStreams {
 public:
  virtual ~EventStreams() = default;
  virtual EventsAppended append(const EventsAppend& events) = 0;
  virtual std::vector<StreamEvent> read(const std::string& stream, std::int64_t limit) = 0;
  virtual std::int64_t remove(const std::string& stream, const std::vector<std::string>& ids) = 0;
};

}  // namespace lgm::session_cache

namespace lgm::service {
class RouteTable;
}
namespace lgm::session_cache {
struct Api;
void add_event_routes(service::RouteTable& routes, const Api& api);
}  // namespace lgm::session_cache

template <>
struct lgm::describe::Description<lgm::session_cache::StreamEvent> {
  using T = lgm::session_cache::StreamEvent;
  static constexpr std::string_view name = "StreamEvent";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::id>("id").length(1, 128).required(),
                            field<&T::data>("data").required().doc("any JSON object, at most 64 KiB")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::EventsAppend> {
  using T = lgm::session_cache::EventsAppend;
  static constexpr std::string_view name = "EventsAppend";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::stream>("stream").length(1, 128).required(),
      field<&T::events>("events").items(1000).required(),
      field<&T::keep>("keep")
          .range(1, 1'000'000)
          .required()
          .doc("longest length; the oldest beyond it are dropped"),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::EventsAppended> {
  using T = lgm::session_cache::EventsAppended;
  static constexpr std::string_view name = "EventsAppended";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::appended>("appended"), field<&T::dropped>("dropped")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::EventsRead> {
  using T = lgm::session_cache::EventsRead;
  static constexpr std::string_view name = "EventsRead";
  static constexpr auto fields = std::to_array<Field>({field<&T::stream>("stream").length(1, 128).required(),
                                                       field<&T::limit>("limit").range(1, 1000).required()});
};
template <>
struct lgm::describe::Description<lgm::session_cache::EventList> {
  using T = lgm::session_cache::EventList;
  static constexpr std::string_view name = "EventList";
  static constexpr auto fields = std::to_array<Field>({field<&T::events>("events")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::EventsRemove> {
  using T = lgm::session_cache::EventsRemove;
  static constexpr std::string_view name = "EventsRemove";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::stream>("stream").length(1, 128).required(),
                            field<&T::ids>("ids").items(1000).length(1, 128).required()});
};
template <>
struct lgm::describe::Description<lgm::session_cache::Removed> {
  using T = lgm::session_cache::Removed;
  static constexpr std::string_view name = "Removed";
  static constexpr auto fields = std::to_array<Field>({field<&T::removed>("removed")});
};
