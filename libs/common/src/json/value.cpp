#include "lgm/json/value.hpp"

#include <rapidjson/error/en.h>
#include <rapidjson/internal/dtoa.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <set>
#include <stdexcept>
#include <unordered_set>

#include "lgm/base/utf8.hpp"

namespace lgm::json {

Value::Value(std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    throw std::range_error("number above 2^63-1");
  data_ = static_cast<std::int64_t>(value);
}

const Value* Value::find(std::string_view name) const {
  if (const Object* members = object())
    for (const Member& member : *members)
      if (member.first == name) return &member.second;
  return nullptr;
}

std::optional<std::string> Value::text_at(std::string_view name) const {
  const Value* value = find(name);
  if (value && value->string()) return *value->string();
  return std::nullopt;
}

std::optional<std::int64_t> Value::integer_at(std::string_view name) const {
  const Value* value = find(name);
  if (value && value->integer()) return *value->integer();
  return std::nullopt;
}

std::optional<bool> Value::flag_at(std::string_view name) const {
  const Value* value = find(name);
  if (value && value->boolean()) return *value->boolean();
  return std::nullopt;
}

Value& Value::set(std::string_view name, Value value) {
  if (is_null()) data_ = Object{};
  Object* members = object();
  if (!members) throw std::logic_error("set() on a value that is no object");
  for (Member& member : *members)
    if (member.first == name) {
      member.second = std::move(value);
      return *this;
    }
  members->emplace_back(std::string(name), std::move(value));
  return *this;
}

namespace {

// Above this many members the check for doubled names goes through a hash set.
constexpr std::size_t kLinearNames = 16;

// SAX handler that builds the document and enforces the limits; RapidJSON keeps its own stack on the heap.
class Builder {
 public:
  explicit Builder(const ParseLimits& limits) : limits_(limits) {}

  bool Null() { return add(Value()); }
  bool Bool(bool value) { return add(Value(value)); }
  // Numbers arrive as text (kParseNumbersAsStringsFlag): RapidJSON 1.1's own conversion is undefined for
  // some, such as 0e308.
  bool RawNumber(const char* text, rapidjson::SizeType length, bool) {
    const std::string number(text, length);
    if (number.find_first_of(".eE") == std::string::npos) {
      std::int64_t whole = 0;
      const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), whole);
      if (error == std::errc() && end == number.data() + number.size()) return add(Value(whole));
    }
    const double real = std::strtod(number.c_str(), nullptr);
    return std::isfinite(real) ? add(Value(real)) : fail_here("out_of_range", "number out of range");
  }
  bool Int(int) { return fail("unexpected number"); }
  bool Uint(unsigned) { return fail("unexpected number"); }
  bool Int64(std::int64_t) { return fail("unexpected number"); }
  bool Uint64(std::uint64_t) { return fail("unexpected number"); }
  bool Double(double) { return fail("unexpected number"); }
  bool String(const char* text, rapidjson::SizeType length, bool) {
    if (!is_text({text, length})) return false;
    return add(Value(std::string(text, length)));
  }
  bool Key(const char* text, rapidjson::SizeType length, bool) {
    if (!is_text({text, length})) return false;
    Frame& frame = stack_.back();
    frame.key.emplace(text, length);
    if (doubled(frame))
      return fail_here("repeated",
                       "member name \"" + std::string(base::cut_utf8(*frame.key, 80)) + "\" appears twice");
    return true;
  }
  bool StartObject() {
    Object members;
    members.reserve(members_of_last());
    return open(Value(std::move(members)));
  }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool StartArray() { return open(Value(Array{})); }
  bool EndArray(rapidjson::SizeType) { return close(); }

  Value take() { return std::move(root_); }
  // What was refused here, without its place in the text; its detail is empty when RapidJSON refused.
  const ParseError& failure() const { return failure_; }
  // Where the next value goes; at a member name, the object that it is in.
  std::string here() const {
    std::string pointer;
    for (const Frame& frame : stack_) {
      if (const Array* items = frame.value.array())
        pointer += "/" + std::to_string(items->size());
      else if (frame.key)
        add_escaped(pointer, base::cut_utf8(*frame.key, kLongestName));
    }
    return pointer;
  }

 private:
  // In a pointer: an answer cannot be blown up by what was sent.
  static constexpr std::size_t kLongestName = 64;
  struct Frame {
    Value value;
    std::optional<std::string> key;  // of the member whose value comes next
    std::unordered_set<std::string> names;
  };

