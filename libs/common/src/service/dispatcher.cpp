#include "dispatcher.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "../http/request_framer.hpp"
#include "lgm/crypto/crypto.hpp"
#include "lgm/sql/errors.hpp"

namespace lgm::service {
namespace {

constexpr std::size_t kLongestRequestId = 128;
constexpr char kRateLimited[] = "rate_limited";  // the code of the limits that every route has
constexpr std::size_t kLongestPath = 256;        // of a span, of a line
constexpr std::size_t kSmallAnswer = 64 * 1024;  // bytes; counts against no budget

bool is_request_id(std::string_view id) {
  return !id.empty() && id.size() <= kLongestRequestId &&
         std::all_of(id.begin(), id.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == ':';
         });
}

std::optional<std::string_view> bearer_of(const http::Request& request) {
  if (request.headers.count("Authorization") != 1) return std::nullopt;
  const auto header = request.headers.get("Authorization");
  constexpr std::string_view kScheme = "bearer ";
  if (!header || header->size() <= kScheme.size()) return std::nullopt;
  for (std::size_t i = 0; i < kScheme.size(); ++i)
    if (std::tolower(static_cast<unsigned char>((*header)[i])) != kScheme[i]) return std::nullopt;
  return header->substr(kScheme.size());
}

// Refused for what it brings to show who calls. RFC 6750 section 3.1 has no error code for who brings
// nothing, or something that is no bearer token.
Refusal refused_credentials(const http::Request& request) {
  const bool one_other = request.headers.count("Authorization") == 1 && !bearer_of(request);
  return one_other || !request.headers.get("Authorization") ? no_credentials() : unauthorized();
}

// Every field of that name in order: a proxy that adds a field of its own instead of extending the client's
// must still have the last word.
std::optional<std::string> forwarded(const http::Request& request, std::string_view what) {
  std::optional<std::string> all;
  for (const auto& [name, value] : request.headers.fields())
    if (http::same_name(name, what)) all = all ? *all + "," + value : value;
  return all;
}

bool changes_something(http::Method method) {
  return method != http::Method::Get && method != http::Method::Head && method != http::Method::Options;
}

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

std::string stale_feed(const auth::RevocationFollower& feed) {
  if (feed.freshness() == auth::FeedFreshness::NeverLoaded)
    return "session-cache-service: its feed of ended sessions was never loaded";
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(feed.lag()).count();
  return "session-cache-service: its feed of ended sessions last answered " + std::to_string(seconds) +
         " s ago";
}

std::vector<std::string> token_faults() {
  std::vector<std::string> all;
  for (const auth::TokenFault fault : auth::kTokenFaults) all.emplace_back(auth::to_string(fault));
  return all;
}

// Whose share of the budget of bodies a request counts against; empty: nobody's known.
std::string payer_of(const Context& context) {
  if (const auth::Claims* claims = context.claims()) return "user " + claims->uid;
  return context.caller().empty() ? "" : "service " + context.caller();
}

}  // namespace

// One request on its way; shared by the attempts of a waiting poll.
struct Dispatcher::Exchange {
  std::unique_ptr<Context> context;  // null where no route was found
  http::Request unrouted;
  std::string request_id, traceparent, client_address;
  std::string code;                   // of the problem that is answered
  std::string cause;                  // of one that is the server's
  const std::string* rule = nullptr;  // the limit that refused it
  trace::RequestNotes notes;
  base::SteadyTime started;
  http::Headers extra;                // RateLimit fields, added to whatever is answered
  std::unique_ptr<trace::Span> span;  // null: not recorded
  const http::Request& request() const { return context ? context->request() : unrouted; }
};

