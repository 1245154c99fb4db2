#include "csv/csv.hpp"

#include <algorithm>
#include <iterator>

namespace lgm::admin::csv {
namespace {

// The last four: U+FF1D, U+FF0B, U+FF0D, U+FF20.
constexpr std::string_view kFormulaStarts[] = {
    "=",           "+", "-", "@", "'", "\t", "\r", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
    "\xEF\xBC\xA0"};

}  // namespace

std::string cell(std::string_view value) {
  const bool formula = std::any_of(std::begin(kFormulaStarts), std::end(kFormulaStarts),
                                   [&](std::string_view start) { return value.starts_with(start); });
  std::string text = formula ? "'" : "";
  text += value;
  if (text.find_first_of("\",\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

std::string line(std::initializer_list<std::string_view> values) {
  std::string text;
  bool first = true;
  for (const auto value : values) {
    if (!first) text += ',';
    first = false;
    text += cell(value);
  }
  return text + "\r\n";
}

}  // namespace lgm::admin::csv
