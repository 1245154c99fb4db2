// application/x-www-form-urlencoded, strictly: valid percent-encoding and UTF-8, no NUL; '+' is a blank.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lgm::http {

std::optional<std::vector<std::pair<std::string, std::string>>> decode_form(std::string_view text);

}  // namespace lgm::http
