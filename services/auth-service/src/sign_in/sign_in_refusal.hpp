// A sign-in that is refused for a reason which the client is not told, or not so exactly.
#pragma once
#include <optional>
#include <string>

#include "lgm/service/problem.hpp"

namespace lgm::auth_service {

// The client gets the problem; metrics and the audit log get the reason and the name. Any other Refusal of a
// sign-in has its code as its reason, and no name.
class SignInRefusal : public service::Refusal {
 public:
  // `locks`: by this one, name and address are locked for some minutes.
  SignInRefusal(service::Problem problem, std::string reason, std::optional<std::string> username = {},
                bool locks = false, service::Cause cause = {})
      : Refusal(std::move(problem), std::move(cause)),
        reason_(std::move(reason)),
        username_(std::move(username)),
        locks_(locks) {}
  const std::string& reason() const { return reason_; }
  const std::optional<std::string>& username() const { return username_; }
  bool locks() const { return locks_; }

 private:
  std::string reason_;
  std::optional<std::string> username_;
  bool locks_;
};

}  // namespace lgm::auth_service
