#include "store/redis/connection.hpp"

#include <exception>

namespace lgm::session_cache::redis {
namespace {

// Redis 6 puts words of its own before what a script met.
bool leads_elsewhere(std::string_view error) {
  for (const std::string_view word : {"READONLY ", "MASTERDOWN ", "LOADING ", "NOAUTH ", "WRONGPASS "})
    if (error.find(word) != std::string_view::npos) return true;
  return false;
}

}  // namespace

class Connections::Connection {
 public:
  Connection(const char* who, const Endpoint& at, Security& security, const std::string& user,
             const std::string& password)
      : wire_(who, at, security) {
    if (password.empty()) return;
    Words auth{"AUTH"};
    if (!user.empty()) auth.push_back(user);
    auth.push_back(password);
    call(auth);
  }

  Connection(const Address& address, Security& security)
      : Connection(
            "Redis",
            address.sentinels.empty() ? Endpoint{address.host, address.port} : master_of(address, security),
            security, address.user, address.password) {
    // A Sentinel may not have noticed yet that a master came back as a replica.
    if (!address.sentinels.empty() && call({"ROLE"}).at(0) != "master")
      throw StoreUnavailable("the Redis that Sentinel names is not a master");
    if (address.db != 0) call({"SELECT", std::to_string(address.db)});
    const std::string info = call({"INFO", "server"}).at(0).value_or("");
    const std::size_t at = info.find("run_id:");
    if (at != std::string::npos) run_id = info.substr(at + 7, 40);
  }

  Reply call(const Words& words) { return wire_.call(words); }
  bool open() { return wire_.open(); }

  std::string run_id;

 private:
  // The address that the first Sentinel that answers gives; else what the last one did is thrown.
  static Endpoint master_of(const Address& address, Security& security) {
    std::exception_ptr why;
    const auto because = [&why](const std::string& text) {
      why = std::make_exception_ptr(StoreUnavailable(text));
    };
    for (const Endpoint& sentinel : address.sentinels) {
      try {
        Connection asked("Sentinel", sentinel, security, address.sentinel_user, address.sentinel_password);
        const Reply reply = asked.call({"SENTINEL", "get-master-addr-by-name", address.master});
        if (reply.size() == 2 && reply[0] && reply[1]) {
          if (const auto port = parse_port(*reply[1])) return {*reply[0], *port};
          because("Sentinel at " + sentinel.host + " names \"" + *reply[1] + "\" as the port of " +
                  address.master);
        } else {
          because("Sentinel at " + sentinel.host + " knows no master named " + address.master);
        }
      } catch (const StoreUnavailable&) {
        why = std::current_exception();
      }
    }
    std::rethrow_exception(why);
  }

  Wire wire_;
};

Connections::Connections(Address address) : address_(std::move(address)), security_(address_.tls) {}
Connections::~Connections() = default;

std::unique_ptr<Connections::Connection> Connections::take_idle() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return nullptr;
  auto connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

std::unique_ptr<Connections::Connection> Connections::borrow() {
  while (auto connection = take_idle())
    if (connection->open()) return connection;
  return std::make_unique<Connection>(address_, security_);
}

void Connections::give_back(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(connection));
}

// After a failover the others lead to the old master as well.
void Connections::forget_idle() {
  if (address_.sentinels.empty()) return;
  const std::lock_guard lock(mutex_);
  idle_.clear();
}

// What the server refuses leaves the connection as good as it was; it is kept, unless the server says that
// the master is another one: a full Redis that is asked again and again would be connected to again and
// again.
template <class Call>
Reply Connections::with(const Call& call) {
  std::unique_ptr<Connection> connection;
  try {
    connection = borrow();
    Reply reply = call(*connection);
    give_back(std::move(connection));
    return reply;
  } catch (const StoreTakesNoWrites&) {
    give_back(std::move(connection));
    throw;
  } catch (const ServerError& error) {
    if (connection && !leads_elsewhere(error.what()))
      give_back(std::move(connection));
    else
      forget_idle();
    throw;
  } catch (const StoreUnavailable&) {
    forget_idle();
    throw;
  }
}

Reply Connections::command(const Words& words) {
  return with([&](Connection& connection) { return connection.call(words); });
}

bool Connections::copied(Connection& connection, Copy copy) {
  if (address_.sentinels.empty()) return true;
  if (copy == Copy::NotWaitedFor) return false;
  const Reply copies = connection.call({"WAIT", "1", copy == Copy::Required ? "1000" : "100"});
  return copies.at(0).value_or("0") != "0";
}

Reply Connections::run(const Script& script, const Words& arguments, bool* kept) {
  return with([&](Connection& connection) {
    Reply reply = run_on(connection, script, arguments);
    const bool copy = copied(connection, script.copy);
    if (!copy && script.copy == Copy::Required)
      throw StoreUnavailable("no replica of Redis has taken the write within a second");
    if (kept) *kept = copy;
    return reply;
  });
}

Reply Connections::run_on(Connection& connection, const Script& script, const Words& arguments) {
  const auto load = [&] {
    std::string sha = connection.call({"SCRIPT", "LOAD", script.text}).at(0).value_or("");
    const std::lock_guard lock(script.mutex);
    script.sha = sha;
    return sha;
  };
  std::string sha;
  {
    const std::lock_guard lock(script.mutex);
    sha = script.sha;
  }
  if (sha.empty()) sha = load();
  Words words{"EVALSHA", sha, "1", address_.key_prefix, connection.run_id};
  words.insert(words.end(), arguments.begin(), arguments.end());
  try {
    return connection.call(words);
  } catch (const ServerError& error) {
    if (!std::string_view(error.what()).starts_with("NOSCRIPT")) throw;
    words[1] = load();
    return connection.call(words);
  }
}

}  // namespace lgm::session_cache::redis
