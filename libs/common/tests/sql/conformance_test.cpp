// One suite for both databases: SQLite in a temporary directory, MariaDB started for it.
#include <doctest/doctest.h>

#include <atomic>
#include <barrier>
#include <fstream>
#include <thread>

#include "lgm/sql/database.hpp"
#include "lgm/sql/migrations.hpp"
#include "support/mariadb.hpp"

using namespace lgm::sql;
using lgm::testing::MariaDb;
using lgm::testing::TemporaryDirectory;

namespace {

// A database of its own for each test case, on one server for all.
struct Fresh {
  static MariaDb& server() {
    static MariaDb shared;
    return shared;
  }
  explicit Fresh(Dialect dialect) {
    static std::atomic<int> count{0};
    options.url = dialect == Dialect::Sqlite ? "sqlite://" + (directory.path() / "a b.db").string()
                                             : server().create_database("t" + std::to_string(++count));
    options.size = 4;
  }
  TemporaryDirectory directory;
  PoolOptions options;
};

constexpr Dialect kBoth[] = {Dialect::Sqlite, Dialect::MySql};

void execute(Database& database, const std::string& sql, const Params& params = {}) {
  database.with_session([&](Session& session) { session.execute(sql, params); });
}

std::int64_t number(Database& database, const std::string& sql) {
  return database.reading([&](Session& session) { return session.query(sql, {}, 1).integer(0, 0); });
}

Error::Kind kind_of(Database& database, const std::string& sql) {
  try {
    database.transaction([&](Session& session) { session.execute(sql, {}); });
  } catch (const Error& error) {
    return error.kind();
  }
  FAIL("no error from " << sql);
  return Error::Kind::Other;
}

void make_counter(Database& database) {
  execute(database, "CREATE TABLE counter (id INT PRIMARY KEY, n BIGINT NOT NULL)");
  execute(database, "INSERT INTO counter VALUES (1, 0), (2, 0)");
}

// MariaDB 10.11 and MySQL name it differently.
std::string isolation_of(Session& session) {
  return std::string(session.query("SHOW SESSION VARIABLES LIKE 't%\\_isolation'", {}, 2).text(0, 1));
}

}  // namespace

TEST_CASE("values come back as they went in, whatever signs they hold") {
  for (const Dialect dialect : kBoth) {
    Fresh fresh(dialect);
    Database database(fresh.options);
    execute(database, "CREATE TABLE v (t TEXT, n BIGINT, d DOUBLE, b VARCHAR(8))");
    const std::string nasty = "'; DROP TABLE v; -- \\ \" ? :x %n \n\t\xE8\xB5\x8C\xF0\x9F\x98\x80";
    const std::string zero("a\0b", 3);
    execute(database, "INSERT INTO v VALUES (?, ?, ?, ?)", {nasty, INT64_MIN, 0.1, nullptr});
    execute(database, "INSERT INTO v VALUES (?, ?, ?, ?)", {zero, INT64_MAX, -1e300, std::string("")});
    const Rows rows = database.reading(
        [](Session& session) { return session.query("SELECT t, n, d, b FROM v ORDER BY n", {}, 4); });
    REQUIRE(rows.size() == 2);
    CHECK(rows.text(0, 0) == nasty);
    CHECK(rows.text(1, 0) == zero);
    CHECK(rows.integer(0, 1) == INT64_MIN);
    CHECK(rows.integer(1, 1) == INT64_MAX);
    CHECK(std::stod(std::string(rows.text(0, 2))) == 0.1);
    CHECK_FALSE(rows.cell(0, 3));
    CHECK(rows.cell(1, 3) == "");
    CHECK(database.reading([&](Session& session) {
      return session.query("SELECT n FROM v WHERE t = ?", {nasty}, 1).size();
    }) == 1);
  }
}

