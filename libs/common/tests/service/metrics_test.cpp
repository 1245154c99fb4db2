// What a scrape says, and that it says it whatever its readers meet.
#include "lgm/service/metrics.hpp"

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "lgm/service/certificates.hpp"
#include "lgm/service/dependency.hpp"
#include "lgm/service/service.hpp"
#include "service/process_metrics.hpp"

using namespace lgm;
using namespace lgm::service;

namespace {

bool holds(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

// A certificate that ends so many seconds after 1970, in PEM.
std::string certificate(const char* name, time_t ends) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> made(X509_new(), &X509_free);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
  ASN1_TIME_set(X509_getm_notBefore(made.get()), 0);
  ASN1_TIME_set(X509_getm_notAfter(made.get()), ends);
  X509_set_pubkey(made.get(), key.get());
  X509_sign(made.get(), key.get(), EVP_sha256());
  const std::unique_ptr<BIO, decltype(&BIO_free)> text(BIO_new(BIO_s_mem()), &BIO_free);
  PEM_write_bio_X509(text.get(), made.get());
  const char* bytes = nullptr;
  const long length = BIO_get_mem_data(text.get(), &bytes);
  return {bytes, static_cast<std::size_t>(length)};
}

}  // namespace

TEST_CASE("a reader that throws drops its own sample and no other") {
  Metrics metrics;
  bool away = false;
  metrics.counter("x_total", "x").add(2);
  metrics.gauge("store_sessions", "sessions", {}, [&] {
    if (away) throw std::runtime_error("the store is away");
    return 7.0;
  });
  metrics.gauge("store_size", "size", {{"of", "a"}}, [&] {
    if (away) throw 7;
    return 1.0;
  });
  metrics.gauge("store_size", "size", {{"of", "b"}}, [] { return 2.0; });
  metrics.counter("waits_total", "waits", {}, [] { return 3.0; });
  CHECK(holds(metrics.scrape(), "\nstore_sessions 7\n"));
  away = true;
  const std::string text = metrics.scrape();
  CHECK_FALSE(holds(text, "store_sessions"));
  CHECK_FALSE(holds(text, R"(store_size{of="a"})"));
  CHECK(holds(text, R"(store_size{of="b"} 2)"));
  CHECK(holds(text, "\nx_total 2\n"));
  CHECK(holds(text, "# TYPE waits_total counter\nwaits_total 3\n"));
  away = false;
  CHECK(holds(metrics.scrape(), "\nstore_sessions 7\n"));
}

TEST_CASE("of two readers with one name and labels the last one counts; a handle and a reader share a name") {
  Metrics metrics;
  metrics.gauge("g", "g", {{"a", "1"}}, [] { return 1.0; });
  metrics.gauge("g", "g", {{"a", "1"}}, [] { return 2.0; });
  metrics.gauge("g", "g", {{"a", "2"}}).set(5);
  const std::string text = metrics.scrape();
  CHECK(holds(text, R"(g{a="1"} 2)"));
  CHECK_FALSE(holds(text, R"(g{a="1"} 1)"));
  CHECK(holds(text, R"(g{a="2"} 5)"));
  CHECK(text.find("# TYPE g gauge") == text.rfind("# TYPE g gauge"));
}

TEST_CASE("every combination of an event's labels is there from the start") {
  Metrics metrics;
  const Events events(metrics, "sign_ins_total", "by way",
                      {{"way", {"a", "b"}}, {"outcome", {"ok", "other"}}});
  for (const char* line :
       {R"(sign_ins_total{outcome="ok",way="a"} 0)", R"(sign_ins_total{outcome="ok",way="b"} 0)",
        R"(sign_ins_total{outcome="other",way="a"} 0)", R"(sign_ins_total{outcome="other",way="b"} 0)"})
    CHECK_MESSAGE(holds(metrics.scrape(), line), line);
  events.of({"b", "ok"}).add();
  events.of({"a", "never heard of"}).add();
  CHECK(holds(metrics.scrape(), R"(sign_ins_total{outcome="ok",way="b"} 1)"));
  CHECK(holds(metrics.scrape(), R"(sign_ins_total{outcome="other",way="a"} 1)"));
  CHECK_FALSE(holds(metrics.scrape(), "never heard of"));
  CHECK_THROWS_AS(events.of({"c", "ok"}), std::logic_error);
  CHECK_THROWS_AS(events.of({"a"}), std::logic_error);
}

