// What sessions and the feed promise, on both stores.
#include <atomic>

#include "lgm/service/problem.hpp"
#include "support/backends.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;
using std::chrono::seconds;

namespace {

// What is kept of what a browser says it is.
std::string kept_of(Sessions& sessions, const std::string& said) {
  auto session = session_of("s" + std::to_string(said.size()), "u" + std::to_string(said.size()));
  session.user_agent = said;
  sessions.begin(session);
  return sessions.of_user(session.uid).at(0).user_agent;
}

Rotation rotation_of(const std::string& token, const std::string& successor) {
  return {hash_of(token), hash_of(successor), 7 * 86'400, 3600};
}

template <class F>
int refused(F call) {
  try {
    call();
  } catch (const service::Refusal& refusal) {
    return refusal.problem().status;
  }
  return 0;
}

}  // namespace

TEST_CASE_TEMPLATE("a session is begun, found by its token, and listed", Backend, Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  CHECK(sessions.begin(session_of("s1")).ended.empty());
  const auto found = sessions.lookup(hash_of("token of s1"));
  REQUIRE(found);
  CHECK(found->sid == "s1");
  CHECK(found->subject == "usap-u1");
  CHECK(found->state == SessionState::Current);
  CHECK(found->generation == 0);
  CHECK_FALSE(sessions.lookup(hash_of("another")));
  CHECK_FALSE(sessions.lookup(hash_of(hash_of("token of s1"))));  // a hash presented as a token
  const auto listed = sessions.of_user("u1");
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].user_agent == "browser");
  CHECK(listed[0].created_ms == 1'790'000'000'000);
  CHECK(sessions.of_user("u2").empty());
  CHECK(sessions.count() == 1);
}

TEST_CASE_TEMPLATE("of what a browser says it is 64 bytes are kept, in whole characters", Backend, Embedded,
                   Redis) {
  Backend backend;
  const auto kept = [&](const std::string& said) { return kept_of(backend.store->sessions(), said); };
  const std::string fits(64, 'x'), almost(62, 'x');
  CHECK(kept(fits) == fits);
  CHECK(kept(fits + "y") == fits);
  CHECK(kept(almost + "\u00e9" + "yy") == almost + "\u00e9");
  CHECK(kept(almost + "y" + "\u5ba1" + "zz") == almost + "y");
}

TEST_CASE_TEMPLATE("the bytes that are kept tell browsers apart", Backend, Embedded, Redis) {
  Backend backend;
  const auto kept = [&](const std::string& said) { return kept_of(backend.store->sessions(), said); };
  const std::string windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) ",
                    chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
  CHECK(kept(windows + chrome) == "(Windows NT 10.0; Win64; x64) Chrome/140.0.0.0");
  CHECK(kept(windows + chrome + " Edg/140.0.0.0") ==
        "(Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Edg/140.0.0.0");
  CHECK(kept(windows + "Gecko/20100101 Firefox/143.0 and more") ==
        "(Windows NT 10.0; Win64; x64) Firefox/143.0 and more");
  CHECK(kept("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
             "Version/18.6 Safari/605.1.15") ==
        "(Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version");
  CHECK(kept("Mozilla/5.0 (short)") == "Mozilla/5.0 (short)");
}

TEST_CASE_TEMPLATE("the same beginning sent twice is one session; another with its sid or hash is refused",
                   Backend, Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(session_of("s1"));
  sessions.begin(session_of("s1"));
  CHECK(sessions.count() == 1);
  CHECK(refused([&] { sessions.begin(session_of("s1", "u1", "other token")); }) == 409);
  CHECK(refused([&] { sessions.begin(session_of("s2", "u1", "token of s1")); }) == 409);
}

TEST_CASE_TEMPLATE("a token is rotated once; a retry in time gets the same successor", Backend, Embedded,
                   Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(session_of("s1", "u1", "r0"));
  const auto first = sessions.rotate(rotation_of("r0", "r1"));
  CHECK(first.outcome == RotationOutcome::Rotated);
  CHECK(first.generation == 1);
  CHECK(first.sid == "s1");
  CHECK(sessions.lookup(hash_of("r0"))->state == SessionState::Previous);
  CHECK(sessions.lookup(hash_of("r0"))->generation == 0);
  CHECK(sessions.lookup(hash_of("r1"))->state == SessionState::Current);
  backend.clock.advance(seconds(10));
  CHECK(sessions.rotate(rotation_of("r0", "r1")).outcome == RotationOutcome::Replayed);
  CHECK(sessions.rotate(rotation_of("r1", "r2")).outcome == RotationOutcome::Rotated);
  CHECK(sessions.rotate(rotation_of("never", "r9")).outcome == RotationOutcome::Unknown);
}

