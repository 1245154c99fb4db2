#include "providers/usap/usap_ticket.hpp"

#include "lgm/contracts/identity.hpp"
#include "lgm/service/certificates.hpp"
#include "lgm/service/service.hpp"
#include "sign_in/sign_in_refusal.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::string_view kId = "ticket";
constexpr char kInvalid[] = "invalid_ticket", kUsed[] = "used_ticket";

std::shared_ptr<http::Caller> caller_of(const ProviderCallers& callers) {
  const auto found = callers.find(kUsap);
  return found == callers.end() ? nullptr : found->second;
}

UsapOptions options_of(const Configuration& own) {
  return {own.usap_client_id, own.usap_client_secret, list_items(own.usap_target_systems)};
}

SignInRefusal invalid_ticket(const char* reason) {
  return {service::refusal<401>(
              "invalid_ticket",
              "This ticket is invalid, has expired or was used before; start again from the portal")
              .problem(),
          reason};
}

bool has_usap(const Configuration& own) {
  return !own.usap_base_url.empty();
}

ProviderCallers usap_callers(const Configuration& own, const base::Clock& clock, service::Metrics& metrics) {
  if (!has_usap(own)) return {};
  http::ClientOptions options;
  options.base_url = own.usap_base_url;
  options.name = kUsap;
  options.ca_file = own.usap_ca_file;
  options.max_body = 1024 * 1024;
  // The USAP contract: again after 1, 2, 4 s within the deadline; open after 5 failures.
  options.retry_delays = {std::chrono::seconds(1), std::chrono::seconds(2), std::chrono::seconds(4)};
  options.breaker_failures = 5;
  ProviderCallers callers;
  callers.emplace(
      kUsap, std::make_shared<http::Client>(options, clock, service::observe_calls(metrics, options.name)));
  return callers;
}

}  // namespace

ProviderKind usap_kind() {
  return {has_usap, usap_callers, [](const ProviderParts& parts) {
            std::vector<std::unique_ptr<IdentityProvider>> made;
            made.push_back(std::make_unique<UsapTicket>(parts));
            return made;
          }};
}

UsapClient usap_client_of(const ProviderParts& parts) {
  return {caller_of(parts.callers), options_of(parts.own), parts.metrics};
}

Identity usap_identity(Person person) {
  return {std::string(contracts::kUsapIssuer),
          person.user_id,
          person.user_id,
          std::move(person.names),
          std::nullopt,
          person.is_active};
}

UsapTicket::UsapTicket(const ProviderParts& parts)
    : client_(usap_client_of(parts)),
      health_(client_, parts.clock),
      portal_url_(parts.own.portal_url),
      limits_(parts.limits) {
  service::show_certificates(parts.metrics, "USAP_CA_FILE", parts.own.usap_ca_file);
}

std::string_view UsapTicket::id() const {
  return kId;
}

std::optional<Offer> UsapTicket::offer() const {
  if (!client_.configured()) return std::nullopt;
  return Offer{kTicketKind, "统一门户", "Enterprise portal"};
}

SignInStart UsapTicket::start(const std::string&) {
  return {portal_url_, {}};
}

Identity UsapTicket::finish(const Proof& proof, const Visitor& visitor) {
  limits_.admit_ticket(visitor.address);
  TicketAnswer answer = client_.validate(proof.members.at(kTicketMember));
  if (answer.outcome == UsapOutcome::Unavailable)
    throw service::unavailable(
        client_.words().unavailable,
        "The sign-in service cannot be reached at the moment; start again from the portal shortly",
        std::move(answer.why));
  if (answer.outcome == UsapOutcome::Refused) {
    // A ticket that was merely used before (a reload, the back button) is no attack.
    if (!answer.used_before) limits_.ticket_failed(visitor.address);
    throw invalid_ticket(answer.used_before ? kUsed : kInvalid);
  }
  return usap_identity(std::move(answer.person));
}

std::vector<std::string> UsapTicket::outcomes() const {
  return {kInvalid, kUsed, std::string(client_.words().unavailable)};
}

bool UsapTicket::healthy() {
  return client_.configured() && health_.healthy();
}

std::string_view UsapTicket::dependency() const {
  return kUsap;
}

}  // namespace lgm::auth_service
