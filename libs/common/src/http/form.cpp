#include "lgm/http/form.hpp"

#include "lgm/base/utf8.hpp"

namespace lgm::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode_component(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int first = hex_digit(text[i + 1]), second = hex_digit(text[i + 2]);
      if (first < 0 || second < 0) return std::nullopt;
      out += static_cast<char>(first * 16 + second);
      i += 2;
    }
  }
  if (!base::valid_utf8(out) || out.find('\0') != std::string::npos) return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::vector<std::pair<std::string, std::string>>> decode_form(std::string_view text,
                                                                            std::string* refused) {
  std::vector<std::pair<std::string, std::string>> fields;
  while (!text.empty()) {
    const std::size_t end = text.find('&');
    const std::string_view field = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (field.empty()) continue;
    const std::size_t equals = field.find('=');
    auto name = decode_component(field.substr(0, equals));
    auto value = equals == std::string_view::npos ? std::optional<std::string>("")
                                                  : decode_component(field.substr(equals + 1));
    if (!name || !value) {
      if (refused && name) *refused = std::move(*name);
      return std::nullopt;
    }
    fields.emplace_back(std::move(*name), std::move(*value));
  }
  return fields;
}

}  // namespace lgm::http
