// Reads texts as JSON-free hexadecimal UTF-8, one a line, and writes three forms of each, in hexadecimal:
// normalised, stored, identity; then the runs and cuts. For normalize_oracle.py.
#include <cstdio>
#include <iostream>
#include <string>

#include "lgm/guard/keyword_forms.hpp"
#include "lgm/guard/normalize.hpp"

namespace {

std::string from_hex(const std::string& hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    out.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  return out;
}

std::string to_hex(const std::string& text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out = "x";
  for (const char c : text) {
    out.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    out.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  return out;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    const std::string text = from_hex(line);
    const auto normalized = lgm::guard::normalize(text);
    if (!normalized) {
      std::cout << "invalid\n";
      continue;
    }
    std::cout << to_hex(lgm::guard::to_utf8(normalized->characters)) << ' '
              << to_hex(lgm::guard::stored_keyword(text)) << ' '
              << to_hex(lgm::guard::keyword_identity(text));
    for (std::size_t i = 0; i < normalized->characters.size(); ++i)
      std::cout << (i ? ',' : ' ') << normalized->run_start[i] << '-' << normalized->run_end[i];
    std::cout << '|';
    for (const auto cut : normalized->cuts) std::cout << cut << ';';
    std::cout << '\n';
  }
  return 0;
}
