#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

void check_values(const std::vector<NewUserInfo>& entries) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string pointer = "/entries/" + std::to_string(i) + "/value";
    if (!entries[i].value.object()) throw service::invalid(pointer, "type", "must be an object");
    const auto size = static_cast<std::int64_t>(json::to_text(entries[i].value).size());
    if (size > contracts::kLargestUserInfo)
      throw service::invalid(describe::too_long(pointer, size, contracts::kLargestUserInfo, "bytes"));
  }
}

}  // namespace

void add_user_info_routes(service::RouteTable& routes, const Api& api) {
  routes.add(answering(api, contracts::kGetUserInfo, [](Store& store, const contracts::UserIds& users) {
    return contracts::UserInfoEntries{store.user_info().get(users.user_ids)};
  }));
  routes.add(answering(api, contracts::kPutUserInfo, [](Store& store, const contracts::UserInfoPut& put) {
    check_values(put.entries);
    store.user_info().put(put.entries, put.keep_seconds);
    return contracts::Stored{static_cast<std::int64_t>(put.entries.size())};
  }));
  routes.add(answering(api, contracts::kDropUserInfo, [](Store& store, const contracts::UserIdsOrAll& which) {
    return contracts::Dropped{which.user_ids ? store.user_info().drop(*which.user_ids)
                                             : store.user_info().drop_all()};
  }));
}

}  // namespace lgm::session_cache
