// What is said of connections and bodies that are refused.
#include "service/intake.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "lgm/base/random.hpp"

using namespace lgm;
using namespace lgm::service;
using http::ConnectionRefusal;

namespace {

struct Told {
  base::ManualClock clock{base::from_unix_ms(1'790'000'000'000)};
  base::SystemRandom random;
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("intake-" + base::uuid_v7(clock, random));
  Metrics metrics;
  CommonConfig config;
  TrustedProxies proxies{""};
  ~Told() { std::filesystem::remove(file); }
  // The lines of what `work` does with the public listener's options.
  template <class Work>
  std::vector<json::Value> lines_of(Work&& work) {
    {
      Log log{{"test", Level::Warning, file}};
      const Surroundings around{clock, random, log, metrics};
      Intake intake(config, around, proxies);
      intake.begin(1024, true);
      http::ServerOptions options;
      intake.limit(options, true);
      work(options);
    }
    std::vector<json::Value> lines;
    std::ifstream written(file);
    for (std::string line; std::getline(written, line);)
      lines.push_back(json::parse_or_nothing(line).value());
    return lines;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Told, "refused connections are told once a minute, with the limit that was reached") {
  config.connections_per_address = 7;
  const auto lines = lines_of([&](const http::ServerOptions& options) {
    for (int i = 0; i < 3; ++i) options.connection_refused(ConnectionRefusal::TooManyOfAddress);
    clock.advance(std::chrono::seconds(59));
    options.connection_refused(ConnectionRefusal::TooMany);
    clock.advance(std::chrono::seconds(1));
    options.connection_refused(ConnectionRefusal::TooMany);
  });
  REQUIRE(lines.size() == 2);
  for (const auto& line : lines) {
    CHECK(line.text_at("level") == "WARNING");
    CHECK(line.text_at("message") == "connections are refused");
    CHECK(line.text_at("listener") == "public");
  }
  CHECK(lines[0].text_at("limit") == "of one address");
  CHECK(lines[0].integer_at("connections") == 7);
  CHECK(lines[1].text_at("limit") == "of the listener");
}

TEST_CASE_FIXTURE(Told, "a budget that is used up is told once a minute, with its size") {
  config.body_budget_mib = 1;
  const auto lines = lines_of([](const http::ServerOptions& options) {
    auto lease = options.budget->lease("");
    for (int i = 0; i < 3; ++i) CHECK_FALSE(lease.resize(1024 * 1024));
  });
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].text_at("message") == "the budget for bodies is used up");
  CHECK(lines[0].integer_at("bytes") == 1024 * 1024);
}
