#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

calls::Nothing put(Store& store, const OneTimePut& value) {
  if (const auto size = static_cast<std::int64_t>(value.value.size()); size > contracts::kLargestValue)
    throw service::invalid(describe::too_long("/value", size, contracts::kLargestValue, "bytes"));
  if (!store.one_time().put(value))
    throw service::conflict("exists", "This key holds a value already", {{"member", "key"}});
  return {};
}

contracts::OneTimeValue take(Store& store, const contracts::OneTimeKey& which) {
  auto value = store.one_time().take(which.key);
  if (!value) throw service::not_found("Value");
  return {std::move(*value)};
}

}  // namespace

void add_one_time_routes(service::RouteTable& routes, const Api& api) {
  routes.add(answering(api, contracts::kPutOnce, put));
  routes.add(answering(api, contracts::kTakeOnce, take));
}

}  // namespace lgm::session_cache
