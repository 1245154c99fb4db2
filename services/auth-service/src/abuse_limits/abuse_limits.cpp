#include "abuse_limits/abuse_limits.hpp"

#include <algorithm>

#include "lgm/crypto/crypto.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::int64_t kMinute = 60, kHour = 3600;

// Names are data from outside: keys hold their digest.
std::string digest(std::string_view text) {
  return crypto::to_hex(crypto::sha256(text));
}
std::string ticket_key(const std::string& address) {
  return "sign-in:ticket:" + digest(counted_address(address));
}
std::string return_key(const std::string& address) {
  return "sign-in:return:" + digest(counted_address(address));
}
std::string sign_out_key(const std::string& address) {
  return "sign-out:" + digest(counted_address(address));
}
std::string pair_key(const std::string& username, const std::string& address) {
  return "sign-in:password:" + digest(username) + ":" + digest(counted_address(address));
}
std::string lock_key(const std::string& username, const std::string& address) {
  return "sign-in:lock:" + digest(username) + ":" + digest(counted_address(address));
}
std::string name_key(const std::string& username) {
  return "sign-in:name:" + digest(username);
}
std::string address_key(const std::string& address) {
  return "sign-in:address:" + digest(counted_address(address));
}

[[noreturn]] void refuse(const Count& count) {
  const auto seconds = static_cast<int>((count.resets_in_ms + 999) / 1000);
  throw service::too_many_requests("too_many_failures",
                                   "Too many failed sign-ins from this address; try again in " +
                                       std::to_string(std::max(seconds, 1)) + " seconds",
                                   std::max(seconds, 1));
}

}  // namespace

std::chrono::milliseconds delay_after(std::int64_t failures) {
  if (failures < kFreeNameFailures) return std::chrono::milliseconds(0);
  const auto doublings = std::min<std::int64_t>(failures - kFreeNameFailures, 10);
  return std::min(kFirstDelay * (std::int64_t{1} << doublings), kLongestDelay);
}

void AbuseLimits::admit_ticket(const std::string& address) const {
  const auto counts = cache_.counts({ticket_key(address)});
  if (counts[0].count >= kTicketFailuresAMinute) refuse(counts[0]);
}

void AbuseLimits::ticket_failed(const std::string& address) const {
  cache_.add(ticket_key(address), 1, kMinute);
}

void AbuseLimits::admit_return(const std::string& address) const {
  const auto counts = cache_.counts({return_key(address)});
  if (counts[0].count >= kReturnFailuresAMinute) refuse(counts[0]);
}

void AbuseLimits::return_failed(const std::string& address) const {
  cache_.add(return_key(address), 1, kMinute);
}

void AbuseLimits::admit_sign_out(const std::string& address) const {
  const auto counts = cache_.counts({sign_out_key(address)});
  if (counts[0].count >= kSignOutFailuresAMinute) refuse(counts[0]);
}

void AbuseLimits::sign_out_failed(const std::string& address) const {
  cache_.add(sign_out_key(address), 1, kMinute);
}

AbuseLimits::PasswordAttempt AbuseLimits::begin_password(const std::string& username,
                                                         const std::string& address,
                                                         const std::function<void(const Wait&)>& wait) const {
  const std::string lock = lock_key(username, address);
  const auto counts = cache_.counts({lock, name_key(username), address_key(address)});
  if (counts[2].count >= kAddressFailures) refuse(counts[2]);
  const Wait before{delay_after(counts[1].count), counts[2].count > 0};
  wait(before);
  // While it waited another one may have locked them.
  const bool waited = before.delay.count() > 0;
  const std::int64_t locks = waited ? cache_.counts({lock})[0].count : counts[0].count;
  PasswordAttempt attempt;
  if (locks > 0) {
    attempt.locked = true;
    return attempt;
  }
  const Count begun = cache_.add(pair_key(username, address), 1, kLockSeconds);
  attempt.locked = begun.count > kPasswordFailures;
  attempt.last_one = begun.count == kPasswordFailures;
  return attempt;
}

void AbuseLimits::password_failed(const std::string& username, const std::string& address,
                                  const PasswordAttempt& attempt) const {
  cache_.add(address_key(address), 1, kLockSeconds);
  if (attempt.locked) return;
  cache_.add(name_key(username), 1, kHour);
  if (!attempt.last_one) return;
  cache_.add(lock_key(username, address), 1, kLockSeconds);
  cache_.clear(pair_key(username, address));
}

void AbuseLimits::password_right(const std::string& username, const std::string& address) const {
  cache_.clear(pair_key(username, address));
}

}  // namespace lgm::auth_service
