// Which refusals a route may give: those of the pipeline, by what the route declares, and its own. The
// OpenAPI document lists them, `--problems` prints them, and tests fail where another one is answered.
#pragma once
#include "lgm/service/problem.hpp"
#include "lgm/service/service.hpp"

namespace lgm::service {

std::vector<ErrorCase> refusals_of(const Route& route, bool is_public);
// Of what reaches no route, besides what cannot be framed.
std::vector<ErrorCase> refusals_without_route();
// What --problems prints: each code that a service of these routes can answer, and each fault's.
json::Value list_problems(const Identity& identity, const RouteTable& public_routes,
                          const RouteTable& internal_routes);
bool lists(const std::vector<ErrorCase>& refusals, const Problem& problem);

}  // namespace lgm::service
