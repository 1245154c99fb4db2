// The request pipeline of one listener (service.hpp lists its steps). Whatever is thrown becomes a problem
// here and nowhere else.
#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "client_address.hpp"
#include "held_requests.hpp"
#include "intake.hpp"
#include "internal_tokens.hpp"
#include "lgm/http/server.hpp"
#include "lgm/service/service.hpp"
#include "rate_limiter.hpp"
#include "route_metrics.hpp"
#include "tracing.hpp"
#include "waiting_room.hpp"

namespace lgm::service {

// What the dispatchers of both listeners share; owned by the service.
struct Pipeline {
  const Identity& identity;
  const CommonConfig& config;
  const Surroundings& around;
  const TrustedProxies& proxies;
  const InternalTokens& tokens;
  RateLimiter &limiter, &classic_writes;
  HeldRequests& held;
  // Hands a job to the workers of the public listener; false when they have more than enough.
  const std::function<bool(std::function<void()>)> post;
  WaitingRoom& waiting;
  Intake& intake;
  const std::unique_ptr<Tracing>& tracing;  // null: no traces
};

class Dispatcher {
 public:
  Dispatcher(const Pipeline& pipeline, const RouteTable& table, bool is_public);
  // Answers a framed request; on a worker thread, or on an I/O thread if answers_at_once() says so.
  void handle(http::Request&& request, const http::Responder& responder);
  bool answers_at_once(const http::Request& request) const { return at_once_.contains(request.path); }
  // Everything that the head alone can be refused for, before its body is kept. Waits for nothing: what asks
  // for a key that must be fetched passes as nobody's, and is asked again with its body.
  http::HeadVerdict at_head(const http::Request& head) const;
  // The answer to what could not be framed.
  http::Response framing_error(int status, std::string_view detail) const;
  // The largest body of the route that a target names.
  std::size_t body_limit(http::Method method, std::string_view target) const;

 private:
  struct Exchange;
  using Shared = std::shared_ptr<Exchange>;
  void begin(Exchange& exchange) const;
  trace::Current handed_on(Exchange& exchange) const;
  static std::string_view path_of(const http::Request& request);
  void begin_span(Exchange& exchange) const;
  void end_span(const Exchange& exchange, int status) const;
  RouteTable::Match find(http::Method method, std::string_view path) const;
  std::unique_ptr<Exchange> exchange_of(http::Request&& request, RouteTable::Match& match) const;
  http::Response refuse_unrouted(Exchange& exchange, const RouteTable::Match& match) const;
  bool allows_origin(const http::Request& request) const;
  static bool is_preflight(const http::Request& request, const RouteTable::Match& match);
  bool preflight(const Exchange& exchange, const http::Responder& responder,
                 const RouteTable::Match& match) const;
  void check_transport(const Context& context) const;
  using Fetch = auth::TokenVerifier::Fetch;
  bool admit(Context& context, Fetch fetch) const;
  void admit_internal(Context& context) const;
  bool admit_bearer(Context& context, Fetch fetch) const;
  void admit_limited(Context& context) const;
  void check_permission(const Context& context) const;
  void check_freshness(const Context& context) const;
  RateLimiter* limiter_of(const Context& context) const;
  bool hold_back(const Shared& exchange, const http::Responder& responder);
  void go_on_by(const RateLimiter& limiter, const RateLimiter::Verdict& verdict, const Shared& exchange,
                const http::Responder& responder);
  void check_rate(const RateLimiter& limiter, const RateLimiter::Verdict& verdict, Exchange& exchange) const;
  void go_on(const Shared& exchange, const http::Responder& responder);
  void run(const Shared& exchange, const http::Responder& responder);
  void park(const Shared& exchange, const http::Responder& responder);
  http::Response checked(const Context& context, http::Response response) const;
  http::Response within_budget(const Context& context, http::Response response) const;
  http::Response problem_of(Exchange& exchange, const std::exception_ptr& error) const;
  http::Response answer_to(Exchange& exchange, const Problem& problem) const;
  http::Response finished(const Exchange& exchange, http::Response response) const;
  void finish(const Exchange& exchange, const http::Responder& responder, http::Response response) const;
  void add_headers(const Exchange& exchange, http::Response& response) const;
  Counter& limited(const std::string& rule) const;
  RouteMetrics& metrics_of(const Exchange& exchange) const;
  Level level_of(const Exchange& exchange, int status) const;
  static const std::string& code_of(const Exchange& exchange);
  std::string user_of(const Exchange& exchange, int status) const;
  void observe(const Exchange& exchange, int status) const;

  const Pipeline& pipeline_;
  const RouteTable& table_;
  const bool is_public_;
  std::vector<std::string> cors_origins_;
  std::unordered_set<std::string> at_once_;  // whole paths
  const Traffic traffic_;
  std::unordered_map<const Route*, std::unique_ptr<RouteMetrics>> metrics_;  // null: no such route
  std::unordered_map<const Route*, std::string> templates_;                  // whole paths with places
  Events token_refusals_;
};

}  // namespace lgm::service
