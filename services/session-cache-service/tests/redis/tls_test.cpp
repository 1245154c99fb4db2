// What a connection to Redis checks of its server, how it ends when the server does, and how soon.
#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>

#include "store/redis/connection.hpp"
#include "support/backends.hpp"
#include "support/fake_server.hpp"
#include "support/tls_server.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;

namespace {

using Clock = std::chrono::steady_clock;

// What the server says of itself; the default user may ask anything.
redis::Address by_default_user(const RedisServer& server) {
  redis::Address address = server.address();
  address.user.clear(), address.password = RedisServer::kPassword;
  return address;
}

// Why nothing is answered, and within how long.
std::string refusal(const redis::Address& address,
                    std::chrono::milliseconds within = std::chrono::seconds(2)) {
  const auto began = Clock::now();
  std::string why;
  try {
    redis::Connections(address).command({"INFO", "server"});
  } catch (const StoreUnavailable& error) {
    why = error.what();
  }
  CHECK(Clock::now() - began < within);
  return why;
}

bool says(const std::string& text, const std::string& part) {
  INFO(text);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

struct Shown {
  TemporaryFolder folder;
  CertificateFiles certificate;
  RedisServer server;
  explicit Shown(const std::string& names, int from_days = -1, int until_days = 1)
      : certificate(make_certificate(folder.file(""), names, from_days, until_days)), server(certificate) {}
};

// What became of a second negotiation that the server asks for: whether the client took part in it.
bool negotiates_anew(SSL* client) {
  if (!TlsServer::asked(client)) return false;
  SSL_renegotiate(client);
  SSL_do_handshake(client);  // asks for it; what the client makes of it is read below
  TlsServer::asked(client);
  return SSL_num_renegotiations(client) > 0 && !SSL_renegotiate_pending(client);
}

// More bytes than an idle connection may get unasked, and not one of them in the clear.
void flood(SSL* client) {
  constexpr int kTickets = 500;  // some 250 bytes each
  for (int i = 0; i < kTickets; ++i) SSL_new_session_ticket(client);
  SSL_do_handshake(client);
}

}  // namespace

TEST_CASE("TLS: what is large comes over whole, both ways") {
  const RedisServer server;
  redis::Connections connections(by_default_user(server));
  const std::string large(5'000'000, 'x');
  CHECK(connections.command({"SET", "t:large", large}).at(0) == "OK");
  CHECK(connections.command({"GET", "t:large"}).at(0) == large);
}

TEST_CASE("TLS: a connection is used again, although session tickets came after the handshake") {
  const RedisServer server;
  redis::Connections connections(by_default_user(server));
  const auto first = connections.command({"CLIENT", "ID"});
  CHECK(connections.command({"CLIENT", "ID"}) == first);
}

TEST_CASE("a connection that the server has closed is not used") {
  RedisServer server;
  for (const bool encrypted : {true, false}) {
    CAPTURE(encrypted);
    redis::Connections connections(encrypted ? by_default_user(server) : server.plainly());
    connections.command({"PING"});
    server.kill();
    server.start();
    CHECK(connections.command({"PING"}).at(0) == "PONG");
  }
}

TEST_CASE("an answer that nobody asked for makes a connection of no use") {
  const FakeServer fake("+OK\r\n+another\r\n");
  redis::Connections connections({"127.0.0.1", fake.port(), 0, "", ""});
  CHECK_THROWS_WITH_AS(connections.command({"PING"}), doctest::Contains("nobody had asked for"),
                       StoreUnavailable);
}

TEST_CASE("TLS: a certificate that does not hold is refused, and the reason is said") {
  const auto of = [](const Shown& shown) { return shown.server.address(); };
  CHECK(refusal(of(Shown("IP:127.0.0.1"))).empty());
  CHECK(says(refusal(of(Shown("IP:127.0.0.1", -30, -1))), "certificate has expired"));
  CHECK(says(refusal(of(Shown("IP:127.0.0.1", 1, 30))), "certificate is not yet valid"));
  CHECK(says(refusal(of(Shown("IP:10.0.0.9,DNS:127.0.0.1"))), "valid for 127.0.0.1): IP address mismatch"));
  const RedisServer server;
  auto address = server.address();
  const Shown other("IP:127.0.0.1");
  address.tls.ca_file = other.certificate.authority;
  CHECK(says(refusal(address), "certificate is refused"));
  address.tls.ca_file.clear();  // the system's authorities
  CHECK(says(refusal(address), "certificate is refused"));
}

TEST_CASE("TLS: the host's name is verified as configured, or the name that is said instead") {
  const Shown shown("DNS:redis.example,DNS:localhost");
  auto address = shown.server.address();
  CHECK(says(refusal(address), "IP address mismatch"));
  address.tls.name = "redis.example";
  CHECK(refusal(address).empty());
  address.tls.name = "sub.redis.example";
  CHECK(says(refusal(address), "valid for sub.redis.example): hostname mismatch"));
  address.tls.name.clear(), address.host = "localhost";
  CHECK(refusal(address).empty());
}

TEST_CASE("TLS: a common name is no host's name, and a wildcard is a whole label") {
  const auto by_name = [](const std::string& name, const Shown& shown) {
    auto address = shown.server.address();
    address.tls.name = name;
    return refusal(address);
  };
  CHECK(by_name("redis.cache.example", Shown("DNS:*.cache.example")).empty());
  CHECK(says(by_name("redis.cache.example", Shown("DNS:r*.cache.example")), "hostname mismatch"));
  CHECK(says(by_name("redis.example", Shown("")), "hostname mismatch"));  // its common name
}

TEST_CASE("TLS: the file of authorities is read anew when it has changed") {
  Shown first("IP:127.0.0.1");
  const Shown second("IP:127.0.0.1");
  auto address = second.server.address();
  address.tls.ca_file = first.folder.file("trusted.pem");
  std::filesystem::copy_file(first.certificate.authority, address.tls.ca_file);
  redis::Connections connections(address);
  CHECK_THROWS_WITH_AS(connections.command({"INFO", "server"}), doctest::Contains("certificate is refused"),
                       StoreUnavailable);
  std::filesystem::copy_file(second.certificate.authority, address.tls.ca_file,
                             std::filesystem::copy_options::overwrite_existing);
  CHECK(connections.command({"INFO", "server"}).size() == 1);
  std::filesystem::rename(first.certificate.authority, address.tls.ca_file);
  CHECK(connections.command({"INFO", "server"}).size() == 1);  // by the connection that there is
}

TEST_CASE("TLS: a file of authorities that cannot be read is named") {
  const RedisServer server;
  auto address = server.address();
  address.tls.ca_file = "/nowhere/ca.pem";
  CHECK(says(refusal(address), "REDIS_CA_FILE /nowhere/ca.pem: No such file or directory"));
  address.tls.ca_file = server.folder().file("redis.log");
  CHECK(says(refusal(address), "redis.log has no certificate that can be read"));
}

TEST_CASE("TLS: nothing older than 1.2 is spoken") {
  RedisServer server;
  const auto speaking = [&server](const char* version) {
    server.kill();
    server.start({"--tls-protocols", version, "--tls-ciphers", "ALL:@SECLEVEL=0"});
    return refusal(server.address());
  };
  CHECK(speaking("TLSv1.2").empty());
  CHECK(speaking("TLSv1.3").empty());
  CHECK(says(speaking("TLSv1.1"), "TLS failed"));
  // Whatever the security level of the system's OpenSSL refuses by itself.
  redis::Authorities authorities(usual_certificate().authority);
  CHECK(SSL_CTX_get_min_proto_version(authorities.current().get()) == TLS1_2_VERSION);
}

TEST_CASE("TLS: no server makes a client negotiate anew") {
  std::atomic<bool> negotiated = true;
  {
    const TlsServer server(
        usual_certificate(), [&](SSL* client) { negotiated = negotiates_anew(client); }, TLS1_2_VERSION);
    static_cast<void>(refusal(server.address()));
  }
  CHECK_FALSE(negotiated);
}

TEST_CASE("TLS: the server is told the name that its certificate must have") {
  const TemporaryFolder folder;
  std::string told;
  {
    const TlsServer server(make_certificate(folder.file(""), "DNS:redis.example"), [&](SSL* client) {
      const char* name = SSL_get_servername(client, TLSEXT_NAMETYPE_host_name);
      told = name ? name : "none";
    });
    auto address = server.address();
    address.tls.name = "redis.example";
    static_cast<void>(refusal(address));
  }
  CHECK(told == "redis.example");
}

TEST_CASE("TLS: an answer that nobody asked for makes an idle connection of no use") {
  std::atomic<int> more = 0;
  const TlsServer server(usual_certificate(), [&](SSL* client) {
    for (int commands = 0; TlsServer::asked(client);) {
      TlsServer::say(client, "+OK\r\n");
      if (++commands < 2) continue;  // the first is the connection's own
      TlsServer::say(client, "+another\r\n");
      ++more;
    }
  });
  redis::Connections connections(server.address());
  for (int i = 1; i <= 3; ++i) {
    CHECK(connections.command({"PING"}).at(0) == "OK");
    while (more < i) std::this_thread::yield();
  }
  CHECK(server.clients() == 3);
}

TEST_CASE("TLS: who sends without end to a connection that is idle is not heard to it") {
  std::atomic<int> floods = 0;
  const TlsServer server(usual_certificate(), [&](SSL* client) {
    for (int commands = 0; TlsServer::asked(client);) {
      TlsServer::say(client, "+OK\r\n");
      if (++commands < 2) continue;
      flood(client);
      ++floods;
    }
  });
  redis::Connections connections(server.address());
  // How much of a flood is there to be seen is the kernel's: of many one is.
  constexpr int kMost = 50;
  for (int i = 1; i <= kMost && server.clients() < 2; ++i) {
    CHECK(connections.command({"PING"}).at(0) == "OK");
    while (floods < i) std::this_thread::yield();
  }
  CHECK(server.clients() == 2);
}

TEST_CASE("TLS asked of a server that speaks none ends within the limit, and is said") {
  const RedisServer server;
  auto address = server.address();
  address.port = server.port();
  CHECK(says(refusal(address), "cannot connect to Redis at 127.0.0.1:"));
  const FakeServer silent(""), talking("-ERR unknown command\r\n");
  address.port = silent.port();
  CHECK(says(refusal(address), "a server that speaks no TLS waits in silence"));
  address.port = talking.port();
  CHECK(says(refusal(address), "the server speaks no TLS, which REDIS_TLS=required asks for"));
}

TEST_CASE("a server that speaks TLS alone ends a connection in the clear at once, and that is said") {
  const RedisServer server;
  auto address = server.plainly();
  address.port = server.tls_port();
  CHECK(says(refusal(address), "as one that speaks TLS alone does (REDIS_TLS is off)"));
}

TEST_CASE("a server that asks for certificates of clients is named as one, however it ends the connection") {
  RedisServer server;
  server.kill();
  server.start({"--tls-auth-clients", "yes"});
  for (int i = 0; i < 20; ++i)
    CHECK(says(refusal(server.address()), "asks for certificates of clients (tls-auth-clients must be no)"));
}

TEST_CASE("a server that is slow at each byte is waited for no longer than one that says nothing") {
  constexpr auto kPause = std::chrono::milliseconds(200);
  const std::string long_answer(100, '+');
  const FakeServer handshake(std::string("\x16\x03\x03\x40\x00", 5) + long_answer, kPause);
  redis::Address address{"127.0.0.1", handshake.port(), 0, "", ""};
  address.tls.required = true;
  CHECK(says(refusal(address, std::chrono::milliseconds(1'800)), "timed out amid the TLS handshake"));
  const FakeServer answer(long_answer, kPause);
  CHECK(says(refusal({"127.0.0.1", answer.port(), 0, "", ""}, std::chrono::seconds(4)), "timed out"));
}

TEST_CASE("why Redis is refused stands in the store's state, which readiness and the alert go by") {
  const Shown expired("IP:127.0.0.1", -30, -1);
  Surrounding around;
  const auto store = open_redis_store(expired.server.address(), around.clock, around.random, around.log);
  while (store->state().detail.find("certificate has expired") == std::string::npos)
    std::this_thread::yield();
  CHECK_FALSE(store->state().ready);
}

TEST_CASE("a server whose certificate is refused is asked more and more seldom, and that is said once") {
  const TemporaryFolder folder;
  const Shown other("IP:127.0.0.1");
  const TlsServer refused(usual_certificate(), [](SSL*) {}), ending(usual_certificate(), [](SSL*) {});
  Surrounding around;
  {
    service::Log log({"test", service::Level::Error, folder.file("log")});
    auto address = refused.address();
    address.tls.ca_file = other.certificate.authority;
    const auto distrusting = open_redis_store(address, around.clock, around.random, log);
    // One that ends each connection is asked again at once: by its clients the time is measured.
    const auto asking = open_redis_store(ending.address(), around.clock, around.random, around.log);
    constexpr int kOften = 40, kSeldom = 20;
    while (ending.clients() < kOften) std::this_thread::yield();
    CHECK(refused.clients() >= 2);
    CHECK(refused.clients() < kSeldom);
    CHECK(distrusting->state().detail.find("certificate is refused") != std::string::npos);
  }
  std::ifstream file(folder.file("log"));
  int said = 0;
  for (std::string line; std::getline(file, line);) said += line.find("Redis cannot be used") != line.npos;
  CHECK(said == 1);
}
