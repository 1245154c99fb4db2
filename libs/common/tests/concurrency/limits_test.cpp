// The limit of a user: what replicas admit together, what they say, and who waits how long.
#include "lgm/contracts/limits.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <cmath>
#include <condition_variable>
#include <map>
#include <thread>
#include <vector>

#include "service/held_requests.hpp"
#include "service/rate_limiter.hpp"

using namespace lgm;
using service::HeldRequests;
using service::RateLimiter;
using service::RateRule;
using State = RateLimiter::Verdict::State;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

RateRule rule(std::int64_t per_minute, std::int64_t burst, milliseconds patience = {}) {
  return {"user", "requests", per_minute, burst, "api:", patience};
}

// session-cache's bucket, as its conformance suite has it.
struct SharedBucket final : http::Caller {
  explicit SharedBucket(const base::Clock& around) : clock(around) {}
  http::CallResult call(const http::Call& call) override {
    const std::lock_guard lock(mutex);
    http::CallResult result;
    ++asked;
    if (away) return result;
    const auto body = json::parse_or_nothing(call.body).value();
    CHECK(body.object()->size() == 4);  // versions before 0.4.0 refuse members that they do not know
    const double flow = static_cast<double>(*body.integer_at("per_minute")) / 60'000;
    const auto burst = static_cast<double>(*body.integer_at("burst"));
    const auto want = static_cast<double>(*body.integer_at("want"));
    auto [found, fresh] = buckets.try_emplace(*body.text_at("key"), burst, clock.steady());
    auto& [tokens, filled] = found->second;
    const auto now = clock.steady();
    tokens = std::min(burst, tokens + std::chrono::duration<double, std::milli>(now - filled).count() * flow);
    filled = now;
    const double granted = std::clamp(std::floor(tokens), 0.0, want);
    tokens -= want;
    const auto wait = granted < want ? std::ceil((1 - tokens) / flow) : 0;
    result.status = 200;
    result.body = describe::to_json(contracts::Lease{static_cast<std::int64_t>(granted),
                                                     static_cast<std::int64_t>(wait),
                                                     static_cast<std::int64_t>(std::floor(tokens))});
    return result;
  }
  bool was_asked() {
    const std::lock_guard lock(mutex);
    return !buckets.empty();
  }
  // Of the one bucket that there is.
  double left() {
    const std::lock_guard lock(mutex);
    return buckets.empty() ? 0 : buckets.begin()->second.first;
  }
  const base::Clock& clock;
  std::atomic<bool> away{false};
  std::atomic<int> asked{0};
  std::mutex mutex;
  std::map<std::string, std::pair<double, base::SteadyTime>> buckets;
};

// Replicas of one service under a clock that the test moves.
struct Replicas {
  Replicas(std::int64_t count, const RateRule& what) {
    store = std::make_shared<SharedBucket>(clock);
    for (int i = 0; i < count; ++i) {
      limiters.push_back(std::make_unique<RateLimiter>(what, store, clock));
      limiters.back()->set_replicas(count);
      limiters.back()->on_news([this] { ++settled; });
      limiters.back()->start();
    }
  }
  // Asks until there is nothing more; how many were admitted.
  static std::int64_t exhaust(RateLimiter& limiter) {
    std::int64_t admitted = 0;
    for (;;) {
      const auto verdict = limiter.take("u");
      admitted += verdict.admitted();
      if (verdict.state == State::Empty) return admitted;
      if (verdict.state == State::Unsettled) std::this_thread::yield();
    }
  }
  // One user at full speed at all of them.
  std::int64_t at_full_speed(milliseconds time) {
    std::atomic<std::int64_t> admitted{0};
    for (milliseconds passed{0}; passed <= time; passed += milliseconds(10)) {
      std::vector<std::thread> users;
      for (auto& limiter : limiters) users.emplace_back([&] { admitted += exhaust(*limiter); });
      for (auto& user : users) user.join();
      clock.advance(milliseconds(10));
    }
    return admitted;
  }
  // Waits until the store knows that this many are left, and each limiter has heard its answers.
  bool all_reported(RateLimiter& limiter, std::int64_t left) {
    const auto end = std::chrono::steady_clock::now() + seconds(60);
    while (store->left() > static_cast<double>(left) || store->asked != settled) {
      if (std::chrono::steady_clock::now() >= end) return false;
      limiter.look("u");  // what is left to report is reported when somebody asks
    }
    return true;
  }
  base::ManualClock clock{base::from_unix_ms(0)};
  std::shared_ptr<SharedBucket> store;
  std::atomic<int> settled{0};
  std::vector<std::unique_ptr<RateLimiter>> limiters;
};

}  // namespace

