#include "support/certificates.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

#include "support/redis_server.hpp"

namespace lgm::session_cache::testing {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

constexpr long kDay = 86'400;

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL made no certificate");
}

Key fresh_key() {
  return {EVP_EC_gen("P-256"), &EVP_PKEY_free};
}

void name(X509_NAME* subject, const char* text) {
  require(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                     reinterpret_cast<const unsigned char*>(text), -1, -1, 0) == 1);
}

void extend(X509* certificate, int kind, const std::string& value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
  require(extension && X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

Certificate blank(EVP_PKEY* key, const char* subject, int from_days, int until_days) {
  static long serial = 1;
  Certificate made(X509_new(), &X509_free);
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial++);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), from_days * kDay);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), until_days * kDay);
  name(X509_get_subject_name(made.get()), subject);
  require(X509_set_pubkey(made.get(), key) == 1);
  return made;
}

void sign(X509* certificate, const X509* issuer, EVP_PKEY* key) {
  require(X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) == 1);
  require(X509_sign(certificate, key, EVP_sha256()) > 0);
}

File opened(const std::string& path) {
  File file(std::fopen(path.c_str(), "w"), &std::fclose);
  require(file != nullptr);
  return file;
}

}  // namespace

CertificateFiles make_certificate(const std::string& directory, const std::string& names, int from_days,
                                  int until_days) {
  const Key authority_key = fresh_key(), key = fresh_key();
  const Certificate authority = blank(authority_key.get(), "an authority of the test", -1'000, 1'000);
  extend(authority.get(), NID_basic_constraints, "critical,CA:TRUE");
  sign(authority.get(), authority.get(), authority_key.get());
  const Certificate made = blank(key.get(), "redis.example", from_days, until_days);
  if (!names.empty()) extend(made.get(), NID_subject_alt_name, names);
  sign(made.get(), authority.get(), authority_key.get());
  CertificateFiles files{directory + "/ca.pem", directory + "/server.pem", directory + "/key.pem"};
  require(PEM_write_X509(opened(files.authority).get(), authority.get()) == 1);
  require(PEM_write_X509(opened(files.certificate).get(), made.get()) == 1);
  require(PEM_write_PrivateKey(opened(files.key).get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) ==
          1);
  return files;
}

const CertificateFiles& usual_certificate() {
  static const TemporaryFolder folder;
  static const CertificateFiles files = make_certificate(folder.file(""), "IP:127.0.0.1");
  return files;
}

}  // namespace lgm::session_cache::testing
