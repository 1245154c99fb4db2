// Substring search over keywords by an index of their one- and two-character pieces, kept in the transaction
// that changes the keyword.
#pragma once
#include <string>
#include <string_view>

#include "policy_rows/policy_rows.hpp"

namespace lgm::admin::keyword_search {

inline constexpr std::string_view kGlobal = "GLOBAL",
                                  kScenario = "SCENARIO";  // the libraries, as keyword_grams names them

// `form` is the identity form of the keyword, which is also its column search_form.
void index(sql::Session& session, std::string_view library, const std::string& row_id,
           const std::string& form);
void unindex(sql::Session& session, std::string_view library, const std::string& row_id);
// Rows whose form holds `form`; an empty one filters nothing.
void narrow(policy_rows::Filter& filter, std::string_view library, const std::string& form);

}  // namespace lgm::admin::keyword_search