TEST_CASE("the number of rows matched is told, changed or not") {
  for (const Dialect dialect : kBoth) {
    Fresh fresh(dialect);
    Database database(fresh.options);
    make_counter(database);
    const auto matched = [&](const char* sql) {
      return database.transact([&](Session& session) { return session.execute(sql, {}); });
    };
    CHECK(matched("UPDATE counter SET n = 0 WHERE id = 1") == 1);
    CHECK(matched("UPDATE counter SET n = 0") == 2);
    CHECK(matched("UPDATE counter SET n = 0 WHERE id = 9") == 0);
    CHECK(matched("DELETE FROM counter WHERE id = 2") == 1);
  }
}

TEST_CASE("a wrong number of parameters or columns is our own mistake and is said so") {
  for (const Dialect dialect : kBoth) {
    Fresh fresh(dialect);
    Database database(fresh.options);
    CHECK_THROWS_AS(execute(database, "SELECT ?", {}), std::logic_error);
    CHECK_THROWS_AS(execute(database, "SELECT ?", {std::int64_t{1}, std::int64_t{2}}), std::logic_error);
    CHECK_THROWS_AS(database.read([](Session& session) { session.query("SELECT 1, 2", {}, 1); }),
                    std::logic_error);
    CHECK(number(database, "SELECT 7") == 7);
  }
}

TEST_CASE("errors say what kind they are, and the transaction leaves nothing") {
  for (const Dialect dialect : kBoth) {
    Fresh fresh(dialect);
    Database database(fresh.options);
    make_counter(database);
    execute(database,
            "CREATE TABLE child (id INT PRIMARY KEY, parent INT NOT NULL, name VARCHAR(3), FOREIGN KEY "
            "(parent) REFERENCES counter (id))");
    CHECK(kind_of(database, "INSERT INTO counter VALUES (1, 5)") == Error::Kind::Duplicate);
    CHECK(kind_of(database, "INSERT INTO child VALUES (1, 9, 'a')") == Error::Kind::ForeignKey);
    CHECK(kind_of(database, "INSERT INTO nowhere VALUES (1)") == Error::Kind::Other);
    if (dialect == Dialect::MySql)
      CHECK(kind_of(database, "INSERT INTO child VALUES (1, 1, 'long')") == Error::Kind::TooLong);
    CHECK_THROWS_AS(database.transaction([](Session& session) {
      session.execute("UPDATE counter SET n = 7", {});
      throw std::runtime_error("the domain refuses");
    }),
                    std::runtime_error);
    CHECK(number(database, "SELECT MAX(n) FROM counter") == 0);
    CHECK(database.gauges().in_use == 0);
  }
}

TEST_CASE("concurrent writers lose no update, and readers go on") {
  for (const Dialect dialect : kBoth) {
    Fresh fresh(dialect);
    Database database(fresh.options);
    make_counter(database);
    const char* locking = dialect == Dialect::MySql ? "SELECT n FROM counter WHERE id = 1 FOR UPDATE"
                                                    : "SELECT n FROM counter WHERE id = 1";
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
      threads.emplace_back([&] {
        for (int k = 0; k < 25; ++k) {
          database.transaction([&](Session& session) {
            const auto n = session.query(locking, {}, 1).integer(0, 0);
            session.execute("UPDATE counter SET n = ? WHERE id = 1", {n + 1});
          });
          CHECK(number(database, "SELECT n FROM counter WHERE id = 1") > 0);
        }
      });
    for (auto& thread : threads) thread.join();
    CHECK(number(database, "SELECT n FROM counter WHERE id = 1") == 150);
    CHECK(database.gauges().size <= 4);
    CHECK(database.gauges().in_use == 0);
  }
}

TEST_CASE("a snapshot shows one moment while others write") {
  for (const Dialect dialect : kBoth) {
    Fresh fresh(dialect);
    Database database(fresh.options);
    make_counter(database);
    auto snapshot = database.snapshot();
    const auto seen = [&] {
      return snapshot->session().query("SELECT n FROM counter WHERE id = 1", {}, 1).integer(0, 0);
    };
    CHECK(seen() == 0);
    execute(database, "UPDATE counter SET n = 5 WHERE id = 1");
    CHECK(seen() == 0);
    snapshot.reset();
    CHECK(number(database, "SELECT n FROM counter WHERE id = 1") == 5);
    CHECK(database.gauges().in_use == 0);
  }
}

