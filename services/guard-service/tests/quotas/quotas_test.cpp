#include "quotas/quotas.hpp"

#include <doctest/doctest.h>

#include <map>

#include "lgm/json/value.hpp"

using namespace lgm;
using namespace lgm::guard_service;

namespace {

// Books as session-cache-service does, for several replicas; its buckets do not fill by themselves.
struct Books final : http::Caller {
  http::CallResult call(const http::Call& call) override {
    ++asked;
    if (down) return {http::CallError::Connect};
    const auto body = json::parse_or_nothing(call.body).value();
    const std::string key = body.text_at("key").value();
    http::CallResult result;
    result.status = 200;
    if (call.target == "/internal/v1/limits/lease") {
      auto [left, fresh] = tokens.try_emplace(key, body.integer_at("burst").value());
      left->second -= body.integer_at("want").value();
      result.body =
          json::to_text(json::Object{{"granted", 0}, {"retry_after_ms", 0}, {"left", left->second}});
    } else if (counts_days) {
      counters[key] += body.integer_at("amount").value();
      if (loses_answers) return {http::CallError::Timeout};
      result.body = json::to_text(json::Object{{"count", counters[key]}, {"resets_in_ms", 1}});
    } else {
      result.status = 403;
      result.body = R"({"code":"caller_not_named"})";
    }
    return result;
  }
  std::map<std::string, std::int64_t> tokens, counters;
  bool down = false, counts_days = true, loses_answers = false;
  int asked = 0;
};

struct Replicas {
  base::ManualClock clock{base::from_unix_ms(1'800'000'000'000)};  // 08:00:00 UTC
  std::shared_ptr<Books> books = std::make_shared<Books>();
  Quotas first{books, clock}, second{books, clock};
};

Quota a_minute(std::int64_t texts) {
  return {texts, {}};
}
Quota a_day(std::int64_t texts) {
  return {{}, texts};
}

}  // namespace

TEST_CASE("a key without a quota is never counted") {
  Replicas all;
  for (int i = 0; i < 1'000; ++i) {
    const auto verdict = all.first.take("k", {}, 100);
    CHECK(verdict.admitted());
    CHECK(verdict.states.empty());
  }
}

TEST_CASE("a minute's quota is spent by texts, refused when it is spent, and flows back") {
  Replicas all;
  const auto first = all.first.take("k", a_minute(60), 10);
  REQUIRE(first.states.size() == 1);
  CHECK(first.states[0].name == "minute");
  CHECK(first.states[0].limit == 60);
  CHECK(first.states[0].window_seconds == 60);
  CHECK(first.states[0].remaining == 50);
  CHECK(all.first.take("k", a_minute(60), 50).admitted());
  const auto refused = all.first.take("k", a_minute(60), 1);
  CHECK(refused.hit == "minute");
  CHECK(refused.states[0].remaining == 0);
  CHECK(refused.states[0].reset_seconds == 1);
  CHECK(all.first.take("other", a_minute(60), 1).admitted());
  all.clock.advance(std::chrono::seconds(5));
  CHECK(all.first.take("k", a_minute(60), 5).admitted());
  CHECK_FALSE(all.first.take("k", a_minute(60), 1).admitted());
}

TEST_CASE("more texts at once than a minute has are admitted while none of it is spent, and paid for") {
  Replicas all;
  CHECK(all.first.take("k", a_minute(50), 100).admitted());
  CHECK(all.first.take("k", a_minute(50), 1).states[0].reset_seconds == 62);
  all.clock.advance(std::chrono::seconds(62));
  CHECK(all.first.take("k", a_minute(50), 1).admitted());
  CHECK(all.first.take("k", a_minute(50), 100).hit == "minute");
}

TEST_CASE("a day's quota begins anew at 00:00 UTC, and is never exceeded by a batch") {
  Replicas all;
  CHECK(all.first.take("k", a_day(100), 60).admitted());
  const auto refused = all.first.take("k", a_day(100), 41);
  CHECK(refused.hit == "day");
  CHECK(refused.states[0].remaining == 40);
  CHECK(refused.states[0].reset_seconds == 16 * 3600);
  CHECK(all.first.take("k", a_day(100), 40).admitted());
  all.clock.advance(std::chrono::hours(16) - std::chrono::seconds(1));
  CHECK_FALSE(all.first.take("k", a_day(100), 1).admitted());
  all.clock.advance(std::chrono::seconds(1));
  CHECK(all.first.take("k", a_day(100), 100).admitted());
}

TEST_CASE("what one quota refuses is not spent from the other") {
  Replicas all;
  const Quota both{10, 15};
  CHECK(all.first.take("k", both, 10).admitted());
  CHECK(all.first.take("k", both, 1).hit == "minute");
  all.clock.advance(std::chrono::minutes(1));
  const auto verdict = all.first.take("k", both, 5);
  CHECK(verdict.admitted());
  REQUIRE(verdict.states.size() == 2);
  CHECK(verdict.states[0].remaining == 5);
  CHECK(verdict.states[1].remaining == 0);
  CHECK(all.first.take("k", both, 1).hit == "day");
}

