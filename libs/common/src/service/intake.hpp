// What a process takes on at a time: limits of connections for its listeners and the budget of unfinished
// requests, both by what the system gives (capacity.hpp), and what is counted and logged of what is refused.
#pragma once
#include <memory>
#include <string>

#include "client_address.hpp"
#include "lgm/http/server.hpp"
#include "lgm/service/service.hpp"
#include "occasional.hpp"

namespace lgm::service {

class Intake {
 public:
  Intake(const CommonConfig& config, const Surroundings& around, const TrustedProxies& proxies);
  // Before the first listener. Throws std::runtime_error where the system, or the configuration, gives too
  // little for the routes' largest body.
  void begin(std::size_t largest_body, bool listens_publicly);
  // Sets what a listener is limited by. The options may not outlive this.
  void limit(http::ServerOptions& options, bool is_public);
  // Room for the answer to a request until it is read; null where there is none. One that is larger than its
  // payer's share takes what the request leaves of it: who waits for nothing else is answered.
  std::shared_ptr<const http::ByteBudget::Lease> hold(const std::string& payer, const http::Request& request,
                                                      std::size_t bytes);

 private:
  void connection_refused(const std::string& listener, http::ConnectionRefusal why, std::size_t limit);
  void body_refused();
  Counter& refused_connections(const std::string& listener, http::ConnectionRefusal why) const;
  Counter& refused_bodies() const;

  const CommonConfig& config_;
  const Surroundings& around_;
  const TrustedProxies& proxies_;
  std::size_t most_public_ = 0, most_internal_ = 0;
  std::shared_ptr<http::ByteBudget> budget_;
  Occasional connection_refusals_, body_refusals_;
};

}  // namespace lgm::service
