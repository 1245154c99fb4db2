#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

constexpr std::size_t kLargestInfo = 16 * 1024;  // bytes of one user's object
constexpr std::size_t kPutBody = 24 * 1024 * 1024;

void check_values(const std::vector<NewUserInfo>& entries) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string pointer = "/entries/" + std::to_string(i) + "/value";
    if (!entries[i].value.object()) throw service::invalid(pointer, "type", "must be an object");
    if (json::to_text(entries[i].value).size() > kLargestInfo)
      throw service::invalid(pointer, "too_long", "has more than 16384 bytes");
  }
}

}  // namespace

void add_user_info_routes(service::RouteTable& routes, const Api& api) {
  const char* group = "user information";
  routes.add(posting<UserIds, UserInfoEntries>(
      api, {"/user-info/get", "get_user_info", "Kept entries of these users", group, {"auth"}},
      [](Store& store, const UserIds& body) {
        return UserInfoEntries{store.user_info().get(body.user_ids)};
      }));
  auto put =
      posting<UserInfoPut, Stored>(api, {"/user-info/put", "put_user_info", "Keeps entries", group, {"auth"}},
                                   [](Store& store, const UserInfoPut& body) {
                                     check_values(body.entries);
                                     store.user_info().put(body.entries, body.keep_seconds);
                                     return Stored{static_cast<std::int64_t>(body.entries.size())};
                                   });
  put.max_body = kPutBody;
  routes.add(std::move(put));
  routes.add(posting<UserIdsOrAll, Dropped>(
      api, {"/user-info/drop", "drop_user_info", "Forgets these users, or all", group, {"auth"}},
      [](Store& store, const UserIdsOrAll& body) {
        return Dropped{body.user_ids ? store.user_info().drop(*body.user_ids) : store.user_info().drop_all()};
      }));
}

}  // namespace lgm::session_cache
