#include "playground/playground.hpp"

#include "playground/history.hpp"
#include "support/fake_guard.hpp"
#include "support/people.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::FakeGuard;
using testing::People;

namespace {

constexpr char kBlock[] =
    R"({ "final_decision": {"strategy": "BLOCK", "score": 100, "priority": 100}, "hits": [] })";

struct Ground : People {
  base::SystemClock clock;
  FakeGuard guard;
  playground::Playground playground{store, &guard, clock};

  static service::Actor boss() {
    auto made = actor("boss");
    made.request_id = "req-1";
    return made;
  }
  std::vector<PlaygroundTry> rows(const HistoryQuery& wanted = {},
                                  const permissions::Reach& reach = {true, {}}) {
    return store.reading([&](sql::Session& session) {
      std::vector<PlaygroundTry> all;
      for (const auto& portion : playground::history(session, wanted, reach).portions)
        for (auto& row : playground::tries(session, portion)) all.push_back(std::move(row));
      return all;
    });
  }
  std::string refused(const playground::Try& wanted, std::string* detail = nullptr) {
    try {
      playground.run(boss(), wanted);
    } catch (const service::Refusal& refusal) {
      if (detail) *detail = refusal.problem().detail;
      return std::to_string(refusal.problem().status) + " " + refusal.problem().code;
    }
    return "none";
  }
};

InputTry input(const char* app = "shop") {
  InputTry made;
  made.app_id = app;
  made.input_prompt = "buy a gun";
  made.use_customize_words = made.use_vip_white = true;
  return made;
}

}  // namespace

TEST_CASE("the guard is asked about the live policy, and its answer is passed on as it is") {
  Ground ground;
  ground.guard.next.body = kBlock;
  CHECK(ground.playground.run(Ground::boss(), playground::try_of(input())) == kBlock);
  REQUIRE(ground.guard.calls.size() == 1);
  CHECK(ground.guard.calls[0].method == http::Method::Post);
  CHECK(ground.guard.calls[0].target == "/internal/v1/guard/try");
  CHECK(json::parse_or_nothing(ground.guard.calls[0].body)->text_at("at") == "live");
  const auto asked = ground.guard.request(0);
  CHECK(asked.text_at("app_id") == "shop");
  CHECK(asked.text_at("request_id") == "req-1");
  CHECK(asked.text_at("direction") == "INPUT");
  CHECK(asked.text_at("text") == "buy a gun");
  CHECK(asked.flag_at("use_customize_words") == true);
  CHECK(asked.flag_at("use_vip_white") == true);
  CHECK(asked.flag_at("use_customize_rule") == false);
  CHECK(asked.object()->size() == 9);
}

TEST_CASE("a try is kept with texts, switches, answer and times, and audited without the text") {
  Ground ground;
  ground.guard.next.body = kBlock;
  ground.playground.run(Ground::boss(), playground::try_of(input()));
  const auto kept = ground.rows();
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].playground_type == "INPUT");
  CHECK(kept[0].request_id == "req-1");
  CHECK(kept[0].score == 100);
  CHECK(kept[0].upstream_latency == 7);
  CHECK(json::to_text(kept[0].input_data) == R"({"input_prompt":"buy a gun"})");
  // MySQL's JSON columns keep members in an order of their own: they are shown by name.
  CHECK(json::to_text(kept[0].config_snapshot) ==
        R"({"use_customize_rule":false,"use_customize_white":false,"use_customize_words":true,)"
        R"("use_vip_black":false,"use_vip_white":true})");
  CHECK(kept[0].output_data.find("final_decision")->text_at("strategy") == "BLOCK");
  const auto& audit = ground.store.trace.audits.back();
  CHECK(audit.resource_id == kept[0].id);
  CHECK(audit.scenario_id == "shop");
  CHECK(json::to_text(audit.details) == R"({"playground_type":"INPUT","score":100})");
}

