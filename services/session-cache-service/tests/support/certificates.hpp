// Certificates of a test, made in no time by OpenSSL itself.
#pragma once
#include <string>

namespace lgm::session_cache::testing {

// PEM files: an authority's certificate, one that it has signed, and that one's key.
struct CertificateFiles {
  std::string authority, certificate, key;
};

// Of a fresh authority, into a directory that is there. `names`: "IP:127.0.0.1,DNS:redis.example"; it is
// valid from and until so many days from now.
CertificateFiles make_certificate(const std::string& directory, const std::string& names, int from_days = -1,
                                  int until_days = 1);

// For 127.0.0.1, made once a process.
const CertificateFiles& usual_certificate();

}  // namespace lgm::session_cache::testing
