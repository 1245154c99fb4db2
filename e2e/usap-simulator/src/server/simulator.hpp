// The simulator as a server: USAP's contract, the portal page, and the control routes (POST
// /simulator/behaviour and its neighbours). cpp-httplib does the HTTP.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "behaviour/behaviour.hpp"
#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"
#include "people/people.hpp"

namespace lgm::usap_simulator {

struct Options {
  std::string address = "127.0.0.1";
  int port = 0;  // 0: a free one
  std::string client_id = "llm-guard-manager";
  std::string client_secret;
  std::string console_url;  // {console_url}/sso/login?ticket=… is where the portal leads; empty: nowhere
  std::string redirect_uri = {};    // of OAuth; empty: /dbmanage/api/v1/auth/callback of the console's origin
  std::int64_t further_people = 0;  // beside the built-in ones
};

class Simulator {
 public:
  // `clock` and `random` outlive it.
  Simulator(Options options, const base::Clock& clock, base::Random& random);
  ~Simulator();
  // Listens on own threads; throws std::runtime_error naming address and port.
  void start();
  void stop();
  std::uint16_t port() const;

  // What tests ask and change directly.
  People& people();
  BehaviourSwitch& behaviour();
  // A ticket as the portal would give it.
  std::string ticket_for(const std::string& user_id, const std::string& target_system = "llm-guard-manager");
  void expire_tickets();
  // Calls of the contract answered so far, by "validate", "users", "batch", "health", "authorize", "token",
  // "userinfo".
  std::int64_t calls(const std::string& name) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lgm::usap_simulator
