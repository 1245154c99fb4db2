// CSV as every export writes it: RFC 4180 with CRLF, and safe in a spreadsheet.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

namespace lgm::admin::csv {

// Begins a file: without it a spreadsheet takes UTF-8 for the code page of its country.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// A value that a spreadsheet would take for a formula (beginning with = + - @, their full-width forms, ' TAB
// CR or LF) gets a ' in front; import takes exactly one away.
std::string cell(std::string_view value);
// The cells of one line, ended.
std::string line(std::initializer_list<std::string_view> values);

}  // namespace lgm::admin::csv
