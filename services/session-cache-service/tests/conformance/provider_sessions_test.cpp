// What sessions keep of the provider that began them, and what a sign-out there ends, on both stores.
#include "support/backends.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;
using std::chrono::seconds;

namespace {

constexpr std::int64_t kUntil = 1'790'000'900'000, kNow = 1'790'000'000'000;

NewSession provided(const std::string& sid, const std::string& sub = "sub-1",
                    std::optional<std::string> at_provider = std::nullopt,
                    const std::string& provider = "corp") {
  NewSession session = session_of(sid);
  session.provider = provider, session.provider_sub = sub, session.provider_sid = std::move(at_provider);
  session.sealed = "sealed with " + sid;
  return session;
}

EndSessions by_sid(const std::string& event, const std::string& at_provider,
                   const std::string& provider = "corp") {
  return {event, {}, {}, {}, kUntil, provider, {}, at_provider};
}

EndSessions by_sub(const std::string& event, const std::string& sub, const std::string& provider = "corp") {
  return {event, {}, {}, {}, kUntil, provider, sub, {}};
}

std::vector<std::string> sorted(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  return texts;
}

bool lives(Sessions& sessions, const std::string& sid) {
  return sessions.lookup(hash_of("token of " + sid))->state == SessionState::Current;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE_TEMPLATE("a session tells of its provider and what is sealed with it, a restart later too", Backend,
                   Embedded, Redis) {
  Backend backend;
  backend.store->sessions().begin(provided("s1", "sub-1", "at-1"));
  backend.store->sessions().begin(session_of("plain"));
  backend.restart();
  auto& sessions = backend.store->sessions();
  const auto found = sessions.lookup(hash_of("token of s1"));
  CHECK(found->provider == "corp");
  CHECK(found->provider_sub == "sub-1");
  CHECK(found->sealed == "sealed with s1");
  CHECK(found->absolute_until_ms == kNow + std::int64_t{30} * 86'400'000);
  const auto plain = sessions.lookup(hash_of("token of plain"));
  CHECK_FALSE(plain->provider);
  CHECK_FALSE(plain->provider_sub);
  CHECK_FALSE(plain->sealed);
}

TEST_CASE_TEMPLATE("what is sealed is replaced, stays over rotations and goes with the session", Backend,
                   Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(provided("s1"));
  CHECK(sessions.keep_sealed({"s1", std::string(32 * 1024, 'x')}));
  sessions.rotate({hash_of("token of s1"), hash_of("next"), 60, 60});
  CHECK(sessions.lookup(hash_of("next"))->sealed == std::string(32 * 1024, 'x'));
  sessions.end({"e", "s1", {}, {}, kUntil, {}, {}, {}});
  CHECK_FALSE(sessions.lookup(hash_of("next"))->sealed);
  CHECK_FALSE(sessions.keep_sealed({"s1", "again"}));
  CHECK_FALSE(sessions.keep_sealed({"never", "again"}));
  CHECK_FALSE(sessions.lookup(hash_of("next"))->sealed);
}

TEST_CASE_TEMPLATE("a sign-out at a provider ends its sessions alone, by its own session or by person",
                   Backend, Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(provided("s1", "sub-1", "at-1"));
  sessions.begin(provided("s2", "sub-1", "at-2"));
  sessions.begin(provided("s3", "sub-1"));
  sessions.begin(provided("s4", "sub-1", "at-1", "other"));
  sessions.begin(session_of("s5"));
  backend.restart();
  auto& again = backend.store->sessions();
  const auto one = again.end(by_sid("e1", "at-1"));
  CHECK(one.ended == Texts{"s1"});
  CHECK(one.users == Texts{"u1"});
  CHECK_FALSE(one.repeated);
  CHECK(again.end(by_sid("e2", "never")).ended.empty());
  CHECK(again.end(by_sid("e3", "sub-1")).ended.empty());  // a person's name is no session's
  CHECK(sorted(again.end(by_sub("e4", "sub-1")).ended) == Texts{"s2", "s3"});
  for (const char* sid : {"s4", "s5"}) CHECK(lives(again, sid));
  const auto feed = backend.store->revocations().snapshot();
  CHECK(feed.entries.size() == 3);  // what nobody has is no entry
}

TEST_CASE_TEMPLATE("the same event again changes nothing and answers the same", Backend, Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(provided("s1", "sub-1", "at-1"));
  const auto first = sessions.end(by_sub("e1", "sub-1"));
  auto next = provided("s2", "sub-1", "at-2");
  next.departed_ms = kNow + 1;
  sessions.begin(next);
  const auto second = sessions.end(by_sub("e1", "sub-1"));
  CHECK(second.ended == first.ended);
  CHECK(second.seq == first.seq);
  CHECK(second.repeated == true);
  CHECK_FALSE(second.users);
  CHECK(lives(sessions, "s2"));
}

TEST_CASE_TEMPLATE("who has signed out at the provider meanwhile has no session, and loses none", Backend,
                   Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(session_of("held"));
  sessions.end(by_sid("e1", "at-1"));
  sessions.end(by_sub("e2", "sub-2"));
  auto late = provided("s1", "sub-1", "at-1");
  late.replaces_sid = "held", late.departed_ms = kNow + 60'000;  // a session there is over for good
  const auto refused = sessions.begin(late);
  CHECK(refused.signed_out == true);
  CHECK(refused.ended.empty());
  CHECK_FALSE(sessions.lookup(hash_of("token of s1")));
  CHECK(lives(sessions, "held"));
  auto before = provided("s2", "sub-2", "at-2"), after = provided("s3", "sub-2", "at-3");
  before.departed_ms = kNow;
  after.departed_ms = kNow + 1;
  CHECK(sessions.begin(before).signed_out == true);
  CHECK_FALSE(sessions.begin(after).signed_out);
  CHECK_FALSE(sessions.begin(provided("s4", "sub-2", "at-1", "other")).signed_out);
  backend.restart();
  auto& again = backend.store->sessions();
  CHECK(again.begin(late).signed_out == true);
  backend.clock.advance(seconds(contracts::kSignedOutSeconds + 1));
  if constexpr (std::is_same_v<Backend, Embedded>)  // Redis has a clock of its own for that
    CHECK_FALSE(again.begin(late).signed_out);
}

TEST_CASE_TEMPLATE("a provider's name and an id cannot be read as others'", Backend, Embedded, Redis) {
  Backend backend;
  auto& sessions = backend.store->sessions();
  sessions.begin(provided("s1", "b:c\r\n*", "x", "a"));
  sessions.begin(provided("s2", "c\r\n*", "x", "a:b"));
  CHECK(sessions.end(by_sub("e1", "c\r\n*", "a:b")).ended == Texts{"s2"});
  CHECK(sessions.end(by_sub("e2", "b:c\r\n*", "a")).ended == Texts{"s1"});
}

TEST_CASE_TEMPLATE("after a loss nothing that was sealed is told, and nobody's session is found", Backend,
                   Embedded, Redis) {
  Backend backend;
  backend.store->sessions().begin(provided("s1", "sub-1", "at-1"));
  backend.store->end_everything();
  auto& sessions = backend.store->sessions();
  const auto found = sessions.lookup(hash_of("token of s1"));
  CHECK((!found || !found->sealed));
  CHECK(sessions.end(by_sid("e1", "at-1")).ended.empty());
}
