#include "policy_follower/policy_follower.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

#include "followed.hpp"

using namespace lgm;
using namespace lgm::guard_service;
using namespace lgm::guard_service::testing;

namespace {

PolicyRows some_rows() {
  PolicyRows rows({});
  rows.apply("tag", "t", tag_row("t", "T"));
  rows.apply("global_keyword", "k", word_row("k", "枪支"));
  rows.apply("scenario", "s", scenario_row("s", "app"));
  auto own = word_row("w", "赌博");
  own.set("scenario_id", "app").set("rule_mode", 0).set("category", 1);
  rows.apply("scenario_keyword", "w", own);
  const json::Value rule(json::Object{{"id", "p"},
                                      {"scenario_id", "app"},
                                      {"match_type", "TAG"},
                                      {"match_value", "T"},
                                      {"rule_mode", 1},
                                      {"extra_condition", "unsafe"},
                                      {"strategy", "BLOCK"},
                                      {"is_active", true},
                                      {"mode", "MONITOR"}});
  rows.apply("scenario_policy", "p", rule);
  const json::Value fallback(json::Object{
      {"id", "d"}, {"tag_code", "T"}, {"strategy", "REVIEW"}, {"is_active", true}, {"mode", "ENFORCE"}});
  rows.apply("global_default", "d", fallback);
  rows.set_version(7);
  return rows;
}

}  // namespace

TEST_CASE("rows compile to what decides; unchanged parts are shared by the next snapshot") {
  PolicyRows rows = some_rows();
  const auto first = rows.build();
  CHECK(first->version == 7);
  CHECK(first->global->rows().size() == 1);
  REQUIRE(first->find("app"));
  CHECK(first->find("app")->words->rows()[0].list == guard::List::SuperBlack);
  const auto* rules = first->find("app")->rules->find(false, false, "T");
  REQUIRE(rules);
  CHECK((*rules)[0].condition == "unsafe");
  CHECK((*rules)[0].mode == guard::RuleMode::Monitor);
  REQUIRE(first->defaults->find(false, false, "T"));

  auto own = word_row("w", "赌博");
  own.set("scenario_id", "app").set("rule_mode", 1).set("category", 0);
  rows.apply("scenario_keyword", "w", own);
  const auto second = rows.build();
  CHECK(second->global == first->global);
  CHECK(second->tags == first->tags);
  CHECK(second->find("app") != first->find("app"));
  CHECK(second->find("app")->words->rows()[0].list == guard::List::CustomWhite);

  rows.apply("scenario_keyword", "w", nullptr);
  CHECK(rows.build()->find("app")->words->rows().empty());
}

TEST_CASE("inactive rows stay out of what decides; a row that cannot be read is said so") {
  PolicyRows rows({});
  auto word = word_row("k", "枪支");
  word.set("is_active", false);
  rows.apply("global_keyword", "k", word);
  CHECK(rows.build()->global->rows().empty());
  CHECK_THROWS_AS(rows.apply("global_keyword", "x", json::Object{{"id", "x"}}), BadRow);
  CHECK_THROWS_AS(rows.apply("tag", "x", json::Value(3)), BadRow);
  CHECK_NOTHROW(rows.apply("of a later version", "x", json::Object{}));
}

