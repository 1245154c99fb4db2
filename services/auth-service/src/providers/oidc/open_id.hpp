// A sign-in by OpenID Connect: what the provider publishes, the way there and back, and what its ID token and
// UserInfo say of who it is. Thread-safe.
#pragma once
#include "providers/oidc/code_flow.hpp"
#include "providers/oidc/metadata.hpp"

namespace lgm::auth_service::oidc {

// Of somebody who came back; nothing of it is used before all of it holds.
struct Confirmed {
  std::string subject;    // the ID token's `sub`
  json::Value id_token;   // its claims
  json::Value user_info;  // null: the provider has none; `sub` is the same
  Tokens tokens = {};
  // The claim of that name; of both the ID token's.
  const json::Value* claim(std::string_view name) const;
};

class OpenId {
 public:
  OpenId(std::string issuer, Client client, const Hosts& hosts, const base::Clock& clock,
         base::Random& random);
  // Throws Refusal 503.
  SignInStart start(const std::string& state);
  // Within Deadline::kCallback. Throws SignInRefusal 401, Refusal 503.
  Confirmed finish(const Proof& proof);
  // Whether it still gives tokens for somebody of this subject, within Deadline::kCall. `user_info`, where it
  // is wanted: what UserInfo says of them then, null where it is not answered.
  Rechecked recheck(const std::string& subject, const std::string& refresh_token,
                    json::Value* user_info = nullptr);
  // Throws SignInRefusal 401 kLogoutTokenRefused, Refusal 503.
  ProviderSignOut signed_out(const std::string& logout_token);
  // None: the provider says no such address. Throws Refusal 503.
  std::optional<std::string> sign_out_at(const std::optional<std::string>& id_token,
                                         const std::string& back_to, const std::string& state);
  bool answers() { return published_.answers(); }

  static constexpr char kIdTokenRefused[] = "id_token_refused",
                        kLogoutTokenRefused[] = "logout_token_refused";
  static std::vector<std::string> outcomes();

 private:
  // By the keys that are known, and where none of them fits by newer ones.
  template <class F>
  auto by_keys(const Deadline& deadline, F&& verify);
  auth::VerifiedIdToken verified(const std::string& token, const Metadata& metadata,
                                 std::optional<std::string_view> nonce, const Deadline& deadline);
  Rechecked confirmed_by(const Tokens& tokens, const Metadata& metadata, const std::string& subject,
                         const Deadline& deadline);
  // What the endpoints answer about the code, and about whoever the access token is of.
  Tokens redeemed(const Metadata& metadata, const CodeFlow::Answered& answered, const Deadline& deadline);
  json::Value user_info(const Url& at, const Tokens& tokens, const std::string& subject,
                        const Deadline& deadline);
  json::Value user_info_or_null(const Metadata& metadata, const Tokens& tokens, const std::string& subject,
                                const Deadline& deadline);
  template <class F>
  auto doubting(F&& ask);
  auth::IdTokenRules rules_by(const Metadata& metadata) const;

  const Hosts& hosts_;
  const base::Clock& clock_;
  const CodeFlow flow_;
  Published published_;
};

}  // namespace lgm::auth_service::oidc
