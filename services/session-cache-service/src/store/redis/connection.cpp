#include "store/redis/connection.hpp"

#include <hiredis/hiredis.h>
#include <sys/socket.h>

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

}  // namespace

class Connections::Connection {
 public:
  explicit Connection(const Address& address)
      : context_(redisConnectWithTimeout(address.host.c_str(), address.port, kConnectTimeout)) {
    if (!context_ || context_->err)
      throw StoreUnavailable("cannot connect to Redis at " + address.host + ":" +
                             std::to_string(address.port) + ": " +
                             (context_ ? context_->errstr : "out of memory"));
    redisSetTimeout(context_.get(), kCallTimeout);
    redisEnableKeepAlive(context_.get());
    if (!address.password.empty()) {
      Words auth{"AUTH"};
      if (!address.user.empty()) auth.push_back(address.user);
      auth.push_back(address.password);
      call(auth);
    }
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
    if (reply->type == REDIS_REPLY_ERROR) throw ServerError(text_of(*reply).value_or(""));
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
  std::unique_ptr<redisContext, FreeContext> context_;
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

Reply Connections::command(const Words& words) {
  auto connection = borrow();
  Reply reply = connection->call(words);
  give_back(std::move(connection));
  return reply;
}

Reply Connections::run(const Script& script, const Words& arguments) {
  auto connection = borrow();
  const auto load = [&] {
    const std::string sha = connection->call({"SCRIPT", "LOAD", script.text}).at(0).value_or("");
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
  Words words{"EVALSHA", sha, "1", address_.key_prefix, connection->run_id};
  words.insert(words.end(), arguments.begin(), arguments.end());
  Reply reply;
  try {
    reply = connection->call(words);
  } catch (const ServerError& error) {
    if (!std::string_view(error.what()).starts_with("NOSCRIPT")) throw;
    words[1] = load();
    reply = connection->call(words);
  }
  give_back(std::move(connection));
  return reply;
}

}  // namespace lgm::session_cache::redis
