// Connections to Redis: a pool with one wire a call, AUTH and SELECT, Sentinels, scripts. A wire that broke
// is thrown away, and the next call connects anew.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/redis/wire.hpp"

namespace lgm::session_cache::redis {

// Whether a script is done, with Sentinels, only once a replica has its writes: a failover loses the others.
enum class Copy { NotWaitedFor, Wished, Required };

// A Lua script, atomic on the server. `text` lives as long as the program.
struct Script {
  std::string text;
  Copy copy = Copy::NotWaitedFor;
  mutable std::mutex mutex = {};
  mutable std::string sha = {};
};

// Thread-safe. Every call throws StoreUnavailable when the server cannot be reached in time, is loading, or
// refuses.
class Connections {
 public:
  explicit Connections(Address address);
  ~Connections();
  Reply command(const Words& words);
  // EVALSHA with KEYS[1] = key prefix; loads the script where the server does not know it. ARGV[1] is the run
  // id of the server process as the connection found it. `kept` says whether a failover would keep the writes
  // of the script; where that is required and not so, StoreUnavailable is thrown after them.
  Reply run(const Script& script, const Words& arguments, bool* kept = nullptr);

 private:
  class Connection;
  Reply run_on(Connection& connection, const Script& script, const Words& arguments);
  bool copied(Connection& connection, Copy copy);
  void forget_idle();
  template <class Call>
  Reply with(const Call& call);
  std::unique_ptr<Connection> take_idle();
  std::unique_ptr<Connection> borrow();
  void give_back(std::unique_ptr<Connection> connection);

  const Address address_;
  Security security_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace lgm::session_cache::redis
