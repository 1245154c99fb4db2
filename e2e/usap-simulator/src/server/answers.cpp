#include "server/answers.hpp"

namespace lgm::usap_simulator {
namespace {

using json::Value;

constexpr char kPage[] = "<!doctype html><html><body><h1>Welcome to the gateway</h1></body></html>";

// Modes that answer by themselves.
bool replaced(const std::string& mode, Spoiled& spoiled) {
  const auto answer = [&](int status, std::string body, std::string type) {
    spoiled.status = status, spoiled.body = std::move(body), spoiled.content_type = std::move(type);
    return true;
  };
  if (mode == "down") return answer(503, R"({"detail":"simulated outage"})", "application/json");
  if (mode == "error") return answer(500, R"({"detail":"simulated error"})", "application/json");
  if (mode == "html") return answer(200, kPage, "text/html; charset=utf-8");
  if (mode == "not_found_html") return answer(404, kPage, "text/html; charset=utf-8");
  if (mode == "not_an_object") return answer(200, R"(["valid",true])", "application/json");
  if (mode == "redirect") {
    spoiled.location = "/redirected";
    return answer(302, "", "text/plain");
  }
  return false;
}

// Modes that change a good answer.
bool change(const std::string& mode, Value& value) {
  if (mode == "valid_text") return value.set("valid", "true"), true;
  if (mode == "valid_false") return value.set("valid", false), true;
  if (mode == "missing_user_id") return value.set("user_id", nullptr), true;
  if (mode == "empty_user_id") return value.set("user_id", ""), true;
  if (mode == "number_user_id") return value.set("user_id", 7), true;
  if (mode == "local_user_id") return value.set("user_id", "local:alice"), true;
  if (mode == "other_user") return value.set("user_id", "mallory"), true;
  if (mode == "huge") return value.set("remarks", std::string(2 * 1024 * 1024, 'x')), true;
  if (mode == "mac_token") return value.set("token_type", "mac"), true;
  if (mode == "no_token") return value.set("access_token", nullptr), true;
  if (mode == "bad_token") return value.set("access_token", "AT\r\nX-Injected: 1"), true;
  if (mode == "other_target") return value.set("target_system", "another-system"), true;
  return false;
}

}  // namespace

Value person_body(const Person& person, bool with_phone) {
  Value body(json::Object{{"user_id", person.user_id}, {"user_name", person.user_name}});
  if (!person.email.empty()) body.set("email", person.email);
  if (!person.department.empty()) body.set("department", person.department);
  if (with_phone && !person.phone.empty()) body.set("phone", person.phone);
  return body;
}

bool replaces_answer(const std::string& mode) {
  Spoiled ignored;
  return replaced(mode, ignored);
}

Spoiled spoil(const std::string& mode, int status, const std::string& body) {
  Spoiled spoiled;
  if (replaced(mode, spoiled)) {
    spoiled.changed = true;
    return spoiled;
  }
  spoiled.status = status;
  spoiled.changed = spoiled.drop = mode == "drop";
  if (spoiled.drop || status != 200) return spoiled;
  if (mode == "truncated") {
    spoiled.changed = true;
    spoiled.body = body.substr(0, body.size() / 2);
    return spoiled;
  }
  auto value = json::parse_or_nothing(body);
  if (!value || !value->object() || !change(mode, *value)) return spoiled;
  spoiled.changed = true;
  spoiled.body = json::to_text(*value);
  return spoiled;
}

}  // namespace lgm::usap_simulator
