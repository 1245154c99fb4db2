// A JSON document as a value. Parsing is RapidJSON's (iterative, strict UTF-8); this header does not show it.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace lgm::json {

class Value;
using Array = std::vector<Value>;
using Member = std::pair<std::string, Value>;
using Object = std::vector<Member>;  // in order of the text

// Whole numbers within int64 are integers; others (fractions, exponents, larger) are doubles.
class Value {
 public:
  Value() = default;
  Value(std::nullptr_t) {}
  Value(bool value) : data_(value) {}
  Value(int value) : data_(static_cast<std::int64_t>(value)) {}
  Value(std::int64_t value) : data_(value) {}
  Value(std::uint64_t value);  // throws std::range_error above int64
  Value(double value) : data_(value) {}
  Value(const char* value) : data_(std::string(value)) {}
  Value(std::string_view value) : data_(std::string(value)) {}
  Value(std::string value) : data_(std::move(value)) {}
  Value(Array value) : data_(std::move(value)) {}
  Value(Object value) : data_(std::move(value)) {}
  template <class T>
  Value(const std::optional<T>& value) {
    if (value) *this = Value(*value);
  }

  bool is_null() const { return std::holds_alternative<std::monostate>(data_); }
  const bool* boolean() const { return std::get_if<bool>(&data_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data_); }
  const double* real() const { return std::get_if<double>(&data_); }
  const std::string* string() const { return std::get_if<std::string>(&data_); }
  const Array* array() const { return std::get_if<Array>(&data_); }
  const Object* object() const { return std::get_if<Object>(&data_); }
  Array* array() { return std::get_if<Array>(&data_); }
  Object* object() { return std::get_if<Object>(&data_); }

  // The member of an object, or nullptr (also when this is no object).
  const Value* find(std::string_view name) const;
  // Text, whole number or flag of a member, or nullopt when absent, null or of another type.
  std::optional<std::string> text_at(std::string_view name) const;
  std::optional<std::int64_t> integer_at(std::string_view name) const;
  std::optional<bool> flag_at(std::string_view name) const;
  // Sets a member of an object (replacing it); makes a null value an object.
  Value& set(std::string_view name, Value value);

  bool operator==(const Value&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> data_;
};

struct ParseError {
  std::string detail;  // for a person: what and at which byte
  std::size_t offset = 0;
  // malformed_json of the whole document; or of the value at `pointer` (RFC 6901): encoding, out_of_range,
  // repeated.
  std::string code = "malformed_json", pointer = {};
};

struct ParseLimits {
  std::size_t max_depth = 64;
  std::size_t max_nodes = 1'000'000;  // values in the document
};

// Strict RFC 8259: one value, UTF-8, no doubled member names, no lone surrogates, no NaN, finite numbers.
std::variant<Value, ParseError> parse(std::string_view text, ParseLimits limits = {});
// The value, or nullopt where the text is not JSON.
std::optional<Value> parse_or_nothing(std::string_view text);

// Compact text. Doubles are written shortest.
std::string to_text(const Value& value);

// Writes compact JSON straight into a string, without a document in between.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  void begin_object();
  void end_object();
  void begin_array();
  void end_array();
  void key(std::string_view name);
  void text(std::string_view value);
  void integer(std::int64_t value);
  void real(double value);
  void boolean(bool value);
  void null();
  void value(const Value& value);
  void raw(std::string_view json);  // already valid JSON

 private:
  void separate();
  std::string& out_;
  bool comma_ = false;
};

// A value within a message that is passed on, or read by its own description: not copied for that. Either
// JSON text that was made elsewhere, to be written as it is, or a value of the document from which the
// message was read.
class Part {
 public:
  Part() = default;  // null
  // `json` is valid JSON.
  static Part text(std::string json);
  // `value` outlives the part.
  static Part of(const Value& value);

  // What was read; null of a part that is text.
  const Value& value() const;
  void write(Writer& writer) const;
  // By what they write.
  bool operator==(const Part& other) const;

 private:
  std::string text_;
  const Value* value_ = nullptr;
};

}  // namespace lgm::json
