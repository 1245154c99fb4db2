#include "lgm/guard/normalize.hpp"

#include <limits>

#include "normalizer.hpp"

namespace lgm::guard {
std::optional<NormalizedText> normalize(std::string_view text) {
  Normalizer normalizer(text);
  NormalizedText out;
  const std::size_t likely = text.size() / 2;
  out.characters.reserve(likely), out.run_start.reserve(likely), out.run_end.reserve(likely);
  if (!normalizer.fill(out, std::numeric_limits<std::size_t>::max())) return std::nullopt;
  return out;
}

std::optional<std::u32string> normalize_keyword(std::string_view keyword) {
  auto normalized = normalize(keyword);
  if (!normalized) return std::nullopt;
  return std::move(normalized->characters);
}

void append_utf8(std::string& out, char32_t c) {
  const auto byte = [&](char32_t value) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(value)));
  };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xC0 | (c >> 6));
  } else {
    if (c < 0x10000) {
      byte(0xE0 | (c >> 12));
    } else {
      byte(0xF0 | (c >> 18));
      byte(0x80 | ((c >> 12) & 0x3F));
    }
    byte(0x80 | ((c >> 6) & 0x3F));
  }
  byte(0x80 | (c & 0x3F));
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

}  // namespace lgm::guard
