#include "lgm/service/certificates.hpp"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>

#include "lgm/base/utf8.hpp"

namespace lgm::service {
namespace {

constexpr std::size_t kLongestSubject = 128;  // bytes

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

std::string subject_of(const X509* certificate) {
  const Bio text(BIO_new(BIO_s_mem()), &BIO_free);
  if (!text) return "";
  // RFC 2253, but characters beyond ASCII as they are.
  X509_NAME_print_ex(text.get(), X509_get_subject_name(certificate), 0,
                     XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
  const char* bytes = nullptr;
  const long length = BIO_get_mem_data(text.get(), &bytes);
  const std::string whole = base::scrubbed_utf8({bytes, static_cast<std::size_t>(length)});
  return std::string(base::cut_utf8(whole, kLongestSubject));
}

double seconds_of(const ASN1_TIME* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);
  return static_cast<double>(timegm(&parts));
}

std::vector<Metrics::Sample> samples_of(const std::string& variable, const std::string& file) {
  std::map<Labels, double> ends;
  const Bio stream(BIO_new_file(file.c_str(), "r"), &BIO_free);
  while (stream) {
    const Certificate certificate(PEM_read_bio_X509(stream.get(), nullptr, nullptr, nullptr), &X509_free);
    if (!certificate) break;
    const double end = seconds_of(X509_get0_notAfter(certificate.get()));
    const auto [at, is_new] =
        ends.try_emplace({{"certificate", variable}, {"subject", subject_of(certificate.get())}}, end);
    if (!is_new) at->second = std::max(at->second, end);  // the newer one of two of one name is used
  }
  ERR_clear_error();  // the end of the file is one
  std::vector<Metrics::Sample> samples;
  samples.reserve(ends.size());
  for (const auto& [labels, end] : ends) samples.push_back({labels, end});
  return samples;
}

}  // namespace

void show_certificates(Metrics& metrics, const std::string& variable, const std::string& file) {
  if (file.empty()) return;
  metrics.gauges("lgm_certificate_not_after_timestamp_seconds",
                 "When a certificate that the service is given ends, by the variable that names its file",
                 [variable, file] { return samples_of(variable, file); });
}

}  // namespace lgm::service