Dispatcher::Dispatcher(const Pipeline& pipeline, const RouteTable& table, bool is_public)
    : pipeline_(pipeline),
      table_(table),
      is_public_(is_public),
      cors_origins_(split(pipeline.config.cors_allowed_origins)),
      traffic_(pipeline.around.metrics, is_public ? "public" : "internal"),
      token_refusals_(pipeline.around.metrics, "lgm_token_refusals_total", "Access tokens refused, by reason",
                      {{"reason", token_faults()}}) {
  Metrics& metrics = pipeline.around.metrics;
  metrics_[nullptr] = std::make_unique<RouteMetrics>(metrics, "none", "OTHER", &traffic_);
  for (const RateLimiter* limiter : {&pipeline.limiter, &pipeline.classic_writes})
    limited(limiter->rule().name);
  const CommonConfig& config = pipeline.config;
  for (const auto& route : table.routes()) {
    metrics_[route.get()] =
        std::make_unique<RouteMetrics>(metrics, route->name, std::string(http::to_string(route->method)),
                                       route->traced && !route->poll ? &traffic_ : nullptr);
    templates_[route.get()] = (route->absolute ? "" : config.api_prefix) + route->path;
    const auto& errors = route->errors;
    if (std::any_of(errors.begin(), errors.end(), [](const ErrorCase& one) { return one.status == 429; }))
      limited(route->name);
    if (!route->at_once) continue;
    if (route->absolute) at_once_.insert(route->path);
    for (const std::string& base : {std::string(), config.public_base_path})
      at_once_.insert(base + config.api_prefix + route->path);
  }
}

// Health answers below the public prefix on the internal listener, too: a service without a public one is
// probed like every other.
RouteTable::Match Dispatcher::find(http::Method method, std::string_view path) const {
  auto match = table_.find(method, path, true);
  if (match.route || !match.allowed.empty()) return match;
  const CommonConfig& config = pipeline_.config;
  if (!config.public_base_path.empty() && path.starts_with(config.public_base_path + "/"))
    path.remove_prefix(config.public_base_path.size());
  if (!path.starts_with(config.api_prefix + "/")) return match;
  path.remove_prefix(config.api_prefix.size());
  if (is_public_) return table_.find(method, path, false);
  if (path != "/health" && path != "/health/ready") return match;
  return table_.find(method, path, true);
}

std::size_t Dispatcher::body_limit(http::Method method, std::string_view target) const {
  const auto path = http::decode_path(target.substr(0, target.find('?')));
  const auto match = path ? find(method, *path) : RouteTable::Match{};
  return match.route ? match.route->max_body : http::ServerOptions{}.max_body;
}

void Dispatcher::begin(Exchange& exchange) const {
  const http::Request& request = exchange.request();
  exchange.started = pipeline_.around.clock.steady();
  const auto id = request.headers.get("X-Request-ID");
  exchange.request_id = id && is_request_id(*id)
                            ? std::string(*id)
                            : base::uuid_v7(pipeline_.around.clock, pipeline_.around.random);
  const auto trace = request.headers.get("traceparent");
  if (trace && trace::is_traceparent(*trace)) exchange.traceparent = *trace;
  if (pipeline_.tracing) begin_span(exchange);
  exchange.client_address =
      pipeline_.proxies.client_of(request.peer_address, forwarded(request, "X-Forwarded-For"));
}

// Among themselves the services only go on with a trace: each poll of a feed would begin one of its own.
void Dispatcher::begin_span(Exchange& exchange) const {
  const Route* route = exchange.context ? &exchange.context->route() : nullptr;
  if ((route && !route->traced) || (!is_public_ && exchange.traceparent.empty())) return;
  auto begun = pipeline_.tracing->begin(exchange.traceparent);
  exchange.traceparent = std::move(begun.traceparent);
  exchange.span = std::move(begun.span);
}

trace::Current Dispatcher::handed_on(Exchange& exchange) const {
  return {exchange.request_id, exchange.traceparent, exchange.span ? pipeline_.tracing.get() : nullptr,
          &exchange.notes};
}

// The path as it was asked for is told only where it is a route's: anything may stand in others.
std::string_view Dispatcher::path_of(const http::Request& request) {
  return std::string_view(request.target).substr(0, std::min(request.target.find('?'), kLongestPath));
}