TEST_CASE_TEMPLATE("any other use of a rotated token ends the session and tells the feed", Backend, Embedded,
                   Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(session_of("s1", "u1", "r0"));
  sessions.rotate(rotation_of("r0", "r1"));
  SUBCASE("after the window") {
    backend.clock.advance(std::chrono::milliseconds(10'001));
    CHECK(sessions.rotate(rotation_of("r0", "r1")).outcome == RotationOutcome::Reused);
  }
  SUBCASE("for another successor") {
    CHECK(sessions.rotate(rotation_of("r0", "x")).outcome == RotationOutcome::Reused);
  }
  SUBCASE("when the successor was used, also within the window") {
    sessions.rotate(rotation_of("r1", "r2"));
    CHECK(sessions.rotate(rotation_of("r0", "r1")).outcome == RotationOutcome::Reused);
  }
  const auto feed = backend.store->revocations().snapshot();
  REQUIRE(feed.entries.size() == 1);
  CHECK(feed.entries[0].kind == "session");
  CHECK(feed.entries[0].id == "s1");
  // It outlives the last access token: an hour, and the leeway of its readers.
  CHECK(feed.entries[0].until_ms > feed.entries[0].not_before_ms + 3600 * 1000 - 10'001 + 60'000);
  CHECK(sessions.rotate(rotation_of("r1", "r3")).outcome == RotationOutcome::Expired);
  CHECK(sessions.lookup(hash_of("r1"))->state == SessionState::Ended);
  CHECK(sessions.of_user("u1").empty());
}

TEST_CASE_TEMPLATE("of many concurrent uses exactly one makes a successor", Backend, Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(session_of("s1", "u1", "r0"));
  std::atomic<int> rotated{0}, replayed{0}, other{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i)
    threads.emplace_back([&] {
      const auto outcome = sessions.rotate(rotation_of("r0", "r1")).outcome;
      ++(outcome == RotationOutcome::Rotated    ? rotated
         : outcome == RotationOutcome::Replayed ? replayed
                                                : other);
    });
  for (auto& thread : threads) thread.join();
  CHECK(rotated == 1);
  CHECK(replayed == 15);
  CHECK(other == 0);
  CHECK(sessions.lookup(hash_of("r1"))->generation == 1);
}

TEST_CASE_TEMPLATE("of many thieves exactly one gets a successor, and the session is ended once", Backend,
                   Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(session_of("s1", "u1", "r0"));
  std::atomic<int> rotated{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i)
    threads.emplace_back([&, i] {
      rotated +=
          sessions.rotate(rotation_of("r0", "x" + std::to_string(i))).outcome == RotationOutcome::Rotated;
    });
  for (auto& thread : threads) thread.join();
  CHECK(rotated == 1);
  CHECK(backend.store->revocations().snapshot().entries.size() == 1);
  CHECK(sessions.count() == 0);
}

TEST_CASE_TEMPLATE("idle and absolute limits hold", Backend, Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  auto session = session_of("s1", "u1", "r0");
  session.idle_seconds = 100, session.absolute_seconds = 250;
  sessions.begin(session);
  const auto rotate = [&](const char* token, const char* next) {
    return sessions.rotate({hash_of(token), hash_of(next), 100, 60}).outcome;
  };
  backend.clock.advance(seconds(99));
  CHECK(rotate("r0", "r1") == RotationOutcome::Rotated);
  backend.clock.advance(seconds(99));
  CHECK(rotate("r1", "r2") == RotationOutcome::Rotated);
  SUBCASE("absolute") {
    backend.clock.advance(seconds(52));
    CHECK(rotate("r2", "r3") == RotationOutcome::Expired);
  }
  SUBCASE("just before") {
    backend.clock.advance(seconds(51));
    CHECK(rotate("r2", "r3") == RotationOutcome::Rotated);
  }
  SUBCASE("idle") {
    auto other = session_of("s2", "u2", "q0");
    other.idle_seconds = 100;
    sessions.begin(other);
    backend.clock.advance(seconds(100));
    CHECK(rotate("q0", "q1") == RotationOutcome::Expired);
    CHECK(sessions.lookup(hash_of("q0"))->state == SessionState::Ended);
  }
}

TEST_CASE_TEMPLATE("a new session ends the one it replaces and the oldest beyond the limit", Backend,
                   Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  for (const char* sid : {"a", "b", "c"}) {
    sessions.begin(session_of(sid));
    backend.clock.advance(seconds(1));
  }
  auto session = session_of("d");
  session.replaces_sid = "b";
  session.max_sessions = 2;
  CHECK(sessions.begin(session).ended == std::vector<std::string>{"b", "a"});
  const auto listed = sessions.of_user("u1");
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].sid == "c");
  CHECK(listed[1].sid == "d");
  CHECK(backend.store->revocations().snapshot().entries.size() == 2);
}

