// Bounded streams of events on their way to somewhere else (auth-service's audit events).
#pragma once
#include "lgm/calls/operation.hpp"
#include "lgm/contracts/fields.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

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

}  // namespace lgm::contracts

namespace lgm::describe {

template <>
struct Description<contracts::StreamEvent> {
  using T = contracts::StreamEvent;
  static constexpr std::string_view name = "StreamEvent";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").length(1, 128).required(),
      field<&T::data>("data").required().doc("any JSON object, at most 64 KiB"),
  });
};

template <>
struct Description<contracts::EventsAppend> {
  using T = contracts::EventsAppend;
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
struct Description<contracts::EventsAppended> {
  using T = contracts::EventsAppended;
  static constexpr std::string_view name = "EventsAppended";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::appended>("appended").doc("new ones"),
      contracts::fields::always<&T::dropped>("dropped"),
  });
};

template <>
struct Description<contracts::EventsRead> {
  using T = contracts::EventsRead;
  static constexpr std::string_view name = "EventsRead";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::stream>("stream").length(1, 128).required(),
      field<&T::limit>("limit").range(1, 1000).required(),
  });
};

template <>
struct Description<contracts::EventList> {
  using T = contracts::EventList;
  static constexpr std::string_view name = "EventList";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::events>("events").doc("oldest first"),
  });
};

template <>
struct Description<contracts::EventsRemove> {
  using T = contracts::EventsRemove;
  static constexpr std::string_view name = "EventsRemove";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::stream>("stream").length(1, 128).required(),
      field<&T::ids>("ids").items(1000).length(1, 128).required(),
  });
};

template <>
struct Description<contracts::Removed> {
  using T = contracts::Removed;
  static constexpr std::string_view name = "Removed";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::removed>("removed"),
  });
};

}  // namespace lgm::describe

namespace lgm::contracts {

inline constexpr calls::Operation<EventsAppend, EventsAppended> kAppendEvents{
    .callee = kSessionCache,
    .path = "/internal/v1/events/append",
    .name = "append_events",
    .summary = "Appends; idempotent by id",
    .group = "event streams",
    .callers = {"auth"},
    .idempotent = true,
    .max_body = 16 * 1024 * 1024};
inline constexpr calls::Operation<EventsRead, EventList> kReadEvents{.callee = kSessionCache,
                                                                     .path = "/internal/v1/events/read",
                                                                     .name = "read_events",
                                                                     .summary = "The oldest events",
                                                                     .group = "event streams",
                                                                     .callers = {"auth"},
                                                                     .idempotent = true};
inline constexpr calls::Operation<EventsRemove, Removed> kRemoveEvents{.callee = kSessionCache,
                                                                       .path = "/internal/v1/events/remove",
                                                                       .name = "remove_events",
                                                                       .summary = "Removes by id",
                                                                       .group = "event streams",
                                                                       .callers = {"auth"},
                                                                       .idempotent = true};

}  // namespace lgm::contracts
