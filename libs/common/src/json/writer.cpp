#include <rapidjson/internal/dtoa.h>

#include <array>
#include <charconv>
#include <cmath>

#include "lgm/json/value.hpp"

namespace lgm::json {
namespace {

constexpr char kHex[] = "0123456789abcdef";

void append_escaped(std::string& out, std::string_view text) {
  std::size_t start = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, start, i - start);
    start = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += kHex[c >> 4];
        out += kHex[c & 15];
    }
  }
  out.append(text, start, text.size() - start);
}

}  // namespace

void Writer::separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}
void Writer::begin_object() {
  separate();
  out_ += '{';
  comma_ = false;
}
void Writer::end_object() {
  out_ += '}';
  comma_ = true;
}
void Writer::begin_array() {
  separate();
  out_ += '[';
  comma_ = false;
}
void Writer::end_array() {
  out_ += ']';
  comma_ = true;
}
void Writer::key(std::string_view name) {
  text(name);
  out_ += ':';
  comma_ = false;
}
void Writer::text(std::string_view value) {
  separate();
  out_ += '"';
  append_escaped(out_, value);
  out_ += '"';
}
void Writer::integer(std::int64_t value) {
  separate();
  std::array<char, 24> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  out_.append(buffer.data(), end);
}
void Writer::real(double value) {
  if (!std::isfinite(value)) return null();
  separate();
  std::array<char, 32> buffer{};
  const char* end = rapidjson::internal::dtoa(value, buffer.data());
  out_.append(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
}
void Writer::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
}
void Writer::null() {
  separate();
  out_ += "null";
}
void Writer::raw(std::string_view json) {
  separate();
  out_ += json;
}

// Documents come from parse(), whose depth is bounded, or are built by the program: recursion is bounded too.
void Writer::value(const Value& value) {
  if (value.is_null()) return null();
  if (const auto* flag = value.boolean()) return boolean(*flag);
  if (const auto* number = value.integer()) return integer(*number);
  if (const auto* number = value.real()) return real(*number);
  if (const auto* string = value.string()) return text(*string);
  if (const Array* items = value.array()) {
    begin_array();
    for (const Value& item : *items) this->value(item);
    return end_array();
  }
  begin_object();
  for (const Member& member : *value.object()) {
    key(member.first);
    this->value(member.second);
  }
  end_object();
}

}  // namespace lgm::json
