#include "idempotency/idempotency.hpp"

#include <doctest/doctest.h>

#include "support/test_store.hpp"

using namespace lgm;
using namespace lgm::admin;
using idempotency::Attempt;
using idempotency::Key;
using testing::TestStore;

namespace {

const Key kKey{"person:ann", "create_tag", "key-1", "hash-1"};

struct Keys {
  TestStore store;
  service::Actor actor = TestStore::tester();
  base::WallTime now = base::from_unix_ms(1'790'000'000'000);
  Keys() { store.set_time(now); }

  void pass(std::chrono::milliseconds time) { store.set_time(now += time); }
  static http::Response answer(std::string body) {
    http::Response response;
    response.status = 201;
    response.headers.add("ETag", "\"1\"");
    response.headers.add("Content-Type", "application/json");
    response.body = std::move(body);
    return response;
  }
  void keep(const Attempt& attempt, std::string body, idempotency::Answer how = idempotency::Answer::Kept) {
    store.change(actor, [&](Work& work) { attempt.keep(work, answer(body), how); });
  }
  // An attempt that does what was asked for.
  void done(const Key& key = kKey, const std::string& body = "{}",
            idempotency::Answer how = idempotency::Answer::Kept) {
    Attempt attempt(key, store, actor);
    REQUIRE_FALSE(attempt.answered());
    keep(attempt, body, how);
    attempt.committed();
  }
  // The code of the refusal of an attempt, or what it is answered; "new": it may do it.
  std::string tried(const Key& key = kKey) {
    try {
      const Attempt attempt(key, store, actor);
      return attempt.answered() ? attempt.answered()->body : "new";
    } catch (const service::Refusal& refusal) {
      return std::to_string(refusal.problem().status) + " " + refusal.problem().code;
    }
  }
  std::int64_t rows() {
    return store.reading([](sql::Session& session) {
      return session.query("SELECT COUNT(*) FROM `idempotency_keys`", {}, 1).integer(0, 0);
    });
  }
};

// Of the refusal of `work`; empty: none.
template <class F>
std::string code_of(F&& work) {
  try {
    work();
  } catch (const service::Refusal& refusal) {
    return std::string(refusal.problem().code);
  }
  return {};
}

Key with(std::string Key::*member, std::string value) {
  Key key = kKey;
  key.*member = std::move(value);
  return key;
}

}  // namespace

TEST_CASE_FIXTURE(Keys,
                  "an answer is given again, with its status and its headers, to the same request alone") {
  done(kKey, R"({"id":"1"})");
  const Attempt again(kKey, store, actor);
  REQUIRE(again.answered());
  CHECK(again.answered()->status == 201);
  CHECK(again.answered()->headers.fields() == answer("").headers.fields());
  CHECK(again.answered()->body == R"({"id":"1"})");
  CHECK(tried(with(&Key::request_hash, "hash-2")) == "422 idempotency_key_reused");
  CHECK(tried(with(&Key::caller, "person:bob")) == "new");
  CHECK(tried(with(&Key::route, "create_app")) == "new");
  CHECK(tried(with(&Key::text, "KEY-1")) == "new");
}

TEST_CASE_FIXTURE(Keys, "an attempt that did nothing leaves its key free") {
  {
    const Attempt attempt(kKey, store, actor);
    CHECK(tried() == "409 idempotency_key_running");
    CHECK(tried(with(&Key::request_hash, "hash-2")) == "422 idempotency_key_reused");
  }
  CHECK(rows() == 0);
  CHECK(tried(with(&Key::request_hash, "hash-2")) == "new");
}

TEST_CASE_FIXTURE(Keys, "what is not committed is not answered again") {
  {
    const Attempt attempt(kKey, store, actor);
    CHECK_THROWS(store.change(actor, [&](Work& work) {
      attempt.keep(work, answer("{}"));
      throw std::runtime_error("the rest failed");
    }));
  }
  CHECK(tried() == "new");
}

TEST_CASE_FIXTURE(Keys,
                  "a key whose attempt died is free after a minute, and the dead one can do nothing more") {
  {
    Attempt dead(kKey, store, actor);
    pass(idempotency::kHeld - std::chrono::milliseconds(1));
    CHECK(tried() == "409 idempotency_key_running");
    pass(std::chrono::milliseconds(1));
    done(kKey, "by the second");
    CHECK(code_of([&] { keep(dead, "by the first"); }) == "idempotency_key_running");
  }
  CHECK(tried() == "by the second");
}

TEST_CASE_FIXTURE(Keys, "an answer that holds a secret is stored nowhere, and not made twice") {
  done(kKey, R"({"password":"made-for-you"})", idempotency::Answer::Secret);
  CHECK(store.dump_all().find("made-for-you") == std::string::npos);
  CHECK(tried() == "409 idempotency_answer_not_kept");
}

TEST_CASE_FIXTURE(Keys, "an answer is kept for a day, and dropped then") {
  done();
  pass(idempotency::kKept - std::chrono::milliseconds(1));
  CHECK(idempotency::forget_old(store.database(), now) == 0);
  CHECK(tried() == "{}");
  pass(std::chrono::milliseconds(1));
  done(with(&Key::text, "key-2"));
  CHECK(tried(with(&Key::request_hash, "hash-2")) == "new");
  done();
  pass(idempotency::kKept);
  CHECK(idempotency::forget_old(store.database(), now) == 2);
  CHECK(rows() == 0);
}

TEST_CASE_FIXTURE(Keys, "an answer that is larger than is kept undoes what was done") {
  const std::string most(idempotency::kLargestAnswer, 'x');
  CHECK(code_of([&] { done(kKey, most + "x"); }) == "idempotency_answer_too_large");
  CHECK(tried() == "new");
  done(kKey, most);
  CHECK(tried() == most);
}

TEST_CASE_FIXTURE(Keys, "of two replicas with one key one does it, and the other answers the same") {
  sql::Database database(store.options());
  base::SystemRandom random;
  base::ManualClock clock(now);
  DatabaseStore second(database, clock, random);
  Attempt first(kKey, store, actor);
  CHECK_THROWS_AS(Attempt(kKey, second, actor), service::Refusal);
  keep(first, "once");
  first.committed();
  const Attempt late(kKey, second, actor);
  REQUIRE(late.answered());
  CHECK(late.answered()->body == "once");
}