TEST_CASE("who gets no connection in time is told") {
  for (const Dialect dialect : kBoth) {
    Fresh fresh(dialect);
    fresh.options.size = 1;
    fresh.options.borrow_timeout = std::chrono::milliseconds(20);
    Database database(fresh.options);
    const auto held = database.snapshot();
    CHECK_THROWS_WITH_AS(number(database, "SELECT 1"), "no database connection was free within 20 ms",
                         Unavailable);
    CHECK(database.gauges().timeouts == 1);
    CHECK_FALSE(database.ping());
  }
}

TEST_CASE("a database that is not there is Unavailable, not a crash") {
  PoolOptions options;
  options.url = "mysql://u:secret@127.0.0.1:1/d";
  Database database(options);
  CHECK_FALSE(database.ping());
  try {
    database.read([](Session&) {});
    FAIL("connected");
  } catch (const Unavailable& error) {
    CHECK(std::string(error.what()).find("secret") == std::string::npos);
  }
  options.url = "sqlite:///nowhere/at/all.db";
  CHECK_THROWS_AS(Database(options).read([](Session&) {}), Unavailable);
  CHECK(database.gauges().size == 0);
}

// Inserts until the database refuses; how often it did not.
int rows_until_refused(Database& database) {
  for (int rows = 0; rows < 10'000; ++rows) {
    try {
      database.transaction([](Session& session) {
        session.execute("INSERT INTO ballast VALUES (?)", {std::string(900, 'x')});
      });
    } catch (const Unavailable&) {
      return rows;
    }
  }
  FAIL("never full");
  return 0;
}

TEST_CASE("a full database is Unavailable, keeps what it took, and takes more once there is room") {
  for (const Dialect dialect : kBoth) {
    CAPTURE(int(dialect));
    Fresh fresh(dialect);
    fresh.options.size = 1;  // SQLite's limit is its connection's
    Database database(fresh.options);
    if (dialect == Dialect::Sqlite) {
      execute(database, "CREATE TABLE ballast (text VARCHAR(900))");
      number(database, "PRAGMA max_page_count = 20");
    } else {
      execute(database, "SET SESSION max_heap_table_size = 16384");
      execute(database, "CREATE TABLE ballast (text VARCHAR(900)) ENGINE = MEMORY");
    }
    const int taken = rows_until_refused(database);
    CHECK(taken > 0);
    CHECK(rows_until_refused(database) == 0);
    CHECK(number(database, "SELECT COUNT(*) FROM ballast") == taken);
    execute(database, "DELETE FROM ballast");
    CHECK(rows_until_refused(database) > 0);
  }
}

TEST_CASE("MariaDB: a read-only server is Unavailable for writes, and its connections are not kept") {
  Fresh fresh(Dialect::MySql);
  Database owner(fresh.options);
  make_counter(owner);
  const std::string& url = fresh.options.url;
  const std::size_t at = url.rfind('/') + 1;
  const std::string name = url.substr(at, url.find('?') - at);
  execute(owner, "DROP USER IF EXISTS plain@'%'");
  execute(owner, "CREATE USER plain@'%' IDENTIFIED BY 'x'");
  execute(owner, "GRANT SELECT, UPDATE ON " + name + ".* TO plain@'%'");
  fresh.options.url = "mysql://plain:x" + fresh.options.url.substr(fresh.options.url.rfind('@'));
  Database database(fresh.options);
  const auto raise = [&] {
    database.transaction([](Session& session) { session.execute("UPDATE counter SET n = n + 1", {}); });
  };
  raise();
  execute(owner, "SET GLOBAL read_only = 1");
  CHECK_THROWS_AS(raise(), Unavailable);
  CHECK(database.gauges().size == 0);  // the next one asks the name anew: a failover may have moved it
  CHECK(number(database, "SELECT n FROM counter WHERE id = 1") == 1);
  execute(owner, "SET GLOBAL read_only = 0");
  raise();
  CHECK(number(database, "SELECT n FROM counter WHERE id = 1") == 2);
}