  static void add_escaped(std::string& pointer, std::string_view name) {
    pointer += '/';
    for (const char c : name) pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  }

  // Of the object before this one in its list: rows of a list mostly are alike, and then take the room that
  // they need and no more.
  std::size_t members_of_last() const {
    const Array* items = stack_.empty() ? nullptr : stack_.back().value.array();
    const Object* last = items && !items->empty() ? items->back().object() : nullptr;
    return last ? std::min(last->size(), kLinearNames) : 0;
  }
  bool doubled(Frame& frame) {
    const Object& members = *frame.value.object();
    if (members.size() < kLinearNames) return frame.value.find(*frame.key) != nullptr;
    if (frame.names.empty())
      for (const Member& member : members) frame.names.insert(member.first);
    return !frame.names.insert(*frame.key).second;
  }
  // RapidJSON 1.1 lets an escaped low surrogate without its high one pass.
  bool is_text(std::string_view text) {
    return base::valid_utf8(text) || fail_here("encoding", "lone surrogate");
  }
  bool fail(std::string detail) {
    failure_.detail = std::move(detail);
    return false;
  }
  bool fail_here(const char* code, std::string detail) {
    failure_.code = code;
    failure_.pointer = here();
    return fail(std::move(detail));
  }
  bool count() { return ++nodes_ <= limits_.max_nodes || fail("more than the allowed number of values"); }
  bool add(Value value) { return count() && place(std::move(value)); }
  bool place(Value value) {
    if (stack_.empty()) {
      root_ = std::move(value);
      return true;
    }
    Frame& top = stack_.back();
    if (Array* items = top.value.array()) {
      items->push_back(std::move(value));
    } else {
      top.value.object()->emplace_back(std::move(*top.key), std::move(value));
      top.key.reset();
    }
    return true;
  }
  bool open(Value value) {
    if (!count()) return false;
    if (stack_.size() >= limits_.max_depth)
      return fail("nested deeper than " + std::to_string(limits_.max_depth));
    stack_.push_back({std::move(value), {}, {}});
    return true;
  }
  bool close() {
    Value value = std::move(stack_.back().value);
    stack_.pop_back();
    return place(std::move(value));
  }

  ParseLimits limits_;
  std::size_t nodes_ = 0;
  std::vector<Frame> stack_;
  Value root_;
  ParseError failure_;
};

constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
                            rapidjson::kParseNumbersAsStringsFlag;

// Of what is wrong with one value; null where the document is broken.
const char* code_of(rapidjson::ParseErrorCode code) {
  switch (code) {
    case rapidjson::kParseErrorStringInvalidEncoding:
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
      return "encoding";
    case rapidjson::kParseErrorNumberTooBig:
      return "out_of_range";
    default:
      return nullptr;
  }
}

}  // namespace

std::variant<Value, ParseError> parse(std::string_view text, ParseLimits limits) {
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  Builder builder(limits);
  // A NUL byte ends a rapidjson stream early, and trailing content would pass for whitespace.
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    return ParseError{.detail = "NUL byte at byte " + std::to_string(nul), .offset = nul};
  const auto result = reader.Parse<kFlags>(stream, builder);
  if (!result.IsError()) return builder.take();
  ParseError error = builder.failure();
  error.offset = result.Offset();
  if (error.detail.empty()) {
    error.detail = rapidjson::GetParseError_En(result.Code());
    if (const char* code = code_of(result.Code())) error.code = code, error.pointer = builder.here();
  }
  while (!error.detail.empty() && error.detail.back() == '.') error.detail.pop_back();
  error.detail += " at byte " + std::to_string(error.offset);
  return error;
}

std::optional<Value> parse_or_nothing(std::string_view text) {
  auto result = parse(text);
  if (Value* value = std::get_if<Value>(&result)) return std::move(*value);
  return std::nullopt;
}

std::string to_text(const Value& value) {
  std::string out;
  Writer(out).value(value);
  return out;
}

Part Part::text(std::string json) {
  Part part;
  part.text_ = std::move(json);
  return part;
}

Part Part::of(const Value& value) {
  Part part;
  part.value_ = &value;
  return part;
}

const Value& Part::value() const {
  static const Value null;
  return value_ ? *value_ : null;
}

void Part::write(Writer& writer) const {
  text_.empty() ? writer.value(value()) : writer.raw(text_);
}

bool Part::operator==(const Part& other) const {
  const auto written = [](const Part& part) {
    return part.text_.empty() ? to_text(part.value()) : part.text_;
  };
  return written(*this) == written(other);
}

}  // namespace lgm::json
