// What several threads use at once, without the server's reactor: run under ASan and again under TSan.
#include <doctest/doctest.h>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include "http/worker_pool.hpp"
#include "lgm/auth/jwt.hpp"
#include "lgm/auth/revocations.hpp"
#include "service/waiting_room.hpp"

using namespace lgm;

namespace {

constexpr int kThreads = 4;

void on_threads(const std::function<void(int)>& work) {
  std::latch ready(kThreads);
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([&, i] {
      ready.arrive_and_wait();
      work(i);
    });
  for (auto& thread : threads) thread.join();
}

constexpr char kP256[] = R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgqH7OPtkEIAghF79h
MB9h4H5f9lhypu/12n31xPtKm1GhRANCAARA2TpOA2eB7Ywx3m1Q+QQ5ph6M1LGb
LLQnoQaEhDqtfbjDwA2l92Ew2MCuS8qbjv9S93JnW+3bz4AfzkvBz5TN
-----END PRIVATE KEY-----
)";

// Takes its time: until somebody did not wait for it, or a moment has passed.
struct SlowKeys final : auth::KeySource {
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::es256(kP256);
  std::atomic<int> fetched{0}, verified{0};
  std::optional<json::Value> fetch() override {
    ++fetched;
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(100);
    while (verified == 0 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    return auth::jwks({key});
  }
};

}  // namespace

TEST_CASE("whoever comes while the keys are being fetched waits for them") {
  base::ManualClock clock(base::from_unix_ms(1'800'000'000'000));
  const auto source = std::make_shared<SlowKeys>();
  auth::TokenVerifier verifier({}, source, clock);
  const std::int64_t now = base::to_unix_seconds(clock.now());
  std::atomic<int> refused{0};
  on_threads([&](int thread) {
    const auto token = source->key->sign({"llm-guard-manager", "llm-guard-manager", "u", "c",
                                          std::to_string(thread), "r", "s", "j", now, now, now + 60});
    if (!verifier.verify(token).claims) ++refused;
    ++source->verified;
  });
  CHECK(refused == 0);
  CHECK(source->fetched == 1);
}

TEST_CASE("tokens are verified by many threads while keys are forgotten") {
  base::ManualClock clock(base::from_unix_ms(1'800'000'000'000));
  const auto key = auth::SigningKey::hs256(std::string(32, 'k'));
  auth::VerifierOptions options;
  options.algorithm = auth::Algorithm::Hs256;
  options.hs256_secret = std::string(32, 'k');
  options.cache_size = 8;  // small, so that the cache starts again all the time
  auth::TokenVerifier verifier(options, nullptr, clock);
  std::atomic<int> refused{0};
  on_threads([&](int thread) {
    const std::int64_t now = base::to_unix_seconds(clock.now());
    for (int i = 0; i < 200; ++i) {
      const std::string id = std::to_string(thread) + "-" + std::to_string(i % 20);
      const auto verified = verifier.verify(key->sign(
          {"llm-guard-manager", "llm-guard-manager", "u", "c", id, "r", "s", "j", now, now, now + 60}));
      if (!verified.claims || verified.claims->uid != id) ++refused;
    }
  });
  CHECK(refused == 0);
}

TEST_CASE("a revocation is seen by every thread that asks afterwards") {
  auth::RevocationSet set;
  auth::Claims claims;
  claims.uid = "u";
  std::atomic<int> missed{0};
  on_threads([&](int thread) {
    for (int i = 0; i < 500; ++i) {
      auth::Claims mine = claims;
      mine.sid = std::to_string(thread) + ":" + std::to_string(i);
      mine.iat = 1'000'000;
      set.add({{1, auth::RevocationKind::Session, mine.sid, 0, 1'000'000'000}}, 1);
      if (!set.refuses(mine)) ++missed;
      set.expire(i);
    }
  });
  CHECK(missed == 0);
  CHECK(set.size() == kThreads * 500);
}

TEST_CASE("the worker pool runs each accepted job once, and finishing runs what is queued") {
  std::atomic<int> ran{0}, accepted{0};
  {
    http::WorkerPool pool(2, 64);
    on_threads([&](int) {
      for (int i = 0; i < 1000; ++i) accepted += pool.post([&] { ++ran; });
    });
    pool.finish();
    CHECK_FALSE(pool.post([] {}));
  }
  CHECK(ran == accepted);
  CHECK(accepted > 0);
}

TEST_CASE("no notification is lost between a look and the parking") {
  const base::SystemClock clock;
  http::WorkerPool pool(2, 1024);
  std::atomic<int> value{0}, answered{0};
  {
    service::WaitingRoom room([&](std::function<void()> job) { return pool.post(std::move(job)); }, clock);
    room.start();
    on_threads([&](int) {
      for (int i = 0; i < 200; ++i) {
        const int seen = value;
        room.park(clock.steady() + std::chrono::minutes(10), [&, seen](bool last) {
          if (value == seen && !last) return false;
          ++answered;
          return true;
        });
        ++value;
        room.notify();
      }
    });
    while (answered < kThreads * 200 - 1)
      std::this_thread::yield();  // all but perhaps the very last, which nothing follows
    room.close();
  }
  pool.finish();
  CHECK(answered == kThreads * 200);
}
