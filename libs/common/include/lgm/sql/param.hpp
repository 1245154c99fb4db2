// A bound SQL value, without the rest of the SQL interface.
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace lgm::sql {

// Times travel as text (base::format_sql), booleans as 0/1.
using Param = std::variant<std::nullptr_t, std::int64_t, double, std::string>;
using Params = std::vector<Param>;

}  // namespace lgm::sql
