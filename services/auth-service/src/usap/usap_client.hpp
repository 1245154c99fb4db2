// USAP, the enterprise's identity provider, as we call it, and what we take for an answer. Whatever is not a
// full, valid answer signs nobody in. Thread-safe.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"
#include "lgm/service/metrics.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::auth_service {

struct UsapPerson {
  std::string user_id, user_name;
  std::optional<std::string> email, department, phone;
  bool active = true;  // an absent status means active
};

enum class UsapOutcome {
  Ok,
  Refused,      // the ticket is invalid, expired, already used or meant for another system
  NotFound,     // no such user
  Unavailable,  // not reachable, too slow, 5xx, circuit open
  BadAnswer     // it answered something that is no answer: counted, treated as unavailable
};

struct TicketAnswer {
  UsapOutcome outcome = UsapOutcome::Unavailable;
  bool used_before = false;  // refused only because the ticket had been used
  UsapPerson person;         // when Ok
  service::Cause why = {};   // when Unavailable or BadAnswer
};

struct UserAnswer {
  UsapOutcome outcome = UsapOutcome::Unavailable;
  UsapPerson person;
  service::Cause why = {};
};

struct UsersAnswer {
  UsapOutcome outcome = UsapOutcome::Unavailable;
  std::vector<UsapPerson> people;
  std::vector<std::string> not_found;
  service::Cause why = {};
};

struct UsapOptions {
  std::string client_id, client_secret;
  std::vector<std::string> target_systems;
};

class UsapClient {
 public:
  // `caller` is null where no USAP is configured: every call is then Unavailable.
  UsapClient(std::shared_ptr<http::Caller> caller, UsapOptions options, service::Metrics& metrics);
  bool configured() const { return caller_ != nullptr; }
  // Never sent twice: tickets are one-time.
  TicketAnswer validate(const std::string& ticket) const;
  UserAnswer user(const std::string& user_id, std::chrono::milliseconds deadline) const;
  // At most 100 ids.
  UsersAnswer users(const std::vector<std::string>& user_ids, std::chrono::milliseconds deadline) const;
  bool healthy() const;

 private:
  http::Call call_of(http::Method method, std::string target, bool idempotent) const;
  bool meant_for_us(const json::Value& answer) const;
  // Counts answers that are none.
  template <class Answer>
  Answer judged(const char* call, Answer answer) const;

  const std::shared_ptr<http::Caller> caller_;
  const UsapOptions options_;
  const service::Events bad_answers_;
};

// Ids as they are usable here: 1 to 64 characters, no control characters, and none that looks like one of
// ours
// (`local:`, `oidc:`).
bool usable_usap_id(const std::string& id);

}  // namespace lgm::auth_service