void Dispatcher::end_span(const Exchange& exchange, int status) const {
  trace::Span span = std::move(*exchange.span);
  const http::Request& request = exchange.request();
  const bool known = request.method != http::Method::Other;
  const std::string method = known ? std::string(http::to_string(request.method)) : "_OTHER";
  span.name = known ? method : "HTTP";
  span.attributes.push_back({"http.request.method", method});
  if (exchange.context) {
    const std::string& whole = templates_.at(&exchange.context->route());
    span.name += " " + whole;
    span.attributes.push_back({"http.route", whole});
    span.attributes.push_back({"url.path", std::string(path_of(request))});
  }
  span.attributes.push_back({"http.response.status_code", std::int64_t{status}});
  span.failed = status >= 500;
  if (span.failed) span.attributes.push_back({"error.type", std::to_string(status)});
  const auto took = pipeline_.around.clock.steady() - exchange.started;
  span.ended_ns = span.began_ns + std::chrono::duration_cast<std::chrono::nanoseconds>(took).count();
  pipeline_.tracing->take(std::move(span));
}

std::unique_ptr<Dispatcher::Exchange> Dispatcher::exchange_of(http::Request&& request,
                                                              RouteTable::Match& match) const {
  auto exchange = std::make_unique<Exchange>();
  match = find(request.method, request.path);
  if (match.route) {
    exchange->context = std::make_unique<Context>(std::move(request), *match.route);
    exchange->context->path_ = std::move(match.parameters);
  } else {
    exchange->unrouted = std::move(request);
  }
  begin(*exchange);
  if (Context* context = exchange->context.get()) {
    context->request_id = exchange->request_id;
    context->client_address = exchange->client_address;
    context->rights_source_ = pipeline_.around.rights;
  }
  return exchange;
}

http::HeadVerdict Dispatcher::at_head(const http::Request& head) const {
  http::Request alone = head;
  alone.body.clear();
  RouteTable::Match match;
  const auto exchange = exchange_of(std::move(alone), match);
  if (!match.route) {
    if (is_preflight(exchange->request(), match)) return {};
    return {finished(*exchange, refuse_unrouted(*exchange, match)), {}};
  }
  Context& context = *exchange->context;
  try {
    check_transport(context);
    if (!admit(context, Fetch::Nothing)) return {};
    context.check_body_kind();
  } catch (...) {
    return {finished(*exchange, problem_of(*exchange, std::current_exception())), {}};
  }
  return {std::nullopt, payer_of(context)};
}

void Dispatcher::handle(http::Request&& request, const http::Responder& responder) {
  RouteTable::Match match;
  const Shared exchange = exchange_of(std::move(request), match);
  const trace::Scope scope(handed_on(*exchange));
  try {
    if (preflight(*exchange, responder, match)) return;
    if (!match.route) return finish(*exchange, responder, refuse_unrouted(*exchange, match));
    Context& context = *exchange->context;
    if (context.request().body.size() > match.route->max_body)
      throw Refusal(Problem{
          413,
          "too_large",
          "The body is larger than the " + std::to_string(match.route->max_body) + " bytes allowed here",
          {},
          {}});
    check_transport(context);
    admit(context, Fetch::Keys);
    if (!hold_back(exchange, responder)) go_on(exchange, responder);
  } catch (...) {
    finish(*exchange, responder, problem_of(*exchange, std::current_exception()));
  }
}

http::Response Dispatcher::refuse_unrouted(Exchange& exchange, const RouteTable::Match& match) const {
  Problem problem{404, "no_such_route", "There is nothing at this path", {}, {}};
  if (!match.lacking.empty()) {
    problem = {404, "not_in_this_version", match.lacking + " is not in this version", {}, {}};
  } else if (!match.allowed.empty()) {
    problem = {405, "method_not_allowed", "This path answers " + match.allowed + " only", {}, {}};
    problem.headers.set("Allow", match.allowed);
  }
  return answer_to(exchange, problem);
}

bool Dispatcher::allows_origin(const http::Request& request) const {
  const auto origin = request.headers.get("Origin");
  return origin && std::find(cors_origins_.begin(), cors_origins_.end(), *origin) != cors_origins_.end();
}

// CORS preflight and plain OPTIONS.
bool Dispatcher::is_preflight(const http::Request& request, const RouteTable::Match& match) {
  return request.method == http::Method::Options && !match.route && !match.allowed.empty();
}

