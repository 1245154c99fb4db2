// Members that several messages have, and the forms of their texts.
#pragma once
#include <algorithm>

#include "lgm/describe/describe.hpp"

namespace lgm::contracts {

inline constexpr std::int64_t kLatestMs =
    9'999'999'999'999;  // the year 2286: a second taken for a millisecond is seen

inline constexpr std::int64_t kLargestSealed = 32 * 1024;  // bytes

// SHA-256 in lower-case hex.
inline bool is_hash(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// The form of a kind that a later version may add.
inline bool is_kind(std::string_view text) {
  constexpr std::size_t kLongest = 32;
  return !text.empty() && text.size() <= kLongest && text.front() >= 'a' && text.front() <= 'z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

namespace fields {

template <auto Member>
constexpr describe::Field name(std::string_view json_name) {
  return describe::field<Member>(json_name).length(1, 255);
}
// Of a counter, a bucket, a one-time value.
template <auto Member>
constexpr describe::Field key(std::string_view json_name) {
  return describe::field<Member>(json_name).length(1, 512).required();
}
template <auto Member>
constexpr describe::Field hash(std::string_view json_name) {
  return describe::field<Member>(json_name).check(
      "^[0-9a-f]{64}$", "must be 64 digits of a hexadecimal number in lower case", is_hash);
}
template <auto Member>
constexpr describe::Field kind(std::string_view json_name) {
  return describe::field<Member>(json_name)
      .check("^[a-z][a-z0-9_]{0,31}$", "must be a letter of a to z and up to 31 more of a to z, 0 to 9 and _",
             is_kind)
      .required();
}
template <auto Member>
constexpr describe::Field moment(std::string_view json_name, std::int64_t least) {
  return describe::field<Member>(json_name).range(least, kLatestMs).required();
}
// What auth-service has sealed.
template <auto Member>
constexpr describe::Field sealed(std::string_view json_name) {
  return describe::field<Member>(json_name).length(1, kLargestSealed);
}
// What an answer or a row always has.
template <auto Member>
constexpr describe::Field always(std::string_view json_name) {
  return describe::field<Member>(json_name).required();
}

}  // namespace fields
}  // namespace lgm::contracts