TEST_CASE("replicas admit the rule together, and at most a block each beyond it") {
  for (const std::int64_t count : {1, 2, 3}) {
    CAPTURE(count);
    Replicas replicas(count, rule(1200, 200));
    const std::int64_t by_rule = 200 + 12 * 20;
    std::int64_t admitted = replicas.at_full_speed(seconds(12));
    // What a busy machine has not reported by then comes later.
    const auto end = std::chrono::steady_clock::now() + seconds(20);
    while (admitted < by_rule - count && std::chrono::steady_clock::now() < end)
      for (auto& limiter : replicas.limiters) admitted += Replicas::exhaust(*limiter);
    CHECK(admitted <= by_rule + count * RateLimiter::kBlock);
    CHECK(admitted >= by_rule - count);
    MESSAGE(count << " replicas admitted " << admitted << " where the rule gives " << by_rule);
  }
}

TEST_CASE("what was spent at one replica is missing at the next, and is back when the debt is paid") {
  Replicas replicas(2, rule(60, 100));
  RateLimiter &first = *replicas.limiters[0], &second = *replicas.limiters[1];
  CHECK(Replicas::exhaust(first) == 100);
  REQUIRE(replicas.all_reported(first, 0));
  const std::int64_t debt = Replicas::exhaust(second);
  CHECK(debt >= 1);
  CHECK(debt <= RateLimiter::kBlock);
  REQUIRE(replicas.all_reported(second, -debt));
  // The next token comes behind those that were spent before they came.
  CHECK(second.take("u").reset_seconds == debt + 1);
  replicas.clock.advance(seconds(debt));
  CHECK(Replicas::exhaust(second) == 0);
  replicas.clock.advance(seconds(1));
  CHECK(Replicas::exhaust(second) == 1);
}

TEST_CASE("while the store is away each replica admits its share, and all of it when the store is back") {
  Replicas replicas(2, rule(1200, 200));
  replicas.store->away = true;
  std::int64_t admitted = 0;
  for (auto& limiter : replicas.limiters) admitted += Replicas::exhaust(*limiter);
  CHECK(admitted <= 200 + 2 * RateLimiter::kBlock);
  CHECK(admitted >= 200);
  replicas.clock.advance(seconds(2));
  for (auto& limiter : replicas.limiters) CHECK(Replicas::exhaust(*limiter) == 20);
  replicas.store->away = false;
  replicas.clock.advance(seconds(60));
  // The next report finds the store there.
  for (auto& limiter : replicas.limiters)
    while (!replicas.store->was_asked()) limiter->take("u");
  CHECK(replicas.at_full_speed(seconds(10)) <= 2 * 200 + 10 * 20 + 2 * RateLimiter::kBlock);
}

TEST_CASE("a refusal names the limit that was hit") {
  base::ManualClock clock(base::from_unix_ms(0));
  RateLimiter limiter(rule(600, 100), nullptr, clock);
  CHECK(Replicas::exhaust(limiter) == 100);
  CHECK(limiter.take("u").hit == "More than 100 requests at once");
  for (int i = 0; i < 49; ++i) {
    clock.advance(seconds(1));
    CHECK(Replicas::exhaust(limiter) == 10);
  }
  CHECK(limiter.take("u").hit == "More than 100 requests at once");
  clock.advance(seconds(1));
  CHECK(Replicas::exhaust(limiter) == 10);
  CHECK(limiter.take("u").hit == "More than 600 requests a minute");
  clock.advance(seconds(600));
  CHECK(Replicas::exhaust(limiter) == 100);
  CHECK(limiter.take("u").hit == "More than 100 requests at once");
}

