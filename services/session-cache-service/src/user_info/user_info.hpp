// What USAP said of users. An entry outlives the caller's idea of fresh, so that a stale one can be served.
#pragma once
#include "lgm/describe/describe.hpp"

namespace lgm::session_cache {

struct UserIds {
  std::vector<std::string> user_ids;
};
struct UserIdsOrAll {
  std::optional<std::vector<std::string>> user_ids;
};
struct UserInfoEntry {
  std::string user_id;
  json::Value value;
  std::int64_t stored_ms = 0;
  bool operator==(const UserInfoEntry&) const = default;
};
struct UserInfoEntries {
  std::vector<UserInfoEntry> entries;
};
struct NewUserInfo {
  std::string user_id;
  json::Value value;
  bool operator==(const NewUserInfo&) const = default;
};
struct UserInfoPut {
  std::vector<NewUserInfo> entries;
  std::int64_t keep_seconds = 0;
};
struct Stored {
  std::int64_t stored = 0;
};
struct Dropped {
  std::int64_t dropped = 0;
};

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

template <>
struct lgm::describe::Description<lgm::session_cache::UserIds> {
  using T = lgm::session_cache::UserIds;
  static constexpr std::string_view name = "UserIds";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::user_ids>("user_ids").items(1000).length(1, 255).required()});
};
template <>
struct lgm::describe::Description<lgm::session_cache::UserIdsOrAll> {
  using T = lgm::session_cache::UserIdsOrAll;
  static constexpr std::string_view name = "UserIdsOrAll";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::user_ids>("user_ids").items(1000).length(1, 255).doc("absent: all")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::UserInfoEntry> {
  using T = lgm::session_cache::UserInfoEntry;
  static constexpr std::string_view name = "UserInfoEntry";
  static constexpr auto fields = std::to_array<Field>(
      {field<&T::user_id>("user_id"), field<&T::value>("value"), field<&T::stored_ms>("stored_ms")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::UserInfoEntries> {
  using T = lgm::session_cache::UserInfoEntries;
  static constexpr std::string_view name = "UserInfoEntries";
  static constexpr auto fields = std::to_array<Field>({field<&T::entries>("entries")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::NewUserInfo> {
  using T = lgm::session_cache::NewUserInfo;
  static constexpr std::string_view name = "NewUserInfo";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::user_id>("user_id").length(1, 255).required(),
                            field<&T::value>("value").required().doc("any JSON object, at most 16 KiB")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::UserInfoPut> {
  using T = lgm::session_cache::UserInfoPut;
  static constexpr std::string_view name = "UserInfoPut";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::entries>("entries").items(1000).required(),
                            field<&T::keep_seconds>("keep_seconds").range(1, 31'536'000).required()});
};
template <>
struct lgm::describe::Description<lgm::session_cache::Stored> {
  using T = lgm::session_cache::Stored;
  static constexpr std::string_view name = "Stored";
  static constexpr auto fields = std::to_array<Field>({field<&T::stored>("stored")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::Dropped> {
  using T = lgm::session_cache::Dropped;
  static constexpr std::string_view name = "Dropped";
  static constexpr auto fields = std::to_array<Field>({field<&T::dropped>("dropped")});
};
