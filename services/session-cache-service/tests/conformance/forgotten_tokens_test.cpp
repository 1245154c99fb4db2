// Refresh tokens that name their session are forgotten once two others have followed, on both stores; what is
// told of one that is used again all the same.
#include <atomic>

#include "support/backends.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;

namespace {

std::string token(int generation) {
  return "r" + std::to_string(generation);
}

NewSession naming_session(const std::string& sid = "s1") {
  auto session = session_of(sid, "u1", token(0));
  session.token_names_session = true;
  return session;
}

// The token of a generation for that of the next, which names the session unless it is said.
Rotated follow(Sessions& sessions, int generation, bool named = true) {
  return sessions.rotate(
      {hash_of(token(generation)), hash_of(token(generation + 1)), 7 * 86'400, 3600, named});
}

// Generations that are known, of those up to `last`.
std::vector<int> known(Sessions& sessions, int last) {
  std::vector<int> found;
  for (int generation = 0; generation <= last; ++generation)
    if (sessions.lookup(hash_of(token(generation)))) found.push_back(generation);
  return found;
}

}  // namespace

TEST_CASE_TEMPLATE("two tokens of a session are known, and nothing grows with its refreshes", Backend,
                   Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(naming_session());
  CHECK(follow(sessions, 0).outcome == RotationOutcome::Rotated);
  const std::size_t after_one = backend.kept();
  for (int generation = 1; generation < 200; ++generation) {
    const auto rotated = follow(sessions, generation);
    REQUIRE(rotated.outcome == RotationOutcome::Rotated);
    CHECK(rotated.generation == generation + 1);
  }
  CHECK(known(sessions, 200) == std::vector{199, 200});
  CHECK(sessions.lookup(hash_of(token(199)))->state == SessionState::Previous);
  CHECK(sessions.lookup(hash_of(token(200)))->state == SessionState::Current);
  CHECK(backend.kept() == after_one);
  CHECK(follow(sessions, 199).outcome == RotationOutcome::Replayed);
  CHECK(follow(sessions, 198).outcome == RotationOutcome::Unknown);
  CHECK(sessions.count() == 1);
}

TEST_CASE_TEMPLATE("a token that was forgotten and is used again ends its session, once", Backend, Embedded,
                   Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(naming_session());
  for (int generation = 0; generation < 3; ++generation) follow(sessions, generation);
  const auto reused = sessions.reuse_forgotten("s1");
  CHECK(reused.outcome == RotationOutcome::Reused);
  CHECK(reused.sid == "s1");
  CHECK(reused.uid == "u1");
  const auto feed = backend.store->revocations().snapshot();
  REQUIRE(feed.entries.size() == 1);
  CHECK(feed.entries[0].kind == "session");
  CHECK(feed.entries[0].id == "s1");
  CHECK(feed.entries[0].until_ms == 1'790'000'000'000 + kLongestAccessSeconds * 1000 + kTokenLeewayMs);
  CHECK(sessions.count() == 0);
  for (int generation : {2, 3}) {
    CHECK(sessions.lookup(hash_of(token(generation)))->state == SessionState::Ended);
    CHECK(follow(sessions, generation).outcome == RotationOutcome::Expired);
  }
  const auto again = sessions.reuse_forgotten("s1");
  CHECK(again.outcome == RotationOutcome::Expired);
  CHECK(again.uid == "u1");
  CHECK(backend.store->revocations().snapshot().entries.size() == 1);
}

TEST_CASE_TEMPLATE("a token that names no session, or one that is over, ends nothing", Backend, Embedded,
                   Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  auto session = naming_session();
  session.idle_seconds = 100;
  sessions.begin(session);
  const auto unknown = sessions.reuse_forgotten("another");
  CHECK(unknown.outcome == RotationOutcome::Unknown);
  CHECK_FALSE(unknown.sid);
  CHECK(sessions.count() == 1);
  backend.clock.advance(std::chrono::seconds(100));
  CHECK(sessions.reuse_forgotten("s1").outcome == RotationOutcome::Expired);
  CHECK(backend.store->revocations().snapshot().entries.empty());
}

TEST_CASE_TEMPLATE("tokens that do not name their session are remembered, whatever comes between them",
                   Backend, Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  auto session = naming_session();
  session.token_names_session = std::nullopt;
  sessions.begin(session);
  // Those of generation 3 and 4 do not either: an older replica made them.
  for (int generation = 0; generation < 8; ++generation)
    REQUIRE(follow(sessions, generation, generation != 2 && generation != 3).outcome ==
            RotationOutcome::Rotated);
  CHECK(known(sessions, 8) == std::vector{0, 3, 4, 7, 8});
  SUBCASE("the first") {
    CHECK(follow(sessions, 0).outcome == RotationOutcome::Reused);
  }
  SUBCASE("one amid others") {
    CHECK(follow(sessions, 3).outcome == RotationOutcome::Reused);
  }
  CHECK(sessions.count() == 0);
}

TEST_CASE_TEMPLATE("what is known of a session's tokens outlasts a restart", Backend, Embedded, Redis) {
  Backend backend;
  backend.store->sessions().begin(naming_session());
  for (int generation = 0; generation < 3; ++generation) follow(backend.store->sessions(), generation);
  backend.restart();
  auto& sessions = backend.store->sessions();
  REQUIRE(follow(sessions, 3).outcome == RotationOutcome::Rotated);
  CHECK(known(sessions, 4) == std::vector{3, 4});
  CHECK(sessions.reuse_forgotten("s1").outcome == RotationOutcome::Reused);
}

TEST_CASE_TEMPLATE("of many uses of a forgotten token one ends the session", Backend, Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(naming_session());
  std::atomic<int> reused{0}, expired{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i)
    threads.emplace_back([&] {
      const auto outcome = sessions.reuse_forgotten("s1").outcome;
      reused += outcome == RotationOutcome::Reused, expired += outcome == RotationOutcome::Expired;
    });
  for (auto& thread : threads) thread.join();
  CHECK(reused == 1);
  CHECK(expired == 15);
  CHECK(backend.store->revocations().snapshot().entries.size() == 1);
}
