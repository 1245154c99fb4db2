#include "intake.hpp"

#include <algorithm>

#include "capacity.hpp"
#include "lgm/base/network.hpp"

namespace lgm::service {
namespace {

using http::ConnectionRefusal;

constexpr std::size_t kOfOneAddress = 8;  // one address may have this part of a listener's connections …
constexpr std::size_t kFewOfOneAddress = 64;  // … and so many of a small one's

}  // namespace

Intake::Intake(const CommonConfig& config, const Surroundings& around, const TrustedProxies& proxies)
    : config_(config),
      around_(around),
      proxies_(proxies),
      connection_refusals_(around.clock),
      body_refusals_(around.clock) {}

void Intake::begin(std::size_t largest_body, bool listens_publicly) {
  const ConnectionLimits most = connection_limits(raise_descriptor_limit(), listens_publicly);
  most_public_ = most.public_listener;
  most_internal_ = most.internal_listener;
  budget_ = std::make_shared<http::ByteBudget>(
      body_budget(config_.body_budget_mib, memory_limit(), largest_body), [this] { body_refused(); });
  Metrics& metrics = around_.metrics;
  metrics.gauge(
      "lgm_http_body_bytes",
      "Bytes of unfinished requests, and of large answers that are being read, that count against the budget",
      {}, [budget = budget_] { return static_cast<double>(budget->used()); });
  metrics
      .gauge("lgm_http_body_budget_bytes",
             "Bytes of unfinished requests and of large answers that may be held")
      .set(static_cast<double>(budget_->bytes()));
  // Counters are shown from the start on: one that began with its first refusal could not be seen to rise.
  static_cast<void>(refused_bodies());
}

void Intake::limit(http::ServerOptions& options, bool is_public) {
  const std::string listener = is_public ? "public" : "internal";
  const auto of_address = static_cast<std::size_t>(config_.connections_per_address);
  options.budget = budget_;
  options.max_connections = is_public ? most_public_ : most_internal_;
  options.max_of_address =
      of_address > 0 ? of_address : std::max(options.max_connections / kOfOneAddress, kFewOfOneAddress);
  options.address_key = [this](const std::string& address) {
    return proxies_.contains(address) ? std::string() : base::counted_address(address);
  };
  options.connection_refused = [this, listener, of_all = options.max_connections,
                                of_one = options.max_of_address](ConnectionRefusal why) {
    connection_refused(listener, why, why == ConnectionRefusal::TooMany ? of_all : of_one);
  };
  around_.metrics.gauge("lgm_http_connections_limit", "Connections there may be", {{"listener", listener}})
      .set(static_cast<double>(options.max_connections));
  for (const auto why : {ConnectionRefusal::TooMany, ConnectionRefusal::TooManyOfAddress})
    static_cast<void>(refused_connections(listener, why));
}

std::shared_ptr<const http::ByteBudget::Lease> Intake::hold(const std::string& payer,
                                                            const http::Request& request, std::size_t bytes) {
  auto lease = budget_->lease(payer);
  const std::size_t own = request.held ? request.held->bytes() : 0;
  if (!lease.resize(std::min(bytes, lease.share() - std::min(lease.share(), own)))) return nullptr;
  return std::make_shared<const http::ByteBudget::Lease>(std::move(lease));
}

void Intake::connection_refused(const std::string& listener, ConnectionRefusal why, std::size_t limit) {
  refused_connections(listener, why).add();
  if (connection_refusals_.now())
    around_.log.warning("connections are refused",
                        {{"listener", listener},
                         {"limit", why == ConnectionRefusal::TooMany ? "of the listener" : "of one address"},
                         {"connections", static_cast<std::int64_t>(limit)}});
}

void Intake::body_refused() {
  refused_bodies().add();
  if (body_refusals_.now())
    around_.log.warning("the budget for bodies is used up",
                        {{"bytes", static_cast<std::int64_t>(budget_->bytes())},
                         {"used", static_cast<std::int64_t>(budget_->used())}});
}

Counter& Intake::refused_connections(const std::string& listener, ConnectionRefusal why) const {
  return around_.metrics.counter(
      "lgm_http_connections_refused_total",
      "Connections closed as soon as they were accepted, by the limit that was reached",
      {{"listener", listener}, {"limit", why == ConnectionRefusal::TooMany ? "listener" : "address"}});
}

Counter& Intake::refused_bodies() const {
  return around_.metrics.counter(
      "lgm_http_bodies_refused_total",
      "Requests refused because the budget for bodies was used up, by theirs or by answers");
}

}  // namespace lgm::service
