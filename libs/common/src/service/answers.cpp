#include "answers.hpp"

#include <algorithm>

#include "lgm/sql/errors.hpp"
#include "refusals.hpp"

namespace lgm::service {
namespace {

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> items;
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    std::string_view item = list.substr(0, comma);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    if (!item.empty()) items.emplace_back(item);
  }
  return items;
}

Problem internal_error() {
  return refusal<500>("internal",
                      "Something went wrong here; the log holds the details under this request's id")
      .problem();
}

}  // namespace

Answers::Answers(const Pipeline& pipeline, const RouteTable& table, bool is_public)
    : pipeline_(pipeline), is_public_(is_public), cors_origins_(split(pipeline.config.cors_allowed_origins)) {
  for (const auto& route : table.routes())
    if (std::any_of(route->errors.begin(), route->errors.end(),
                    [](const ErrorCase& one) { return one.status == 429; }))
      own_limits_[route.get()] = &refused_by(pipeline.around.metrics, route->name);
}

http::Response Answers::refuse_unrouted(Exchange& exchange, const RouteTable::Match& match) const {
  if (!match.lacking.empty())
    return answer_to(exchange, refusal<404>("not_in_this_version", match.lacking + " is not in this version",
                                            {{"what", match.lacking}})
                                   .problem());
  if (match.allowed.empty())
    return answer_to(exchange, refusal<404>("no_such_route", "There is nothing at this path").problem());
  const auto allowed = split(match.allowed);
  Problem problem = refusal<405>("method_not_allowed", "This path answers " + match.allowed + " only",
                                 {{"allowed", json::Array(allowed.begin(), allowed.end())}})
                        .problem();
  problem.headers.set("Allow", match.allowed);
  return answer_to(exchange, problem);
}

bool Answers::allows_origin(const http::Request& request) const {
  const auto origin = request.headers.get("Origin");
  return origin && std::find(cors_origins_.begin(), cors_origins_.end(), *origin) != cors_origins_.end();
}

bool Answers::is_preflight(const http::Request& request, const RouteTable::Match& match) {
  return request.method == http::Method::Options && !match.route && !match.allowed.empty();
}

http::Response Answers::preflight(const http::Request& request, const RouteTable::Match& match) const {
  http::Response response;
  response.status = 204;
  response.headers.set("Allow", match.allowed + ", OPTIONS");
  if (!request.headers.get("Access-Control-Request-Method") || !allows_origin(request)) return response;
  response.headers.set("Access-Control-Allow-Methods", match.allowed);
  response.headers.set("Access-Control-Allow-Headers",
                       "Authorization, Content-Type, If-Match, Idempotency-Key, X-Request-ID");
  response.headers.set("Access-Control-Max-Age", "600");
  return response;
}

// By the limit that refused, or by the route, whose handler counts something of its own.
void Answers::count_limited(Exchange& exchange) const {
  const Route* route = exchange.route();
  if (const NamedLimit* limit = exchange.charges.refused_by()) {
    exchange.rule = &limit->rule().name;
    limit->refused.add();
  } else if (route) {
    const auto own = own_limits_.find(route);
    exchange.rule = &route->name;
    (own != own_limits_.end() ? *own->second : refused_by(pipeline_.around.metrics, route->name)).add();
  }
}

// A promise to clients: what a route answers stands in its document. Builds with assertions, such as those of
// the tests, answer 500 where it does not; a caller in production still gets the true answer.
bool Answers::is_listed(const Exchange& exchange, const Problem& problem) const {
#ifdef NDEBUG
  static_cast<void>(exchange), static_cast<void>(problem), static_cast<void>(is_public_);
  return true;
#else
  const Route* route = exchange.route();
  if (!route || lists(refusals_of(*route, is_public_), problem)) return true;
  pipeline_.around.log.error(
      "unexpected error", {{"request_id", exchange.request_id},
                           {"error", "route " + route->name + " does not list " +
                                         std::to_string(problem.status) + " " + std::string(problem.code)}});
  return false;
#endif
}

http::Response Answers::answer_to(Exchange& exchange, const Problem& problem) const {
  if (!is_listed(exchange, problem)) return answer_to(exchange, internal_error());
  exchange.code = problem.code;
  return to_response(problem, exchange.request_id);
}

http::Response Answers::problem_of(Exchange& exchange, const std::exception_ptr& error) const {
  try {
    std::rethrow_exception(error);
  } catch (const Refusal& refusal) {
    exchange.cause = refusal.cause().text;
    const Route* route = exchange.route();
    const Problem& problem = refusal.problem();
    if (problem.status == 429) count_limited(exchange);
    if (!route || !route->classic) return answer_to(exchange, problem);
    return answer_to(exchange, for_older_clients(problem, route->body_form == BodyForm::Form));
  } catch (const sql::Unavailable& unavailable_database) {
    exchange.cause = std::string("database: ") + unavailable_database.what();
    pipeline_.around.log.error("database unavailable",
                               {{"request_id", exchange.request_id}, {"error", unavailable_database.what()}});
    return answer_to(exchange,
                     unavailable("database_unavailable",
                                 "The database cannot be reached at the moment; nothing was changed", {})
                         .problem());
  } catch (const std::exception& unexpected) {
    exchange.cause = unexpected.what();
    pipeline_.around.log.error("unexpected error",
                               {{"request_id", exchange.request_id}, {"error", unexpected.what()}});
  } catch (...) {
    pipeline_.around.log.error("unexpected error",
                               {{"request_id", exchange.request_id}, {"error", "not an exception of ours"}});
  }
  return answer_to(exchange, internal_error());
}

void Answers::add_headers(const Exchange& exchange, http::Response& response) const {
  http::Headers& headers = response.headers;
  exchange.charges.tell(headers);
  headers.add("X-Request-ID", exchange.request_id);
  if (!headers.get("Cache-Control")) headers.add("Cache-Control", "no-store");
  const auto origin = exchange.request().headers.get("Origin");
  if (!origin || cors_origins_.empty()) return;
  headers.add("Vary", "Origin");
  if (!allows_origin(exchange.request())) return;
  headers.add("Access-Control-Allow-Origin", std::string(*origin));
  headers.add("Access-Control-Expose-Headers",
              "ETag, Link, Retry-After, X-Request-ID, X-Total-Count, X-Total-Count-Exact");
}

}  // namespace lgm::service
