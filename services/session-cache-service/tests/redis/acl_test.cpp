// The user that print-acl makes may do all that the service does, and nothing else.
#include "store/redis/acl.hpp"

#include <sstream>

#include "store/redis/scripts.hpp"
#include "support/backends.hpp"
#include "support/direct.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;

namespace {

// Every operation of the store, until each script has run.
void do_everything(Store& store, const RedisServer& server) {
  Sessions& sessions = store.sessions();
  sessions.begin(session_of("s1"));
  auto second = session_of("s2");
  second.replaces_sid = "s1", second.max_sessions = 1;
  sessions.begin(second);
  sessions.lookup(hash_of("token of s2"));
  for (int i = 0; i < 40; ++i)
    sessions.rotate(
        {hash_of(i ? "r" + std::to_string(i) : "token of s2"), hash_of("r" + std::to_string(i + 1)), 60, 60});
  sessions.rotate({hash_of("token of s2"), hash_of("stolen"), 60, 60});
  auto naming = session_of("s5", "u5", "n0");
  naming.token_names_session = true;
  sessions.begin(naming);
  for (int i = 0; i < 4; ++i)
    sessions.rotate({hash_of("n" + std::to_string(i)), hash_of("n" + std::to_string(i + 1)), 60, 60, i == 0});
  sessions.reuse_forgotten("s5");
  sessions.of_user("u1");
  sessions.count();
  auto third = session_of("s3");
  third.provider = "corp", third.provider_sub = "sub-1", third.provider_sid = "sid-1", third.sealed = "box";
  sessions.begin(third);
  sessions.keep_sealed({"s3", "another"});
  sessions.end({"e0", {}, {}, {}, 1'790'000'900'000, "corp", "sub-1", {}});
  sessions.begin(session_of("s4"));
  sessions.end({"e1", {}, "u1", {}, 1'790'000'900'000, {}, {}, {}});
  store.revocations().append({"e2", "user", "u9", 1, 1'790'000'900'000});
  const Feed feed = store.revocations().snapshot();
  store.revocations().read(feed.epoch, 0);
  direct(server, {"ZADD", "t:fz", std::to_string(feed.seq), "garbage"});
  CHECK_THROWS_WITH_AS(store.revocations().snapshot(), doctest::Contains("are discarded"), StoreUnavailable);
  store.user_info().put({{"u1", json::Object{}}}, 60);
  store.user_info().get({"u1"});
  store.user_info().drop({"u1"});
  store.user_info().drop_all();
  store.one_time().put({"handle", "value", 60});
  store.one_time().take("handle");
  store.counters().add({"c", 1, 60});
  store.counters().get({"c"});
  store.counters().clear("c");
  store.limits().lease({"k", 60, 10, 1});
  store.events().append({"s", {{"1", json::Object{}}, {"2", json::Object{}}}, 1});
  store.events().read("s", 9);
  store.events().remove("s", {"1"});
  store.presence().report({"auth-service", "a", "1", true, {}, {}});
  store.presence().replicas();
  store.end_everything();
}

}  // namespace

TEST_CASE("the commands of a script are those that it calls, and a name that is none is refused") {
  using redis::commands_of;
  CHECK(commands_of("return 1").empty());
  CHECK(commands_of("redis.call('HGET', P, 1) redis.pcall('hset', 1) redis.call('HGET', 2)") ==
        std::vector<std::string>{"hget", "hset"});
  for (const char* wrong : {"redis.call(name, 1)", "redis.pcall(\"GET\")", "redis.call('GET"})
    CHECK_THROWS_AS(commands_of(wrong), std::logic_error);
  for (const redis::Script* script : redis::scripts::all()) CHECK_NOTHROW(commands_of(script->text));
}

TEST_CASE("the line of a user has a digest, the prefix, and each command by name") {
  redis::Address address;
  address.user = "llmguard", address.password = "secret", address.key_prefix = "a[b]*?\\:";
  const std::string line = redis::acl_of(address);
  CHECK(line.starts_with("user llmguard on #" + hash_of("secret") +
                         " resetkeys resetchannels -@all ~a\\[b\\]\\*\\?\\\\:* +auth +select +info "
                         "+role +wait +config|get +script|load +evalsha +del +exists +"));
  CHECK(line.ends_with(" +zscore\n"));
  for (const char* none :
       {"secret", "+@", "allkeys", "flush", "+config ", "+script ", "+eval ", "+keys", "+acl"})
    CHECK_MESSAGE(line.find(none) == std::string::npos, none);
  address.sentinel_user = "asking", address.sentinel_password = "another";
  CHECK(redis::acl_of(address) ==
        line + "user asking on #" + hash_of("another") +
            " resetkeys resetchannels -@all +auth +sentinel|get-master-addr-by-name\n");
}