TEST_CASE("a policy survives in its file; a damaged file is not used") {
  const TemporaryDirectory directory;
  write_cache_file(directory.file(), some_rows(), 1'234);
  const KeptPolicy read = read_cache_file(directory.file(), {});
  CHECK(read.rows.version() == 7);
  CHECK(read.kept_ms == 1'234);
  CHECK(write_snapshot(read.rows) == write_snapshot(some_rows()));

  const std::string whole = contents(directory.file());
  const auto refused = [&](const std::string& text) {
    CAPTURE(text);
    put(directory.file(), text);
    CHECK_THROWS(read_cache_file(directory.file(), {}));
  };
  refused(whole.substr(0, whole.rfind("{\"end\"")));
  refused(whole.substr(0, whole.size() / 2));
  refused("llm-guard-policy 2" + whole.substr(whole.find(" sha256")));
  std::string flipped = whole;
  flipped[flipped.find("枪")] ^= 1;
  refused(flipped);
  refused("");
  std::filesystem::remove(directory.file());
  CHECK_THROWS(read_cache_file(directory.file(), {}));
}

TEST_CASE("a follower loads the policy and follows each change by number") {
  Followed guard;
  guard.admin->change("tag", "t", tag_row("t", "T"));
  guard.admin->change("global_keyword", "k", word_row("k", "枪支"));
  CHECK(guard.follower.policy() == nullptr);
  CHECK(guard.version() == -1);
  guard.follower.start();
  await([&] { return guard.version() == 2 && guard.follower.state().current; });
  CHECK(guard.follower.policy()->global->rows().size() == 1);
  guard.admin->change("scenario", "s", scenario_row("s", "app"));
  await([&] { return guard.version() == 3; });
  CHECK(guard.follower.policy()->find("app") != nullptr);
  guard.admin->change("global_keyword", "k", nullptr);
  await([&] { return guard.version() == 4; });
  CHECK(guard.follower.policy()->global->rows().empty());
  CHECK(guard.admin->snapshots() == 1);
}

TEST_CASE("a gap, a policy that went back and an unreadable answer load the policy anew") {
  for (const auto& [status, body] :
       {std::pair{410, std::string("{}")}, std::pair{200, std::string("garbage")},
        std::pair{200, std::string(R"({"head":9,"changes":[{"n":9,"kind":"tag","row_id":"t","row":null}]})")},
        std::pair{200,
                  std::string(R"({"head":2,"changes":[{"n":2,"kind":"tag","row_id":"t","row":{}}]})")}}) {
    CAPTURE(body);
    Followed guard;
    guard.admin->change("tag", "t", tag_row("t", "T"));
    guard.follower.start();
    await([&] { return guard.version() == 1; });
    guard.admin->next_changes(status, body);
    await([&] { return guard.admin->snapshots() == 2; });
    guard.admin->change("scenario", "s", scenario_row("s", "app"));
    await([&] { return guard.version() == 2; });
    CHECK(guard.follower.policy()->find("app") != nullptr);
  }
}

TEST_CASE("a snapshot that is cut off is not used") {
  Followed guard;
  guard.admin->next_snapshot(
      "{\"version\":5}\n{\"kind\":\"tag\",\"row\":{\"id\":\"t\",\"tag_code\":\"T\"}}\n");
  guard.admin->change("tag", "t", tag_row("t", "T"));
  guard.follower.start();
  await([&] { return guard.version() == 1; });
  CHECK(guard.admin->snapshots() == 2);
}

TEST_CASE("with admin-service down a start decides by the file of the last good policy") {
  const TemporaryDirectory directory;
  {
    Followed guard(directory.file());
    guard.admin->change("scenario", "s", scenario_row("s", "app"));
    guard.follower.start();
    await([&] { return guard.version() == 1; });
    guard.admin->change("global_keyword", "k", word_row("k", "枪支"));
    await([&] { return guard.version() == 2; });
  }
  auto feed = std::make_shared<FakeFeed>();
  feed->set_down(true);
  Followed guard(directory.file(), feed);
  guard.follower.start();
  CHECK(guard.version() == 2);
  CHECK(guard.follower.policy()->find("app") != nullptr);
  CHECK(guard.follower.policy()->global->rows().size() == 1);
  CHECK_FALSE(guard.follower.state().current);
  // Back again, behind our number: restored from a backup, say.
  feed->next_changes(410, "{}");
  feed->change("tag", "t", tag_row("t", "T"));
  feed->set_down(false);
  await([&] { return guard.version() == 1 && guard.follower.state().current; });
  CHECK(guard.follower.policy()->find("app") == nullptr);
}

namespace {

// A kept file of a feed of two changes: a scenario, and 枪支 in the global library.
std::shared_ptr<FakeFeed> keep_two_changes(const TemporaryDirectory& directory) {
  Followed guard(directory.file());
  guard.admin->change("scenario", "s", scenario_row("s", "app"));
  guard.admin->change("global_keyword", "k", word_row("k", "枪支"));
  guard.follower.start();
  CHECK(guard.version() == 2);
  return guard.admin;
}

std::size_t lines_with(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("a start decides by what changed while the service was down, without loading the whole policy") {
  const TemporaryDirectory directory;
  const auto feed = keep_two_changes(directory);
  feed->change("global_keyword", "k", nullptr);
  feed->change("scenario", "o", scenario_row("o", "other"));
  const int snapshots = feed->snapshots();
  Followed guard(directory.file(), feed);
  guard.follower.start();
  REQUIRE(guard.version() == 4);
  CHECK(guard.follower.policy()->global->rows().empty());
  CHECK(guard.follower.policy()->find("other") != nullptr);
  CHECK(feed->snapshots() == snapshots);
  CHECK_FALSE(guard.follower.state().from_file);
  CHECK(guard.follower.state().age == std::chrono::seconds(0));
  CHECK(guard.metrics.scrape().find("lgm_guard_policy_from_file 0\n") != std::string::npos);
}

TEST_CASE("a start does not build on the kept rows when the database has another history") {
  const TemporaryDirectory directory;
  keep_two_changes(directory);
  const std::string kept_two = contents(directory.file());
  const auto start_with = [&](const std::shared_ptr<FakeFeed>& feed, std::int64_t version) {
    Followed guard(directory.file(), feed);
    guard.follower.start();
    CHECK(guard.version() == version);
    CHECK(feed->snapshots() == 1);
    CHECK(guard.follower.policy()->find("app") == nullptr);
    CHECK(guard.follower.policy()->find("new") != nullptr);
    guard.end();
    put(directory.file(), kept_two);
  };
  for (int changes : {1, 2, 3}) {  // behind our number, at it, beyond it
    CAPTURE(changes);
    const auto feed = std::make_shared<FakeFeed>();
    for (int i = 0; i < changes; ++i) feed->change("scenario", "n", scenario_row("n", "new"));
    start_with(feed, changes);
  }
}

TEST_CASE("when admin-service is down, refuses or does not answer, the kept file decides and says so once") {
  const TemporaryDirectory directory;
  const auto kept = keep_two_changes(directory);
  const auto start_with = [&](const std::shared_ptr<FakeFeed>& feed, const std::string& reason,
                              std::chrono::milliseconds within = std::chrono::seconds(60)) {
    CAPTURE(reason);
    const std::string log_file = directory.file() + reason;
    {
      Followed guard(directory.file(), feed, log_file, within);
      guard.clock.advance(std::chrono::seconds(60));
      guard.follower.start();
      REQUIRE(guard.version() == 2);
      CHECK(guard.follower.policy()->global->rows().size() == 1);
      const auto state = guard.follower.state();
      CHECK(state.from_file);
      CHECK_FALSE(state.current);
      CHECK(state.age == std::chrono::seconds(60));
      const std::string metrics = guard.metrics.scrape();
      CHECK(metrics.find("lgm_guard_policy_from_file 1\n") != std::string::npos);
      CHECK(metrics.find("lgm_guard_policy_confirmed_timestamp_seconds 1800000000\n") != std::string::npos);
    }
    const std::string log = contents(log_file);
    CHECK_MESSAGE(lines_with(log, "the kept policy decides until admin-service answers") == 1, log);
    CHECK_MESSAGE(lines_with(log, reason) >= 1, log);
    CHECK_MESSAGE(lines_with(log, "\"kept_seconds_ago\":60") == 1, log);
    CHECK_MESSAGE(lines_with(log, "\"policy_version\":2") == 1, log);
  };
  const auto down = std::make_shared<FakeFeed>();
  down->set_down(true);
  start_with(down, "cannot_connect");
  const auto failing = std::make_shared<FakeFeed>();
  failing->set_failing(503);
  start_with(failing, "answered 503");
  const auto hanging = std::make_shared<FakeFeed>();
  hanging->set_hanging(true);
  start_with(hanging, "did not answer within 50 ms", std::chrono::milliseconds(50));
}

TEST_CASE("an answer that comes after the deadline replaces the kept policy") {
  const TemporaryDirectory directory;
  const auto feed = keep_two_changes(directory);
  feed->change("global_keyword", "k", nullptr);
  feed->set_hanging(true);
  Followed guard(directory.file(), feed, {}, std::chrono::milliseconds(50));
  guard.follower.start();
  CHECK(guard.version() == 2);
  feed->set_hanging(false);
  await([&] { return guard.version() == 3; });
  await([&] { return !guard.follower.state().from_file && guard.follower.state().current; });
}

TEST_CASE("rows say whether a change is already in them") {
  const PolicyRows rows = some_rows();
  CHECK(rows.holds("tag", "t", tag_row("t", "T")));
  CHECK(rows.holds("global_keyword", "k", word_row("k", "枪支")));
  CHECK(rows.holds("scenario", "s", scenario_row("s", "app")));
  CHECK(rows.holds("scenario_keyword", "gone", nullptr));
  CHECK_FALSE(rows.holds("tag", "t", tag_row("t", "U")));
  CHECK_FALSE(rows.holds("tag", "t", nullptr));
  CHECK_FALSE(rows.holds("global_keyword", "k", word_row("k", "枪")));
  CHECK_FALSE(rows.holds("scenario", "o", scenario_row("o", "app")));
  CHECK_FALSE(rows.holds("scenario_keyword", "w", nullptr));
  CHECK_FALSE(rows.holds("scenario_policy", "p", nullptr));
  CHECK_FALSE(rows.holds("global_default", "d", nullptr));
  json::Value fallback(json::Object{
      {"id", "d"}, {"tag_code", "T"}, {"strategy", "REVIEW"}, {"is_active", true}, {"mode", "ENFORCE"}});
  CHECK(rows.holds("global_default", "d", fallback));
  CHECK_FALSE(rows.holds("global_default", "d", fallback.set("is_active", false)));
}

TEST_CASE("a full disk keeps no half of a file, and the older one stays whole") {
  const TemporaryDirectory directory;
  write_cache_file(directory.file(), some_rows(), 1'234);
  const std::string before = contents(directory.file());
  rlimit limit{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &limit) == 0);
  const rlimit small{64, limit.rlim_max};
  std::signal(SIGXFSZ, SIG_IGN);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  CHECK_THROWS_WITH_AS(write_cache_file(directory.file(), some_rows(), 5'678),
                       doctest::Contains("cannot write"), std::runtime_error);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  CHECK(contents(directory.file()) == before);
  CHECK_FALSE(std::filesystem::exists(directory.file() + ".new"));
}

TEST_CASE("a file that cannot be written is no reason to stop deciding") {
  Followed guard("/proc/no/such/place");
  guard.admin->change("scenario", "s", scenario_row("s", "app"));
  guard.follower.start();
  await([&] { return guard.version() == 1; });
  guard.end();
  CHECK(guard.follower.policy()->find("app") != nullptr);
}

TEST_CASE(
    "the log says by which policy is decided from when on, and when the policy is lost and followed again") {
  const TemporaryDirectory directory;
  const std::string log_file = directory.file() + "-log";
  const auto feed = std::make_shared<FakeFeed>();
  feed->change("tag", "t", tag_row("t", "T"));
  feed->change("global_keyword", "k", word_row("k", "word"));
  {
    Followed guard({}, feed, log_file, std::chrono::seconds(60), service::Level::Info);
    guard.follower.start();
    REQUIRE(guard.version() == 2);
    feed->change("global_keyword", "l", word_row("l", "other"));
    await([&] { return guard.version() == 3; });
    feed->set_down(true);
    await([&] { return !guard.follower.state().detail.empty(); });
    guard.clock.advance(std::chrono::seconds(12));
    feed->set_down(false);
    feed->change("global_keyword", "m", word_row("m", "third"));
    await([&] { return guard.version() == 4; });
  }
  std::vector<std::string> told;
  std::ifstream lines(log_file);
  for (std::string text; std::getline(lines, text);) {
    const auto line = json::parse_or_nothing(text).value();
    const std::string message = line.text_at("message").value_or("");
    if (message == "deciding by policy") {
      CHECK(line.find("build_ms"));
      told.push_back(std::to_string(line.integer_at("policy_version").value_or(-1)) + " with " +
                     std::to_string(line.integer_at("keywords").value_or(-1)) + " of " +
                     line.text_at("from").value_or(""));
    } else if (message == "the policy cannot be followed") {
      CHECK(line.text_at("level") == "WARNING");
      told.emplace_back("lost");
    } else if (message == "the policy is followed again") {
      told.push_back("again after " + std::to_string(line.integer_at("lost_seconds").value_or(-1)));
    }
  }
  CHECK(told == std::vector<std::string>{"2 with 1 of admin-service", "3 with 2 of admin-service", "lost",
                                         "again after 12", "4 with 3 of admin-service"});
}

TEST_CASE("a build is followed by a rest, in which changes gather and which a stop ends") {
  // Every build seems to take an hour, and so does the rest after it.
  class SlowClock final : public base::Clock {
   public:
    base::WallTime now() const override { return base::from_unix_ms(1'800'000'000'000); }
    base::SteadyTime steady() const override { return base::SteadyTime(std::chrono::hours(++hours_)); }

   private:
    mutable std::atomic<int> hours_{0};
  } clock;
  service::Log log({"guard-service", service::Level::Error, {}});
  service::Metrics metrics;
  const auto admin = std::make_shared<FakeFeed>();
  admin->change("tag", "t", tag_row("t", "T"));
  auto options = Followed::options({}, std::chrono::seconds(60));
  options.longest_rest = std::chrono::hours(1);
  PolicyFollower follower(admin, options, clock, log, metrics);
  follower.start();
  admin->change("scenario", "s", scenario_row("s", "app"));
  follower.stop();
  REQUIRE(follower.policy());
  CHECK(follower.policy()->version == 1);
}
