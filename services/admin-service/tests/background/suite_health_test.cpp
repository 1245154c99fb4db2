#include "background/suite_health.hpp"

#include <doctest/doctest.h>

using namespace lgm;
using namespace lgm::admin;
using service::SuiteState;

namespace {

struct Neighbour final : http::Caller {
  http::CallResult call(const http::Call& call) override {
    http::CallResult result;
    asked = call.target;
    if (is_older && asked.ends_with("/sso/ways")) {
      result.status = 404;
      return result;
    }
    result.error = error;
    result.status = status;
    result.body = body;
    return result;
  }
  http::CallError error = http::CallError::None;
  int status = 200;
  bool is_older = false;
  std::string body = R"({"ways":[{"id":"ticket","kind":"ticket","healthy":true}]})", asked;
};

struct Around {
  base::ManualClock clock{base::from_unix_ms(0)};
  std::shared_ptr<Neighbour> auth = std::make_shared<Neighbour>(), cache = std::make_shared<Neighbour>();
  SuiteHealth health{auth, cache, clock};
};

}  // namespace

TEST_CASE_FIXTURE(Around, "the suite is as its neighbours say, and not well before they have been asked") {
  CHECK(health.usap() == SuiteState::Away);
  CHECK(health.redis() == SuiteState::Away);
  health.ask();
  CHECK(auth->asked == "/api/v1/sso/ways");
  CHECK(cache->asked == "/health/ready");
  CHECK(health.usap() == SuiteState::Well);
  CHECK(health.redis() == SuiteState::Well);
  cache->status = 503;
  health.ask();
  CHECK(health.redis() == SuiteState::Away);
  CHECK(health.usap() == SuiteState::Well);
}

TEST_CASE_FIXTURE(Around, "whatever auth-service says but that every provider is well is taken as away") {
  const std::string well = auth->body;
  for (const char* body : {R"({"ways":[{"kind":"ticket","healthy":false}]})",
                           R"({"ways":[{"kind":"ticket","healthy":true},{"kind":"oidc","healthy":false}]})",
                           R"({"ways":[{"kind":"ticket","healthy":"yes"}]})", R"({"ways":[7]})",
                           R"({"ways":{}})", "{}", "[]", "", "<html>"}) {
    CAPTURE(body);
    auth->body = body;
    health.ask();
    CHECK(health.usap() == SuiteState::Away);
  }
  auth->body = well;
  auth->status = 503;
  health.ask();
  CHECK(health.usap() == SuiteState::Away);
  auth->status = 200;
  auth->error = http::CallError::Timeout;
  health.ask();
  CHECK(health.usap() == SuiteState::Away);
}

TEST_CASE_FIXTURE(Around, "a suite with another provider alone has one") {
  auth->body = R"({"ways":[{"kind":"oidc","healthy":true},{"kind":"password","healthy":true}]})";
  health.ask();
  CHECK(health.usap() == SuiteState::Well);
}

TEST_CASE_FIXTURE(Around, "what is not installed is not away") {
  for (const char* body : {R"({"ways":[]})", R"({"ways":[{"kind":"password","healthy":true}]})"}) {
    auth->body = body;
    health.ask();
    CHECK(health.usap() == SuiteState::NotInstalled);
  }
  SuiteHealth alone(nullptr, nullptr, clock);
  alone.ask();
  CHECK(alone.usap() == SuiteState::NotInstalled);
  CHECK(alone.redis() == SuiteState::NotInstalled);
}

TEST_CASE_FIXTURE(Around, "auth-service of the version before is asked as it knows it") {
  auth->is_older = true;
  const std::pair<const char*, SuiteState> answers[] = {
      {R"({"sso_enabled":true,"usap_healthy":true})", SuiteState::Well},
      {R"({"sso_enabled":true,"usap_healthy":false})", SuiteState::Away},
      {R"({"sso_enabled":false,"usap_healthy":false})", SuiteState::NotInstalled},
      {R"({"usap_healthy":"yes"})", SuiteState::Away},
      {"<html>", SuiteState::Away}};
  for (const auto& [body, state] : answers) {
    CAPTURE(body);
    auth->body = body;
    health.ask();
    CHECK(auth->asked == "/api/v1/sso/health");
    CHECK(health.usap() == state);
  }
}

TEST_CASE_FIXTURE(Around, "an answer grows old") {
  health.ask();
  clock.advance(SuiteHealth::kFresh);
  CHECK(health.usap() == SuiteState::Well);
  clock.advance(std::chrono::milliseconds(1));
  CHECK(health.usap() == SuiteState::Away);
  CHECK(health.redis() == SuiteState::Away);
}
