// Search for a part of a name, in any case, the same in every store: each knows other letters' cases, so that
// the letters of what is asked for are folded by name.
#pragma once
#include <string>
#include <string_view>

#include "policy_rows/policy_rows.hpp"

namespace lgm::admin::name_search {

// Rows whose `column` holds `part`, which is valid UTF-8.
void narrow(policy_rows::Filter& filter, std::string_view column, const std::string& part);

}  // namespace lgm::admin::name_search
