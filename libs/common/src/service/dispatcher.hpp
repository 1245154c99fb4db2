// The way of a request of one listener (service.hpp lists its steps): what it is for, who may
// (admission.hpp), what is answered (answers.hpp), what is told of it (observer.hpp).
#pragma once
#include <memory>
#include <string>
#include <unordered_set>

#include "admission.hpp"
#include "answers.hpp"
#include "lgm/http/server.hpp"
#include "observer.hpp"

namespace lgm::service {

class Dispatcher {
 public:
  Dispatcher(const Pipeline& pipeline, const RouteTable& table, bool is_public);
  // Answers a framed request; on a worker thread, or on an I/O thread if answers_at_once() says so.
  void handle(http::Request&& request, const http::Responder& responder);
  bool answers_at_once(const http::Request& request) const { return at_once_.contains(request.path); }
  // A write, which may wait for others' locks: it never has all workers.
  bool may_wait(const http::Request& request) const;
  // Everything that the head alone can be refused for, before its body is kept. Waits for nothing: what asks
  // for a key that must be fetched passes as nobody's, and is asked again with its body.
  http::HeadVerdict at_head(const http::Request& head) const;
  // The answer to what could not be framed.
  http::Response framing_error(const http::FramingError& error) const;
  // The largest body of the route that a target names.
  std::size_t body_limit(http::Method method, std::string_view target) const;

 private:
  using Shared = std::shared_ptr<Exchange>;
  RouteTable::Match find(http::Method method, std::string_view path) const;
  void begin(Exchange& exchange) const;
  std::unique_ptr<Exchange> exchange_of(http::Request&& request, RouteTable::Match& match) const;
  static std::string payer_of(const Context& context);
  bool charged(const Shared& exchange, const http::Responder& responder);
  bool wait_for(const Charge& charge, const Shared& exchange, const http::Responder& responder);
  void go_on_by(const Charge& charge, const RateLimiter::Verdict& verdict, const Shared& exchange,
                const http::Responder& responder);
  void go_on(const Shared& exchange, const http::Responder& responder);
  void run(const Shared& exchange, const http::Responder& responder);
  void park(const Shared& exchange, const http::Responder& responder);
  http::Response checked(const Context& context, http::Response response) const;
  http::Response within_budget(const Context& context, http::Response response) const;
  http::Response finished(const Exchange& exchange, http::Response response) const;
  void finish(const Exchange& exchange, const http::Responder& responder, http::Response response) const;

  const Pipeline& pipeline_;
  const RouteTable& table_;
  const bool is_public_;
  const Admission admission_;
  const Answers answers_;
  const Observer observer_;
  bool writes_ = false;                      // some route does
  std::unordered_set<std::string> at_once_;  // whole paths
};

}  // namespace lgm::service
