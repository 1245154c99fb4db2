// What a route must refuse, made from its declaration: bodies, forms and queries with one thing wrong, each
// with the pointer that the refusal must give.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/service/route.hpp"

namespace lgm::testing {

struct BadRequest {
  std::string text;     // the body, or the query without its `?`
  std::string pointer;  // RFC 6901 into the body; the parameter's name in queries and forms
  bool typed = false;   // a person can have typed it: 400 in the bodies of classic routes, not 422
};

// `good` is a body that the route takes. In each of these one member is of another type, null, missing,
// doubled, too long or short, out of range, off its list, badly encoded or unknown; so are the members of
// nested objects and the elements of arrays. Read-only members are taken whatever they are, so they are left
// out, and so is what the body's limit would refuse first (413).
std::vector<BadRequest> bad_bodies(const service::Route& route, const json::Value& good);

using Pairs = std::vector<std::pair<std::string, std::string>>;
// The same of a query, or of the body of a route that takes a form.
std::vector<BadRequest> bad_pairs(const describe::TypeInfo& type, const Pairs& good);

// Whether the answer has this status, is problem+json, and names that pointer among its errors.
bool is_refused(const std::string& answer, const std::string& pointer, int status = 422);

// Sends a route one request with this query and body; gives the whole answer.
using Ask = std::function<std::string(const std::string& query, const std::string& body)>;
// Send each of them and CHECK what is answered; how many were sent. Queries, where the route reads any, go
// with `body`; what is no percent-encoded UTF-8 there is 400 to every route.
int check_bad_bodies(const service::Route& route, std::string_view good, const Ask& ask);
int check_bad_forms(const service::Route& route, const Pairs& good, const Ask& ask);
int check_bad_queries(const service::Route& route, const Pairs& good, std::string_view body, const Ask& ask);

}  // namespace lgm::testing
