// USAP as a provider of identities: the enterprise's portal sends people along with a one-time ticket.
#pragma once
#include "abuse_limits/abuse_limits.hpp"
#include "providers/providers.hpp"
#include "providers/usap/usap_client.hpp"
#include "providers/usap/usap_health.hpp"

namespace lgm::auth_service {

// For the list of providers.
ProviderKind usap_kind();

// USAP's client, as the configuration names it.
UsapClient usap_client_of(const ProviderParts& parts);
// Whom USAP has named, by whichever way they came.
Identity usap_identity(Person person);

// The member of a proof that holds the ticket.
inline constexpr char kTicketMember[] = "ticket";

class UsapTicket final : public IdentityProvider {
 public:
  explicit UsapTicket(const ProviderParts& parts);

  std::string_view id() const override;
  std::optional<Offer> offer() const override;
  SignInStart start(const std::string& state) override;
  Identity finish(const Proof& proof, const Visitor& visitor) override;
  void add_routes(service::RouteTable& routes, const ProviderRouteParts& parts) override;  // routes.cpp
  std::vector<std::string> outcomes() const override;
  bool healthy() override;
  std::string_view dependency() const override;
  const Directory* directory() const override { return &client_; }

 private:
  const UsapClient client_;
  UsapHealth health_;
  const std::string portal_url_;
  const AbuseLimits& limits_;
};

}  // namespace lgm::auth_service