TEST_CASE("SQLite: another process's writer is waited for") {
  Fresh fresh(Dialect::Sqlite);
  Database one(fresh.options), two(fresh.options);
  make_counter(one);
  std::barrier both(2);
  std::thread other([&] {
    one.transaction([&](Session& session) {
      session.execute("UPDATE counter SET n = n + 1", {});
      both.arrive_and_wait();
    });
  });
  both.arrive_and_wait();
  execute(two, "UPDATE counter SET n = n + 1");
  other.join();
  CHECK(number(one, "SELECT SUM(n) FROM counter") == 4);
}

TEST_CASE("MariaDB: every connection speaks our settings") {
  Fresh fresh(Dialect::MySql);
  execute(*std::make_unique<Database>(fresh.options), "SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES'");
  Database database(fresh.options);
  database.read([](Session& session) {
    const Rows rows = session.query("SELECT @@sql_mode, @@time_zone, @@character_set_client", {}, 3);
    CHECK(rows.text(0, 0).find("STRICT_TRANS_TABLES") != std::string_view::npos);
    CHECK(rows.text(0, 0).find("NO_BACKSLASH_ESCAPES") == std::string_view::npos);
    CHECK(rows.text(0, 1) == "+00:00");
    CHECK(rows.text(0, 2) == "utf8mb4");
    CHECK(isolation_of(session) == "READ-COMMITTED");
    CHECK(session.query("SELECT ?", {std::string("\\' OR 1=1")}, 1).text(0, 0) == "\\' OR 1=1");
  });
  execute(database, "SET GLOBAL sql_mode = DEFAULT");
}

TEST_CASE("MariaDB: while all changes wait for a lock, reads and probes go on, and one change more is told") {
  Fresh fresh(Dialect::MySql);
  fresh.options.borrow_timeout = std::chrono::milliseconds(50);
  Database database(fresh.options);
  Database other(fresh.options);
  make_counter(database);
  std::vector<std::thread> waiting;
  std::string refused;
  other.transaction([&](Session& lock) {
    lock.execute("UPDATE counter SET n = 1 WHERE id = 1", {});
    for (std::size_t i = 1; i <= 3; ++i) {
      waiting.emplace_back([&] {
        database.transaction([](Session& s) { s.execute("UPDATE counter SET n = n + 1 WHERE id = 1", {}); });
      });
      while (database.gauges().in_use < i) std::this_thread::yield();
    }
    waiting.emplace_back([&] {
      try {
        database.transaction([](Session& s) { s.execute("UPDATE counter SET n = n + 1 WHERE id = 1", {}); });
      } catch (const Unavailable& unavailable) {
        refused = unavailable.what();
      }
    });
    while (database.gauges().in_use < 4 && database.gauges().timeouts == 0) std::this_thread::yield();
    CHECK_NOTHROW(number(database, "SELECT n FROM counter WHERE id = 1"));
    CHECK_NOTHROW(database.snapshot());
    CHECK(database.ping());
  });
  for (auto& thread : waiting) thread.join();
  CHECK(refused == "no database connection was free for a change within 50 ms");
  CHECK(number(database, "SELECT n FROM counter WHERE id = 1") == 4);
  CHECK(database.gauges().in_use == 0);
  CHECK(database.gauges().timeouts == 1);
}

TEST_CASE("changes that failed, or found no database, leave their places to the next") {
  for (const Dialect dialect : kBoth) {
    Fresh fresh(dialect);
    fresh.options.borrow_timeout = std::chrono::milliseconds(50);
    Database database(fresh.options);
    for (int i = 0; i < 5; ++i) {
      CHECK_THROWS_AS(database.transaction([](Session& session) { session.execute("no sql", {}); }), Error);
      CHECK_THROWS_AS(database.transaction([](Session&) { throw std::runtime_error("of the work"); }),
                      std::runtime_error);
    }
    make_counter(database);
    CHECK_NOTHROW(database.transaction([](Session& s) { s.execute("UPDATE counter SET n = 7", {}); }));
    fresh.options.url =
        dialect == Dialect::Sqlite ? "sqlite:///nowhere/at/all.db" : "mysql://u:p@127.0.0.1:1/none";
    Database absent(fresh.options);
    for (int i = 0; i < 5; ++i) {
      std::string told;
      try {
        absent.transaction([](Session&) {});
      } catch (const Unavailable& unavailable) {
        told = unavailable.what();
      }
      CHECK_FALSE(told.empty());
      CHECK_MESSAGE(told.find("was free") == std::string::npos, told);
    }
  }
}