TEST_CASE("replicas spend from one quota once they have told of it") {
  Replicas all;
  for (const Quota& quota : {a_minute(10), a_day(10)}) {
    const std::string key = quota.per_day ? "day" : "minute";
    CAPTURE(key);
    CHECK(all.first.take(key, quota, 6).admitted());
    all.first.settle_all();
    CHECK(all.second.take(key, quota, 1).admitted());  // it has not heard of the other yet
    all.second.settle_all();
    CHECK(all.second.take(key, quota, 3).admitted());
    all.second.settle_all();
    CHECK_FALSE(all.second.take(key, quota, 1).admitted());
    CHECK(all.first.take(key, quota, 1).admitted());  // beyond it, by what it had not heard of
    all.first.settle_all();
    CHECK_FALSE(all.first.take(key, quota, 1).admitted());
  }
}

TEST_CASE("while the store is away each replica counts alone, and tells of the day later") {
  Replicas all;
  all.books->down = true;
  for (Quotas* replica : {&all.first, &all.second}) {
    CHECK(replica->take("k", {5, 5}, 5).admitted());
    replica->settle_all();
    CHECK_FALSE(replica->take("k", {5, 5}, 1).admitted());
  }
  all.books->down = false;
  all.clock.advance(std::chrono::minutes(1));
  CHECK(all.first.take("k", {5, 9}, 1).admitted());
  all.first.settle_all();
  CHECK(all.books->counters.begin()->second == 6);
  CHECK(all.books->tokens.begin()->second == 4);  // not what was spent while nobody could be told
}

TEST_CASE(
    "a store of the version before, which lets guard-service count no days, leaves each replica alone") {
  Replicas all;
  all.books->counts_days = false;
  CHECK(all.first.take("k", a_day(2), 2).admitted());
  all.first.settle_all();
  CHECK_FALSE(all.first.take("k", a_day(2), 1).admitted());
  CHECK(all.second.take("k", a_day(2), 2).admitted());
}

TEST_CASE("a store that does not answer is asked once a round, and what was spent meanwhile is no debt") {
  Replicas all;
  all.books->down = true;
  for (const char* key : {"a", "b", "c"}) CHECK(all.first.take(key, a_minute(10), 10).admitted());
  CHECK_FALSE(all.first.settle_all());
  CHECK(all.books->asked == 1);
  all.books->down = false;
  CHECK(all.first.settle_all());
  CHECK(all.books->tokens.empty());
}

TEST_CASE("a day's texts that surely were not counted are told again") {
  Replicas all;
  const auto told_after = [&](bool& fault, bool while_it_lasts, const std::string& key) {
    fault = while_it_lasts;
    CHECK(all.first.take(key, a_day(10), 6).admitted());
    all.first.settle_all();
    fault = !while_it_lasts;
    CHECK(all.first.take(key, a_day(10), 1).admitted());
    all.first.settle_all();
    return all.books->counters[all.books->counters.rbegin()->first];
  };
  CHECK(told_after(all.books->down, true, "a") == 7);
  CHECK(told_after(all.books->counts_days, false, "b") == 7);
}

TEST_CASE("a day's texts whose count was not answered are not told twice") {
  Replicas all;
  all.books->loses_answers = true;
  CHECK(all.first.take("k", a_day(10), 6).admitted());
  CHECK_FALSE(all.first.settle_all());
  CHECK(all.first.settle_all());
  CHECK(all.books->asked == 1);
  all.books->loses_answers = false;
  CHECK(all.first.take("k", a_day(10), 1).admitted());
  CHECK(all.first.settle_all());
  CHECK(all.books->counters.begin()->second == 7);
  CHECK(all.first.take("k", a_day(10), 3).admitted());
  CHECK_FALSE(all.first.take("k", a_day(10), 1).admitted());
}

TEST_CASE("what was spent and not used is given back, told or not") {
  Replicas all;
  const Quota both{10, 10};
  CHECK(all.first.take("k", both, 10).admitted());
  all.first.give_back("k", 10);
  CHECK(all.first.take("k", both, 10).admitted());
  all.first.settle_all();
  all.first.give_back("k", 4);
  CHECK(all.first.take("k", both, 4).admitted());
  all.first.settle_all();
  CHECK_FALSE(all.first.take("k", both, 1).admitted());
  CHECK(all.books->counters.begin()->second == 10);
  CHECK(all.books->tokens.begin()->second == 0);
  all.first.give_back("unknown", 1);
}

TEST_CASE("a store that has almost a whole token more than it tells does not hold up the next text") {
  Replicas all;
  CHECK(all.first.take("k", a_minute(1), 1).admitted());
  all.books->tokens["api-key:k"] = 0;  // -0.0001 of the store's, rounded down: -1
  all.first.settle_all();
  CHECK(all.books->tokens["api-key:k"] == -1);
  all.clock.advance(std::chrono::seconds(61));
  CHECK(all.first.take("k", a_minute(1), 1).admitted());
}

TEST_CASE("a quota that is changed counts from then on") {
  Replicas all;
  CHECK(all.first.take("k", a_minute(5), 5).admitted());
  CHECK_FALSE(all.first.take("k", a_minute(5), 1).admitted());
  CHECK(all.first.take("k", {}, 100).admitted());
  CHECK(all.first.take("k", a_day(1), 1).admitted());
  CHECK(all.first.take("k", a_minute(2), 2).admitted());
}