TEST_CASE("an output is decided by itself; a full try decides both and keeps one row") {
  Ground ground;
  OutputTry output;
  output.app_id = "shop";
  output.output_text = "here it is";
  output.input_prompt = "question";
  ground.playground.run(Ground::boss(), playground::try_of(output));
  CHECK(ground.guard.request(0).text_at("direction") == "OUTPUT");
  CHECK(json::to_text(ground.rows()[0].input_data) ==
        R"({"input_prompt":"question","output_text":"here it is"})");
  FullTry full;
  full.app_id = "shop";
  full.input_prompt = "in";
  full.output_text = "out";
  ground.guard.next_output = kBlock;
  const std::string answer = ground.playground.run(Ground::boss(), playground::try_of(full));
  CHECK(answer == "{\"input\":" + ground.guard.next.body + ",\"output\":" + kBlock + "}");
  CHECK(ground.guard.request(1).text_at("text") == "in");
  CHECK(ground.guard.request(2).text_at("text") == "out");
  const auto kept = ground.rows();
  REQUIRE(kept.size() == 2);
  CHECK(kept[0].playground_type == "FULL");
  CHECK(kept[0].score == 100);
  CHECK(kept[0].upstream_latency == 14);
  CHECK(kept[0].output_data.find("input")->find("final_decision")->integer_at("score") == 0);
}

TEST_CASE("what fails is kept with score -1 and answered as what it is") {
  Ground ground;
  std::string detail;
  ground.guard.next = {
      http::CallError::None, 409, {}, R"({"code":"scenario_inactive","detail":"It is off"})", {}};
  CHECK(ground.refused(playground::try_of(input()), &detail) == "409 scenario_inactive");
  CHECK(detail == "It is off");
  ground.guard.next = {http::CallError::None, 404, {}, "not even JSON", {}};
  CHECK(ground.refused(playground::try_of(input())) == "404 refused_by_guard");
  for (const auto& [error, status, body] : {std::tuple{http::CallError::Connect, 0, ""},
                                            {http::CallError::Timeout, 0, ""},
                                            {http::CallError::None, 500, R"({"detail":"/etc/secret"})"},
                                            {http::CallError::None, 401, "{}"},
                                            {http::CallError::None, 200, "<html>"},
                                            {http::CallError::None, 200, "[]"}}) {
    ground.guard.next = {error, status, {}, body, {}};
    CHECK(ground.refused(playground::try_of(input()), &detail) == "503 guard_unavailable");
    CHECK(detail.find("secret") == std::string::npos);
  }
  const auto kept = ground.rows();
  REQUIRE(kept.size() == 8);
  for (const auto& row : kept) CHECK(row.score == -1);
  CHECK(kept.back().output_data.text_at("error") == "It is off");
  CHECK(ground.store.trace.audits.size() == 8);
}

