// What USAP said of users. An entry outlives the caller's idea of fresh, so that a stale one can be served.
#pragma once
#include "lgm/calls/operation.hpp"
#include "lgm/contracts/fields.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

inline constexpr std::int64_t kLargestUserInfo = 16 * 1024;  // bytes of one user's object

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

}  // namespace lgm::contracts

namespace lgm::describe {

template <>
struct Description<contracts::UserIds> {
  using T = contracts::UserIds;
  static constexpr std::string_view name = "UserIds";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::user_ids>("user_ids").items(1000).length(1, 255).required(),
  });
};

template <>
struct Description<contracts::UserIdsOrAll> {
  using T = contracts::UserIdsOrAll;
  static constexpr std::string_view name = "UserIdsOrAll";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::user_ids>("user_ids").items(1000).length(1, 255).absent_when_null().doc("absent: all"),
  });
};

template <>
struct Description<contracts::UserInfoEntry> {
  using T = contracts::UserInfoEntry;
  static constexpr std::string_view name = "UserInfoEntry";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::user_id>("user_id"),
      contracts::fields::always<&T::value>("value"),
      contracts::fields::always<&T::stored_ms>("stored_ms"),
  });
};

template <>
struct Description<contracts::UserInfoEntries> {
  using T = contracts::UserInfoEntries;
  static constexpr std::string_view name = "UserInfoEntries";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::entries>("entries").doc(
          "those that are kept; they outlive their time so that a stale one can be served"),
  });
};

template <>
struct Description<contracts::NewUserInfo> {
  using T = contracts::NewUserInfo;
  static constexpr std::string_view name = "NewUserInfo";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::name<&T::user_id>("user_id").required(),
      field<&T::value>("value").required().doc("any JSON object, at most 16 KiB"),
  });
};

template <>
struct Description<contracts::UserInfoPut> {
  using T = contracts::UserInfoPut;
  static constexpr std::string_view name = "UserInfoPut";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::entries>("entries").items(1000).required(),
      field<&T::keep_seconds>("keep_seconds").range(1, 31'536'000).required(),
  });
};

template <>
struct Description<contracts::Stored> {
  using T = contracts::Stored;
  static constexpr std::string_view name = "Stored";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::stored>("stored"),
  });
};

template <>
struct Description<contracts::Dropped> {
  using T = contracts::Dropped;
  static constexpr std::string_view name = "Dropped";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::dropped>("dropped"),
  });
};

}  // namespace lgm::describe

namespace lgm::contracts {

inline constexpr calls::Operation<UserIds, UserInfoEntries> kGetUserInfo{
    .callee = kSessionCache,
    .path = "/internal/v1/user-info/get",
    .name = "get_user_info",
    .summary = "Kept entries of these users",
    .group = "user information",
    .callers = {"auth"},
    .idempotent = true};
inline constexpr calls::Operation<UserInfoPut, Stored> kPutUserInfo{.callee = kSessionCache,
                                                                    .path = "/internal/v1/user-info/put",
                                                                    .name = "put_user_info",
                                                                    .summary = "Keeps entries",
                                                                    .group = "user information",
                                                                    .callers = {"auth"},
                                                                    .idempotent = true,
                                                                    .max_body = 24 * 1024 * 1024};
inline constexpr calls::Operation<UserIdsOrAll, Dropped> kDropUserInfo{
    .callee = kSessionCache,
    .path = "/internal/v1/user-info/drop",
    .name = "drop_user_info",
    .summary = "Forgets these users, or all",
    .group = "user information",
    .callers = {"auth"},
    .idempotent = true};

}  // namespace lgm::contracts