TEST_CASE("a dependency is down after two failures in a row, or while its own check says so") {
  Metrics metrics;
  const auto observe = observe_calls(metrics, "usap");
  const auto after = [&](http::CallError error, int status) {
    http::CallResult result;
    result.error = error;
    result.status = status;
    observe({}, result);
    const std::string text = metrics.scrape();
    const auto value = [&](const std::string& name) {
      const std::string line = name + R"({dependency="usap"} )";
      return text.substr(text.find(line) + line.size(), 1);
    };
    return value("lgm_dependency_consecutive_failures") + value("lgm_dependency_up");
  };
  CHECK(holds(metrics.scrape(), R"(lgm_dependency_up{dependency="usap"} 1)"));
  CHECK(holds(metrics.scrape(), R"(lgm_dependency_requests_total{dependency="usap",outcome="timeout"} 0)"));
  CHECK(after(http::CallError::Timeout, 0) == "11");
  CHECK(after(http::CallError::None, 503) == "20");
  CHECK(after(http::CallError::CircuitOpen, 0) == "30");
  CHECK(after(http::CallError::None, 401) == "01");
  CHECK(after(http::CallError::Broken, 0) == "11");
  CHECK(after(http::CallError::None, 200) == "01");
  for (const char* line :
       {R"(outcome="timeout"} 1)", R"(outcome="failed"} 1)", R"(outcome="circuit_open"} 1)",
        R"(outcome="refused"} 1)", R"(outcome="broken_answer"} 1)", R"(outcome="ok"} 1)",
        R"(lgm_dependency_duration_seconds_count{dependency="usap"} 6)"})
    CHECK_MESSAGE(holds(metrics.scrape(), line), line);

  bool well = false;
  Dependency database(metrics, "database");
  database.up_while([&] { return well; });
  CHECK(holds(metrics.scrape(), R"(lgm_dependency_up{dependency="database"} 0)"));
  well = true;
  CHECK(holds(metrics.scrape(), R"(lgm_dependency_up{dependency="database"} 1)"));
}

TEST_CASE("a poll that waits for news is counted, but its time is not") {
  Metrics metrics;
  const auto observe = observe_calls(metrics, "admin-service");
  http::Call poll;
  poll.waits_for_news = true;
  http::CallResult result;
  result.status = 200;
  observe(poll, result);
  CHECK(
      holds(metrics.scrape(), R"(lgm_dependency_requests_total{dependency="admin-service",outcome="ok"} 1)"));
  CHECK(holds(metrics.scrape(), R"(lgm_dependency_duration_seconds_count{dependency="admin-service"} 0)"));
}

TEST_CASE("the process tells what it uses") {
  Metrics metrics;
  add_process_metrics(metrics);
  const std::string text = metrics.scrape();
  const auto value = [&](const std::string& name) {
    const std::size_t at = text.find("\n" + name + " ");
    REQUIRE_MESSAGE(at != std::string::npos, name);
    return std::stod(text.substr(at + name.size() + 2));
  };
  CHECK(value("process_cpu_seconds_total") > 0);
  CHECK(value("process_resident_memory_bytes") > 1024 * 1024);
  CHECK(value("process_virtual_memory_bytes") >= value("process_resident_memory_bytes"));
  CHECK(value("process_open_fds") >= 3);
  CHECK(value("process_max_fds") >= value("process_open_fds"));
  const auto now = static_cast<double>(std::time(nullptr));
  CHECK(value("process_start_time_seconds") > now - 3600);
  CHECK(value("process_start_time_seconds") <= now + 1);
}

TEST_CASE("the ends of certificates are read from their file at each scrape") {
  const auto file =
      std::filesystem::temp_directory_path() / ("certificates-" + std::to_string(getpid()) + ".pem");
  std::ofstream(file) << certificate("first", 2'000'000'000) << certificate("second", 2'100'000'000);
  Metrics metrics;
  show_certificates(metrics, "DATABASE_CA_FILE", file);
  show_certificates(metrics, "USAP_CA_FILE", "");
  const std::string line =
      R"(lgm_certificate_not_after_timestamp_seconds{certificate="DATABASE_CA_FILE",subject="CN=)";
  CHECK(holds(metrics.scrape(), line + "first\"} 2000000000\n"));
  CHECK(holds(metrics.scrape(), line + "second\"} 2100000000\n"));
  CHECK_FALSE(holds(metrics.scrape(), "USAP_CA_FILE"));
  std::ofstream(file) << certificate("first", 2'200'000'000);
  CHECK(holds(metrics.scrape(), line + "first\"} 2200000000\n"));
  CHECK_FALSE(holds(metrics.scrape(), "CN=second"));
  std::ofstream(file) << "no certificate";
  CHECK_FALSE(holds(metrics.scrape(), "lgm_certificate"));
  std::filesystem::remove(file);
  CHECK_FALSE(holds(metrics.scrape(), "lgm_certificate"));
}
