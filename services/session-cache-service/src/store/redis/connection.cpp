#include "store/redis/connection.hpp"

#include <hiredis/hiredis.h>
#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>

#include "store/store.hpp"

namespace lgm::session_cache::redis {
namespace {

constexpr timeval kConnectTimeout{1, 0};
constexpr timeval kCallTimeout{3, 0};

struct FreeContext {
  void operator()(redisContext* context) const { redisFree(context); }
};
struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using OwnedReply = std::unique_ptr<redisReply, FreeReply>;

// An error that the server answered; the connection is still good.
class ServerError : public StoreUnavailable {
 public:
  using StoreUnavailable::StoreUnavailable;
};

// Over maxmemory, or unable to write its file. Redis 6 puts words of its own before what a script met.
bool takes_no_writes(std::string_view error) {
  return error.find("OOM command not allowed") != std::string_view::npos ||
         error.find("MISCONF ") != std::string_view::npos;
}

std::optional<std::string> text_of(const redisReply& reply) {
  if (reply.type == REDIS_REPLY_NIL) return std::nullopt;
  if (reply.type == REDIS_REPLY_INTEGER) return std::to_string(reply.integer);
  return std::string(reply.str, static_cast<std::size_t>(reply.len));
}

Reply flat(const redisReply& reply) {
  if (reply.type != REDIS_REPLY_ARRAY) return {text_of(reply)};
  Reply out;
  for (std::size_t i = 0; i < reply.elements; ++i) out.push_back(text_of(*reply.element[i]));
  return out;
}

std::optional<int> parse_port(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < 1 || port > 65535)
    return std::nullopt;
  return port;
}

using Context = std::unique_ptr<redisContext, FreeContext>;

// What a name leads to, in the resolver's order. Empty, with the reason, when it leads nowhere.
std::vector<std::string> addresses_of(const std::string& host, std::string& why) {
  addrinfo wanted{}, *found = nullptr;
  wanted.ai_socktype = SOCK_STREAM;
  std::vector<std::string> addresses;
  if (const int error = ::getaddrinfo(host.c_str(), nullptr, &wanted, &found); error != 0) {
    why = ::gai_strerror(error);
    return addresses;
  }
  for (const addrinfo* one = found; one; one = one->ai_next) {
    char text[NI_MAXHOST];
    if (::getnameinfo(one->ai_addr, one->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST) == 0)
      addresses.emplace_back(text);
  }
  ::freeaddrinfo(found);
  return addresses;
}

// hiredis gives up at the first address that says nothing; the next one may be the live one.
Context connected(const char* who, const Endpoint& at) {
  std::string why = "the name has no address";
  for (const std::string& address : addresses_of(at.host, why)) {
    Context context(redisConnectWithTimeout(address.c_str(), at.port, kConnectTimeout));
    if (context && !context->err) return context;
    why = context ? context->errstr : "out of memory";
  }
  throw StoreUnavailable(std::string("cannot connect to ") + who + " at " + at.host + ":" +
                         std::to_string(at.port) + ": " + why);
}

}  // namespace

class Connections::Connection {
 public:
  Connection(const char* who, const Endpoint& at, const std::string& user, const std::string& password)
      : context_(connected(who, at)) {
    redisSetTimeout(context_.get(), kCallTimeout);
    redisEnableKeepAlive(context_.get());
    if (password.empty()) return;
    Words auth{"AUTH"};
    if (!user.empty()) auth.push_back(user);
    auth.push_back(password);
    call(auth);
  }

  explicit Connection(const Address& address)
      : Connection("Redis",
                   address.sentinels.empty() ? Endpoint{address.host, address.port} : master_of(address),
                   address.user, address.password) {
    // A Sentinel may not have noticed yet that a master came back as a replica.
    if (!address.sentinels.empty() && call({"ROLE"}).at(0) != "master")
      throw StoreUnavailable("the Redis that Sentinel names is not a master");
    if (address.db != 0) call({"SELECT", std::to_string(address.db)});
    const std::string info = call({"INFO", "server"}).at(0).value_or("");
    const std::size_t at = info.find("run_id:");
    if (at != std::string::npos) run_id = info.substr(at + 7, 40);
  }