TEST_CASE("MariaDB: of two in a deadlock both get through in the end") {
  Fresh fresh(Dialect::MySql);
  Database database(fresh.options);
  make_counter(database);
  std::barrier both(2);
  std::atomic<int> runs{0};
  const auto crossing = [&](std::int64_t first, std::int64_t second) {
    int tries = 0;
    database.transaction([&](Session& session) {
      ++runs;
      session.execute("UPDATE counter SET n = n + 1 WHERE id = ?", {first});
      if (++tries == 1) both.arrive_and_wait();
      session.execute("UPDATE counter SET n = n + 1 WHERE id = ?", {second});
    });
  };
  std::thread other([&] { crossing(2, 1); });
  crossing(1, 2);
  other.join();
  CHECK(number(database, "SELECT SUM(n) FROM counter") == 4);
  CHECK(runs == 3);
  CHECK(database.gauges().retries == 1);
}

TEST_CASE("MariaDB: a connection killed while idle, before and amid a transaction is replaced") {
  Fresh fresh(Dialect::MySql);
  fresh.options.size = 1;
  Database database(fresh.options);
  fresh.options.idle_before_check = std::chrono::milliseconds(0);
  Database killer(fresh.options);
  make_counter(database);
  const auto kill_it = [&](std::int64_t id) { execute(killer, "KILL CONNECTION " + std::to_string(id)); };
  // Younger than a second, so that it is not asked when borrowed.
  kill_it(number(database, "SELECT CONNECTION_ID()"));
  database.transaction([](Session& session) { session.execute("UPDATE counter SET n = 1", {}); });
  CHECK(number(database, "SELECT SUM(n) FROM counter") == 2);
  int tries = 0;
  database.transaction([&](Session& session) {
    session.execute("UPDATE counter SET n = n + 1", {});
    if (++tries == 1) kill_it(session.query("SELECT CONNECTION_ID()", {}, 1).integer(0, 0));
    session.execute("UPDATE counter SET n = n + 1", {});
  });
  CHECK(tries == 2);
  CHECK(number(database, "SELECT SUM(n) FROM counter") == 6);
  // Asked when borrowed.
  execute(database, "KILL CONNECTION " + std::to_string(number(killer, "SELECT CONNECTION_ID()")));
  CHECK(number(killer, "SELECT 1") == 1);
  CHECK(killer.gauges().reconnects >= 1);
  CHECK(database.gauges().size == 1);
}

TEST_CASE("MariaDB: a commit that may have taken place is not repeated") {
  Fresh fresh(Dialect::MySql);
  Database database(fresh.options), killer(fresh.options);
  make_counter(database);
  int tries = 0;
  CHECK_THROWS_AS(database.transaction([&](Session& session) {
    ++tries;
    session.execute("UPDATE counter SET n = n + 1", {});
    execute(killer,
            "KILL CONNECTION " + std::string(session.query("SELECT CONNECTION_ID()", {}, 1).text(0, 0)));
  }),
                  Unavailable);
  CHECK(tries == 1);
  CHECK(number(database, "SELECT SUM(n) FROM counter") == 0);
}

