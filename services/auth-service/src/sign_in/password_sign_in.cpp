#include "sign_in/password_sign_in.hpp"

#include "lgm/contracts/identity.hpp"

namespace lgm::auth_service {
namespace {

SignInRefusal invalid_credentials(const char* reason, const std::string& username, bool locks = false) {
  return {service::refusal<401>("invalid_credentials", "The user name or the password is wrong").problem(),
          reason, username, locks};
}

}  // namespace

PasswordSignIn::PasswordSignIn(bool enabled, const Users& users, AbuseLimits& limits, SessionStart& start,
                               TypedNames names, Pause pause, std::size_t most_delayed, service::Log& log)
    : enabled_(enabled),
      users_(users),
      limits_(limits),
      start_(start),
      names_(std::move(names)),
      pause_(std::move(pause)),
      slots_(most_delayed),
      log_(log) {}

void PasswordSignIn::delay(const AbuseLimits::Wait& wait, const std::string& address) {
  if (wait.delay.count() == 0) return;
  const auto slot = slots_.take(counted_address(address), wait.network_has_failed);
  if (!slot)
    throw service::unavailable("sign_in_busy",
                               "Too many sign-ins are being checked at the moment; try again shortly",
                               {"as many sign-ins wait out their delay as may"});
  pause_(wait.delay);
}

Started PasswordSignIn::sign_in(const std::string& username, const std::string& password, Delivery delivery,
                                const HeldSession& held, const Visitor& visitor) {
  return start_.watched(std::string(kPasswordWay), visitor,
                        [&] { return checked(username, password, delivery, held(), visitor); });
}

Started PasswordSignIn::checked(const std::string& username, const std::string& password, Delivery delivery,
                                const std::optional<FoundSession>& held, const Visitor& visitor) {
  if (!enabled_) throw service::forbidden("local_login_disabled", "Sign-in by password is switched off");
  const auto attempt = limits_.begin_password(
      username, visitor.address, [&](const AbuseLimits::Wait& wait) { delay(wait, visitor.address); });
  // Asked while locked as well: the answer must take the same time.
  const auto [user, name_known] = users_.verify_password(username, password);
  if (attempt.locked || !user) {
    limits_.password_failed(username, visitor.address, attempt);
    const std::string shown = name_known ? username : names_.hidden(username);
    throw invalid_credentials(attempt.locked ? "locked" : "wrong_password", shown, attempt.last_one);
  }
  limits_.password_right(username, visitor.address);
  log_.warning("break-glass sign-in by password", {{"uid", user->uid}, {"client", visitor.address}});
  Beginning beginning{*user,
                      contracts::token_subject(contracts::kLocalIssuer, {}, user->uid),
                      std::string(kPasswordWay),
                      kPassword,
                      delivery,
                      held};
  beginning.confirm = [&, verified = *user] {
    if (!users_.is_as_verified(verified)) throw invalid_credentials("replaced_meanwhile", username);
  };
  return start_.begin(beginning, visitor);
}

}  // namespace lgm::auth_service
