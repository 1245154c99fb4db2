// The route of an operation that other services ask for, but for its handler.
#pragma once
#include <algorithm>
#include <stdexcept>

#include "lgm/calls/operation.hpp"
#include "lgm/service/route.hpp"

namespace lgm::service {

inline ErrorCase error_case_of(const calls::Refused& refused) {
  const auto code = ProblemCode::find(refused.code);
  if (!code || !answers_with(*code, refused.status))
    throw std::logic_error(std::to_string(refused.status) + " " + std::string(refused.code) +
                           " is not in kKnownProblems");
  return {refused.status, *code, std::string(refused.when)};
}

// Takes, answers and refuses as the operation says; a peer's question: members that are not known are
// ignored.
template <class Q, class A>
Route route_of(const calls::Operation<Q, A>& operation) {
  Route route;
  route.method = operation.method;
  route.path = operation.path;
  route.name = operation.name;
  route.summary = operation.summary;
  route.group = operation.group;
  std::vector<std::string> callers;
  for (const std::string_view caller : operation.callers)
    if (!caller.empty()) callers.emplace_back(caller);
  route.access = internal(std::move(callers));
  route.absolute = true;
  route.rate_limited = false;
  route.max_body = operation.max_body;
  for (const calls::Refused& refused : operation.refused)
    if (refused.status != 0) route.errors.push_back(error_case_of(refused));
  const auto& members = describe::type_of<Q>().fields;
  const auto in_query = [&](const describe::Field& field) {
    return route.path.find("{" + std::string(field.name) + "}") == std::string::npos;
  };
  if (operation.method != http::Method::Get)
    route.takes<Q>(describe::Purpose::Peer);
  else if (std::any_of(members.begin(), members.end(), in_query))
    route.filters<Q>();
  route.gives<A>();
  return route;
}

}  // namespace lgm::service
