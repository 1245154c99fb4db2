// What a store promises that was restored from an older copy of itself: it signs people out, never in.
#include <atomic>

#include "support/backends.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;

namespace {

Rotation rotation_of(const std::string& token, const std::string& successor) {
  return {hash_of(token), hash_of(successor), 7 * 86'400, 3600};
}

}  // namespace

TEST_CASE_TEMPLATE("an older copy: every session of it has ended, also those that nobody had ended", Backend,
                   Embedded, Redis) {
  Backend backend;
  for (const char* sid : {"left", "stayed"}) backend.store->sessions().begin(session_of(sid));
  backend.store->sessions().rotate(rotation_of("token of stayed", "next of stayed"));
  const std::string epoch = backend.store->revocations().snapshot().epoch;
  backend.keep_a_copy();
  backend.store->sessions().end({"e1", "left", {}, {}, 1'790'000'900'000});
  backend.store->sessions().begin(session_of("later"));
  backend.clock.advance(std::chrono::seconds(1));
  backend.go_back_to_the_copy();
  auto& sessions = backend.store->sessions();
  const auto feed = backend.store->revocations().snapshot();
  CHECK(feed.epoch != epoch);
  CHECK(feed.epoch_since_ms == 1'790'000'001'000);  // readers refuse what was issued up to here
  for (const char* token : {"token of left", "next of stayed"}) {
    CHECK(sessions.lookup(hash_of(token))->state == SessionState::Ended);
    CHECK(sessions.rotate(rotation_of(token, "stolen")).outcome == RotationOutcome::Expired);
  }
  // Not even the window in which a retry is answered.
  CHECK(sessions.rotate(rotation_of("token of stayed", "next of stayed")).outcome ==
        RotationOutcome::Expired);
  CHECK(sessions.rotate(rotation_of("token of later", "stolen")).outcome == RotationOutcome::Unknown);
  CHECK(sessions.of_user("u1").empty());
  CHECK(sessions.count() == 0);
  CHECK(sessions.end({"e2", {}, "u1", {}, 1'790'000'900'000}).ended.empty());
}

TEST_CASE_TEMPLATE("an older copy: people sign in again, and that holds", Backend, Embedded, Redis) {
  Backend backend;
  backend.store->sessions().begin(session_of("old"));
  backend.keep_a_copy();
  backend.go_back_to_the_copy();
  auto session = session_of("new", "u1", "r0");
  session.max_sessions = 1, session.replaces_sid = "old";
  CHECK(backend.store->sessions().begin(session).ended.empty());
  CHECK(backend.store->sessions().rotate(rotation_of("r0", "r1")).outcome == RotationOutcome::Rotated);
  backend.restart();
  CHECK(backend.store->sessions().lookup(hash_of("r1"))->state == SessionState::Current);
  CHECK(backend.store->sessions().lookup(hash_of("token of old"))->state == SessionState::Ended);
  CHECK(backend.store->sessions().of_user("u1").size() == 1);
  CHECK(backend.store->sessions().count() == 1);
}

TEST_CASE_TEMPLATE("an older copy: a one-time value is gone, taken since or not; what lets nobody in is kept",
                   Backend, Embedded, Redis) {
  Backend backend;
  backend.store->one_time().put({"taken since", "value", 60});
  backend.store->one_time().put({"not taken", "value", 60});
  backend.store->counters().add({"failures", 4, 60});
  backend.store->user_info().put({{"anna", json::Object{{"name", "Anna"}}}}, 60);
  backend.store->events().append({"audit", {{"1", json::Object{}}}, 5});
  backend.keep_a_copy();
  CHECK(backend.store->one_time().take("taken since") == "value");
  backend.go_back_to_the_copy();
  CHECK_FALSE(backend.store->one_time().take("taken since"));
  CHECK_FALSE(backend.store->one_time().take("not taken"));
  CHECK(backend.store->one_time().put({"not taken", "another", 60}));
  CHECK(backend.store->one_time().take("not taken") == "another");
  CHECK(backend.store->counters().get({"failures"})[0].count == 4);
  CHECK(backend.store->user_info().get({"anna"}).size() == 1);
  CHECK(backend.store->events().read("audit", 5).size() == 1);
}

TEST_CASE_TEMPLATE("an ordinary restart ends nothing", Backend, Embedded, Redis) {
  Backend backend;
  backend.store->sessions().begin(session_of("s1"));
  backend.store->one_time().put({"handle", "value", 60});
  const std::string epoch = backend.store->revocations().snapshot().epoch;
  backend.restart();
  CHECK(backend.store->revocations().snapshot().epoch == epoch);
  CHECK(backend.store->sessions().lookup(hash_of("token of s1"))->state == SessionState::Current);
  CHECK(backend.store->one_time().take("handle") == "value");
}

TEST_CASE_TEMPLATE("everything can be ended on purpose", Backend, Embedded, Redis) {
  Backend backend;
  backend.store->sessions().begin(session_of("s1"));
  const auto before = backend.store->revocations().snapshot();
  backend.clock.advance(std::chrono::seconds(1));
  std::atomic<bool> told{false};
  backend.store->on_feed_news([&] { told = true; });
  backend.store->end_everything();
  backend.store->on_feed_news({});
  CHECK(told);
  const auto after = backend.store->revocations().snapshot();
  CHECK(after.epoch != before.epoch);
  CHECK(after.epoch_since_ms == 1'790'000'001'000);
  CHECK(backend.store->sessions().rotate(rotation_of("token of s1", "x")).outcome ==
        RotationOutcome::Expired);
}
