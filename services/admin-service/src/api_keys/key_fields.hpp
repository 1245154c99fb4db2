// An API key as clients see it, a scenario's and a service account's alike: its members, listed once.
#pragma once
#include <algorithm>
#include <array>
#include <string_view>

#include "lgm/describe/describe.hpp"

namespace lgm::admin::api_keys {

// `owner` says whose the key is, `own` what keys of that kind have besides; `used` is what is counted of
// their use in a minute.
template <class Key, std::size_t N>
constexpr auto key_fields(const describe::Field& owner, const describe::Field (&own)[N],
                          std::string_view used) {
  using describe::field;
  const auto known_by = std::to_array<describe::Field>({
      field<&Key::id>("id").read_only().doc("opaque id"),
      owner,
      field<&Key::name>("name").length(1, 64).required().trimmed().doc("for people"),
      field<&Key::prefix>("prefix").read_only().doc("what stands behind `lgm_`: by it a key is recognised"),
  });
  const auto lives = std::to_array<describe::Field>({
      field<&Key::expires_at>("expires_at").doc("from then on it is refused; null: never"),
      field<&Key::is_active>("is_active").doc("an inactive key is refused"),
      field<&Key::created_at>("created_at").read_only(),
      field<&Key::updated_at>("updated_at").read_only(),
      field<&Key::created_by>("created_by").read_only().doc("id of the user who made it"),
      field<&Key::last_used_at>("last_used_at").read_only().doc("told once a minute; null: not yet"),
      field<&Key::last_used_from>("last_used_from").read_only().doc("the address of who used it last"),
      field<&Key::used_last_minute>("used_last_minute").read_only().doc(used),
      field<&Key::version>("version").read_only().doc("raised by each change; the ETag"),
      field<&Key::key>("key").read_only().absent_when_null().doc(
          "the key itself: in the answer to its making alone"),
  });
  std::array<describe::Field, known_by.size() + N + lives.size()> fields;
  auto end = std::copy(known_by.begin(), known_by.end(), fields.begin());
  end = std::copy(std::begin(own), std::end(own), end);
  std::copy(lives.begin(), lives.end(), end);
  return fields;
}

}  // namespace lgm::admin::api_keys
