// The embedded store's file under harm: what was acknowledged is kept, or a new epoch says that it is not.
#include <fstream>
#include <sstream>

#include "support/backends.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;

namespace {

std::string contents(const std::string& path) {
  std::ifstream input(path, std::ios::binary);
  std::ostringstream text;
  text << input.rdbuf();
  return text.str();
}

void overwrite(const std::string& path, const std::string& text) {
  std::ofstream output(path, std::ios::binary | std::ios::trunc);
  output << text;
}

}  // namespace

TEST_CASE_FIXTURE(Embedded, "everything acknowledged is there after a restart, under the same epoch") {
  const std::string epoch = store->revocations().snapshot().epoch;
  store->sessions().begin(session_of("s1"));
  store->one_time().put({"k", "v", 60});
  store->counters().add({"c", 3, 60});
  store->user_info().put({{"u", json::Object{{"a", 1}}}}, 60);
  store->events().append({"s", {{"1", json::Object{}}}, 5});
  store->revocations().append({"e", "user", "u1", 1, 1'790'000'900'000});
  const auto reopened = again();
  CHECK(reopened->sessions().of_user("u1").size() == 1);
  CHECK(reopened->one_time().take("k") == "v");
  CHECK(reopened->counters().get({"c"})[0].count == 3);
  CHECK(reopened->user_info().get({"u"}).size() == 1);
  CHECK(reopened->events().read("s", 5).size() == 1);
  const auto feed = reopened->revocations().snapshot();
  CHECK(feed.epoch == epoch);
  CHECK(feed.entries.size() == 1);
  CHECK(reopened->revocations().append({"e", "user", "u1", 1, 1'790'000'900'000}).seq == 1);
}

TEST_CASE_FIXTURE(Embedded, "a last record torn at any byte loses itself alone") {
  store->sessions().begin(session_of("s1"));
  const std::string epoch = store->revocations().snapshot().epoch;
  const std::size_t before = contents(folder.file("store")).size();
  const std::string noted = contents(folder.file("store.lock"));
  store->sessions().begin(session_of("s2"));
  store.reset();
  const std::string whole = contents(folder.file("store"));
  for (std::size_t size = before; size < whole.size(); size += 7) {
    overwrite(folder.file("store"), whole.substr(0, size));
    overwrite(folder.file("store.lock"), noted);  // not acknowledged
    const auto reopened = open_embedded_store(folder.file("store"), clock, random).store;
    CHECK(reopened->sessions().of_user("u1").size() == 1);
    CHECK(reopened->revocations().snapshot().epoch == epoch);
    CHECK(reopened->sessions().begin(session_of("s3", "u3")).sid == "s3");
  }
}

TEST_CASE_FIXTURE(Embedded,
                  "damage before acknowledged records begins a new epoch and keeps the file aside") {
  const std::string epoch = store->revocations().snapshot().epoch;
  store->sessions().begin(session_of("s1"));
  const std::size_t at = contents(folder.file("store")).size();
  store->sessions().begin(session_of("s2"));
  store->sessions().begin(session_of("s3"));
  store.reset();
  std::string harmed = contents(folder.file("store"));
  harmed[at + 40] = static_cast<char>(harmed[at + 40] ^ 1);
  overwrite(folder.file("store"), harmed);
  const auto reopened = again();
  CHECK(reopened->revocations().snapshot().epoch != epoch);
  CHECK(reopened->sessions().lookup(hash_of("token of s1"))->state == SessionState::Ended);
  CHECK(contents(folder.file("store.damaged")) == harmed);
}

TEST_CASE_FIXTURE(Embedded, "a file that an older one was copied over ends everything as well") {
  store->sessions().begin(session_of("s1"));
  const std::string older = contents(folder.file("store"));
  const std::string epoch = store->revocations().snapshot().epoch;
  store->sessions().end({"e1", "s1", {}, {}, 1'790'000'900'000});
  store.reset();
  overwrite(folder.file("store"), older);  // the same inode
  const auto reopened = again();
  CHECK(reopened->revocations().snapshot().epoch != epoch);
  CHECK(reopened->sessions().lookup(hash_of("token of s1"))->state == SessionState::Ended);
  CHECK(reopened->sessions().begin(session_of("s2")).sid == "s2");
}

TEST_CASE_FIXTURE(Embedded, "a file without a note beside it, as an older version leaves it, ends nothing") {
  store->sessions().begin(session_of("s1"));
  store.reset();
  overwrite(folder.file("store.lock"), "");
  CHECK(again()->sessions().lookup(hash_of("token of s1"))->state == SessionState::Current);
}

TEST_CASE_FIXTURE(Embedded, "a second process cannot open the file") {
  CHECK_THROWS_WITH_AS(open_embedded_store(folder.file("store"), clock, random),
                       doctest::Contains("the embedded store is for one replica; set REDIS_HOST to run more"),
                       std::runtime_error);
}

TEST_CASE_FIXTURE(Embedded, "the file is compacted, and nothing is lost by it") {
  const std::string large(15'000, 'x');
  for (int i = 0; i < 400; ++i) {
    store->one_time().put({"k" + std::to_string(i), large, 60});
    store->one_time().take("k" + std::to_string(i));
  }
  store->sessions().begin(session_of("s1"));
  CHECK(contents(folder.file("store")).size() < 4'300'000);
  CHECK(again()->sessions().of_user("u1").size() == 1);
}

TEST_CASE_FIXTURE(Embedded, "no presented token or handle is in the file") {
  store->sessions().begin(session_of("s1", "u1", "a-secret-refresh-token"));
  store->sessions().rotate({hash_of("a-secret-refresh-token"), hash_of("a-secret-successor"), 60, 60});
  store->one_time().put({"a-secret-handle", "value", 60});
  const std::string file = contents(folder.file("store"));
  CHECK(file.find(hash_of("a-secret-successor")) != std::string::npos);
  for (const char* secret : {"a-secret-refresh-token", "a-secret-successor", "a-secret-handle"})
    CHECK(file.find(secret) == std::string::npos);
}
