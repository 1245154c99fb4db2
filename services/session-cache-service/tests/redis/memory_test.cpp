// What sessions take in Redis, in keys and in the way that it keeps them: bytes are measured by
// `make bench-sessions`.
#include "support/backends.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;

namespace {

redis::Reply direct(const RedisServer& server, const redis::Words& words) {
  redis::Connections connections(server.plainly());
  return connections.command(words);
}

}  // namespace

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
