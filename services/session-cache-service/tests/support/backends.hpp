// The two stores, each opened empty for a test, under a clock that the test moves.
#pragma once
#include <doctest/doctest.h>

#include <set>
#include <thread>

#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"
#include "lgm/crypto/crypto.hpp"
#include "store/embedded/embedded_store.hpp"
#include "store/embedded/journal.hpp"
#include "store/redis/redis_store.hpp"
#include "support/redis_server.hpp"

namespace lgm::session_cache::testing {

inline std::string hash_of(const std::string& token) {
  return crypto::to_hex(crypto::sha256(token));
}

inline NewSession session_of(const std::string& sid, const std::string& uid = "u1",
                             std::optional<std::string> token = std::nullopt) {
  NewSession session;
  session.sid = sid, session.uid = uid, session.subject = "usap-" + uid, session.client_id = "console";
  session.refresh_hash = hash_of(token.value_or("token of " + sid));
  session.idle_seconds = 7 * 86'400, session.absolute_seconds = 30 * 86'400, session.max_sessions = 10;
  session.ip = "10.0.0.9", session.user_agent = "browser";
  return session;
}

inline void until_ready(Store& store) {
  while (!store.state().ready) std::this_thread::yield();
}

struct Surrounding {
  base::ManualClock clock{base::from_unix_ms(1'790'000'000'000)};
  base::SystemRandom random;
  service::Log log{{"test", service::Level::Error, ""}};
};

struct Embedded : Surrounding {
  TemporaryFolder folder;
  std::unique_ptr<Store> store = open_embedded_store(folder.file("store"), clock, random).store;
  void keep_a_copy() { std::filesystem::copy_file(folder.file("store"), folder.file("copy")); }
  // Everything is stopped, what was written since the copy is gone, everything is started.
  void go_back_to_the_copy() {
    store.reset();
    // Beside the original, so that the copy cannot get its inode.
    std::filesystem::rename(folder.file("store"), folder.file("original"));
    std::filesystem::rename(folder.file("copy"), folder.file("store"));
    store = open_embedded_store(folder.file("store"), clock, random).store;
  }
  void restart() { store = again(); }
  // Rows.
  std::size_t kept() {
    std::filesystem::copy_file(folder.file("store"), folder.file("counted"),
                               std::filesystem::copy_options::overwrite_existing);
    std::set<std::pair<char, std::string>> rows;
    Journal(folder.file("counted")).load([&](bool put, char table, std::string_view key, std::string_view) {
      const std::pair row(table, std::string(key));
      put ? void(rows.insert(row)) : void(rows.erase(row));
    });
    return rows.size();
  }
  std::unique_ptr<Store> again() {
    store.reset();
    return open_embedded_store(folder.file("store"), clock, random).store;
  }
};

// With TLS, by the user that has what print-acl grants.
struct Redis : Surrounding {
  RedisServer server;
  std::unique_ptr<Store> store = open();
  Redis() { until_ready(*store); }
  void keep_a_copy() { server.keep_a_copy(); }
  void go_back_to_the_copy() {
    store.reset();
    server.go_back_to_the_copy();
    store = open();
    until_ready(*store);
  }
  // As an update does it: the next one is there before the last one goes.
  void restart() {
    auto next = open();
    until_ready(*next);
    store = std::move(next);
  }
  // Keys, and members of lists and of sorted sets beyond the first.
  std::size_t kept() {
    redis::Connections asking(server.plainly());
    std::size_t count = 0;
    for (const auto& key : asking.command({"KEYS", "t:*"})) {
      ++count;
      if (key->starts_with("t:f:")) count += std::stoul(*asking.command({"LLEN", *key}).at(0)) - 1;
      if (key->starts_with("t:u:")) count += std::stoul(*asking.command({"ZCARD", *key}).at(0)) - 1;
    }
    return count;
  }
  std::unique_ptr<Store> open() { return open_redis_store(server.address(), clock, random, log); }
};

}  // namespace lgm::session_cache::testing
