// The clients and verifiers that services make from their configuration.
#include <stdexcept>

#include "lgm/service/dependency.hpp"
#include "lgm/service/service.hpp"

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

}  // namespace

std::shared_ptr<auth::KeySource> jwks_from(std::shared_ptr<http::Caller> auth_service) {
  return std::make_shared<JwksOverHttp>(std::move(auth_service));
}

void take_hs256_key(auth::VerifierOptions& options, std::string_view key) {
  const auto lines = secret_lines(key);
  options.algorithm = auth::Algorithm::Hs256;
  options.hs256_secret = lines.at(0);
  if (lines.size() > 1) options.hs256_other = lines[1];
}

std::unique_ptr<auth::TokenVerifier> make_verifier(const CommonConfig& config,
                                                   std::shared_ptr<http::Caller> auth_service,
                                                   const base::Clock& clock) {
  auth::VerifierOptions options;
  options.issuer = config.jwt_issuer;
  if (config.jwt_algorithm == "HS256") {
    if (config.jwt_hs256_key.empty())
      throw std::invalid_argument("JWT_HS256_KEY is required with JWT_ALGORITHM=HS256");
    take_hs256_key(options, config.jwt_hs256_key);
    return std::make_unique<auth::TokenVerifier>(options, nullptr, clock);
  }
  return std::make_unique<auth::TokenVerifier>(options, jwks_from(std::move(auth_service)), clock);
}

http::Client::Observer observe_calls(Metrics& metrics, const std::string& name) {
  auto dependency = std::make_shared<Dependency>(metrics, name);  // shared by the copies of the observer
  return [dependency](const http::Call& call, const http::CallResult& result) {
    if (call.waits_for_news)
      dependency->observe_wait(outcome_of(result));
    else
      dependency->observe(outcome_of(result), result.elapsed);
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
  return std::make_shared<http::Client>(options, clock, observe_calls(metrics, name));
}

}  // namespace lgm::service
