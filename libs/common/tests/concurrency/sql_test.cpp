// The pool and the unit of work as several threads use them, on SQLite.
#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <thread>
#include <vector>

#include "lgm/sql/database.hpp"

using namespace lgm::sql;

namespace {

struct Directory {
  std::string path = (std::filesystem::temp_directory_path() / "lgm-sql-XXXXXX").string();
  Directory() { REQUIRE(::mkdtemp(path.data()) != nullptr); }
  ~Directory() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("threads share a pool smaller than they are many") {
  const Directory directory;
  PoolOptions options;
  options.url = "sqlite://" + directory.path + "/shared.db";
  options.size = 3;
  options.borrow_timeout = std::chrono::seconds(20);
  options.idle_before_check = std::chrono::milliseconds(0);
  Database database(options);
  database.with_session([](Session& session) {
    session.execute("CREATE TABLE counter (n BIGINT NOT NULL)", {});
    session.execute("INSERT INTO counter VALUES (0)", {});
  });
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t)
    threads.emplace_back([&database, t] {
      for (int i = 0; i < 20; ++i) {
        if (t % 2 == 0) {
          database.transaction([](Session& session) { session.execute("UPDATE counter SET n = n + 1", {}); });
        } else {
          const auto snapshot = database.snapshot();
          static_cast<void>(snapshot->session().query("SELECT n FROM counter", {}, 1));
          static_cast<void>(database.gauges());
        }
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(database.reading([](Session& session) {
    return session.query("SELECT n FROM counter", {}, 1).integer(0, 0);
  }) == 60);
  CHECK(database.gauges().in_use == 0);
}