bool Dispatcher::preflight(const Exchange& exchange, const http::Responder& responder,
                           const RouteTable::Match& match) const {
  const http::Request& request = exchange.request();
  if (!is_preflight(request, match)) return false;
  http::Response response;
  response.status = 204;
  response.headers.set("Allow", match.allowed + ", OPTIONS");
  if (request.headers.get("Access-Control-Request-Method") && allows_origin(request)) {
    response.headers.set("Access-Control-Allow-Methods", match.allowed);
    response.headers.set("Access-Control-Allow-Headers",
                         "Authorization, Content-Type, If-Match, Idempotency-Key, X-Request-ID");
    response.headers.set("Access-Control-Max-Age", "600");
  }
  finish(exchange, responder, std::move(response));
  return true;
}

// Before the credentials are looked at: what crossed a network in clear is not to be accepted by habit.
void Dispatcher::check_transport(const Context& context) const {
  if (!pipeline_.config.https_required || !is_public_) return;
  const http::Request& request = context.request();
  if (pipeline_.proxies.came_in_clear(request.peer_address, forwarded(request, "X-Forwarded-For"),
                                      forwarded(request, "X-Forwarded-Proto")))
    throw forbidden("https_required", "This API answers over HTTPS only; nothing was done");
}

// False where only a key that must be fetched could tell.
bool Dispatcher::admit(Context& context, Fetch fetch) const {
  const Access& access = context.route().access;
  if (access.kind == Access::Kind::Internal) admit_internal(context);
  if (access.kind == Access::Kind::Open || access.kind == Access::Kind::Internal) return true;
  return admit_bearer(context, fetch);
}

void Dispatcher::admit_internal(Context& context) const {
  const auto token = bearer_of(context.request());
  const std::string caller = token ? pipeline_.tokens.caller_of(*token) : std::string();
  if (caller.empty()) throw refused_credentials(context.request());
  const auto& callers = context.route().access.callers;
  if (std::find(callers.begin(), callers.end(), caller) == callers.end())
    throw forbidden("caller_not_named", "This internal route does not name " + caller + " as a caller");
  context.caller_ = caller;
}

bool Dispatcher::admit_bearer(Context& context, Fetch fetch) const {
  const Surroundings& around = pipeline_.around;
  if (!around.verifier) throw std::logic_error("a signed-in route in a service without a verifier");
  const auto token = bearer_of(context.request());
  if (!token) throw refused_credentials(context.request());
  const auth::Verified verified =
      around.verifier->verify(*token, auth::TokenVerifier::Accept::LimitedToo, fetch);
  if (verified.fault == auth::TokenFault::Key && fetch == Fetch::Nothing) return false;
  if (verified.fault != auth::TokenFault::None) {
    if (verified.fault == auth::TokenFault::Key && !around.verifier->has_keys())
      throw unavailable("keys_unavailable", "The keys that verify access tokens cannot be had at the moment",
                        {"auth-service has given no keys since the start"});
    token_refusals_.of({auth::to_string(verified.fault)}).add();
    throw unauthorized();
  }
  check_freshness(context);
  if (around.revocations && around.revocations->set().refuses(*verified.claims)) throw unauthorized();
  context.claims_ = verified.claims;
  if (context.claims_->limit) admit_limited(context);
  return true;
}

// What a one-time password gives is the person's own, and good on few routes. A check token is nobody's: on
// the few routes that honour its limit it holds the permission of that route, and there is nobody whose
// rights could be read. Everywhere else it is refused, whatever the route asks for.
void Dispatcher::admit_limited(Context& context) const {
  const auth::Limit& limit = *context.claims_->limit;
  const Route& route = context.route();
  if (limit.kind == auth::kOwnPassword) {
    if (route.honours_limit != limit.kind) throw password_change_required();
    return;
  }
  if (limit.kind.empty() || route.honours_limit != limit.kind)
    throw forbidden("token_limited",
                    limit.kind.empty() ? "This token is limited to something that this version does not know"
                                       : "This token is limited to the " + limit.kind + " " + limit.value);
  auto rights = std::make_shared<Rights>();
  rights->uid = context.claims_->uid;
  rights->username = "check token for " + limit.value;
  if (!route.access.permission.empty()) rights->global.insert(route.access.permission);
  context.rights_ = std::move(rights);
}

