// Break-glass sign-in of local accounts by password. Thread-safe.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "abuse_limits/abuse_limits.hpp"
#include "browser/held_session.hpp"
#include "lgm/service/log.hpp"
#include "sessions/session_start.hpp"
#include "sign_in/delay_slots.hpp"
#include "sign_in/typed_names.hpp"

namespace lgm::auth_service {

// Waits; a constructor argument so that tests need not.
using Pause = std::function<void(std::chrono::milliseconds)>;

// The name of this way in, as IdentityProvider::id() is that of a provider's.
inline constexpr std::string_view kPasswordWay = "password";

class PasswordSignIn {
 public:
  // At most `most_delayed` attempts wait at once (delay_slots.hpp).
  PasswordSignIn(bool enabled, const Users& users, AbuseLimits& limits, SessionStart& start, TypedNames names,
                 Pause pause, std::size_t most_delayed, service::Log& log);
  bool enabled() const { return enabled_; }
  // Throws Refusal 401 `invalid_credentials` (the same for every reason), 403 `local_login_disabled` or
  // `user_disabled`, 429 `too_many_failures`, 503.
  Started sign_in(const std::string& username, const std::string& password, Delivery delivery,
                  const HeldSession& held, const Visitor& visitor);

 private:
  Started checked(const std::string& username, const std::string& password, Delivery delivery,
                  const std::optional<FoundSession>& held, const Visitor& visitor);
  void delay(const AbuseLimits::Wait& wait, const std::string& address);

  const bool enabled_;
  const Users& users_;
  AbuseLimits& limits_;
  SessionStart& start_;
  const TypedNames names_;
  const Pause pause_;
  DelaySlots slots_;
  service::Log& log_;
};

}  // namespace lgm::auth_service
