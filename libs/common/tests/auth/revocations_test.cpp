#include "lgm/auth/revocations.hpp"

#include <doctest/doctest.h>

#include <condition_variable>
#include <deque>
#include <mutex>

#include "lgm/base/random.hpp"

using namespace lgm;
using auth::FeedFreshness;
using auth::RevocationKind;

namespace {

auth::Claims claims(std::int64_t iat) {
  auth::Claims made;
  made.uid = "u", made.sid = "s", made.iat = iat;
  return made;
}

// Answers each call with the next prepared answer, then waits for more or for the end.
class ScriptedFeed final : public http::Caller {
 public:
  http::CallResult call(const http::Call& call) override {
    std::unique_lock lock(mutex_);
    targets_.push_back(call.target);
    changed_.notify_all();
    changed_.wait(lock, [this] { return ended_ || !answers_.empty(); });
    http::CallResult result;
    result.error = http::CallError::Connect;
    if (answers_.empty()) return result;
    result = answers_.front();
    answers_.pop_front();
    return result;
  }
  void answer(int status, std::string body) {
    const std::lock_guard lock(mutex_);
    http::CallResult result;
    result.status = status;
    result.body = std::move(body);
    answers_.push_back(std::move(result));
    changed_.notify_all();
  }
  // The target of call number `index`, once it has been made.
  std::string target(std::size_t index) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return targets_.size() > index; });
    return targets_[index];
  }
  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<http::CallResult> answers_;
  std::vector<std::string> targets_;
  bool ended_ = false;
};

}  // namespace

