#include "audit_seal/audit_seal.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "support/test_store.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::TestStore;

namespace {

const std::string kKey(32, 's');

struct Audited {
  TestStore store;
  void add(int rows) {
    store.change(TestStore::tester(), [&](Work& work) {
      for (int i = 0; i < rows; ++i) work.audit({std::to_string(i), "", json::Object{{"i", i}}});
    });
  }
  void execute(const char* sql) {
    store.change(TestStore::tester(), [&](Work& work) { work.session().execute(sql, {}); });
  }
  std::optional<std::int64_t> broken(const std::string& key = kKey) {
    return audit_seal::verify(store.database(), key).broken;
  }
};

}  // namespace

TEST_CASE("sealed rows hold, whatever is added") {
  Audited audited;
  CHECK(audit_seal::seal(audited.store.database(), kKey) == 0);
  audited.add(3);
  CHECK(audit_seal::seal(audited.store.database(), kKey, 2) == 2);
  CHECK(audit_seal::seal(audited.store.database(), kKey, 2) == 1);
  audited.add(2);
  CHECK(audit_seal::seal(audited.store.database(), kKey) == 2);
  CHECK(audit_seal::last(audited.store.database()) == 5);
  CHECK_FALSE(audited.broken());
  CHECK(audit_seal::verify(audited.store.database(), kKey).rows == 5);
  CHECK(audited.broken(std::string(32, 'x')) == 1);
}

TEST_CASE("a row that was changed, dropped, swapped or forged is named") {
  const char* const kTamperings[] = {
      "UPDATE audit_logs SET username = 'somebody' WHERE seq = 3",
      "UPDATE audit_logs SET resource_id = NULL WHERE seq = 3",
      "UPDATE audit_logs SET created_at = '2020-01-01 00:00:00' WHERE seq = 3",
      "DELETE FROM audit_logs WHERE seq = 3",
      "UPDATE audit_logs SET seal = NULL WHERE seq = 3",
  };
  for (const char* tampering : kTamperings) {
    Audited audited;
    audited.add(5);
    audit_seal::seal(audited.store.database(), kKey);
    audited.execute(tampering);
    CHECK_MESSAGE(audited.broken() == 3, tampering);
  }
  Audited swapped;
  swapped.add(5);
  audit_seal::seal(swapped.store.database(), kKey);
  for (const char* step :
       {"UPDATE audit_logs SET seq = 99 WHERE seq = 3", "UPDATE audit_logs SET seq = 3 WHERE seq = 4",
        "UPDATE audit_logs SET seq = 4 WHERE seq = 99"})
    swapped.execute(step);
  CHECK(swapped.broken() == 3);
}

TEST_CASE("rows without a caller, and seals of the version before and after this one, are one chain") {
  Audited audited;
  const auto seal = [&](audit_seal::Covers covers) {
    audit_seal::seal(audited.store.database(), kKey, 1'000, covers);
  };
  audited.add(2);
  audited.execute("UPDATE `audit_logs` SET `caller` = NULL");  // as the version before wrote them
  seal(audit_seal::Covers::AllButCaller);
  audited.add(2);
  seal(audit_seal::Covers::AllButCaller);
  audited.add(2);
  audited.execute("UPDATE `audit_logs` SET `caller` = NULL WHERE `seq` IS NULL AND `resource_id` = '0'");
  seal(audit_seal::Covers::Caller);
  CHECK_FALSE(audited.broken());
  CHECK(audit_seal::verify(audited.store.database(), kKey).rows == 6);
  audited.add(2);
  audited.execute(
      "UPDATE `audit_logs` SET `actor_kind` = 'person' WHERE `seq` IS NULL AND `resource_id` = '1'");
  seal(audit_seal::Covers::ActorKind);
  CHECK_FALSE(audited.broken());
  CHECK(audit_seal::verify(audited.store.database(), kKey).rows == 8);
  audited.execute("UPDATE `audit_logs` SET `actor_kind` = 'service' WHERE `seq` = 8");
  CHECK(audited.broken() == 8);
  audited.execute("UPDATE `audit_logs` SET `caller` = 'auth' WHERE `seq` = 6");
  CHECK(audited.broken() == 6);
}

TEST_CASE("two that seal at once make one chain") {
  Audited audited;
  audited.add(60);
  sql::Database other(audited.store.options());
  const auto all = [](sql::Database& database) {
    while (audit_seal::seal(database, kKey, 7) > 0) {
    }
  };
  std::thread second([&] { all(other); });
  all(audited.store.database());
  second.join();
  all(other);
  CHECK_FALSE(audited.broken());
  CHECK(audit_seal::last(other) == 60);
}
