#include "users/password_attempts.hpp"

#include "lgm/service/problem.hpp"

namespace lgm::admin::users {
namespace {

constexpr int kMost = 5;
constexpr std::chrono::minutes kWindow{10};

std::string key_of(const std::string& uid) {
  return "current-password:" + uid;
}

}  // namespace

void PasswordAttempts::begin(const std::string& uid) {
  const auto together = count_together(uid);
  const Count count = together ? *together : count_here(uid);
  if (count.attempts <= kMost) return;
  const auto left = std::max<std::int64_t>(
      1, std::chrono::ceil<std::chrono::seconds>(count.ends - clock_.steady()).count());
  throw service::too_many_requests(
      "too_many_failures",
      "The current password was wrong too often; try again in " + std::to_string(left) + " seconds",
      static_cast<int>(left));
}

PasswordAttempts::Count PasswordAttempts::count_here(const std::string& uid) {
  const auto now = clock_.steady();
  const std::lock_guard lock(mutex_);
  Count& count = counts_[uid];
  if (now >= count.ends) count = {0, now + kWindow};
  ++count.attempts;
  return count;
}

std::optional<PasswordAttempts::Count> PasswordAttempts::count_together(const std::string& uid) {
  const std::chrono::seconds window = kWindow;
  const auto answer = json::parse_or_nothing(
      ask("/internal/v1/counters/add",
          json::Object{{"key", key_of(uid)}, {"amount", 1}, {"window_seconds", window.count()}})
          .value_or(""));
  const auto count = answer ? answer->integer_at("count") : std::nullopt;
  const auto resets = answer ? answer->integer_at("resets_in_ms") : std::nullopt;
  if (!count || !resets) return std::nullopt;
  return Count{*count, clock_.steady() + std::chrono::milliseconds(*resets)};
}

void PasswordAttempts::forget(const std::string& uid) {
  {
    const std::lock_guard lock(mutex_);
    counts_.erase(uid);
  }
  static_cast<void>(ask("/internal/v1/counters/clear", json::Object{{"key", key_of(uid)}}));
}

std::optional<std::string> PasswordAttempts::ask(const char* route, const json::Value& body) {
  if (!session_cache_) return std::nullopt;
  http::Call call;
  call.method = http::Method::Post;
  call.target = route;
  call.body = json::to_text(body);
  call.timeout = std::chrono::milliseconds(1000);
  auto result = session_cache_->call(call);
  if (!result.ok()) return std::nullopt;
  return std::move(result.body);
}

}  // namespace lgm::admin::users
