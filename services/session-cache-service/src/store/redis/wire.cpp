#include "store/redis/wire.hpp"

#include <hiredis/hiredis.h>
#include <netdb.h>

#include <new>

namespace lgm::session_cache::redis {
namespace {

constexpr std::chrono::seconds kConnectTimeout{1}, kCallTimeout{3};
constexpr std::size_t kReplyBytes = 16 * 1024;  // read at once

struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using OwnedReply = std::unique_ptr<redisReply, FreeReply>;
struct FreeCommand {
  void operator()(char* command) const { redisFreeCommand(command); }
};
struct FreeAddresses {
  void operator()(addrinfo* first) const { ::freeaddrinfo(first); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Deadline in(std::chrono::seconds time) {
  return std::chrono::steady_clock::now() + time;
}

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

// In the resolver's order. Throws Broken.
Addresses addresses_of(const Endpoint& of) {
  addrinfo wanted{}, *found = nullptr;
  wanted.ai_socktype = SOCK_STREAM;
  if (const int error = ::getaddrinfo(of.host.c_str(), std::to_string(of.port).c_str(), &wanted, &found);
      error != 0)
    throw Broken(::gai_strerror(error));
  return Addresses(found);
}

void send(Stream& stream, const Words& words, Deadline until) {
  std::vector<const char*> texts;
  std::vector<std::size_t> lengths;
  for (const std::string& word : words) texts.push_back(word.data()), lengths.push_back(word.size());
  char* made = nullptr;
  const int size =
      redisFormatCommandArgv(&made, static_cast<int>(words.size()), texts.data(), lengths.data());
  const std::unique_ptr<char, FreeCommand> command(made);
  if (size < 0) throw std::bad_alloc();
  stream.send({made, static_cast<std::size_t>(size)}, until);
}

OwnedReply receive(Stream& stream, redisReader& reader, Deadline until) {
  for (;;) {
    void* reply = nullptr;
    if (redisReaderGetReply(&reader, &reply) != REDIS_OK) throw Broken(reader.errstr);
    if (reply) return OwnedReply(static_cast<redisReply*>(reply));
    char bytes[kReplyBytes];
    const std::size_t got = stream.receive(bytes, until);
    if (redisReaderFeed(&reader, bytes, got) != REDIS_OK) throw Broken(reader.errstr);
  }
}

void add_reason(std::string& reasons, const std::string& reason) {
  if (reasons.find(reason) == std::string::npos) reasons += (reasons.empty() ? "" : "; ") + reason;
}

}  // namespace

Security::Security(TlsOptions options) : options_(std::move(options)), authorities_(options_.ca_file) {}

Stream Security::secured(const addrinfo& address, const std::string& host) {
  // Before the time begins, which is the server's.
  const auto context = options_.required ? authorities_.current() : nullptr;
  const Deadline until = in(kConnectTimeout);
  Socket socket(address, until);
  if (!context) return Stream(std::move(socket));
  return {std::move(socket), *context, options_.name.empty() ? host : options_.name, until};
}

// An address may lead to nobody, and the next one to the live one.
Stream Security::connect(const char* who, const Endpoint& to) {
  std::string why;
  bool distrusted = false;
  try {
    const Addresses addresses = addresses_of(to);
    for (const addrinfo* one = addresses.get(); one; one = one->ai_next) {
      try {
        return secured(*one, to.host);
      } catch (const Distrusted& error) {
        distrusted = true;
        add_reason(why, error.what());
      } catch (const Broken& error) {
        add_reason(why, error.what());
      }
    }
  } catch (const Broken& error) {
    why = error.what();
  }
  const std::string text =
      std::string("cannot connect to ") + who + " at " + to.host + ":" + std::to_string(to.port) + ": " + why;
  if (distrusted) throw StoreDistrusted(text);
  throw StoreUnavailable(text);
}

void Wire::FreeReader::operator()(redisReader* reader) const {
  redisReaderFree(reader);
}

Wire::Wire(const char* who, const Endpoint& to, Security& security)
    : who_(who),
      encrypted_(security.encrypts()),
      stream_(security.connect(who, to)),
      reader_(redisReaderCreate()) {
  if (!reader_) throw std::bad_alloc();
}

Reply Wire::call(const Words& words) {
  const Deadline until = in(kCallTimeout);
  try {
    if (!in_step()) throw Broken("it said something that nobody had asked for");
    send(stream_, words, until);
    return answer(until);
  } catch (const TimedOut& error) {
    throw StoreUnavailable("no answer from " + who_ + ": " + error.what());
  } catch (const Broken& error) {
    throw StoreUnavailable("no answer from " + who_ + ": " + error.what() + hint());
  }
}

Reply Wire::answer(Deadline until) {
  const OwnedReply reply = receive(stream_, *reader_, until);
  answered_ = true;
  if (reply->type != REDIS_REPLY_ERROR) return flat(*reply);
  const std::string error = text_of(*reply).value_or("");
  if (takes_no_writes(error)) throw StoreTakesNoWrites(error);
  throw ServerError(error);
}

// By TLS 1.3 who wants a client's certificate refuses after the handshake, at the first command.
std::string Wire::hint() const {
  if (answered_) return "";
  return encrypted_ ? ", as one does that asks for certificates of clients (tls-auth-clients must be no)"
                    : ", as one that speaks TLS alone does (REDIS_TLS is off)";
}

// An answer that is there before its question belongs to another one.
bool Wire::in_step() const {
  return reader_->pos == reader_->len;
}

bool Wire::open() {
  return in_step() && stream_.open();
}

}  // namespace lgm::session_cache::redis
