// A server that speaks TLS and is none otherwise: what it says, and when, is the test's.
#pragma once
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

#include "store/redis/address.hpp"
#include "support/certificates.hpp"

namespace lgm::session_cache::testing {

class TlsServer {
 public:
  // With whom hands are shaken; the connection ends when it returns.
  using Serve = std::function<void(SSL* client)>;

  TlsServer(const CertificateFiles& shown, Serve serve, int newest = TLS1_3_VERSION)
      : shown_(shown), serve_(std::move(serve)) {
    SSL_CTX_set_max_proto_version(context_.get(), newest);
    REQUIRE(SSL_CTX_use_certificate_file(context_.get(), shown.certificate.c_str(), SSL_FILETYPE_PEM) == 1);
    REQUIRE(SSL_CTX_use_PrivateKey_file(context_.get(), shown.key.c_str(), SSL_FILETYPE_PEM) == 1);
    sockaddr_in at{};
    at.sin_family = AF_INET, at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof at;
    REQUIRE(::bind(listener_, reinterpret_cast<sockaddr*>(&at), length) == 0);
    REQUIRE(::listen(listener_, 8) == 0);
    REQUIRE(::getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &length) == 0);
    port_ = ntohs(at.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  // Its clients have ended by then.
  ~TlsServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  redis::Address address() const {
    redis::Address address{"127.0.0.1", port_, 0, "", ""};
    address.tls = {true, shown_.authority, ""};
    return address;
  }
  // How many have come, whether or not they took its certificate.
  int clients() const { return clients_; }

  // What the client asked next; false: it has ended.
  static bool asked(SSL* client) {
    char bytes[4'096];
    return SSL_read(client, bytes, sizeof bytes) > 0;
  }
  static void say(SSL* client, std::string_view text) {
    static_cast<void>(SSL_write(client, text.data(), static_cast<int>(text.size())));
  }

 private:
  void run() {
    sigset_t of_ended_clients;
    sigemptyset(&of_ended_clients);
    sigaddset(&of_ended_clients, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &of_ended_clients, nullptr);
    for (int client = 0; (client = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(client)) {
      ++clients_;
      const int at_once = 1;  // what is said has come when it was said
      ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
      const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context_.get()), &SSL_free);
      SSL_set_fd(ssl.get(), client);
      if (SSL_accept(ssl.get()) == 1) serve_(ssl.get());
    }
  }

  const CertificateFiles shown_;
  const Serve serve_;
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{SSL_CTX_new(TLS_server_method()),
                                                                   &SSL_CTX_free};
  const int listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int port_ = 0;
  std::atomic<int> clients_{0};
  std::thread thread_;
};

}  // namespace lgm::session_cache::testing
