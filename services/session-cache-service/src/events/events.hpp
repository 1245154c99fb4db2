// Bounded streams of events on their way to somewhere else (auth-service's audit events).
#pragma once
#include "lgm/contracts/events.hpp"

namespace lgm::session_cache {

using contracts::EventsAppend;
using contracts::EventsAppended;
using contracts::StreamEvent;

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
