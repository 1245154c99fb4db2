#include "users/users.hpp"

#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

using json::Object;
using json::Value;

constexpr std::string_view kName = "admin-service";

service::Refusal no_users(service::Cause cause) {
  return service::unavailable("users_unavailable",
                              "Users cannot be looked up at the moment; try again shortly", std::move(cause));
}

http::Call post(std::string target, const Value& body, std::chrono::milliseconds timeout, bool idempotent) {
  http::Call call;
  call.method = http::Method::Post;
  call.target = std::move(target);
  call.body = json::to_text(body);
  call.timeout = timeout;
  call.idempotent = idempotent;
  return call;
}

LocalUser read_user(const Value& body) {
  const auto uid = body.text_at("uid"), username = body.text_at("username"), role = body.text_at("role");
  const auto active = body.flag_at("is_active");
  if (!uid || uid->empty() || !username || !role || !active)
    throw no_users(service::unreadable_answer(kName));
  return {*uid,
          body.text_at("user_id"),
          *username,
          *role,
          *active,
          body.integer_at("version"),
          body.flag_at("one_time").value_or(false)};
}

}  // namespace

LocalUser Users::sign_in(const Arrival& who) const {
  Value body(Object{{"issuer", who.issuer}, {"subject", who.subject}});
  if (who.user_id) body.set("user_id", *who.user_id);
  if (who.display_name) body.set("display_name", *who.display_name);
  if (who.email) body.set("email", *who.email);
  const auto result =
      admin_service_->call(post("/internal/v1/users/sign-in", body, std::chrono::milliseconds(4'000), true));
  if (result.error == http::CallError::None && result.status == 400)
    throw service::forbidden("reserved_user_id", "This user id cannot be signed in here");
  const auto answer = result.ok() ? json::parse_or_nothing(result.body) : std::nullopt;
  if (!answer) throw no_users(service::cause_of(kName, result));
  return read_user(*answer);
}

PasswordCheck Users::verify_password(const std::string& username, const std::string& password) const {
  const Value body(Object{{"username", username}, {"password", password}});
  const auto result = admin_service_->call(
      post("/internal/v1/users/verify-password", body, std::chrono::milliseconds(5'000), false));
  const auto answer = result.ok() ? json::parse_or_nothing(result.body) : std::nullopt;
  const auto verified = answer ? answer->flag_at("verified") : std::nullopt;
  if (!verified) throw no_users(service::cause_of(kName, result));
  PasswordCheck check;
  check.name_known = *verified || answer->flag_at("known").value_or(false);
  if (*verified) check.user = read_user(*answer);
  return check;
}

bool Users::is_as_verified(const LocalUser& user) const {
  if (!user.version) return true;
  http::Call call;
  call.target = "/internal/v1/users/" + http::encode_component(user.uid) + "/rights";
  call.timeout = std::chrono::milliseconds(2'000);
  call.idempotent = true;
  const auto result = admin_service_->call(call);
  if (result.error == http::CallError::None && result.status == 404) return false;
  const auto answer = result.ok() ? json::parse_or_nothing(result.body) : std::nullopt;
  if (!answer) throw no_users(service::cause_of(kName, result));
  // None: a replica of the version before has answered.
  return answer->integer_at("version").value_or(*user.version) == *user.version;
}

Users::Stored Users::store_audit(const std::vector<Value>& events) const {
  const Value body(Object{{"events", json::Array(events.begin(), events.end())}});
  const auto result =
      admin_service_->call(post("/internal/v1/audit", body, std::chrono::milliseconds(5'000), true));
  if (result.ok()) return Stored::Yes;
  const bool refused = result.error == http::CallError::None &&
                       (result.status == 400 || result.status == 413 || result.status == 422);
  return refused ? Stored::Refused : Stored::Later;
}

}  // namespace lgm::auth_service
