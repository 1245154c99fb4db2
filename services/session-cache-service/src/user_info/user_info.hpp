// What USAP said of users. An entry outlives the caller's idea of fresh, so that a stale one can be served.
#pragma once
#include "lgm/contracts/user_info.hpp"

namespace lgm::session_cache {

using contracts::NewUserInfo;
using contracts::UserInfoEntry;

// Thread-safe; throws StoreUnavailable.
class UserInfoCache {
 public:
  virtual ~UserInfoCache() = default;
  virtual std::vector<UserInfoEntry> get(const std::vector<std::string>& user_ids) = 0;
  virtual void put(const std::vector<NewUserInfo>& entries, std::int64_t keep_seconds) = 0;
  virtual std::int64_t drop(const std::vector<std::string>& user_ids) = 0;
  virtual std::int64_t drop_all() = 0;
};

}  // namespace lgm::session_cache

namespace lgm::service {
class RouteTable;
}
namespace lgm::session_cache {
struct Api;
void add_user_info_routes(service::RouteTable& routes, const Api& api);
}  // namespace lgm::session_cache
