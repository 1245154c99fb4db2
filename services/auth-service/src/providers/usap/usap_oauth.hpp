// USAP's OAuth 2.0 as a way in: who comes back is the same person as by ticket, known by the USAP id.
#pragma once
#include <optional>

#include "providers/oidc/open_id.hpp"
#include "providers/providers.hpp"
#include "providers/usap/usap_client.hpp"
#include "providers/usap/usap_health.hpp"

namespace lgm::auth_service {

// For the list of providers.
ProviderKind usap_oauth_kind();

class UsapOauth final : public IdentityProvider {
 public:
  explicit UsapOauth(const ProviderParts& parts);

  std::string_view id() const override;
  std::optional<Offer> offer() const override;
  SignInStart start(const std::string& state) override;
  Identity finish(const Proof& proof, const Visitor& visitor) override;
  std::vector<std::string> outcomes() const override;
  bool healthy() override;
  std::string_view dependency() const override { return hosts_.name(); }

 private:
  // UserInfo's answer, by whichever of the two it is asked.
  json::Value user_info(const Proof& proof);
  Identity identity_of(json::Value said) const;

  const UsapClient client_;
  UsapHealth health_;
  const oidc::Hosts hosts_;
  const oidc::Endpoints endpoints_;  // without an issuer
  const base::Clock& clock_;
  const oidc::CodeFlow flow_;
  std::optional<oidc::OpenId> open_id_;  // with one
  const std::string subject_;            // USAP_OAUTH_SUBJECT
};

}  // namespace lgm::auth_service
