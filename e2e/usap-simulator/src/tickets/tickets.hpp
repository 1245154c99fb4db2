// Portal sessions and one-time tickets, as USAP gives them: a ticket lives 300 s, is good once, and is meant
// for one system. Thread-safe.
#pragma once
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"

namespace lgm::usap_simulator {

class Tickets {
 public:
  static constexpr std::chrono::seconds kTicketLife{300}, kSessionLife{28'800};

  Tickets(const base::Clock& clock, base::Random& random) : clock_(clock), random_(random) {}
  std::string sign_in(const std::string& user_id);                                  // SES_…
  std::optional<std::string> user_of(const std::string& session);                   // none: unknown or over
  std::string issue(const std::string& user_id, const std::string& target_system);  // TK_…

  enum class Fault { None, Invalid, Expired, Used, OtherTarget };
  struct Redeemed {
    Fault fault = Fault::Invalid;
    std::string user_id, target_system;
  };
  // `client_id`: who redeems it; a ticket for another system is refused and stays unused.
  Redeemed redeem(const std::string& ticket, const std::string& client_id);
  // Every ticket that is out now expires.
  void expire_all();

 private:
  struct Ticket {
    std::string user_id, target_system;
    base::SteadyTime until;
    bool used = false;
  };
  struct Session {
    std::string user_id;
    base::SteadyTime until;
  };
  void sweep();  // once a minute

  const base::Clock& clock_;
  base::Random& random_;
  std::mutex mutex_;
  std::map<std::string, Ticket> tickets_;
  std::map<std::string, Session> sessions_;
  base::SteadyTime swept_{};
};

}  // namespace lgm::usap_simulator