TEST_CASE("MariaDB: a program that ends does not wait for a server that hangs") {
  Fresh fresh(Dialect::MySql);
  fresh.options.statement_timeout = std::chrono::hours(1);
  Database database(fresh.options);
  std::atomic<int> waiting{0}, freed{0};
  std::vector<std::thread> threads;
  const auto sleep = [&](Session& session) {
    ++waiting;
    session.query("SELECT SLEEP(3600)", {}, 1);
  };
  const auto refused = [&](const auto& work) {
    try {
      work();
    } catch (const Unavailable&) {
      ++freed;
    }
  };
  threads.emplace_back([&] { refused([&] { database.read(sleep); }); });
  threads.emplace_back([&] { refused([&] { database.transaction(sleep); }); });
  while (waiting < 2) std::this_thread::yield();
  database.end_within(std::chrono::hours(1));
  CHECK(number(database, "SELECT 1") == 1);
  database.end_within(std::chrono::milliseconds(10));
  database.end_within(std::chrono::hours(1));  // the earliest counts
  for (auto& thread : threads) thread.join();
  CHECK(freed == 2);
  CHECK_THROWS_AS(number(database, "SELECT 1"), Unavailable);
  CHECK(waiting == 2);
}

TEST_CASE("MariaDB: killed, it loses no acknowledged write, and the pool comes back by itself") {
  MariaDb server;
  PoolOptions options;
  options.url = server.create_database("k");
  Database database(options);
  make_counter(database);
  std::atomic<std::int64_t> acknowledged{0};
  std::atomic<bool> enough{false};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([&] {
      while (!enough) {
        try {
          database.transaction(
              [](Session& session) { session.execute("UPDATE counter SET n = n + 1 WHERE id = 1", {}); });
          ++acknowledged;
          acknowledged.notify_all();
        } catch (const Unavailable&) {
          if (enough) return;
        }
      }
    });
  const auto reach = [&](std::int64_t wanted) {
    for (auto now = acknowledged.load(); now < wanted; now = acknowledged.load()) acknowledged.wait(now);
  };
  reach(50);
  server.kill();
  CHECK_FALSE(database.ping());
  server.start();
  reach(acknowledged + 50);
  enough = true;
  for (auto& thread : threads) thread.join();
  // A commit whose answer was lost may count as well: at most one for each thread.
  const auto kept = number(database, "SELECT n FROM counter WHERE id = 1");
  CHECK(kept >= acknowledged);
  CHECK(kept <= acknowledged + 3);
  CHECK(database.ping());
}

TEST_CASE("MariaDB: required TLS is checked on the connection itself") {
  Fresh plain(Dialect::MySql);
  plain.options.tls_required = true;
  CHECK_THROWS_AS(Database(plain.options).read([](Session&) {}), Unavailable);
  MariaDb server(MariaDb::Options{.durable = false, .tls = true});
  PoolOptions options;
  options.url = server.create_database("secure");
  options.tls_required = true;
  options.tls_ca_file = server.ca_file();
  Database database(options);
  CHECK(database.reading([](Session& session) {
    return std::string(session.query("SHOW SESSION STATUS LIKE 'Ssl_cipher'", {}, 2).text(0, 1));
  }) != "");
  // As every connection: rows matched are counted, the transaction and the sql_mode are ours.
  database.transaction([](Session& session) {
    session.execute("CREATE TABLE t (n INT)", {});
    session.execute("INSERT INTO t VALUES (1)", {});
    CHECK(session.execute("UPDATE t SET n = 1", {}) == 1);
    CHECK(isolation_of(session) == "READ-COMMITTED");
  });
  MariaDb elsewhere(MariaDb::Options{.durable = false, .tls = true, .tls_name = "DNS:elsewhere.example"});
  PoolOptions wrong = options;
  wrong.url = elsewhere.create_database("secure");
  wrong.tls_ca_file = elsewhere.ca_file();
  CHECK_THROWS_AS(Database(wrong).read([](Session&) {}), Unavailable);
  MariaDb other(MariaDb::Options{.durable = false, .tls = true});
  options.tls_ca_file = other.ca_file();
  CHECK_THROWS_AS(Database(options).read([](Session&) {}), Unavailable);
}

TEST_CASE("MariaDB: a certificate that has expired is refused, and the reason is said") {
  MariaDb server(MariaDb::Options{.durable = false, .tls = true, .tls_made = "-30d"});
  PoolOptions options;
  options.url = server.create_database("expired");
  options.tls_required = true;
  options.tls_ca_file = server.ca_file();
  CHECK_THROWS_WITH_AS(Database(options).read([](Session&) {}), doctest::Contains("expired"), Unavailable);
}
