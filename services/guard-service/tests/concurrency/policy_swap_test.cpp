// Many threads decide while the policy is swapped beneath them: each decision is wholly by one version.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "checks/checks.hpp"
#include "policy_follower/fake_feed.hpp"
#include "policy_follower/policy_follower.hpp"

using namespace lgm;
using namespace lgm::guard_service;
using namespace lgm::guard_service::testing;

namespace {

constexpr std::int64_t kFirst = 4, kVersions = 300;
constexpr int kDeciders = 6;

// Version 1 is the scenario. From kFirst on, version n changes one of three rows, in turn, and writes its own
// number there: the global keyword's tag, the scenario keyword's tag, what a default without a tag says.
json::Value global_word(std::int64_t n) {
  auto row = word_row("g", "甲");
  return row.set("tag_code", "G" + std::to_string(n)).set("risk_level", "Low");
}
json::Value scenario_word(std::int64_t n) {
  auto row = word_row("s", "乙");
  row.set("tag_code", "S" + std::to_string(n)).set("scenario_id", "app");
  return row.set("rule_mode", 1).set("category", 1);
}
json::Value text_level_default(std::int64_t n) {
  return json::Object{{"id", "d"},
                      {"tag_code", nullptr},
                      {"extra_condition", "L" + std::to_string(n % 9)},
                      {"strategy", n % 2 ? "REVIEW" : "PASS"},
                      {"is_active", true},
                      {"mode", "ENFORCE"}};
}

void write_version(FakeFeed& feed, std::int64_t n) {
  switch (n % 3) {
    case 0:
      return feed.change("global_keyword", "g", global_word(n));
    case 1:
      return feed.change("scenario_keyword", "s", scenario_word(n));
    default:
      return feed.change("global_default", "d", text_level_default(n));
  }
}

// The last version up to `version` that changed the row of `turn`.
std::int64_t last_of(std::int64_t version, std::int64_t turn) {
  return version - ((version - turn) % 3 + 3) % 3;
}

// What the version says of the text 甲乙 with every label L0 to L8.
std::string expected(std::int64_t version) {
  const std::int64_t by_default = last_of(version, 2);
  return "甲:G" + std::to_string(last_of(version, 0)) + ":PASS 乙:S" + std::to_string(last_of(version, 1)) +
         ":BLOCK L:" + std::string(by_default % 2 ? "REVIEW" : "PASS");
}
std::string told(const guard::Decision& decision) {
  std::string text;
  for (const auto& hit : decision.hits)
    if (!hit.keyword.empty())
      text += hit.keyword + ":" + hit.tag + ":" + std::string(to_string(hit.strategy)) + " ";
    else if (hit.decided_by.rule_id == "d")
      text += "L:" + std::string(to_string(hit.strategy));
  return text;
}

struct Decider {
  const Checks& checks;
  std::atomic<bool>& done;
  std::int64_t decisions = 0, versions = 0;
  std::string fault;

  void run() {
    Check check;
    check.request.app_id = "app";
    check.request.text = "甲乙";
    check.request.use = {true, true, true, true, true};
    for (int i = 0; i < 9; ++i) check.request.labels.tags.push_back("L" + std::to_string(i));
    std::int64_t last = 0;
    while (!done && fault.empty()) {
      const auto decision = checks.decide(check).decision;
      ++decisions;
      versions += decision.policy_version != last;
      if (decision.policy_version < last) fault = "went back to " + std::to_string(decision.policy_version);
      last = decision.policy_version;
      if (told(decision) != expected(last))
        fault = "version " + std::to_string(last) + " said " + told(decision) + ", not " + expected(last);
    }
  }
};

}  // namespace

TEST_CASE("each decision is wholly by one version of the policy while versions are swapped") {
  const auto feed = std::make_shared<FakeFeed>();
  const base::SystemClock clock;
  service::Log log{{"guard-service", service::Level::Error, ""}};
  service::Metrics metrics;
  PolicyFollower::Options options;
  options.first_answer_within = std::chrono::seconds(60);
  PolicyFollower follower(feed, options, clock, log, metrics);
  feed->change("scenario", "a", scenario_row("a", "app"));
  for (std::int64_t n = 2; n <= kFirst; ++n) write_version(*feed, n);
  follower.start();
  REQUIRE(follower.policy());
  const Checks checks([&] { return follower.policy(); }, false, clock, metrics);
  std::atomic<bool> done{false};
  std::vector<Decider> deciders(kDeciders, Decider{checks, done});
  std::vector<std::thread> threads;
  for (auto& decider : deciders) threads.emplace_back([&decider] { decider.run(); });
  for (std::int64_t n = kFirst + 1; n <= kVersions; ++n) {
    write_version(*feed, n);
    while (follower.policy()->version < n) std::this_thread::yield();
  }
  done = true;
  for (auto& thread : threads) thread.join();
  feed->close();
  follower.stop();
  std::int64_t decisions = 0, versions = 0;
  for (const auto& decider : deciders) {
    CHECK_MESSAGE(decider.fault.empty(), decider.fault);
    decisions += decider.decisions;
    versions += decider.versions;
  }
  CHECK(decisions > kVersions);
  CHECK(versions > 2 * kDeciders);  // they did see swaps
}