// 30 s without the feed and writes are refused, 5 min and reads are, too. A question that is sent by POST,
// such as a check of a text, changes nothing: it is a read.
void Dispatcher::check_freshness(const Context& context) const {
  if (!pipeline_.around.revocations) return;
  const auto freshness = pipeline_.around.revocations->freshness();
  const bool writes = changes_something(context.request().method) && is_write(context.route());
  if (freshness == auth::FeedFreshness::Fresh || (freshness == auth::FeedFreshness::Stale && !writes)) return;
  throw unavailable("revocations_stale",
                    "It cannot be checked at the moment whether this session was ended; try again shortly",
                    {stale_feed(*pipeline_.around.revocations)});
}

void Dispatcher::check_permission(const Context& context) const {
  const Access& access = context.route().access;
  switch (access.kind) {
    case Access::Kind::SignedIn:
      if (pipeline_.around.rights) static_cast<void>(context.rights());
      return;
    case Access::Kind::Global:
      return context.require(access.permission);
    case Access::Kind::Scenario:
      if (access.permission.empty()) return context.require_access(context.path(access.parameter));
      return context.require_in(access.permission, context.path(access.parameter));
    case Access::Kind::Decided:
      static_cast<void>(context.rights());
      return;
    default:
      return;
  }
}

// Older scripts write row by row and know no 429: their writes have a rule of their own. These answer with
// the row, or a message; a try of the playground, which is audited, too, answers with what was decided.
RateLimiter* Dispatcher::limiter_of(const Context& context) const {
  const Route& route = context.route();
  if (!context.claims() || !route.rate_limited) return nullptr;
  const bool row_by_row = route.classic && is_write(route) && (route.answer || route.answers_message);
  return row_by_row ? &pipeline_.classic_writes : &pipeline_.limiter;
}

// True: the request waits for its user's limit without a worker, and goes on, or is refused, after that.
bool Dispatcher::hold_back(const Shared& exchange, const http::Responder& responder) {
  RateLimiter* limiter = limiter_of(*exchange->context);
  if (!limiter) return false;
  const auto resume = [this, limiter, exchange, responder](const RateLimiter::Verdict& verdict) {
    const auto job = [this, limiter, verdict, exchange, responder] {
      go_on_by(*limiter, verdict, exchange, responder);
    };
    if (pipeline_.post(job)) return;
    const auto busy = unavailable("overloaded", "Too many requests are waiting; try again shortly",
                                  {"the queue of the workers is full"}, 1);
    finish(*exchange, responder, problem_of(*exchange, std::make_exception_ptr(busy)));
  };
  const auto verdict = pipeline_.held.take(*limiter, exchange->context->claims()->uid, resume);
  if (verdict) check_rate(*limiter, *verdict, *exchange);
  return !verdict;
}

void Dispatcher::go_on_by(const RateLimiter& limiter, const RateLimiter::Verdict& verdict,
                          const Shared& exchange, const http::Responder& responder) {
  if (!responder.open()) return;
  const trace::Scope scope(handed_on(*exchange));
  try {
    check_rate(limiter, verdict, *exchange);
    admit(*exchange->context, Fetch::Keys);  // the session may have been ended meanwhile
    go_on(exchange, responder);
  } catch (...) {
    finish(*exchange, responder, problem_of(*exchange, std::current_exception()));
  }
}

void Dispatcher::check_rate(const RateLimiter& limiter, const RateLimiter::Verdict& verdict,
                            Exchange& exchange) const {
  if (verdict.limit == 0) return;
  const std::string name = '"' + limiter.rule().name + '"';
  exchange.extra.set("RateLimit-Policy", name + ";q=" + std::to_string(verdict.limit) + ";w=60");
  exchange.extra.set("RateLimit", name + ";r=" + std::to_string(verdict.remaining) +
                                      ";t=" + std::to_string(verdict.reset_seconds));
  if (verdict.admitted()) return;
  exchange.rule = &limiter.rule().name;
  limited(limiter.rule().name).add();
  throw too_many_requests(kRateLimited, verdict.hit + "; slow down", static_cast<int>(verdict.reset_seconds));
}