TEST_CASE("the jti of our tokens says to the millisecond what a revocation is about") {
  using namespace lgm::auth;
  namespace base = lgm::base;
  RevocationSet set;
  set.add({{1, RevocationKind::Permissions, "u", 1'900'000'000'500, 2'000'000'000'000}}, 1);
  const auto issued = [&](std::int64_t ms, std::int64_t iat) {
    base::ManualClock clock(base::from_unix_ms(ms));
    base::SystemRandom random;
    Claims claims;
    claims.uid = "u";
    claims.jti = base::uuid_v7(clock, random);
    claims.iat = iat;
    return set.refuses(claims);
  };
  CHECK(issued(1'900'000'000'499, 1'900'000'000));
  CHECK(issued(1'900'000'000'500, 1'900'000'000));
  CHECK_FALSE(issued(1'900'000'000'501, 1'900'000'000));
  CHECK(issued(1'900'000'000'499, 1'900'000'005));  // dated ahead: outruns nothing
  Claims without;
  without.uid = "u";
  without.iat = 1'900'000'000;
  for (const char* jti :
       {"", "x", "0191b7a1-0000-4000-8000-000000000000", "zzzzzzzz-zzzz-7zzz-8000-000000000000"}) {
    without.jti = jti;
    CHECK(set.refuses(without));
  }
}

TEST_CASE("sessions, users, permissions and the epoch refuse what was issued before") {
  auth::RevocationSet set;
  CHECK_FALSE(set.refuses(claims(1000)));
  set.reset("1", 500'000, 7, {});
  CHECK(set.refuses(claims(500)));
  CHECK_FALSE(set.refuses(claims(501)));
  set.add({{8, RevocationKind::User, "u", 1'000'000, 9'000'000}}, 8);
  CHECK(set.refuses(claims(1000)));
  CHECK_FALSE(set.refuses(claims(1001)));
  set.add({{9, RevocationKind::Permissions, "u", 1'001'999, 9'000'000}}, 9);
  CHECK(set.refuses(claims(1001)));
  CHECK_FALSE(set.refuses(claims(1002)));
  set.add({{10, RevocationKind::Session, "s", 0, 2'000'000}}, 10);
  CHECK(set.refuses(claims(1500)));
  CHECK(set.size() == 3);
  CHECK(set.seq() == 10);
  set.expire(2'000'001);
  CHECK_FALSE(set.refuses(claims(1500)));
  set.reset("2", 0, 0, {});
  CHECK(set.size() == 0);
}

TEST_CASE("of two entries for one user the later limit counts, whatever their order") {
  auth::RevocationSet set;
  set.add({{1, RevocationKind::User, "u", 5'000'000, 9}, {2, RevocationKind::User, "u", 1'000'000, 8}}, 2);
  CHECK(set.refuses(claims(4000)));
}

TEST_CASE("a withdrawn key refuses what it signed, whenever that was, and stays when the store forgets") {
  auth::RevocationSet set;
  set.reset("1", 0, 0, {});
  set.add({{1, RevocationKind::SigningKey, "k1", 0, 9'000'000}}, 1);
  auth::Claims by_it = claims(8'999), by_another = claims(8'999);
  by_it.kid = "k1", by_another.kid = "k2";
  CHECK(set.refuses(by_it));
  CHECK_FALSE(set.refuses(by_another));
  CHECK_FALSE(set.refuses(claims(8'999)));  // of a version that names no key
  set.reset("2", 0, 0, {});
  CHECK(set.refuses(by_it));
  CHECK(set.signing_key_withdrawn("k1"));
  CHECK(set.size() == 1);
  set.expire(9'000'001);
  CHECK_FALSE(set.signing_key_withdrawn("k1"));
}

// What admin-service sends where rights only grow. A version that knows nothing of gifts reads it so, too.
TEST_CASE("an entry that refuses nothing before 0 refuses no token, and lifts no limit that stands") {
  auth::RevocationSet set;
  set.reset("1", 0, 0, {});
  set.add({{1, RevocationKind::Permissions, "u", 0, 9'000'000}}, 1);
  CHECK_FALSE(set.refuses(claims(1)));
  CHECK(set.size() == 1);
  set.add({{2, RevocationKind::Permissions, "u", 1'000'000, 9'000'000}}, 2);
  set.add({{3, RevocationKind::Permissions, "u", 0, 9'500'000}}, 3);
  CHECK(set.refuses(claims(1000)));
  CHECK_FALSE(set.refuses(claims(1001)));
}

TEST_CASE("the follower loads, follows by (epoch, seq), and loads again on 410") {
  base::ManualClock clock(base::from_unix_ms(1'000'000));
  auto feed = std::make_shared<ScriptedFeed>();
  std::atomic<int> entries{0}, resets{0};
  auth::RevocationFollower follower(
      feed, clock, [&](const auth::Revocation&) { ++entries; }, [&] { ++resets; });
  CHECK(follower.freshness() == FeedFreshness::NeverLoaded);
  follower.start();
  CHECK(feed->target(0) == "/internal/v1/revocations/snapshot");
  feed->answer(200, R"({"epoch":"77","epoch_since_ms":0,"seq":4,"entries":[]})");
  CHECK(feed->target(1) == "/internal/v1/revocations?epoch=77&after=4&wait=1");
  CHECK(follower.freshness() == FeedFreshness::Fresh);
  feed->answer(
      200,
      R"({"epoch":"77","epoch_since_ms":0,"seq":5,"entries":[{"seq":5,"kind":"session","id":"s","not_before_ms":0,"until_ms":99000000}]})");
  CHECK(feed->target(2) == "/internal/v1/revocations?epoch=77&after=5&wait=1");
  CHECK(entries == 1);
  CHECK(follower.set().refuses(claims(500)));
  feed->answer(410, R"({"code":"feed_reset"})");
  CHECK(feed->target(3) == "/internal/v1/revocations/snapshot");
  feed->answer(200, R"({"epoch":"78","epoch_since_ms":900000,"seq":0,"entries":[]})");
  CHECK(feed->target(4) == "/internal/v1/revocations?epoch=78&after=0&wait=1");
  CHECK(resets == 2);
  CHECK(follower.set().refuses(claims(900)));
  clock.advance(std::chrono::seconds(31));
  CHECK(follower.freshness() == FeedFreshness::Stale);
  clock.advance(std::chrono::minutes(5));
  CHECK(follower.freshness() == FeedFreshness::Dead);
  feed->end();
  follower.stop();
}

TEST_CASE("what fails while an answer is taken is fetched anew") {
  base::ManualClock clock(base::from_unix_ms(1'000'000));
  auto feed = std::make_shared<ScriptedFeed>();
  auth::RevocationFollower follower(feed, clock, [](const auth::Revocation&) { throw std::bad_alloc(); }, {});
  follower.start();
  feed->answer(200, R"({"epoch":"77","epoch_since_ms":0,"seq":4,"entries":[]})");
  CHECK(feed->target(1) == "/internal/v1/revocations?epoch=77&after=4&wait=1");
  feed->answer(
      200,
      R"({"epoch":"77","epoch_since_ms":0,"seq":5,"entries":[{"seq":5,"kind":"session","id":"s","not_before_ms":0,"until_ms":99000000}]})");
  CHECK(feed->target(2) == "/internal/v1/revocations/snapshot");
  feed->end();
  follower.stop();
}

TEST_CASE("the fullest feed is loaded") {
  constexpr int kMost = 200'000;  // docs/internal-api.md: live entries kept
  std::string body = R"({"epoch":"77","epoch_since_ms":0,"seq":200000,"entries":[)";
  for (int i = 1; i <= kMost; ++i) {
    if (i > 1) body += ',';
    body += R"({"seq":)" + std::to_string(i) + R"(,"kind":"session","id":")" + std::to_string(i) +
            R"(","not_before_ms":0,"until_ms":99000000})";
  }
  base::ManualClock clock(base::from_unix_ms(1'000'000));
  auto feed = std::make_shared<ScriptedFeed>();
  auth::RevocationFollower follower(feed, clock, {}, {});
  follower.start();
  feed->answer(200, body + "]}");
  CHECK(feed->target(1) == "/internal/v1/revocations?epoch=77&after=200000&wait=1");
  CHECK(follower.freshness() == FeedFreshness::Fresh);
  CHECK(follower.set().size() == kMost);
  feed->end();
  follower.stop();
}

TEST_CASE("an answer that does not fit is not taken") {
  base::ManualClock clock(base::from_unix_ms(1'000'000));
  auto feed = std::make_shared<ScriptedFeed>();
  auth::RevocationFollower follower(feed, clock, {}, {});
  follower.start();
  feed->answer(
      200,
      R"({"epoch":"1","epoch_since_ms":0,"seq":1,"entries":[{"seq":1,"kind":"user","not_before_ms":0,"until_ms":1}]})");
  CHECK(feed->target(1) == "/internal/v1/revocations/snapshot");
  CHECK(follower.freshness() == FeedFreshness::NeverLoaded);
  CHECK(follower.fault().find("/entries/0/id") != std::string::npos);
  feed->answer(200, R"({"epoch":"1","epoch_since_ms":0,"seq":1,"entries":[]})");
  CHECK(feed->target(2) == "/internal/v1/revocations?epoch=1&after=1&wait=1");
  CHECK(follower.fault().empty());
  feed->end();
  follower.stop();
}

TEST_CASE("an entry of a kind that is not known is passed over, as are members, and the place moves on") {
  base::ManualClock clock(base::from_unix_ms(1'000'000));
  auto feed = std::make_shared<ScriptedFeed>();
  std::atomic<int> told{0};
  auth::RevocationFollower follower(feed, clock, [&](const auth::Revocation&) { ++told; }, {});
  follower.start();
  feed->answer(
      200,
      R"({"epoch":"77","epoch_since_ms":0,"seq":4,"next":{},"entries":[{"seq":4,"kind":"device","id":"s","not_before_ms":0,"until_ms":99000000,"why":"lost"}]})");
  CHECK(feed->target(1) == "/internal/v1/revocations?epoch=77&after=4&wait=1");
  CHECK(follower.set().size() == 0);
  feed->answer(
      200,
      R"({"epoch":"77","epoch_since_ms":0,"seq":6,"entries":[{"seq":5,"kind":"session","id":"s","not_before_ms":0,"until_ms":99000000},{"seq":6,"kind":"device","id":"t","not_before_ms":0,"until_ms":99000000}]})");
  CHECK(feed->target(2) == "/internal/v1/revocations?epoch=77&after=6&wait=1");
  CHECK(follower.set().size() == 1);
  CHECK(told == 1);
  feed->end();
  follower.stop();
}

TEST_CASE("an entry for an API key refuses its rows until one is newer") {
  auth::RevocationSet set;
  set.reset("1", 0, 0, {});
  CHECK_FALSE(set.refuses_api_key("k", 5));
  set.add({{1, auth::RevocationKind::ApiKey, "k", 5, 100}}, 1);
  CHECK(set.refuses_api_key("k", 4));
  CHECK(set.refuses_api_key("k", 5));
  CHECK_FALSE(set.refuses_api_key("k", 6));
  CHECK_FALSE(set.refuses_api_key("other", 5));
  set.add({{2, auth::RevocationKind::ApiKey, "k", 9, 100}}, 2);
  CHECK(set.refuses_api_key("k", 6));
  set.expire(101);
  CHECK_FALSE(set.refuses_api_key("k", 5));
}
