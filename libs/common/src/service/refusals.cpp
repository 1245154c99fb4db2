#include "refusals.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "lgm/auth/jwt.hpp"

namespace lgm::service {
namespace {

using Kind = Access::Kind;
using Cases = std::vector<ErrorCase>;

void add(Cases& cases, std::initializer_list<ErrorCase> more) {
  cases.insert(cases.end(), more.begin(), more.end());
}

bool has_path_parameters(const Route& route) {
  return route.path.find('{') != std::string::npos;
}

bool has_query(const Route& route) {
  return route.query || route.pages || route.longest_wait.count() > 0;
}

void add_of_people(Cases& cases, const Route& route) {
  const bool in_scenario = route.access.kind == Kind::Scenario || route.access.kind == Kind::Decided;
  if (route.access.kind != Kind::SignedIn) add(cases, {{403, "missing_permission", ""}});
  if (in_scenario) add(cases, {{403, "no_access_to_scenario", ""}});
  add(cases, {{403, "user_disabled", ""},
              {403, "not_authorized", ""},
              {403, "token_limited", "a check token, which is for other routes"},
              {503, "keys_unavailable", ""},
              {503, "revocations_stale", ""}});
  if (route.honours_limit != auth::kOwnPassword)
    add(cases, {{403, "password_change_required", "the sign-in was by a one-time password"}});
}

void add_of_limits(Cases& cases, const Route& route) {
  const bool of_people = route.access.kind != Kind::Open && route.access.kind != Kind::Internal;
  if ((of_people && route.rate_limited) || !route.spends.empty()) add(cases, {{429, "rate_limited", ""}});
}

void add_of_caller(Cases& cases, const Route& route) {
  if (route.access.kind == Kind::Open) return;
  add(cases, {{401, "invalid_token", ""}});
  if (route.access.kind == Kind::Internal)
    add(cases, {{403, "caller_not_named", ""}});
  else
    add_of_people(cases, route);
}

void add_of_input(Cases& cases, const Route& route) {
  if (has_path_parameters(route)) add(cases, {{404, "not_found", ""}});
  if (route.body_form != BodyForm::None) add(cases, {{415, "unsupported_media_type", ""}});
  if (route.body_form != BodyForm::None || has_path_parameters(route) || has_query(route))
    add(cases, {{422, "invalid", ""}});
  if (route.body_form != BodyForm::None && route.classic)
    add(cases, {{400, "invalid", "a value that a person can mend"}});
  if (route.purpose == describe::Purpose::Update && route.body) add(cases, {{412, "version_mismatch", ""}});
}

void add_of_http(Cases& cases, const Route& route, bool is_public) {
  for (const int status : {400, 414, 417, 431, 501, 505}) add(cases, {{status, "malformed_request", ""}});
  add(cases, {{405, "method_not_allowed", ""},
              {408, "timeout", ""},
              {413, "too_large", "a body above " + std::to_string(route.max_body) + " bytes"},
              {500, "internal", ""},
              {503, "overloaded", ""}});
  if (is_public) add(cases, {{403, "https_required", "HTTPS_REQUIRED, and it came in clear"}});
}

}  // namespace

Cases refusals_of(const Route& route, bool is_public) {
  Cases cases;
  add_of_caller(cases, route);
  add_of_limits(cases, route);
  add_of_input(cases, route);
  add_of_http(cases, route, is_public);
  // What the route says of a refusal of the pipeline's stands in its place.
  for (const ErrorCase& own : route.errors) {
    std::erase_if(cases, [&](const ErrorCase& one) {
      return one.status == own.status && one.code == own.code && one.when.empty();
    });
    cases.push_back(own);
  }
  return cases;
}

Cases refusals_without_route() {
  return {{404, "no_such_route", ""}, {404, "not_in_this_version", ""}, {405, "method_not_allowed", ""}};
}

namespace {

struct Found {
  std::set<int> statuses;
  bool is_public = false;
};
using FoundProblems = std::map<std::string_view, Found>;

void find(FoundProblems& found, const Cases& cases, bool is_public) {
  for (const ErrorCase& one : cases) {
    Found& problem = found[one.code];
    problem.statuses.insert(one.status);
    problem.is_public |= is_public;
  }
}

FoundProblems problems_of(const RouteTable& public_routes, const RouteTable& internal_routes) {
  FoundProblems found;
  for (const auto& route : public_routes.routes()) {
    find(found, refusals_of(*route, true), true);
    find(found, route->told_there, true);
  }
  for (const auto& route : internal_routes.routes()) find(found, refusals_of(*route, false), false);
  find(found, refusals_without_route(), !public_routes.routes().empty());
  return found;
}

json::Object listed(const KnownProblem& known, const Found& found) {
  json::Array facts;
  for (const NamedFact& fact : service::facts_of(known))
    facts.push_back(json::Object{{"name", fact.name}, {"optional", fact.is_optional}});
  return {{"code", known.name},
          {"statuses", json::Array(found.statuses.begin(), found.statuses.end())},
          {"facts", std::move(facts)},
          {"public", found.is_public},
          {"means", known.means}};
}

json::Array list_faults() {
  json::Array faults;
  for (const describe::KnownFault& known : describe::kKnownFaults)
    if (known.of != describe::FaultOf::Setting)
      faults.push_back(json::Object{{"code", known.name}, {"means", known.means}});
  return faults;
}

}  // namespace

json::Value list_problems(const Identity& identity, const RouteTable& public_routes,
                          const RouteTable& internal_routes) {
  const FoundProblems found = problems_of(public_routes, internal_routes);
  json::Array problems;
  for (const KnownProblem& known : kKnownProblems)
    if (const auto one = found.find(known.name); one != found.end())
      problems.push_back(listed(known, one->second));
  return json::Object{
      {"service", identity.name}, {"problems", std::move(problems)}, {"faults", list_faults()}};
}

bool lists(const Cases& refusals, const Problem& problem) {
  return std::any_of(refusals.begin(), refusals.end(), [&](const ErrorCase& one) {
    return one.status == problem.status && one.code == problem.code;
  });
}

}  // namespace lgm::service