void Dispatcher::go_on(const Shared& exchange, const http::Responder& responder) {
  check_permission(*exchange->context);
  if (exchange->context->route().poll) return park(exchange, responder);
  run(exchange, responder);
}

void Dispatcher::run(const Shared& exchange, const http::Responder& responder) {
  http::Response response = exchange->context->route().handle(*exchange->context);
  const Context& context = *exchange->context;
  finish(*exchange, responder, within_budget(context, checked(context, std::move(response))));
}

void Dispatcher::park(const Shared& exchange, const http::Responder& responder) {
  const Route& route = exchange->context->route();
  const auto attempt = [this, exchange, responder](bool last) {
    if (!responder.open()) return true;
    const trace::Scope scope(handed_on(*exchange));
    try {
      auto response = exchange->context->route().poll(*exchange->context, last);
      if (!response) return false;
      finish(*exchange, responder, std::move(*response));
    } catch (...) {
      finish(*exchange, responder, problem_of(*exchange, std::current_exception()));
    }
    return true;
  };
  std::int64_t wait = 0;
  if (const auto asked = exchange->context->request().parameter("wait")) {
    const bool digits = !exchange->context->request().repeated("wait") && !asked->empty() &&
                        asked->size() <= 3 &&
                        asked->find_first_not_of("0123456789") == std::string_view::npos;
    wait = digits ? std::stoll(std::string(*asked)) : -1;
    if (wait < 0 || wait > route.longest_wait.count())
      throw invalid("wait", "out_of_range",
                    "must be between 0 and " + std::to_string(route.longest_wait.count()));
  }
  if (attempt(wait == 0)) return;
  pipeline_.waiting.park(exchange->started + std::chrono::seconds(wait), attempt);
}

// A route that leaves the decision to its handler must have asked for a permission before it answers; one
// that honours limits, for the limit.
http::Response Dispatcher::checked(const Context& context, http::Response response) const {
  if (context.route().access.kind == Access::Kind::Decided && !context.checked_)
    throw std::logic_error("route " + context.route().name + " answered without checking a permission");
  if (context.claims() && context.claims()->limit && !context.limit_asked_)
    throw std::logic_error("route " + context.route().name + " answered without asking for the limit");
  return response;
}

// Until it is read, so that many who read slowly hold no more than the budget. A write has happened, and is
// told.
http::Response Dispatcher::within_budget(const Context& context, http::Response response) const {
  if (!is_public_ || is_write(context.route()) || response.body.size() <= kSmallAnswer) return response;
  response.held = pipeline_.intake.hold(payer_of(context), context.request(), response.body.size());
  if (!response.held)
    throw unavailable(
        "overloaded",
        "More answers wait to be read than there is memory for; read those, or try again shortly",
        {"answers that wait to be read fill their budget of memory"}, 1);
  return response;
}

http::Response Dispatcher::answer_to(Exchange& exchange, const Problem& problem) const {
  exchange.code = problem.code;
  return to_response(problem, exchange.request_id);
}

