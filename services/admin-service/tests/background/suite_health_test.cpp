#include "background/suite_health.hpp"

#include <doctest/doctest.h>

using namespace lgm;
using namespace lgm::admin;
using service::SuiteState;

namespace {

struct Neighbour final : http::Caller {
  http::CallResult call(const http::Call& call) override {
    asked = call.target;
    http::CallResult result;
    result.error = error;
    result.status = status;
    result.body = body;
    return result;
  }
  http::CallError error = http::CallError::None;
  int status = 200;
  std::string body = R"({"sso_enabled":true,"usap_healthy":true})", asked;
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
  CHECK(auth->asked == "/api/v1/sso/health");
  CHECK(cache->asked == "/health/ready");
  CHECK(health.usap() == SuiteState::Well);
  CHECK(health.redis() == SuiteState::Well);
  cache->status = 503;
  health.ask();
  CHECK(health.redis() == SuiteState::Away);
  CHECK(health.usap() == SuiteState::Well);
}

TEST_CASE_FIXTURE(Around, "whatever auth-service says but that USAP is well is taken as away") {
  for (const char* body : {R"({"sso_enabled":true,"usap_healthy":false})", R"({"usap_healthy":"yes"})", "{}",
                           "[]", "", "<html>"}) {
    CAPTURE(body);
    auth->body = body;
    health.ask();
    CHECK(health.usap() == SuiteState::Away);
  }
  auth->body = R"({"sso_enabled":true,"usap_healthy":true})";
  auth->status = 503;
  health.ask();
  CHECK(health.usap() == SuiteState::Away);
  auth->status = 200;
  auth->error = http::CallError::Timeout;
  health.ask();
  CHECK(health.usap() == SuiteState::Away);
}

TEST_CASE_FIXTURE(Around, "what is not installed is not away") {
  auth->body = R"({"sso_enabled":false,"usap_healthy":false})";
  health.ask();
  CHECK(health.usap() == SuiteState::NotInstalled);
  SuiteHealth alone(nullptr, nullptr, clock);
  alone.ask();
  CHECK(alone.usap() == SuiteState::NotInstalled);
  CHECK(alone.redis() == SuiteState::NotInstalled);
}

TEST_CASE_FIXTURE(Around, "an answer grows old") {
  health.ask();
  clock.advance(SuiteHealth::kFresh);
  CHECK(health.usap() == SuiteState::Well);
  clock.advance(std::chrono::milliseconds(1));
  CHECK(health.usap() == SuiteState::Away);
  CHECK(health.redis() == SuiteState::Away);
}
