// One connection to a Redis or a Sentinel, over which a command is answered: hiredis' formatter and reader
// over a Stream.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/redis/address.hpp"
#include "store/redis/stream.hpp"
#include "store/store.hpp"

struct redisReader;

namespace lgm::session_cache::redis {

// A flat reply: status, texts and numbers as texts; nil as nullopt.
using Reply = std::vector<std::optional<std::string>>;
using Words = std::vector<std::string>;

// An error that the server answered; the connection is still good.
class ServerError : public StoreUnavailable {
 public:
  using StoreUnavailable::StoreUnavailable;
};

// Whoever answers shows a certificate that does not hold: to ask again soon mends nothing.
class StoreDistrusted : public StoreUnavailable {
 public:
  using StoreUnavailable::StoreUnavailable;
};

// How connections are made: TLS with whom, or not.
class Security {
 public:
  explicit Security(TlsOptions options);
  // Connected, with hands shaken, within a second for each address that the host's name leads to. `who`, for
  // messages: "Redis", "Sentinel". Throws StoreUnavailable; of that StoreDistrusted where a certificate was
  // refused.
  Stream connect(const char* who, const Endpoint& to);
  bool encrypts() const { return options_.required; }

 private:
  Stream secured(const addrinfo& address, const std::string& host);

  const TlsOptions options_;
  Authorities authorities_;
};

class Wire {
 public:
  Wire(const char* who, const Endpoint& to, Security& security);
  // Answered within three seconds, or StoreUnavailable; then the wire is of no more use, unless it is a
  // ServerError or StoreTakesNoWrites.
  Reply call(const Words& words);
  // False when the server has closed its end meanwhile.
  bool open();

 private:
  struct FreeReader {
    void operator()(redisReader* reader) const;
  };
  bool in_step() const;
  Reply answer(Deadline until);
  std::string hint() const;

  const std::string who_;
  const bool encrypted_;
  bool answered_ = false;
  Stream stream_;
  std::unique_ptr<redisReader, FreeReader> reader_;
};

}  // namespace lgm::session_cache::redis
