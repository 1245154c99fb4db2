// What metrics and log tell of a service's readiness, without anybody asking for it.
#include "service/health_watch.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fixture.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

bool comes(const std::function<bool()>& condition) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!condition() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  return condition();
}

bool says(Metrics& metrics, const std::string& line) {
  return metrics.scrape().find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("readiness is in the metrics by check, and each change of it is a line") {
  const auto file =
      std::filesystem::temp_directory_path() / ("health-watch-" + std::to_string(getpid()) + ".log");
  const base::SystemClock clock;
  Metrics metrics;
  Health health;
  std::atomic<bool> store{false}, peer{true}, sessions_known{true};
  health.add("store", true, [&] { return CheckResult{store, "nobody answers at 10.0.0.2"}; });
  health.add("peer", false, [&] { return CheckResult{peer, ""}; });
  const auto logged = [&](const std::string& what) { return text_of(file).find(what) != std::string::npos; };
  {
    Log log({"test-service", Level::Info, file});
    HealthWatch watch(health, metrics, log, clock);
    watch.gauge("lgm_sessions", "sessions", [&] {
      if (!sessions_known) throw std::runtime_error("the store is away");
      return 4.0;
    });
    CHECK_FALSE(says(metrics, "lgm_sessions 4"));
    watch.start();
    CHECK(comes([&] { return says(metrics, "lgm_sessions 4"); }));
    CHECK(says(metrics, "lgm_ready 0"));
    CHECK(comes(
        [&] { return logged(R"("level":"INFO","service":"test-service","message":"not ready yet")"); }));

    store = true;
    peer = false;
    CHECK(comes([&] { return says(metrics, "lgm_ready 1"); }));
    CHECK(says(metrics, R"(lgm_readiness_check{check="store",required="true"} 1)"));
    CHECK(comes([&] { return says(metrics, R"(lgm_readiness_check{check="peer",required="false"} 0)"); }));
    CHECK(comes([&] { return logged(R"("message":"ready")"); }));

    store = false;
    sessions_known = false;
    CHECK(comes([&] { return says(metrics, "lgm_ready 0"); }));
    CHECK(comes([&] {
      return logged(R"("message":"not ready","checks":"store","why":{"store":"nobody answers at 10.0.0.2"})");
    }));
    CHECK(comes([&] { return !says(metrics, "lgm_sessions 4"); }));

    store = true;
    CHECK(comes([&] { return logged(R"("message":"ready again")"); }));
    health.set_draining();
    CHECK(comes([&] { return says(metrics, "lgm_ready 0"); }));
  }
  const std::string all = text_of(file);
  CHECK(all.find(R"("message":"not ready")") == all.rfind(R"("message":"not ready")"));
  std::filesystem::remove(file);
}
