#include <doctest/doctest.h>

#include "api_keys/telling.hpp"
#include "lgm/json/value.hpp"

using namespace lgm;
using namespace lgm::guard_service;

namespace {

struct Admin final : http::Caller {
  http::CallResult call(const http::Call& call) override {
    CHECK(call.target == "/internal/v1/api-keys/uses");
    told.push_back(call.body);
    http::CallResult result;
    result.status = status;
    result.body = "{}";
    return result;
  }
  int status = 200;
  std::vector<std::string> told;
};

constexpr std::int64_t kNow = 1'800'000'000'000, kMinute = kNow / 60'000;

struct Told {
  base::ManualClock clock{base::from_unix_ms(kNow)};
  std::shared_ptr<Admin> admin = std::make_shared<Admin>();
  service::KeyUses uses{telling(admin), clock};
};

std::string use(const std::string& id, std::int64_t minute, std::int64_t texts, std::int64_t last_ms,
                const std::string& from) {
  return json::to_text(json::Object{
      {"id", id}, {"minute", minute}, {"texts", texts}, {"last_ms", last_ms}, {"last_from", from}});
}

}  // namespace

TEST_CASE("what was used is told once its minute is over, and once") {
  Told all;
  all.uses.tell();
  CHECK(all.admin->told.empty());
  all.uses.note("k", 2, "10.0.0.1");
  all.clock.advance(std::chrono::seconds(3));
  all.uses.note("k", 5, "10.0.0.2");
  all.uses.tell();
  CHECK(all.admin->told.empty());
  all.clock.advance(std::chrono::seconds(57));
  all.uses.note("k", 1, "10.0.0.3");
  all.uses.tell();
  REQUIRE(all.admin->told.size() == 1);
  CHECK(all.admin->told[0] == "{\"uses\":[" + use("k", kMinute, 7, kNow + 3'000, "10.0.0.2") + "]}");
  all.uses.tell();
  CHECK(all.admin->told.size() == 1);
  all.clock.advance(std::chrono::minutes(1));
  all.uses.tell();
  REQUIRE(all.admin->told.size() == 2);
  CHECK(all.admin->told[1] == "{\"uses\":[" + use("k", kMinute + 1, 1, kNow + 60'000, "10.0.0.3") + "]}");
}

TEST_CASE("what could not be told is lost but for the time of the last use") {
  Told all;
  all.admin->status = 503;
  all.uses.note("k", 2, "10.0.0.1");
  all.clock.advance(std::chrono::minutes(1));
  all.uses.tell();
  CHECK(all.admin->told.size() == 1);
  all.admin->status = 200;
  all.uses.tell();
  REQUIRE(all.admin->told.size() == 2);
  CHECK(all.admin->told[1] == "{\"uses\":[" + use("k", kMinute, 0, kNow, "10.0.0.1") + "]}");
}

TEST_CASE("a version of admin-service that does not know of keys is told nothing twice") {
  Told all;
  all.admin->status = 404;
  all.uses.note("k", 2, "10.0.0.1");
  all.clock.advance(std::chrono::minutes(1));
  all.uses.tell();
  all.uses.tell();
  CHECK(all.admin->told.size() == 1);
}

TEST_CASE("many keys are told in several reports") {
  Told all;
  for (int i = 0; i < 1'500; ++i) all.uses.note("k" + std::to_string(i), 1, "10.0.0.1");
  all.clock.advance(std::chrono::minutes(1));
  all.uses.tell();
  CHECK(all.admin->told.size() == 2);
}

TEST_CASE("the end tells what is left") {
  Told all;
  all.uses.start();
  all.uses.note("k", 1, "10.0.0.1");
  all.uses.stop();
  CHECK(all.admin->told.size() == 1);
}
