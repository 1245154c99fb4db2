// What auth-service's log says of a sign-in: why it failed, whose it was, and no name as it was typed.
#include <doctest/doctest.h>

#include <fstream>
#include <thread>

#include "../support/suite.hpp"

using namespace lgm;
using namespace lgm::testing;
using json::Object;

namespace {

std::string cause_of(const Suite& suite, const char* code) {
  const auto line = suite.line_of(code);
  CHECK(line.text_at("level") == "ERROR");
  CHECK(line.integer_at("status") == 503);
  return line.text_at("cause").value_or("");
}

void misbehave(Suite& suite, const char* mode) {
  usap_simulator::Behaviour behaviour;
  behaviour.mode = mode;
  suite.usap.behaviour().set(behaviour);
}

std::string contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE_FIXTURE(Suite, "a sign-in that USAP stops names USAP and what it did") {
  misbehave(*this, "error");
  CHECK(sign_in("alice").status == 503);
  CHECK(cause_of(*this, "usap_unavailable").starts_with("usap: answered 500 after "));
}

TEST_CASE_FIXTURE(Suite, "an answer of USAP that is none is named as such") {
  misbehave(*this, "missing_user_id");
  CHECK(sign_in("alice").status == 503);
  CHECK(cause_of(*this, "usap_unavailable") == "usap: its answer does not fit the contract");
}

TEST_CASE_FIXTURE(Suite, "a sign-in that the store stops names the store") {
  cache->set_mood(SessionCacheStandIn::Mood::Away);
  CHECK(sign_in("alice").status == 503);
  CHECK(cause_of(*this, "session_store_unavailable").starts_with("session-cache-service: "));
}

TEST_CASE_FIXTURE(Suite, "a store that talks nonsense is named as such") {
  cache->set_mood(SessionCacheStandIn::Mood::Nonsense);
  CHECK(sign_in("alice").status == 503);
  CHECK(cause_of(*this, "session_store_unavailable") ==
        "session-cache-service: its answer does not fit the contract: it is no JSON");
}

TEST_CASE_FIXTURE(Suite, "a sign-in that the users' database stops names admin-service") {
  admin->set_away(true);
  CHECK(sign_in("alice").status == 503);
  CHECK(cause_of(*this, "users_unavailable").starts_with("admin-service: "));
}

TEST_CASE_FIXTURE(Suite, "a refresh and a look-up that USAP stops name it") {
  const Reply alice = sign_in("alice");
  misbehave(*this, "down");
  advance(std::chrono::hours(25));
  CHECK(refresh(alice.text("refresh_token")).code() == "usap_unavailable");
  CHECK(cause_of(*this, "usap_unavailable").starts_with("usap: "));
}

TEST_CASE_FIXTURE(Suite, "a line names who signs in as the audit log does, and never what was typed") {
  admin->put({"uid-root", "", "root", "SYSTEM_ADMIN", "right horse"});
  CHECK(password("root", "wrong horse").status == 401);
  CHECK(line_of("invalid_credentials").text_at("user") == "root");
  CHECK(password("hunter2-typed-into-the-wrong-field", "x").status == 401);
  std::string hidden;
  for (int i = 0; i < 500 && hidden.empty(); ++i) {
    for (const auto& event : audited("LOGIN_FAILED"))
      if (const auto name = event.text_at("username").value_or(""); name.starts_with("hu… #")) hidden = name;
    if (hidden.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  REQUIRE_FALSE(hidden.empty());
  for (int i = 0; i < 500 && contents(log_file).find("\"user\":\"" + hidden) == std::string::npos; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  CHECK(contents(log_file).find("\"user\":\"" + hidden) != std::string::npos);
  CHECK(contents(log_file).find("hunter2") == std::string::npos);
}

TEST_CASE_FIXTURE(Suite, "a refusal that the handler answers by itself has its code, too") {
  const Reply bob = sign_in_console("bob");
  const auto asked = console(
      "/sso/login", Object{{"ticket", usap.ticket_for("alice")}, {"token_delivery", "cookie"}}, bob.cookie());
  CHECK(asked.status == 409);
  CHECK(line_of("signed_in_as_other").integer_at("status") == 409);
  CHECK(console("/sso/refresh", Object{}, std::string(43, 'r')).status == 401);
  CHECK(line_of("invalid_refresh_token").text_at("route") == "refresh");
}
