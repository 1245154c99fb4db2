// The clients and verifiers that services make from their configuration.
#include <atomic>
#include <stdexcept>

#include "lgm/service/service.hpp"
#include "lgm/trace/request_notes.hpp"

namespace lgm::service {
namespace {

class JwksOverHttp final : public auth::KeySource {
 public:
  explicit JwksOverHttp(std::shared_ptr<http::Caller> auth_service)
      : auth_service_(std::move(auth_service)) {}
  std::optional<json::Value> fetch() override {
    const auto result = auth_service_->call({.target = "/api/v1/.well-known/jwks.json",
                                             .timeout = std::chrono::milliseconds(2000),
                                             .idempotent = true});
    if (!result.ok()) return std::nullopt;
    return json::parse_or_nothing(result.body);
  }

 private:
  std::shared_ptr<http::Caller> auth_service_;
};

std::string outcome_of(const http::CallResult& result) {
  if (result.error != http::CallError::None) return std::string(http::to_string(result.error));
  return std::to_string(result.status / 100) + "xx";
}

}  // namespace

std::shared_ptr<auth::KeySource> jwks_from(std::shared_ptr<http::Caller> auth_service) {
  return std::make_shared<JwksOverHttp>(std::move(auth_service));
}

std::unique_ptr<auth::TokenVerifier> make_verifier(const CommonConfig& config,
                                                   std::shared_ptr<http::Caller> auth_service,
                                                   const base::Clock& clock) {
  auth::VerifierOptions options;
  options.issuer = config.jwt_issuer;
  if (config.jwt_algorithm == "HS256") {
    if (config.jwt_hs256_key.empty())
      throw std::invalid_argument("JWT_HS256_KEY is required with JWT_ALGORITHM=HS256");
    options.algorithm = auth::Algorithm::Hs256;
    options.hs256_secret = config.jwt_hs256_key;
    return std::make_unique<auth::TokenVerifier>(options, nullptr, clock);
  }
  return std::make_unique<auth::TokenVerifier>(options, jwks_from(std::move(auth_service)), clock);
}

http::Client::Observer observe_calls(Metrics& metrics) {
  // Shared by the copies of the observer. One that answers 4xx is there and well.
  auto in_a_row = std::make_shared<std::atomic<int>>(0);
  return
      [&metrics, in_a_row](const http::ClientOptions& to, const http::Call&, const http::CallResult& result) {
        trace::note_call(to.name, result.elapsed);
        const bool failed = result.error != http::CallError::None || result.status >= 500;
        metrics
            .gauge("lgm_outbound_consecutive_failures",
                   "Calls to another service that failed since one did not", {{"to", to.name}})
            .set(failed ? ++* in_a_row : * in_a_row = 0);
        metrics
            .counter("lgm_outbound_requests_total", "Calls to other services",
                     {{"to", to.name}, {"outcome", outcome_of(result)}})
            .add();
        metrics
            .histogram("lgm_outbound_request_duration_seconds", "Time of calls to other services",
                       {{"to", to.name}})
            .observe(std::chrono::duration<double>(result.elapsed).count());
      };
}

std::shared_ptr<http::Client> make_client(const std::string& name, const std::string& url,
                                          const std::string& token, const base::Clock& clock,
                                          Metrics& metrics) {
  http::ClientOptions options;
  options.base_url = url;
  options.name = name;
  options.bearer = token;
  options.retry_delays = {std::chrono::milliseconds(50), std::chrono::milliseconds(200)};
  // No circuit breaker between our own services: the loops that follow revocations and deliver them pace
  // themselves, and must notice at once that the other side is back. A breaker would blind them for its time.
  options.breaker_failures = 0;
  return std::make_shared<http::Client>(options, clock, observe_calls(metrics));
}

}  // namespace lgm::service
