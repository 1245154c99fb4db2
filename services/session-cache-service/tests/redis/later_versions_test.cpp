// What the next version leaves in Redis: fields, members and kinds that this one does not know.
#include "support/backends.hpp"
#include "support/direct.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;

TEST_CASE_FIXTURE(Redis, "fields of a hash that are not known stay, and disturb nothing") {
  store->sessions().begin(session_of("s1", "u1", "r0"));
  store->counters().add({"c", 3, 60});
  store->limits().lease({"k", 60, 10, 4});
  for (const char* hash : {"t:s:s1", "t:c:c", "t:l:k", "t:feed"})
    CHECK(direct(server, {"HSET", hash, "of_the_next_version", "x"}).at(0) == "1");
  CHECK(store->sessions().rotate({hash_of("r0"), hash_of("r1"), 60, 60}).outcome == RotationOutcome::Rotated);
  CHECK(store->sessions().of_user("u1").size() == 1);
  CHECK(store->counters().add({"c", 1, 60}).count == 4);
  CHECK(store->limits().lease({"k", 60, 10, 1}).left == 5);
  restart();
  CHECK(store->sessions().lookup(hash_of("r1"))->state == SessionState::Current);
  for (const char* hash : {"t:s:s1", "t:c:c", "t:l:k", "t:feed"})
    CHECK_MESSAGE(direct(server, {"HGET", hash, "of_the_next_version"}).at(0) == "x", hash);
}

TEST_CASE_FIXTURE(Redis, "a replica of the next version is there, whatever more it says") {
  store->presence().report({"auth-service", "a", "1", true, {}, {}});
  direct(server,
         {"HSET", "t:pr", "auth-service|b",
          R"({"service":"auth-service","pod":"b","version":"2","ready":true,"zone":"z","seen_ms":1})"});
  direct(server, {"ZADD", "t:ps", std::to_string(base::to_unix_ms(clock.now())), "auth-service|b"});
  const auto replicas = store->presence().replicas();
  REQUIRE(replicas.size() == 2);
  CHECK(replicas[1].version == "2");
}