TEST_CASE("whom a limit forgets has a full bucket again, however slowly it fills") {
  base::ManualClock clock(base::from_unix_ms(0));
  RateLimiter limiter(rule(1, 30), nullptr, clock);
  CHECK(Replicas::exhaust(limiter) == 30);
  clock.advance(std::chrono::minutes(6));
  for (int i = 0; i < 20'002; ++i) limiter.take(std::to_string(i));
  CHECK(Replicas::exhaust(limiter) == 6);
}

TEST_CASE("a request's share of the limiter's sweeps does not grow with the number of active users") {
  base::ManualClock clock(base::from_unix_ms(0));
  const auto cost_of = [&](int users) {
    RateLimiter limiter(rule(60, 1'000'000), nullptr, clock);
    for (int i = 0; i < users; ++i) limiter.take("u" + std::to_string(i));
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 2'000; ++i) limiter.take("u" + std::to_string(i));
    return std::chrono::steady_clock::now() - began;
  };
  const auto few = std::min(cost_of(2'000), cost_of(2'000)), many = cost_of(12'000);
  CHECK(many < 50 * few);
}

namespace {

// What became of requests that were held back.
struct Held {
  explicit Held(const base::Clock& clock) : room(clock) { room.start(); }
  void ask(RateLimiter& limiter, const std::string& name) {
    const auto verdict = room.take(limiter, "u", [this, name](const RateLimiter::Verdict& late) {
      say(name + (late.admitted() ? " late" : " refused late"));
    });
    if (verdict && !verdict->admitted()) {  // a refusal says when to come again, and what was too much
      CHECK(verdict->reset_seconds >= 1);
      CHECK(!verdict->hit.empty());
    }
    if (verdict) say(name + (verdict->admitted() ? " at once" : " refused at once"));
  }
  void say(const std::string& what) {
    {
      const std::lock_guard lock(mutex);
      said.push_back(what);
    }
    changed.notify_all();
  }
  std::vector<std::string> first(std::size_t count) {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, seconds(20), [&] { return said.size() >= count; });
    return said;
  }
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::string> said;
  HeldRequests room;
};

using Said = std::vector<std::string>;

}  // namespace

TEST_CASE("requests are held back in their order, as many as their rule's patience lets through") {
  base::ManualClock clock(base::from_unix_ms(0));
  RateLimiter limiter(rule(60, 2, seconds(2)), nullptr, clock);
  Held held(clock);
  for (const char* name : {"a", "b", "c", "d", "e"}) held.ask(limiter, name);
  CHECK(held.first(3) == Said{"a at once", "b at once", "e refused at once"});
  CHECK(held.room.size() == 2);
  clock.advance(seconds(1));
  held.ask(limiter, "f");  // there may be a token still, which is c's
  CHECK(held.first(4).back() == "c late");
  clock.advance(seconds(1));
  CHECK(held.first(5).back() == "d late");
  clock.advance(seconds(1));
  CHECK(held.first(6).back() == "f late");
  CHECK(held.room.size() == 0);
}

TEST_CASE("a request is refused when its rule's patience is over, or when the service ends") {
  base::ManualClock clock(base::from_unix_ms(0));
  RateLimiter limiter(rule(20, 1, seconds(2)), nullptr, clock);
  Held held(clock);
  held.ask(limiter, "a");
  held.ask(limiter, "b");
  clock.advance(milliseconds(1999));
  CHECK(held.room.size() == 1);
  clock.advance(milliseconds(1));
  CHECK(held.first(2) == Said{"a at once", "b refused late"});
  held.ask(limiter, "c");
  held.room.close();
  CHECK(held.first(3).back() == "c refused late");
  held.ask(limiter, "d");
  CHECK(held.first(4).back() == "d refused at once");
}

TEST_CASE("without patience a request waits for the store's answer alone, and then it is decided") {
  base::ManualClock clock(base::from_unix_ms(0));
  RateLimiter limiter(rule(60, 30), std::make_shared<SharedBucket>(clock), clock);
  Held held(clock);
  limiter.on_news([&] { held.room.notify(); });
  limiter.start();
  for (int i = 0; i < 40; ++i) held.ask(limiter, "a");
  const auto said = held.first(40);
  CHECK(std::count_if(said.begin(), said.end(), [](const std::string& what) {
          return what.find("refused") == std::string::npos;
        }) == 30);
  CHECK(held.room.size() == 0);
  limiter.stop();
}
