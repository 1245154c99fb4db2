// application/x-www-form-urlencoded, strictly: valid percent-encoding and UTF-8, no NUL; '+' is a blank.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lgm::http {

// `refused`, where given, gets the name of the field that is not valid; nothing where the name itself is not.
std::optional<std::vector<std::pair<std::string, std::string>>> decode_form(std::string_view text,
                                                                            std::string* refused = nullptr);

}  // namespace lgm::http
