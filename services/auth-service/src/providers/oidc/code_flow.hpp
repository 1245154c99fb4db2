// A sign-in by authorization code with PKCE (RFC 6749 section 4.1, RFC 7636, RFC 9207), as every provider
// here does it: with OpenID Connect (open_id.hpp) or without. Thread-safe.
#pragma once
#include <memory>

#include "lgm/auth/client_assertion.hpp"
#include "providers/oidc/endpoints.hpp"
#include "providers/oidc/hosts.hpp"

namespace lgm::auth_service::oidc {

// How the token endpoint is shown that it is we who ask.
enum class ClientProof { SecretBasic, SecretPost, PrivateKey };

struct Client {
  std::string id, secret;
  std::shared_ptr<const auth::ClientKey> key = {};  // of PrivateKey
  ClientProof proof = ClientProof::SecretBasic;
  std::string audience = {};  // of what the key signs: the issuer
  std::string scope;
  std::string redirect_uri;
  std::string acr = {};  // asked for; empty: nothing
};

// What lies in the browser's cookie, sealed, until it comes back.
struct CodeTransaction {
  std::string issuer;    // to whom it went
  std::string nonce;     // empty: no ID token is wanted
  std::string verifier;  // PKCE
};

struct Tokens {
  std::string access_token;
  std::optional<std::string> id_token, refresh_token = {};
};

class CodeFlow {
 public:
  CodeFlow(Client client, const Hosts& hosts, const base::Clock& clock, base::Random& random);
  const Client& client() const { return client_; }

  // `issuer`: told again by answered(). `with_nonce`: for an ID token.
  SignInStart start(const Endpoints& to, const std::string& state, const std::string& issuer,
                    bool with_nonce) const;
  struct Answered {
    std::string code;
    CodeTransaction transaction;
  };
  // The answer that the browser brings. Throws SignInRefusal 401 (kCancelled, kWrongIssuer, kMalformed),
  // Refusal 503 where the provider says that it failed.
  Answered answered(const Endpoints& from, const std::string& issuer, const Proof& proof) const;
  // Sent once. Throws SignInRefusal 401 kCodeRefused, Refusal 503.
  Tokens redeem(const Endpoints& at, const Answered& answered, const Deadline& deadline) const;
  // By a refresh token (RFC 6749 section 6), sent once. None: the provider has withdrawn it. Throws Refusal
  // 503.
  std::optional<Tokens> refresh(const Endpoints& at, const std::string& refresh_token,
                                const Deadline& deadline) const;
  // Where a browser signs out (OpenID Connect RP-Initiated Logout 1.0 section 2).
  std::string sign_out_at(const Url& end_session, const std::optional<std::string>& id_token,
                          const std::string& back_to, const std::string& state) const;
  // An object. Throws SignInRefusal 401 kUserInfoRefused, Refusal 503.
  json::Value user_info(const Url& at, const std::string& access_token, const Deadline& deadline) const;

  // What sign-ins are refused for (IdentityProvider::outcomes()).
  static constexpr char kCancelled[] = "cancelled", kWrongIssuer[] = "wrong_issuer",
                        kMalformed[] = "malformed_answer", kCodeRefused[] = "code_refused",
                        kUserInfoRefused[] = "user_info_refused";
  static std::vector<std::string> outcomes() {
    return {kCancelled, kWrongIssuer, kMalformed, kCodeRefused, kUserInfoRefused};
  }

 private:
  // What is asked, with the proof that it is we who ask.
  http::Call token_call(std::vector<std::pair<std::string_view, std::string>> asked) const;
  Tokens tokens_of(const Answer& answer) const;

  const Client client_;
  const Hosts& hosts_;
  const base::Clock& clock_;
  base::Random& random_;
};

}  // namespace lgm::auth_service::oidc

template <>
struct lgm::describe::Description<lgm::auth_service::oidc::CodeTransaction> {
  using T = lgm::auth_service::oidc::CodeTransaction;
  static constexpr std::string_view name = "CodeTransaction";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::issuer>("issuer").required(),
      field<&T::nonce>("nonce"),
      field<&T::verifier>("verifier").required(),
  });
};
