#include "api/api.hpp"

namespace lgm::session_cache {

void add_one_time_routes(service::RouteTable& routes, const Api& api) {
  auto put = route_of(
      http::Method::Post,
      {"/one-time/put", "put_one_time", "Keeps a value to be read once", "one-time values", {"auth"}});
  put.takes<OneTimePut>(describe::Purpose::Plain).gives_json(json::Object{{"type", "object"}});
  put.errors = {{409, "exists", "the key holds a value already"}};
  put.does([&api](service::Context& context) {
    const auto body = context.body<OneTimePut>().value;
    if (static_cast<std::int64_t>(body.value.size()) > kLargestValue)
      throw service::invalid("/value", "too_long", "has more than 16384 bytes");
    if (!asking(api, "put_one_time", [&] { return api.store->one_time().put(body); }))
      throw service::conflict("exists", "This key holds a value already");
    return nothing();
  });
  routes.add(std::move(put));
  auto take = posting<OneTimeKey, OneTimeValue>(
      api, {"/one-time/take", "take_one_time", "Reads a value and removes it", "one-time values", {"auth"}},
      [](Store& store, const OneTimeKey& body) {
        auto value = store.one_time().take(body.key);
        if (!value) throw service::not_found("Value");
        return OneTimeValue{std::move(*value)};
      });
  take.errors = {{404, "not_found", "never put, taken already, or expired"}};
  routes.add(std::move(take));
}

}  // namespace lgm::session_cache
