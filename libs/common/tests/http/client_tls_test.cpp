// Calls by https: the certificate is verified, and nothing is sent where it does not hold.
#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "lgm/http/client.hpp"

using namespace lgm;
using namespace lgm::http;

namespace {

constexpr long kDay = 86'400;
constexpr char kToken[] = "token-of-ours";

// Signed by its own key, for `names`, until so many days from now.
struct Certificate {
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"), &EVP_PKEY_free};
  std::unique_ptr<X509, decltype(&X509_free)> x509{X509_new(), &X509_free};
  const std::string file;

  explicit Certificate(const std::string& names, long until_days = 1) : file(new_file()) {
    X509_set_version(x509.get(), X509_VERSION_3);
    X509_gmtime_adj(X509_getm_notBefore(x509.get()), -10 * kDay);
    X509_gmtime_adj(X509_getm_notAfter(x509.get()), until_days * kDay);
    X509_NAME* subject = X509_get_subject_name(x509.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("peer"),
                               -1, -1, 0);
    X509_set_issuer_name(x509.get(), subject);
    X509_set_pubkey(x509.get(), key.get());
    X509_EXTENSION* alternative = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
    X509_add_ext(x509.get(), alternative, -1);
    X509_EXTENSION_free(alternative);
    REQUIRE(X509_sign(x509.get(), key.get(), EVP_sha256()) > 0);
    std::FILE* out = std::fopen(file.c_str(), "w");
    REQUIRE(PEM_write_X509(out, x509.get()) == 1);
    std::fclose(out);
  }
  ~Certificate() { std::filesystem::remove(file); }
  static std::string new_file() {
    static std::atomic<int> number{0};
    return std::filesystem::temp_directory_path() /
           ("lgm-certificate-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
  }
};

// Answers each request; without a certificate in plain HTTP. Keeps what it was told.
class TlsPeer {
 public:
  explicit TlsPeer(const Certificate* certificate) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));  // OpenSSL writes to who has gone; as services do
    if (certificate) {
      SSL_CTX_use_certificate(context_.get(), certificate->x509.get());
      SSL_CTX_use_PrivateKey(context_.get(), certificate->key.get());
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    REQUIRE(::listen(fd_, 8) == 0);
    REQUIRE(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port = ntohs(address.sin_port);
    thread_ = std::thread([this, tls = certificate != nullptr] { serve(tls); });
  }
  TlsPeer(const TlsPeer&) = delete;
  TlsPeer& operator=(const TlsPeer&) = delete;
  ~TlsPeer() { end(); }
  // What was said in all, once it says nothing any more.
  std::string heard() {
    end();
    return heard_;
  }
  int port = 0;

 private:
  void end() {
    if (!thread_.joinable()) return;
    ::shutdown(fd_, SHUT_RDWR);
    thread_.join();
    ::close(fd_);
  }
  void serve(bool tls) {
    for (int peer = 0; (peer = ::accept(fd_, nullptr, nullptr)) >= 0; ::close(peer)) {
      char bytes[4096];
      const std::string answer = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
      if (!tls) {
        const ssize_t count = ::recv(peer, bytes, sizeof bytes, 0);
        if (count > 0) heard_.append(bytes, static_cast<std::size_t>(count));
        ::send(peer, answer.data(), answer.size(), MSG_NOSIGNAL);
        continue;
      }
      const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context_.get()), &SSL_free);
      SSL_set_fd(ssl.get(), peer);
      if (SSL_accept(ssl.get()) != 1) continue;
      const int count = SSL_read(ssl.get(), bytes, sizeof bytes);
      if (count <= 0) continue;
      heard_.append(bytes, static_cast<std::size_t>(count));
      SSL_write(ssl.get(), answer.data(), static_cast<int>(answer.size()));
    }
  }

  const int fd_;
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{SSL_CTX_new(TLS_server_method()),
                                                                   &SSL_CTX_free};
  std::string heard_;
  std::thread thread_;
};

CallResult ask(const TlsPeer& peer, const std::string& ca_file) {
  static const base::SystemClock clock;
  ClientOptions options;
  options.base_url = "https://127.0.0.1:" + std::to_string(peer.port);
  options.name = "peer";
  options.bearer = kToken;
  options.ca_file = ca_file;
  Call call;
  call.target = "/x";
  return Client(options, clock).call(call);
}

// Of a peer whose certificate does not hold: that it is called unreachable, and was told nothing.
void check_refused(const Certificate* shown, const std::string& ca_file) {
  TlsPeer peer(shown);
  const CallResult result = ask(peer, ca_file);
  CHECK(result.error == CallError::Connect);
  CHECK(result.body.empty());
  CHECK(peer.heard().find(kToken) == std::string::npos);
}

}  // namespace

TEST_CASE("a peer whose certificate holds is asked by https") {
  const Certificate good("IP:127.0.0.1");
  TlsPeer peer(&good);
  const CallResult result = ask(peer, good.file);
  CHECK(result.status == 200);
  CHECK(result.body == "ok");
  CHECK(peer.heard().find(std::string("Authorization: Bearer ") + kToken) != std::string::npos);
}

TEST_CASE("a certificate of another authority, name or time is refused, and so is plain HTTP") {
  const Certificate good("IP:127.0.0.1");
  SUBCASE("signed by nobody who is known") {
    check_refused(&good, "");
  }
  SUBCASE("signed by another one than the configured authority") {
    const Certificate other("IP:127.0.0.1");
    check_refused(&other, good.file);
  }
  SUBCASE("for another name") {
    const Certificate elsewhere("DNS:elsewhere.example,IP:127.0.0.2");
    check_refused(&elsewhere, elsewhere.file);
  }
  SUBCASE("over") {
    const Certificate over("IP:127.0.0.1", -1);
    check_refused(&over, over.file);
  }
  SUBCASE("none: it is not spoken to in the clear") {
    check_refused(nullptr, good.file);
  }
}