http::Response Dispatcher::problem_of(Exchange& exchange, const std::exception_ptr& error) const {
  try {
    std::rethrow_exception(error);
  } catch (const Refusal& refusal) {
    exchange.cause = refusal.cause().text;
    const Route* route = exchange.context ? &exchange.context->route() : nullptr;
    const Problem& problem = refusal.problem();
    if (route && problem.status == 429 && problem.code != kRateLimited) {
      exchange.rule = &route->name;
      limited(route->name).add();
    }
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
  return answer_to(exchange,
                   Problem{500,
                           "internal",
                           "Something went wrong here; the log holds the details under this request's id",
                           {},
                           {}});
}

// Counted before it is sent: whoever has the answer finds it in the metrics.
http::Response Dispatcher::finished(const Exchange& exchange, http::Response response) const {
  add_headers(exchange, response);
  observe(exchange, response.status);
  if (exchange.span) end_span(exchange, response.status);
  return response;
}

void Dispatcher::finish(const Exchange& exchange, const http::Responder& responder,
                        http::Response response) const {
  responder.send(finished(exchange, std::move(response)));
}

void Dispatcher::add_headers(const Exchange& exchange, http::Response& response) const {
  http::Headers& headers = response.headers;
  for (const auto& [name, value] : exchange.extra.fields()) headers.add(name, value);
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

http::Response Dispatcher::framing_error(int status, std::string_view detail) const {
  const std::string code = status == 503   ? "overloaded"
                           : status == 413 ? "too_large"
                           : status == 408 ? "timeout"
                                           : "malformed_request";
  Exchange exchange;
  exchange.started = pipeline_.around.clock.steady();
  exchange.request_id = base::uuid_v7(pipeline_.around.clock, pipeline_.around.random);
  http::Response response = answer_to(exchange, Problem{status, code, std::string(detail), {}, {}});
  if (status == 503) response.headers.set("Retry-After", "1");
  if (status >= 500) exchange.cause = detail;
  add_headers(exchange, response);
  observe(exchange, status);
  return response;
}

// The rule: "user", "classic-writes", or the route that has a limit of its own.
Counter& Dispatcher::limited(const std::string& rule) const {
  return pipeline_.around.metrics.counter("lgm_rate_limited_total", "Answers 429, by the rule that refused",
                                          {{"rule", rule}});
}

RouteMetrics& Dispatcher::metrics_of(const Exchange& exchange) const {
  return *metrics_.at(exchange.context ? &exchange.context->route() : nullptr);
}

// A 5xx without a problem is no failure: a readiness probe is told so.
Level Dispatcher::level_of(const Exchange& exchange, int status) const {
  if (status >= 500 && !code_of(exchange).empty()) return Level::Error;
  return is_public_ || status >= 400 ? Level::Info : Level::Debug;
}

const std::string& Dispatcher::code_of(const Exchange& exchange) {
  return exchange.code.empty() && exchange.context ? exchange.context->refused_with_ : exchange.code;
}

// As the audit log names them, where that is known without asking for it.
std::string Dispatcher::user_of(const Exchange& exchange, int status) const {
  const Context* context = exchange.context.get();
  if (!context || !context->claims()) return exchange.notes.user;
  if (context->rights_) return context->rights_->username;
  const auto known = status >= 400 && pipeline_.around.rights && !context->claims()->limit
                         ? pipeline_.around.rights->kept(context->claims()->uid)
                         : nullptr;
  return known ? known->username : "";
}

void Dispatcher::observe(const Exchange& exchange, int status) const {
  const Surroundings& around = pipeline_.around;
  const double seconds = std::chrono::duration<double>(around.clock.steady() - exchange.started).count();
  RouteMetrics& metrics = metrics_of(exchange);
  metrics.observe(status, seconds);
  const Level level = level_of(exchange, status);
  if (!around.log.writes(level)) return;
  const auto members = [&](json::Writer& line) {
    const Context* context = exchange.context.get();
    const auto text = [&line](std::string_view key, std::string_view value) {
      if (value.empty()) return;
      line.key(key);
      line.text(value);
    };
    text("request_id", exchange.request_id);
    text("method", metrics.method());
    text("route", metrics.route());
    if (context) {
      text("path_template", templates_.at(&context->route()));
      text("path", path_of(context->request()));
    }
    line.key("status");
    line.integer(status);
    text("code", code_of(exchange));
    if (exchange.rule) text("rule", *exchange.rule);
    text("cause", exchange.cause);
    line.key("duration_ms");
    line.real(std::round(seconds * 1e6) / 1e3);
    text("client", exchange.client_address);
    text("user", user_of(exchange, status));
    if (context && context->claims()) text("uid", context->claims()->uid);
    if (context) text("caller", context->caller());
    if (!exchange.traceparent.empty()) text("trace_id", std::string_view(exchange.traceparent).substr(3, 32));
    for (const auto& wait : exchange.notes.waits) {
      const std::string member = trace::member_of(wait.dependency);
      line.key(member + "_ms");
      line.real(static_cast<double>(wait.time.count()) / 1e3);
      line.key(member + "_calls");
      line.integer(wait.calls);
    }
  };
  around.log.write_with(level, "request", std::ref(members));
}

}  // namespace lgm::service
