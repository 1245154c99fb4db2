// What users.hashed_password holds: nothing, a hash, or a hash of a password that we made. The latter carries
// its end in front, "!1790000000!<hash>", is good for one sign-in, and then ("!!…") only for setting
// another password in its place.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "lgm/base/clock.hpp"

namespace lgm::admin::passwords {

struct Stored {
  std::string hash;
  std::optional<base::WallTime> until;  // of a password that we made; whole seconds
  bool spent = false;                   // it has signed somebody in

  bool expired(base::WallTime now) const { return until && now >= *until; }
};

Stored parse_stored(std::string_view text);
std::string to_text(const Stored& stored);

}  // namespace lgm::admin::passwords