  Reply call(const Words& words) {
    std::vector<const char*> texts;
    std::vector<std::size_t> lengths;
    for (const std::string& word : words) texts.push_back(word.data()), lengths.push_back(word.size());
    const OwnedReply reply(static_cast<redisReply*>(
        redisCommandArgv(context_.get(), static_cast<int>(words.size()), texts.data(), lengths.data())));
    if (!reply)
      throw StoreUnavailable(std::string("no answer from Redis: ") +
                             (context_->err ? context_->errstr : "the connection broke"));
    if (reply->type == REDIS_REPLY_ERROR) {
      const std::string error = text_of(*reply).value_or("");
      if (takes_no_writes(error)) throw StoreTakesNoWrites(error);
      throw ServerError(error);
    }
    return flat(*reply);
  }

  // False when the server has closed its end meanwhile.
  bool open() const {
    char byte = 0;
    const ssize_t got = ::recv(context_->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  }

  std::string run_id;

 private:
  // The address that the first Sentinel that answers gives.
  static Endpoint master_of(const Address& address) {
    std::string why;
    for (const Endpoint& sentinel : address.sentinels) {
      try {
        Connection asked("Sentinel", sentinel, "", address.sentinel_password);
        const Reply reply = asked.call({"SENTINEL", "get-master-addr-by-name", address.master});
        if (reply.size() == 2 && reply[0] && reply[1]) {
          if (const auto port = parse_port(*reply[1])) return {*reply[0], *port};
          why = "Sentinel at " + sentinel.host + " names \"" + *reply[1] + "\" as the port of " +
                address.master;
        } else {
          why = "Sentinel at " + sentinel.host + " knows no master named " + address.master;
        }
      } catch (const StoreUnavailable& error) {
        why = error.what();
      }
    }
    throw StoreUnavailable(why);
  }

  Context context_;
};

Connections::Connections(Address address) : address_(std::move(address)) {}
Connections::~Connections() = default;

std::unique_ptr<Connections::Connection> Connections::borrow() {
  {
    const std::lock_guard lock(mutex_);
    while (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      if (connection->open()) return connection;
    }
  }
  return std::make_unique<Connection>(address_);
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

Reply Connections::command(const Words& words) {
  auto connection = borrow();
  Reply reply = connection->call(words);
  give_back(std::move(connection));
  return reply;
}

bool Connections::copied(Connection& connection, Copy copy) {
  if (address_.sentinels.empty()) return true;
  if (copy == Copy::NotWaitedFor) return false;
  const Reply copies = connection.call({"WAIT", "1", copy == Copy::Required ? "1000" : "100"});
  return copies.at(0).value_or("0") != "0";
}

Reply Connections::run(const Script& script, const Words& arguments, bool* kept) {
  try {
    auto connection = borrow();
    Reply reply = run_on(*connection, script, arguments);
    const bool copy = copied(*connection, script.copy);
    if (!copy && script.copy == Copy::Required)
      throw StoreUnavailable("no replica of Redis has taken the write within a second");
    if (kept) *kept = copy;
    give_back(std::move(connection));
    return reply;
  } catch (const StoreUnavailable&) {
    forget_idle();
    throw;
  }
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

std::optional<std::vector<Endpoint>> parse_endpoints(std::string_view text) {
  std::vector<Endpoint> found;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view item = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    while (item.starts_with(' ')) item.remove_prefix(1);
    while (item.ends_with(' ')) item.remove_suffix(1);
    const std::size_t colon = item.rfind(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    std::string_view host = item.substr(0, colon), port = item.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    const auto number = parse_port(port);
    if (host.empty() || !number) return std::nullopt;
    found.push_back({std::string(host), *number});
  }
  return found;
}

}  // namespace lgm::session_cache::redis
