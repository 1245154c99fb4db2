// TLS 1.2 or later to a server whose certificate is verified. OpenSSL sees no socket here: it is given the
// bytes that came and gives those that are to be sent, so that every wait, and its end, is the socket's.
#pragma once
#include <openssl/ssl.h>

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lgm::session_cache::redis {

// Whose certificates count. Thread-safe.
class Authorities {
 public:
  explicit Authorities(std::string file) : file_(std::move(file)) {}
  // What a connection is made with. The file is read anew when it has changed; Broken is thrown where it
  // cannot be, or has no certificate.
  std::shared_ptr<SSL_CTX> current();

 private:
  const std::string file_;
  std::mutex mutex_;
  std::string read_;  // which version of the file
  std::shared_ptr<SSL_CTX> context_;
};

// One connection's end. Throws Broken where the peer refuses or breaks the protocol; of that Distrusted where
// its certificate is refused, and Closed where it has said that it ends. Used by one thread at a time.
class Tls {
 public:
  // `name`: a host name or an IP address, which the certificate must have among its alternative names.
  Tls(SSL_CTX& context, std::string name);
  // Whether it is done; otherwise the peer has to be heard first.
  bool shake_hands();
  // From and to the peer, enciphered. take() fills `room` with what is to be sent; 0: nothing is left.
  void came(std::string_view bytes);
  std::size_t take(std::span<char> room);
  // In the clear. nullopt: the peer has to be heard first.
  void write(std::string_view bytes);
  std::optional<std::size_t> read(std::span<char> room);
  // Whether something in the clear waits to be read: other than session tickets and the like.
  bool has_come();

 private:
  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  void verify(const std::string& name);
  std::optional<std::size_t> read_or_peek(int (*how)(SSL*, void*, std::size_t, std::size_t*),
                                          std::span<char> room);
  [[noreturn]] void fail() const;

  const std::string name_;
  const std::unique_ptr<SSL, Free> ssl_;
  BIO *in_, *out_;  // of ssl_
};

}  // namespace lgm::session_cache::redis
