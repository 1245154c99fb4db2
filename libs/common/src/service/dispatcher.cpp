#include "dispatcher.hpp"

#include <algorithm>

#include "../http/request_framer.hpp"

namespace lgm::service {
namespace {

constexpr std::size_t kLongestRequestId = 128;
constexpr std::size_t kSmallAnswer = 64 * 1024;  // bytes; counts against no budget

bool is_request_id(std::string_view id) {
  return !id.empty() && id.size() <= kLongestRequestId &&
         std::all_of(id.begin(), id.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == ':';
         });
}

ProblemCode code_of_framing(int status) {
  switch (status) {
    case 503:
      return "overloaded";
    case 413:
      return "too_large";
    case 408:
      return "timeout";
    default:
      return "malformed_request";
  }
}

}  // namespace

Dispatcher::Dispatcher(const Pipeline& pipeline, const RouteTable& table, bool is_public)
    : pipeline_(pipeline),
      table_(table),
      is_public_(is_public),
      admission_(pipeline, is_public),
      answers_(pipeline, table, is_public),
      observer_(pipeline, table, is_public) {
  const CommonConfig& config = pipeline.config;
  for (const auto& route : table.routes()) {
    writes_ = writes_ || is_write(*route);
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

bool Dispatcher::may_wait(const http::Request& request) const {
  if (!writes_ || http::is_safe(request.method)) return false;
  const auto match = find(request.method, request.path);
  return match.route && is_write(*match.route);
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
  if (pipeline_.tracing) observer_.begin_span(exchange);
  exchange.client_address =
      pipeline_.proxies.client_of(request.peer_address, forwarded(request, "X-Forwarded-For"));
}

// Whose share of the budget of bodies a request counts against; empty: nobody's known.
std::string Dispatcher::payer_of(const Context& context) {
  if (!context.principal_) return "";
  return std::string(to_string(context.principal_->kind)) + " " + context.principal_->id;
}

std::unique_ptr<Exchange> Dispatcher::exchange_of(http::Request&& request, RouteTable::Match& match) const {
  auto exchange = std::make_unique<Exchange>(pipeline_.limits, pipeline_.held);
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
    context->charges_ = &exchange->charges;
  }
  return exchange;
}

http::HeadVerdict Dispatcher::at_head(const http::Request& head) const {
  http::Request alone = head;
  alone.body.clear();
  RouteTable::Match match;
  const auto exchange = exchange_of(std::move(alone), match);
  if (!match.route) {
    if (Answers::is_preflight(exchange->request(), match)) return {};
    return {finished(*exchange, answers_.refuse_unrouted(*exchange, match)), {}};
  }
  Context& context = *exchange->context;
  try {
    admission_.check_transport(context);
    if (!admission_.authenticate(context, Admission::Fetch::Nothing)) return {};
    context.check_body_kind();
  } catch (...) {
    return {finished(*exchange, answers_.problem_of(*exchange, std::current_exception())), {}};
  }
  return {std::nullopt, payer_of(context)};
}

void Dispatcher::handle(http::Request&& request, const http::Responder& responder) {
  RouteTable::Match match;
  const Shared exchange = exchange_of(std::move(request), match);
  const trace::Scope scope(observer_.handed_on(*exchange));
  try {
    if (Answers::is_preflight(exchange->request(), match))
      return finish(*exchange, responder, answers_.preflight(exchange->request(), match));
    if (!match.route) return finish(*exchange, responder, answers_.refuse_unrouted(*exchange, match));
    Context& context = *exchange->context;
    if (context.request().body.size() > match.route->max_body)
      throw refusal<413>(
          "too_large",
          "The body is larger than the " + std::to_string(match.route->max_body) + " bytes allowed here",
          {{"limit_bytes", static_cast<std::int64_t>(match.route->max_body)}});
    admission_.check_transport(context);
    admission_.authenticate(context, Admission::Fetch::Keys);
    if (charged(exchange, responder)) go_on(exchange, responder);
  } catch (...) {
    finish(*exchange, responder, answers_.problem_of(*exchange, std::current_exception()));
  }
}

// False: the request waits for one of its limits without a worker, and goes on, or is refused, after that.
bool Dispatcher::charged(const Shared& exchange, const http::Responder& responder) {
  const Context& context = *exchange->context;
  Charges& charges = exchange->charges;
  while (NamedLimit* limit = charges.next(context)) {
    const std::string& key = charges.key_of(*limit, context);
    if (const auto verdict = charges.at_once(*limit, key))
      charges.settle(*limit, *verdict);
    else if (!wait_for({limit, key}, exchange, responder))
      return false;
  }
  return true;
}

// True: it was admitted meanwhile.
bool Dispatcher::wait_for(const Charge& charge, const Shared& exchange, const http::Responder& responder) {
  const auto resume = [this, charge, exchange, responder](const RateLimiter::Verdict& verdict) {
    const auto job = [this, charge, verdict, exchange, responder] {
      go_on_by(charge, verdict, exchange, responder);
    };
    if (pipeline_.post(job, is_write(exchange->context->route()))) return;
    const auto busy = unavailable("overloaded", "Too many requests are waiting; try again shortly",
                                  {"the queue of the workers is full"}, 1);
    finish(*exchange, responder, answers_.problem_of(*exchange, std::make_exception_ptr(busy)));
  };
  const auto verdict = pipeline_.held.take(charge.limit->limiter, charge.key, resume);
  if (verdict) exchange->charges.settle(charge, *verdict);
  return verdict.has_value();
}

void Dispatcher::go_on_by(const Charge& charge, const RateLimiter::Verdict& verdict, const Shared& exchange,
                          const http::Responder& responder) {
  if (!responder.open()) return;
  const trace::Scope scope(observer_.handed_on(*exchange));
  try {
    exchange->charges.settle(charge, verdict);
    // The session may have been ended meanwhile.
    admission_.authenticate(*exchange->context, Admission::Fetch::Keys);
    if (charged(exchange, responder)) go_on(exchange, responder);
  } catch (...) {
    finish(*exchange, responder, answers_.problem_of(*exchange, std::current_exception()));
  }
}

void Dispatcher::go_on(const Shared& exchange, const http::Responder& responder) {
  admission_.check_permission(*exchange->context);
  if (exchange->context->route().poll) return park(exchange, responder);
  run(exchange, responder);
}

void Dispatcher::run(const Shared& exchange, const http::Responder& responder) {
  try {
    exchange->charges.begin_run();
    http::Response response = exchange->context->route().handle(*exchange->context);
    const Context& context = *exchange->context;
    finish(*exchange, responder, within_budget(context, checked(context, std::move(response))));
  } catch (const MustWait& wait) {
    if (wait_for(wait.charge, exchange, responder)) run(exchange, responder);
  }
}

void Dispatcher::park(const Shared& exchange, const http::Responder& responder) {
  const Route& route = exchange->context->route();
  const auto attempt = [this, exchange, responder](bool last) {
    if (!responder.open()) return true;
    const trace::Scope scope(observer_.handed_on(*exchange));
    try {
      auto response = exchange->context->route().poll(*exchange->context, last);
      if (!response) return false;
      finish(*exchange, responder, std::move(*response));
    } catch (...) {
      finish(*exchange, responder, answers_.problem_of(*exchange, std::current_exception()));
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
      throw invalid({"wait", "out_of_range",
                     "must be between 0 and " + std::to_string(route.longest_wait.count()),
                     route.longest_wait.count()});
  }
  if (attempt(wait == 0)) return;
  pipeline_.waiting.park(exchange->started + std::chrono::seconds(wait), attempt);
}

// A route that leaves the decision to its handler must have asked for a permission before it answers; one
// that honours limits, for the limit.
http::Response Dispatcher::checked(const Context& context, http::Response response) const {
  if (context.route().access.kind == Access::Kind::Decided && !context.checked_)
    throw std::logic_error("route " + context.route().name + " answered without checking a permission");
  if (context.principal_ && context.principal_->limit && !context.limit_asked_)
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

// Counted before it is sent: whoever has the answer finds it in the metrics.
http::Response Dispatcher::finished(const Exchange& exchange, http::Response response) const {
  answers_.add_headers(exchange, response);
  observer_.observe(exchange, response.status);
  return response;
}

void Dispatcher::finish(const Exchange& exchange, const http::Responder& responder,
                        http::Response response) const {
  responder.send(finished(exchange, std::move(response)));
}

http::Response Dispatcher::framing_error(const http::FramingError& error) const {
  const int status = error.status;
  Problem problem{status, code_of_framing(status), std::string(error.detail), {}, {}};
  if (status == 413) problem.facts = {{"limit_bytes", static_cast<std::int64_t>(error.body_limit)}};
  Exchange exchange(pipeline_.limits, pipeline_.held);
  exchange.started = pipeline_.around.clock.steady();
  exchange.request_id = base::uuid_v7(pipeline_.around.clock, pipeline_.around.random);
  http::Response response = answers_.answer_to(exchange, problem);
  if (status == 503) response.headers.set("Retry-After", "1");
  if (status >= 500) exchange.cause = error.detail;
  return finished(exchange, std::move(response));
}

}  // namespace lgm::service
