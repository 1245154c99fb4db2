// What one service of the suite asks another, said once: who answers makes its route of it
// (service/operation_route.hpp), who asks calls it (ask.hpp), and docs/internal-api.md is made from all of
// them.
#pragma once
#include <array>
#include <chrono>
#include <string_view>

#include "lgm/describe/describe.hpp"
#include "lgm/http/message.hpp"

namespace lgm::calls {

// A question without members, or the answer `{}`.
struct Nothing {
  bool operator==(const Nothing&) const = default;
};

// A refusal that an operation has beyond those of every route.
struct Refused {
  int status = 0;  // 0: none
  std::string_view code, when;
};

// The members of `Question` are the query of a GET and the body of all else; those that `path` names in
// braces stand in the path of a GET instead.
template <describe::Described Question, describe::Described Answer>
struct Operation {
  std::string_view callee;  // the service that answers: "session-cache-service"
  http::Method method = http::Method::Post;
  std::string_view path;  // whole: "/internal/v1/sessions"
  std::string_view name;  // of the route, in metrics and OpenAPI
  std::string_view summary, group;
  std::array<std::string_view, 3> callers{};  // as internal tokens name them; the rest is empty
  // Whether it may be sent again after it might have been carried out.
  bool idempotent = false;
  std::chrono::milliseconds patience{3'000};  // of who asks, for the whole call
  std::chrono::seconds longest_wait{0};       // of a long poll
  std::size_t max_body = 1024 * 1024;         // bytes of the question
  std::array<Refused, 3> refused{};           // the rest is none
  std::string_view doc{};                     // what the members' descriptions do not say
};

}  // namespace lgm::calls

template <>
struct lgm::describe::Description<lgm::calls::Nothing> {
  static constexpr std::string_view name = "Nothing";
  static constexpr std::array<Field, 0> fields{};
};
