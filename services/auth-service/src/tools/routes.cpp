#include "tools/routes.hpp"

#include "api/answers.hpp"

namespace lgm::auth_service {
namespace {

// nginx takes 401 and 403 alone for a no, so a question that nobody can answer is 403 as well.
service::Refusal put_wrongly(std::vector<describe::Fault> faults) {
  return service::Refusal({403, "not_authorized",
                           "The proxy asks wrongly: /auth/verify takes `permission` and, where one is meant, "
                           "`scenario`, each once",
                           std::move(faults)});
}

// An empty scenario is none for lists; here somebody meant one.
ToolQuestion question_of(const service::Context& context) {
  if (context.request().parameter("scenario") == "")
    throw put_wrongly({{"scenario", "too_short", "must have at least 1 character", 1}});
  try {
    return context.query<ToolQuestion>();
  } catch (const service::Refusal& refusal) {
    throw put_wrongly(refusal.problem().errors);
  }
}

}  // namespace

void add_tool_routes(service::RouteTable& routes, const ToolVerdicts& verdicts) {
  auto route = route_of(http::Method::Get, "/auth/verify", "verify_for_tool",
                        "Whether whoever sends this may use another tool (nginx auth_request): 204 with "
                        "X-Auth-User and X-Auth-Roles",
                        service::open_to_all());
  route.classic = false;
  route.rate_limited = false;
  route.errors = {{401, "invalid_token", "neither an access token nor the cookie of tools is good"},
                  {403, "not_authorized", "a parameter is missing, unknown, doubled or no value of its kind"},
                  {403, "missing_permission", "the permission is not held"},
                  {403, "user_disabled", "the user is disabled"},
                  {503, "revocations_stale", "for longer than 30 s nobody has said which sessions ended"},
                  {503, "keys_unavailable", "every signing key is withdrawn"},
                  service::rights_unavailable_case()};
  route.filters<ToolQuestion>().also_gives(204, json::Value()).does([&verdicts](service::Context& context) {
    const auto rights = verdicts.decide(context.request(), [&] { return question_of(context); });
    http::Response response;
    response.status = 204;
    response.headers.add("X-Auth-User", as_header(rights->username));
    response.headers.add("X-Auth-Roles", as_header(rights->role));
    return response;
  });
  routes.add(std::move(route));
}

}  // namespace lgm::auth_service
