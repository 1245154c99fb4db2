// All API keys that open something, of scenarios and of service accounts, for an operator: a restore of the
// database brings back what was deleted after the backup.
#pragma once
#include <string>

#include "lgm/base/clock.hpp"
#include "lgm/sql/session.hpp"

namespace lgm::admin {

// One line a key, and one that counts them. A key that is off or over at `now`, or of an account that is
// disabled, is not listed.
std::string live_keys(sql::Session& session, base::WallTime now);

}  // namespace lgm::admin
