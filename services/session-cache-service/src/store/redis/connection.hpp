// Connections to Redis over hiredis: a pool with one context a call, time-outs, AUTH and SELECT. A null reply
// means that a context is dead; it is thrown away, and the next call connects anew.
#pragma once
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lgm::session_cache::redis {

struct Endpoint {
  std::string host;
  int port = 0;
};

struct Address {
  std::string host;
  int port = 6379, db = 0;
  std::string user, password;
  std::string key_prefix = "lgm:";
  // With Sentinels, which are asked for the master's address before each connection; host and port count not.
  std::vector<Endpoint> sentinels = {};
  std::string master = {}, sentinel_password = {};
};

// "name:26379, 10.0.0.1:26379, [::1]:26379"; nullopt when that is not what the text is.
std::optional<std::vector<Endpoint>> parse_endpoints(std::string_view text);

// Whether a script is done, with Sentinels, only once a replica has its writes: a failover loses the others.
enum class Copy { NotWaitedFor, Wished, Required };

// A Lua script, atomic on the server. `text` lives as long as the program.
struct Script {
  std::string text;
  Copy copy = Copy::NotWaitedFor;
  mutable std::mutex mutex = {};
  mutable std::string sha = {};
};

// A flat reply: status, texts and numbers as texts; nil as nullopt.
using Reply = std::vector<std::optional<std::string>>;
using Words = std::vector<std::string>;

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
  std::unique_ptr<Connection> borrow();
  void give_back(std::unique_ptr<Connection> connection);

  const Address address_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace lgm::session_cache::redis
