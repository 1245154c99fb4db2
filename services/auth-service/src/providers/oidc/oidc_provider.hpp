// A provider of identities by OpenID Connect, as an entry of IDENTITY_PROVIDERS_FILE describes it.
#pragma once
#include "providers/oidc/entry.hpp"
#include "providers/oidc/groups.hpp"
#include "providers/oidc/open_id.hpp"
#include "providers/providers.hpp"

namespace lgm::auth_service::oidc {

// For the list of providers.
ProviderKind oidc_kind();

class OidcProvider final : public IdentityProvider {
 public:
  OidcProvider(const LoadedEntry& loaded, const ProviderParts& parts);

  std::string_view id() const override { return entry_.id; }
  std::optional<Offer> offer() const override;
  SignInStart start(const std::string& state) override { return open_id_.start(state); }
  Identity finish(const Proof& proof, const Visitor& visitor) override;
  std::vector<std::string> outcomes() const override;
  bool healthy() override { return open_id_.answers(); }
  std::string_view dependency() const override { return hosts_.name(); }
  bool rechecks() const override { return entry_.recheck == kByRefreshToken; }
  Rechecked recheck(const std::string& sub, const std::string& refresh_token) override;
  bool sends_sign_outs() const override { return signs_out("backchannel"); }
  ProviderSignOut signed_out(const std::string& logout_token) override {
    return open_id_.signed_out(logout_token);
  }
  std::optional<std::string> sign_out_at(const std::optional<std::string>& id_token,
                                         const std::string& state) override;

 private:
  void check_strength(const Confirmed& confirmed) const;
  Identity identity_of(const Confirmed& confirmed) const;
  ProviderSession session_of(const Confirmed& confirmed) const;
  // In this way, or in both.
  bool signs_out(std::string_view way) const { return entry_.logout == way || entry_.logout == "both"; }

  const Entry entry_;
  const Addresses& addresses_;
  const Hosts hosts_;
  const Groups groups_;
  OpenId open_id_;
};

}  // namespace lgm::auth_service::oidc