TEST_CASE_TEMPLATE("an end is remembered as long as an access token can live, from the beginning on", Backend,
                   Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  constexpr std::int64_t kNow = 1'790'000'000'000, kHour = 3'600'000;
  // The entry of a session that the next one replaces.
  const auto until = [&](const NewSession& session) {
    sessions.begin(session);
    auto next = session_of("after " + session.sid);
    next.replaces_sid = session.sid;
    sessions.begin(next);
    const auto entries = backend.store->revocations().snapshot().entries;
    REQUIRE_FALSE(entries.empty());
    REQUIRE(entries.back().id == session.sid);
    return entries.back().until_ms;
  };
  auto session = session_of("a");
  session.access_seconds = 8 * 3600;
  CHECK(until(session) == kNow + 8 * kHour + kTokenLeewayMs);
  session = session_of("b");  // of a caller that does not say: the longest that may be configured
  CHECK(until(session) == kNow + 168 * kHour + kTokenLeewayMs);
  session = session_of("c");  // no access token outlives its session
  session.access_seconds = 8 * 3600, session.absolute_seconds = 2 * 3600;
  CHECK(until(session) == kNow + 2 * kHour + kTokenLeewayMs);
}

TEST_CASE_TEMPLATE("a shorter life of access tokens leaves none of the longer ones alive", Backend, Embedded,
                   Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  constexpr std::int64_t kNow = 1'790'000'000'000, kHour = 3'600'000;
  const auto until_of = [&](const std::string& kind, const std::string& id) {
    std::int64_t until = 0;
    for (const auto& entry : backend.store->revocations().snapshot().entries)
      if (entry.kind == kind && entry.id == id) until = entry.until_ms;
    return until;
  };
  auto session = session_of("s1", "u1", "r0");
  session.access_seconds = 48 * 3600;
  sessions.begin(session);
  const std::int64_t dead = kNow + 48 * kHour + kTokenLeewayMs;
  // From here on the setting is an hour.
  const std::int64_t asked = kNow + kHour + 60'000;
  SUBCASE("ended by its id") {
    sessions.end({"e1", "s1", {}, {}, asked});
    CHECK(until_of("session", "s1") == dead);
  }
  SUBCASE("ended with its user's others") {
    sessions.end({"e1", {}, "u1", {}, asked});
    CHECK(until_of("session", "s1") == dead);
    // One entry for tokens of sessions that nobody knows any more.
    CHECK(until_of("user", "u1") == kNow + 168 * kHour + kTokenLeewayMs);
  }
  SUBCASE("refreshed, then ended") {
    CHECK(sessions.rotate(rotation_of("r0", "r1")).outcome == RotationOutcome::Rotated);
    sessions.end({"e1", "s1", {}, {}, asked});
    CHECK(until_of("session", "s1") == dead);
  }
  SUBCASE("refreshed, then used twice") {
    sessions.rotate(rotation_of("r0", "r1"));
    CHECK(sessions.rotate(rotation_of("r0", "x")).outcome == RotationOutcome::Reused);
    CHECK(until_of("session", "s1") == dead);
  }
  SUBCASE("a retry that is answered under a longer setting") {
    auto other = session_of("s2", "u1", "q0");
    other.access_seconds = 3600;
    sessions.begin(other);
    sessions.rotate(rotation_of("q0", "q1"));
    CHECK(sessions.rotate({hash_of("q0"), hash_of("q1"), 7 * 86'400, 48 * 3600}).outcome ==
          RotationOutcome::Replayed);
    sessions.end({"e1", "s2", {}, {}, asked});
    CHECK(until_of("session", "s2") == dead);
  }
  SUBCASE("asked for longer than the session knows") {
    sessions.end({"e1", "s1", {}, {}, dead + 1});
    CHECK(until_of("session", "s1") == dead + 1);
  }
  SUBCASE("rights that changed, a user who was disabled") {
    auto& feed = backend.store->revocations();
    feed.append({"e1", "permissions", "u1", kNow, asked});
    feed.append({"e2", "user", "u1", kNow, asked});
    feed.append({"e3", "api_key", "u1", kNow, asked});
    CHECK(until_of("permissions", "u1") == kNow + 168 * kHour + kTokenLeewayMs);
    CHECK(until_of("user", "u1") == kNow + 168 * kHour + kTokenLeewayMs);
    CHECK(until_of("api_key", "u1") == asked);
  }
}

TEST_CASE_TEMPLATE("a session without a refresh token lives for its absolute time", Backend, Embedded,
                   Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  auto session = session_of("s1");
  session.refresh_hash.reset();
  session.idle_seconds = 1, session.absolute_seconds = 100;
  sessions.begin(session);
  backend.clock.advance(seconds(99));
  CHECK(sessions.of_user("u1").size() == 1);
  backend.clock.advance(seconds(1));
  CHECK(sessions.of_user("u1").empty());
}

TEST_CASE_TEMPLATE("ending: one, a user's, a user's but one; the same event answers the same", Backend,
                   Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  auto& feed = backend.store->revocations();
  for (const char* sid : {"a", "b", "c"}) {
    auto session = session_of(sid);
    session.access_seconds = 600;
    sessions.begin(session);
    backend.clock.advance(seconds(1));
  }
  const std::int64_t until = 1'790'000'900'000;
  const auto one = sessions.end({"e1", "a", {}, {}, until});
  CHECK(one.ended == std::vector<std::string>{"a"});
  CHECK(one.seq == 1);
  const auto again = sessions.end({"e1", "a", {}, {}, until});
  CHECK(again.ended == one.ended);
  CHECK(again.seq == one.seq);
  CHECK(sessions.end({"e2", {}, "u1", "b", until}).ended == std::vector<std::string>{"c"});
  CHECK(sessions.of_user("u1").size() == 1);
  const auto all = sessions.end({"e3", {}, "u1", {}, until});
  CHECK(all.ended == std::vector<std::string>{"b"});
  CHECK(sessions.end({"e4", "unknown", {}, {}, until}).ended.empty());
  const auto entries = feed.snapshot().entries;
  REQUIRE(entries.size() == 5);
  CHECK(entries[1] == FeedEntry{2, "session", "c", 1'790'000'003'000, until});
  CHECK(entries[2] == FeedEntry{3, "session", "b", 1'790'000'003'000, until});
  CHECK(entries[3] == FeedEntry{4, "user", "u1", 1'790'000'003'000,
                                1'790'000'003'000 + kLongestAccessSeconds * 1000 + kTokenLeewayMs});
  CHECK(entries[4].id == "unknown");
  CHECK(sessions.rotate(rotation_of("token of b", "x")).outcome == RotationOutcome::Expired);
}

TEST_CASE_TEMPLATE("the feed is read from a place on; expired entries go; wrong places are refused", Backend,
                   Embedded, Redis) {
  Backend backend;
  auto& feed = backend.store->revocations();
  const auto start = feed.snapshot();
  CHECK(start.entries.empty());
  CHECK(start.epoch_since_ms == 1'790'000'000'000);
  const std::string epoch = start.epoch;
  const auto place = feed.append({"e1", "api_key", "k|1", 5, 1'790'000'001'000});
  CHECK(place == FeedPlace{epoch, 1});
  CHECK(feed.append({"e1", "api_key", "k|1", 5, 1'790'000'001'000}) == place);
  feed.append({"e2", "permissions", "u|2\n", 6, 1'790'000'002'000});
  CHECK(feed.read(epoch, 0).entries.size() == 2);
  const auto news = feed.read(epoch, 1);
  CHECK(news.entries == std::vector<FeedEntry>{{2, "permissions", "u|2\n", 6, 1'790'000'002'000}});
  CHECK(news.seq == 2);
  CHECK(feed.read(epoch, 2).entries.empty());
  CHECK(refused([&] { feed.read(epoch, 3); }) == 410);
  CHECK(refused([&] { feed.read("1", 0); }) == 410);
  backend.clock.advance(seconds(1));
  CHECK(feed.snapshot().entries.size() == 1);
  CHECK(feed.read(epoch, 0).seq == 2);
}

TEST_CASE_TEMPLATE("concurrent appends have each its own number, without gaps", Backend, Embedded, Redis) {
  Backend backend;
  auto& feed = backend.store->revocations();
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i)
        feed.append({std::to_string(t * 10 + i), "session", std::to_string(t), 1, 1'790'000'900'000});
    });
  for (auto& thread : threads) thread.join();
  const auto entries = feed.snapshot().entries;
  REQUIRE(entries.size() == 80);
  for (std::size_t i = 0; i < 80; ++i) CHECK(entries[i].seq == static_cast<std::int64_t>(i + 1));
}

TEST_CASE_TEMPLATE("an entry of a kind that is not known is kept and told as it stands", Backend, Embedded,
                   Redis) {
  Backend backend;
  const auto before = backend.store->revocations().snapshot();
  const auto place = backend.store->revocations().append({"e", "device", "d|1", 5, 1'790'000'900'000});
  backend.restart();
  const auto feed = backend.store->revocations().read(before.epoch, before.seq);
  REQUIRE(feed.entries.size() == 1);
  CHECK(feed.entries[0] == FeedEntry{place.seq, "device", "d|1", 5, 1'790'000'900'000});
  CHECK(backend.store->revocations().snapshot().entries == feed.entries);
}
