#include "fake_admin_service.hpp"

#include <algorithm>

namespace lgm::testing {
namespace {

using json::Array;
using json::Object;
using json::Value;

Array array_of(const std::vector<std::string>& texts) {
  return Array(texts.begin(), texts.end());
}

Value described(const FakeUser& user) {
  Value body(Object{
      {"uid", user.uid}, {"username", user.username}, {"role", user.role}, {"is_active", user.active}});
  body.set("user_id", user.user_id.empty() ? Value() : Value(user.user_id));
  return body;
}

}  // namespace

http::CallResult FakeAdminService::call(const http::Call& call) {
  const std::lock_guard lock(mutex_);
  http::CallResult result;
  if (away_) {
    result.error = http::CallError::Connect;
    return result;
  }
  result.status = 200;
  const Value body = call.body.empty() ? Value(Object{}) : json::parse_or_nothing(call.body).value();
  constexpr std::string_view kUsers = "/internal/v1/users/", kRights = "/rights";
  Value answer(Object{});
  if (call.target == "/internal/v1/users/sign-in") {
    answer = sign_in(body, result.status);
  } else if (call.target == "/internal/v1/users/find" && knows_identities_) {
    answer = find(body);
  } else if (call.target == "/internal/v1/users/mapped-roles" && maps_roles_) {
    answer = map_roles(body, result.status);
  } else if (call.target == "/internal/v1/users/verify-password") {
    answer = verify(body);
  } else if (call.target == "/internal/v1/audit") {
    answer = store_audit(body, result.status);
  } else if (call.target.starts_with(kUsers) && call.target.ends_with(kRights)) {
    answer = rights(call.target.substr(kUsers.size(), call.target.size() - kUsers.size() - kRights.size()),
                    result.status);
  } else {
    result.status = 404;
  }
  result.body = json::to_text(answer);
  return result;
}

Value FakeAdminService::sign_in(const Value& body, int& status) {
  const std::string subject = body.text_at("subject").value();
  last_arrival_ = body;
  if (subject.starts_with("local:")) {
    status = 400;
    return Object{{"code", "reserved_id"}};
  }
  std::string& uid = identities_[body.text_at("issuer").value() + "\n" + subject];
  const bool created = uid.empty();
  if (created) {
    uid = "uid-" + subject;
    users_[uid] = {uid, body.text_at("user_id").value_or(""), subject};
  }
  Value answer = described(users_[uid]);
  answer.set("created", created);
  return answer;
}

Value FakeAdminService::find(const Value& body) const {
  const auto found =
      identities_.find(body.text_at("issuer").value() + "\n" + body.text_at("subject").value());
  return Object{{"uid", found == identities_.end() ? Value() : Value(found->second)}};
}

Value FakeAdminService::map_roles(const Value& body, int& status) {
  last_mapping_ = body;
  ++mappings_;
  if (!users_.contains(body.text_at("uid").value())) {
    status = 404;
    return Object{{"code", "not_found"}};
  }
  Array unknown;
  for (const Value& role : *body.find("roles")->array())
    if (role.text_at("role") == lacks_role_) unknown.push_back(role);
  const auto given = static_cast<std::int64_t>(body.find("roles")->array()->size() - unknown.size());
  return Object{{"given", given}, {"taken", 0}, {"unknown", std::move(unknown)}};
}

void FakeAdminService::maps_roles(bool maps) {
  const std::lock_guard lock(mutex_);
  maps_roles_ = maps;
}

void FakeAdminService::lacks_role(const std::string& role) {
  const std::lock_guard lock(mutex_);
  lacks_role_ = role;
}

Value FakeAdminService::last_mapping() const {
  const std::lock_guard lock(mutex_);
  return last_mapping_;
}

int FakeAdminService::mappings() const {
  const std::lock_guard lock(mutex_);
  return mappings_;
}

Value FakeAdminService::last_arrival() const {
  const std::lock_guard lock(mutex_);
  return last_arrival_;
}

Value FakeAdminService::store_audit(const Value& body, int& status) {
  const Array& events = *body.find("events")->array();
  for (const Value& event : events)
    if (event.text_at("action") == refused_action_) {
      status = 422;
      return Object{};
    }
  for (const Value& event : events) audit_.emplace(event.text_at("id").value(), event);
  return Object{{"stored", static_cast<std::int64_t>(events.size())}};
}

void FakeAdminService::refuse_audit_of(const std::string& action) {
  const std::lock_guard lock(mutex_);
  refused_action_ = action;
}

Value FakeAdminService::verify(const Value& body) {
  ++password_checks_;
  for (const auto& [uid, user] : users_)
    if (user.username == body.text_at("username") && !user.password.empty() &&
        user.password == body.text_at("password")) {
      Value answer = described(user);
      answer.set("verified", true);
      if (says_what_it_knows_) answer.set("known", true), answer.set("one_time", user.one_time);
      return with_version(std::move(answer), user);
    }
  Value answer(Object{{"verified", false}});
  const bool known = std::any_of(users_.begin(), users_.end(), [&](const auto& entry) {
    return entry.second.username == body.text_at("username");
  });
  if (says_what_it_knows_) answer.set("known", known);
  return answer;
}

Value FakeAdminService::rights(const std::string& uid, int& status) const {
  const auto found = users_.find(uid);
  if (found == users_.end()) {
    status = 404;
    return Object{};
  }
  const FakeUser& user = found->second;
  Value body = described(user);
  body.set("is_admin", user.role == "SYSTEM_ADMIN");
  body.set("global", array_of(user.global));
  Object scenarios;
  std::vector<std::string> held;
  for (const auto& [app_id, codes] : user.scenarios)
    scenarios.emplace_back(app_id, array_of(codes)), held.push_back(app_id);
  body.set("scenarios", std::move(scenarios));
  body.set("held", array_of(held));
  if (!user.display_name.empty()) body.set("display_name", user.display_name);
  if (!user.email.empty()) body.set("email", user.email);
  return with_version(std::move(body), user);
}

Value FakeAdminService::with_version(Value answer, const FakeUser& user) const {
  if (knows_versions_) answer.set("version", user.version);
  return answer;
}

void FakeAdminService::knows_versions(bool knows) {
  const std::lock_guard lock(mutex_);
  knows_versions_ = knows;
}

void FakeAdminService::knows_identities(bool knows) {
  const std::lock_guard lock(mutex_);
  knows_identities_ = knows;
}

void FakeAdminService::says_what_it_knows(bool says) {
  const std::lock_guard lock(mutex_);
  says_what_it_knows_ = says;
}

void FakeAdminService::put(const FakeUser& user) {
  const std::lock_guard lock(mutex_);
  users_[user.uid] = user;
  if (!user.user_id.empty()) identities_["usap\n" + user.user_id] = user.uid;
}

FakeUser FakeAdminService::user(const std::string& uid) const {
  const std::lock_guard lock(mutex_);
  return users_.at(uid);
}

void FakeAdminService::remove(const std::string& uid) {
  const std::lock_guard lock(mutex_);
  users_.erase(uid);
}

std::string FakeAdminService::uid_of(const std::string& usap_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = identities_.find("usap\n" + usap_id);
  return found == identities_.end() ? "" : found->second;
}

std::vector<Value> FakeAdminService::audit() const {
  const std::lock_guard lock(mutex_);
  std::vector<Value> list;
  for (const auto& [id, event] : audit_) list.push_back(event);
  return list;
}

int FakeAdminService::password_checks() const {
  const std::lock_guard lock(mutex_);
  return password_checks_;
}

void FakeAdminService::set_away(bool away) {
  const std::lock_guard lock(mutex_);
  away_ = away;
}

}  // namespace lgm::testing