TEST_CASE("a user or a prefix that an ACL cannot hold is refused by its variable's name") {
  const auto fault = [](auto change) {
    redis::Address address;
    address.user = "llmguard";
    change(address);
    try {
      return redis::acl_of(address);
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
  };
  CHECK(fault([](redis::Address& a) { a.user.clear(); }) == "REDIS_USER must name the user");
  CHECK(fault([](redis::Address& a) { a.user = "a b"; }) ==
        "REDIS_USER has a blank or a quotation mark, which an ACL of Redis cannot hold");
  CHECK(fault([](redis::Address& a) { a.key_prefix = "a\"b"; }).starts_with("REDIS_KEY_PREFIX has a blank"));
  CHECK(fault([](redis::Address& a) {
          a.sentinel_user = "a\n";
        }).starts_with("REDIS_SENTINEL_USER has a blank"));
}

TEST_CASE_FIXTURE(Redis,
                  "the user may run every script, those after a loss too, and is denied nothing by it") {
  do_everything(*store, server);
  direct(server, {"DEL", "t:feed"});  // a loss
  CHECK(store->sessions().begin(session_of("after")).sid == "after");
  clock.advance(std::chrono::hours(13));  // so long that its mark is asked for
  CHECK(store->sessions().count() == 1);
  redis::Words asked{"SCRIPT", "EXISTS"};
  for (const redis::Script* script : redis::scripts::all()) {
    const std::lock_guard lock(script->mutex);
    asked.push_back(script->sha);
  }
  for (const auto& known : direct(server, asked)) CHECK(known == "1");
  CHECK(direct(server, {"ACL", "LOG"}).empty());
}

TEST_CASE_FIXTURE(Redis, "what a user had before goes by the line, given as a command; its passwords stay") {
  redis::Address address = server.address();
  address.user = "before", address.password = "new";
  direct(server, {"ACL", "SETUSER", "before", "on", ">old", "~*", "&*", "+flushall", "+keys"});
  std::istringstream line(redis::acl_of(address));
  redis::Words words{"ACL", "SETUSER"};
  for (std::string word; line >> word;)
    if (word != "user") words.push_back(word);
  direct(server, words);
  for (const char* password : {"old", "new"}) {
    address.password = password;
    redis::Connections asking(address);
    for (const char* command : {"FLUSHALL", "KEYS"})
      CHECK_THROWS_WITH_AS(asking.command({command, "x"}), doctest::Contains("NOPERM"), StoreUnavailable);
    CHECK(asking.command({"GET", "t:o:nothing"}).size() == 1);
  }
}

TEST_CASE_FIXTURE(Redis, "the user is refused what it does not need: FLUSHALL, other keys, other commands") {
  redis::Connections ours(server.address());
  for (const redis::Words& words : {redis::Words{"FLUSHALL"},
                                    {"FLUSHDB"},
                                    {"KEYS", "*"},
                                    {"CONFIG", "SET", "maxmemory", "1"},
                                    {"ACL", "LIST"},
                                    {"SHUTDOWN"},
                                    {"SCRIPT", "FLUSH"},
                                    {"EVAL", "return 1", "0"},
                                    {"GET", "other:key"},
                                    {"DEL", "other:key"},
                                    {"REPLICAOF", "NO", "ONE"},
                                    {"MONITOR"},
                                    {"PUBLISH", "a", "b"}}) {
    CAPTURE(words.at(0));
    CHECK_THROWS_WITH_AS(ours.command(words), doctest::Contains("NOPERM"), StoreUnavailable);
  }
  CHECK(ours.command({"GET", "t:o:nothing"}).size() == 1);
  // A script that the service did not bring has no more rights than it.
  const std::string sha =
      ours.command({"SCRIPT", "LOAD", "return redis.call('FLUSHALL')"}).at(0).value_or("");
  CHECK_THROWS_AS(ours.command({"EVALSHA", sha, "0"}), StoreUnavailable);
  CHECK(store->sessions().count() == 0);
}