TEST_CASE(
    "a guard that is busy with large texts is told as such, with when to come again, and is not asked "
    "twice") {
  Ground ground;
  ground.guard.next = {http::CallError::None, 503, {}, R"({"code":"large_texts_busy","detail":"Later"})", {}};
  ground.guard.next.headers.set("Retry-After", "2");
  InputTry large = input();
  large.input_prompt = std::string(300'000, 'x');
  CHECK(ground.refused(playground::try_of(large)) == "503 large_texts_busy");
  REQUIRE(ground.guard.calls.size() == 1);
  CHECK_FALSE(ground.guard.calls[0].idempotent);
  CHECK(ground.refused(playground::try_of(input())) == "503 large_texts_busy");
  CHECK(ground.guard.calls[1].idempotent);
  try {
    ground.playground.run(Ground::boss(), playground::try_of(large));
  } catch (const service::Refusal& refusal) {
    CHECK(refusal.problem().headers.get("Retry-After") == "2");
  }
  CHECK(ground.rows().size() == 3);
  ground.guard.next.body = R"({"code":"starting","detail":"no policy yet"})";
  CHECK(ground.refused(playground::try_of(input())) == "503 guard_unavailable");
}

TEST_CASE("a full try fails whole when its output does") {
  Ground ground;
  ground.guard.output_status = 500;
  FullTry full;
  full.app_id = "shop";
  full.input_prompt = full.output_text = "x";
  CHECK(ground.refused(playground::try_of(full)) == "503 guard_unavailable");
  REQUIRE(ground.rows().size() == 1);
  CHECK(ground.rows()[0].score == -1);
}

TEST_CASE("an unknown scenario is 404 before anybody is asked; without a guard every try fails") {
  Ground ground;
  CHECK(ground.refused(playground::try_of(input("nowhere"))) == "404 not_found");
  CHECK(ground.guard.calls.empty());
  CHECK(ground.rows().empty());
  playground::Playground alone(ground.store, nullptr, ground.clock);
  CHECK_THROWS_AS(alone.run(Ground::boss(), playground::try_of(input())), service::Refusal);
  CHECK(ground.rows().size() == 1);
}

TEST_CASE("the history is paged, filtered and limited to the scenarios that one reaches") {
  Ground ground;
  for (int i = 0; i < 3; ++i) ground.playground.run(Ground::boss(), playground::try_of(input("shop")));
  ground.playground.run(Ground::boss(), playground::try_of(input("bank")));
  CHECK(ground.rows().front().app_id == "bank");
  CHECK(ground.rows({1, 3, {}, {}}).size() == 3);
  CHECK(ground.rows({2, 3, {}, {}}).size() == 1);
  CHECK(ground.rows({3, 3, {}, {}}).empty());
  CHECK(ground.rows({1, 20, "OUTPUT", {}}).empty());
  CHECK(ground.rows({1, 20, {}, "shop"}).size() == 3);
  CHECK(ground.rows({1, 20, {}, "shop "}).empty());
  CHECK(ground.rows({}, {false, {"bank"}}).size() == 1);
  CHECK(ground.rows({1, 20, {}, "shop"}, {false, {"bank"}}).empty());
  CHECK(ground.rows({}, {false, {}}).empty());
}

TEST_CASE("a page of large tries is read a MiB at a time, in its order") {
  Ground ground;
  const auto portions = [&] {
    std::vector<std::size_t> sizes;
    for (const auto& portion : ground.store
                                   .reading([](sql::Session& session) {
                                     return playground::history(session, {}, {true, {}});
                                   })
                                   .portions)
      sizes.push_back(portion.size());
    return sizes;
  };
  CHECK(portions().empty());
  InputTry large = input();
  for (const std::size_t size : {10UL, 700'000UL, 400'000UL, 990'000UL, 10UL, 10UL}) {
    large.input_prompt = std::string(size, 'x');
    ground.playground.run(Ground::boss(), playground::try_of(large));
  }
  CHECK(portions() == std::vector<std::size_t>{3, 1, 2});
  std::vector<std::size_t> sizes;
  for (const auto& row : ground.rows()) sizes.push_back(row.input_data.text_at("input_prompt")->size());
  CHECK(sizes == std::vector<std::size_t>{10, 10, 990'000, 400'000, 700'000, 10});
}

TEST_CASE("latencies are whole milliseconds, or none, with the precise ones beside them") {
  Ground ground;
  ground.playground.run(Ground::boss(), playground::try_of(input()));
  ground.execute("UPDATE playground_history SET latency = 1.792417, upstream_latency = 0.4");
  auto row = ground.rows().at(0);
  CHECK(row.latency == 2);
  CHECK(row.upstream_latency == 0);
  CHECK(row.latency_us == 1792);
  CHECK(row.upstream_latency_us == 400);
  // An older generation's column is an integer, and may be NULL.
  row.upstream_latency.reset();
  CHECK(describe::to_json(row).find(R"("latency":2,"upstream_latency":null)") != std::string::npos);
}
