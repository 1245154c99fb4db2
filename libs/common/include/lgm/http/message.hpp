// HTTP messages as the suite sees them: raw, ordered headers, decoded path and query. Plain values without a
// thread.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lgm/http/byte_budget.hpp"

namespace lgm::http {

enum class Method : std::uint8_t { Get, Head, Post, Put, Patch, Delete, Options, Other };

std::string_view to_string(Method method);
// Whether a request by it asks for no change (RFC 9110 section 9.2.1).
constexpr bool is_safe(Method method) {
  return method == Method::Get || method == Method::Head || method == Method::Options;
}
// The phrase of a status code (RFC 9110 section 15, RFC 6585); of an unknown one, that of its class.
std::string_view reason_phrase(int status);

// Whether two field names are the same: they compare without case (RFC 9110 section 5.1).
bool same_name(std::string_view a, std::string_view b);

// Header fields in the order received; names compare without case (RFC 9110 section 5.1).
class Headers {
 public:
  using Field = std::pair<std::string, std::string>;

  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  // Replaces every field of this name by one.
  void set(std::string_view name, std::string value);
  void remove(std::string_view name);
  // The first value, or nullopt.
  std::optional<std::string_view> get(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  const std::vector<Field>& fields() const { return fields_; }

 private:
  std::vector<Field> fields_;
};

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Method method = Method::Get;
  std::string method_name;  // as sent; names a Method::Other
  std::string target;       // as sent, without fragment
  std::string path;         // percent-decoded once, strict UTF-8, no NUL; dot segments are refused
  QueryParameters query;    // form-decoded ('+' is a blank), in order
  Headers headers;
  std::string body;
  std::string peer_address;  // of the TCP connection, without port
  bool keep_alive = true;
  std::shared_ptr<const ByteBudget::Lease>
      held;  // what its body holds of the process's budget, given back with the last copy

  // The first value of a query parameter.
  std::optional<std::string_view> parameter(std::string_view name) const;
  bool repeated(std::string_view name) const;  // whether a query parameter is given more than once
};

// Produces a body piece by piece: appends to `out` and returns true, or returns false at the end (may append
// last bytes). Called on a worker thread; throwing aborts the connection (the client sees a truncated body).
using BodySource = std::function<bool(std::string& out)>;

struct Response {
  int status = 200;
  Headers headers;
  std::string body;
  BodySource source;  // when set, `body` is ignored and the answer is sent chunked
  std::shared_ptr<const ByteBudget::Lease>
      held;  // what the body holds of a budget, given back once it is written or its client has gone

  static Response text(int status, std::string body, std::string_view content_type);
};

}  // namespace lgm::http
