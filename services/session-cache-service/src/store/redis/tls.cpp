#include "store/redis/tls.hpp"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <cerrno>
#include <new>
#include <system_error>

#include "store/redis/socket.hpp"

namespace lgm::session_cache::redis {
namespace {

std::string last_reason() {
  const unsigned long error = ERR_peek_last_error();
  const char* reason = ERR_reason_error_string(error);
  return reason ? reason : "error " + std::to_string(error) + " of OpenSSL";
}

// Another text once the file is another one: edited, replaced, or behind another link, as in Kubernetes.
std::string version_of(const std::string& file) {
  struct stat seen {};
  if (::stat(file.c_str(), &seen) != 0)
    throw Broken("REDIS_CA_FILE " + file + ": " + std::generic_category().message(errno));
  std::string version;
  for (const auto part : {static_cast<long long>(seen.st_dev), static_cast<long long>(seen.st_ino),
                          static_cast<long long>(seen.st_size), static_cast<long long>(seen.st_mtim.tv_sec),
                          static_cast<long long>(seen.st_mtim.tv_nsec)})
    version += std::to_string(part) + ' ';
  return version;
}

std::shared_ptr<SSL_CTX> fresh_context() {
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
  if (!context) throw std::bad_alloc();
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  return context;
}

bool is_address(const std::string& name) {
  unsigned char bytes[sizeof(in6_addr)];
  return ::inet_pton(AF_INET, name.c_str(), bytes) == 1 || ::inet_pton(AF_INET6, name.c_str(), bytes) == 1;
}

void check(bool done) {
  if (!done) throw Broken(last_reason());
}

}  // namespace

std::shared_ptr<SSL_CTX> Authorities::current() {
  const std::lock_guard lock(mutex_);
  const std::string version = file_.empty() ? "the system's" : version_of(file_);
  if (context_ && version == read_) return context_;
  ERR_clear_error();
  auto context = fresh_context();
  if (file_.empty())
    check(SSL_CTX_set_default_verify_paths(context.get()) == 1);
  else if (SSL_CTX_load_verify_file(context.get(), file_.c_str()) != 1)
    throw Broken("REDIS_CA_FILE " + file_ + " has no certificate that can be read: " + last_reason());
  read_ = version;
  return context_ = std::move(context);
}

Tls::Tls(SSL_CTX& context, std::string name)
    : name_(std::move(name)), ssl_(SSL_new(&context)), in_(BIO_new(BIO_s_mem())), out_(BIO_new(BIO_s_mem())) {
  if (!ssl_ || !in_ || !out_) {
    BIO_free(in_);
    BIO_free(out_);
    throw std::bad_alloc();
  }
  SSL_set_bio(ssl_.get(), in_, out_);  // owns them now
  SSL_set_connect_state(ssl_.get());
  verify(name_);
}

void Tls::verify(const std::string& name) {
  ERR_clear_error();
  if (is_address(name)) {
    check(X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_.get()), name.c_str()) == 1);
    return;
  }
  SSL_set_hostflags(ssl_.get(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  check(SSL_set1_host(ssl_.get(), name.c_str()) == 1);
  check(SSL_set_tlsext_host_name(ssl_.get(), name.c_str()) == 1);
}

bool Tls::shake_hands() {
  ERR_clear_error();
  const int done = SSL_do_handshake(ssl_.get());
  if (done == 1) return true;
  if (SSL_get_error(ssl_.get(), done) == SSL_ERROR_WANT_READ) return false;
  fail();
}

void Tls::came(std::string_view bytes) {
  std::size_t taken = 0;
  if (BIO_write_ex(in_, bytes.data(), bytes.size(), &taken) != 1) throw std::bad_alloc();
}

// Read, not looked at and reset: a reset would clear all that the buffer has ever held.
std::size_t Tls::take(std::span<char> room) {
  std::size_t taken = 0;
  return BIO_read_ex(out_, room.data(), room.size(), &taken) == 1 ? taken : 0;
}

void Tls::write(std::string_view bytes) {
  ERR_clear_error();
  std::size_t taken = 0;
  if (SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &taken) != 1) fail();
}

std::optional<std::size_t> Tls::read(std::span<char> room) {
  return read_or_peek(&SSL_read_ex, room);
}

bool Tls::has_come() {
  char byte = 0;
  return read_or_peek(&SSL_peek_ex, {&byte, 1}).has_value();
}

std::optional<std::size_t> Tls::read_or_peek(int (*how)(SSL*, void*, std::size_t, std::size_t*),
                                             std::span<char> room) {
  ERR_clear_error();
  std::size_t got = 0;
  if (how(ssl_.get(), room.data(), room.size(), &got) == 1) return got;
  switch (SSL_get_error(ssl_.get(), 0)) {
    case SSL_ERROR_WANT_READ:
      return std::nullopt;
    case SSL_ERROR_ZERO_RETURN:
      throw Closed();
    default:
      fail();
  }
}

void Tls::fail() const {
  if (const long verdict = SSL_get_verify_result(ssl_.get()); verdict != X509_V_OK)
    throw Distrusted("its certificate is refused (it must be valid for " + name_ +
                     "): " + X509_verify_cert_error_string(verdict));
  if (ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_WRONG_VERSION_NUMBER)
    throw Broken("the server speaks no TLS, which REDIS_TLS=required asks for");
  throw Broken("TLS failed: " + last_reason());
}

}  // namespace lgm::session_cache::redis
