// What sessions take in Redis, in keys and in the way that it keeps them: bytes are measured by
// `make bench-sessions`.
#include "support/backends.hpp"
#include "support/direct.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;

TEST_CASE_FIXTURE(Redis, "a session is packed, whatever its browser says, also after refreshes") {
  auto session = session_of("c2Vzc2lvbiBvZiBhIHRlc3Q", "018f4e2a-7b1c-7d2e-8f3a-4b5c6d7e8f90", "r0");
  session.user_agent = std::string(4'000, 'x');
  session.provider = "corporate", session.provider_sub = std::string(64, 's');
  session.provider_sid = "018f4e2a-7b1c-7d2e-8f3a-4b5c6d7e8f91";
  session.sealed = std::string(2'000, 's');
  store->sessions().begin(session);
  CHECK(direct(server, {"OBJECT", "ENCODING", "t:s:" + session.sid}).at(0) == "listpack");
  for (int i = 0; i < 3; ++i) {
    const auto token = [](int number) { return hash_of("r" + std::to_string(number)); };
    REQUIRE(store->sessions().rotate({token(i), token(i + 1), 60, 60}).outcome == RotationOutcome::Rotated);
  }
  CHECK(direct(server, {"OBJECT", "ENCODING", "t:s:" + session.sid}).at(0) == "listpack");
}

TEST_CASE_FIXTURE(Redis, "tokens that name their session are in no list, and go a day after its end") {
  auto session = session_of("s1", "u1", "r0");
  session.token_names_session = true;
  store->sessions().begin(session);
  for (int i = 0; i < 3; ++i)
    store->sessions().rotate(
        {hash_of("r" + std::to_string(i)), hash_of("r" + std::to_string(i + 1)), 60, 60, true});
  CHECK(direct(server, {"EXISTS", "t:f:s1"}).at(0) == "0");
  CHECK(direct(server, {"KEYS", "t:r:*"}).size() == 2);
  store->sessions().end({"e1", "s1", {}, {}, 1'790'000'900'000, {}, {}, {}});
  for (const char* token : {"r2", "r3"})
    CHECK(std::stoll(*direct(server, {"PTTL", "t:r:" + hash_of(token)}).at(0)) <= kRememberEndedMs);
}

TEST_CASE_FIXTURE(Redis, "a token that a version before 0.5.0 made is remembered") {
  auto session = session_of("s1", "u1", "r0");
  session.token_names_session = true;
  auto& sessions = store->sessions();
  sessions.begin(session);
  const auto rotate = [&](const char* token, const char* next) {
    return sessions.rotate({hash_of(token), hash_of(next), 60, 60, true}).outcome;
  };
  REQUIRE(rotate("r0", "r1") == RotationOutcome::Rotated);
  // What that version's script writes, which knows no more of a session.
  direct(server, {"HSET", "t:s:s1", "current", hash_of("r2"), "generation", "2"});
  direct(server, {"SET", "t:r:" + hash_of("r2"), "2|s1"});
  direct(server, {"RPUSH", "t:f:s1", hash_of("r2")});
  REQUIRE(rotate("r2", "r3") == RotationOutcome::Rotated);
  REQUIRE(rotate("r3", "r4") == RotationOutcome::Rotated);
  REQUIRE(rotate("r4", "r5") == RotationOutcome::Rotated);
  CHECK_FALSE(sessions.lookup(hash_of("r0")));
  CHECK_FALSE(sessions.lookup(hash_of("r3")));
  CHECK(rotate("r2", "r3") == RotationOutcome::Reused);
}
