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
#include "providers/directory.hpp"

namespace lgm::auth_service {

// How metrics, logs and health checks name USAP.
inline constexpr std::string_view kUsap = "usap";

enum class UsapOutcome {
  Ok,
  Refused,     // the ticket is invalid, expired, already used or meant for another system
  Unavailable  // not reachable, too slow, 5xx, circuit open; or it answered something that is no answer
};

struct TicketAnswer {
  UsapOutcome outcome = UsapOutcome::Unavailable;
  bool used_before = false;  // refused only because the ticket had been used
  Person person = {};        // when Ok
  service::Cause why = {};   // when Unavailable
};

struct UsapOptions {
  std::string client_id, client_secret;
  std::vector<std::string> target_systems;
};

class UsapClient final : public Directory {
 public:
  // `caller` is null where no USAP is configured: every call is then Unavailable.
  UsapClient(std::shared_ptr<http::Caller> caller, UsapOptions options, service::Metrics& metrics);
  bool configured() const { return caller_ != nullptr; }
  // Never sent twice: tickets are one-time.
  TicketAnswer validate(const std::string& ticket) const;
  // What UserInfo says of somebody who came by OAuth: the members of a ticket's answer, `valid` perhaps
  // not among them.
  TicketAnswer of_user_info(const json::Value& said) const;
  bool healthy() const;

  const Words& words() const override;
  bool may_know(const std::string& user_id) const override;
  PersonAnswer person(const std::string& user_id, std::chrono::milliseconds deadline) const override;
  PeopleAnswer people(const std::vector<std::string>& user_ids,
                      std::chrono::milliseconds deadline) const override;

 private:
  http::Call call_of(http::Method method, std::string target, bool idempotent) const;
  bool meant_for_us(const json::Value& answer) const;
  TicketAnswer judged(const http::CallResult& result) const;
  TicketAnswer identified(const json::Value& body, const char* call) const;
  // Counts an answer that is none, which is taken for no answer.
  service::Cause unreadable(const char* call) const;

  const std::shared_ptr<http::Caller> caller_;
  const UsapOptions options_;
  const service::Events bad_answers_;
};

// Ids as they are usable here: 1 to 64 characters, no control characters, and none that looks like one of
// ours.
bool usable_usap_id(const std::string& id);

}  // namespace lgm::auth_service
