#include "providers/oidc/code_flow.hpp"

#include <algorithm>

#include "lgm/crypto/crypto.hpp"
#include "providers/refusals.hpp"

namespace lgm::auth_service::oidc {
namespace {

using json::Value;
using Parameters = std::vector<std::pair<std::string_view, std::string>>;

constexpr std::size_t kLongestToken = 16 * 1024;  // bytes of an access token, which goes into a header
constexpr char kForm[] = "application/x-www-form-urlencoded";
constexpr char kAssertionType[] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

std::string form(const Parameters& parameters) {
  std::string text;
  for (const auto& [name, value] : parameters)
    text += (text.empty() ? "" : "&") + std::string(name) + "=" + http::encode_component(value);
  return text;
}

std::string joined(const Url& url, const Parameters& parameters) {
  return url.text() + (url.target.find('?') == std::string::npos ? "?" : "&") + form(parameters);
}

std::optional<std::string> member(const Proof& proof, std::string_view name) {
  const auto found = proof.members.find(name);
  return found == proof.members.end() ? std::nullopt : std::optional(found->second);
}

// RFC 6749 section 5.2: of these letters alone, so that it may stand in a log.
std::string error_of(const std::optional<Value>& body) {
  const auto error = body ? body->text_at("error") : std::nullopt;
  const bool plain =
      error && !error->empty() && error->size() <= 64 &&
      std::all_of(error->begin(), error->end(), [](unsigned char c) { return std::islower(c) || c == '_'; });
  return plain ? *error : "";
}

service::Cause with_error(const Answer& answer) {
  const std::string error = error_of(answer.body);
  return {answer.why.text + (error.empty() ? "" : " " + error)};
}

// RFC 6749 section 5.2: a code or a refresh token that is not good, or no more.
bool is_withdrawn(const Answer& answer) {
  return answer.status == 400 && error_of(answer.body) == "invalid_grant";
}

bool is_header_text(const std::string& token) {
  return !token.empty() && token.size() <= kLongestToken &&
         std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c <= '~'; });
}

bool is_bearer(std::string type) {
  std::transform(type.begin(), type.end(), type.begin(), [](unsigned char c) { return std::tolower(c); });
  return type == "bearer";
}

// Answers and errors alike (RFC 9207 section 2.4): an error of another provider's is not this one's.
void check_issuer(const Endpoints& from, const Proof& proof) {
  const auto issuer = member(proof, "iss");
  const bool right = issuer
                         ? std::find(from.issuers.begin(), from.issuers.end(), *issuer) != from.issuers.end()
                         : !from.promises_issuer;
  if (!right) throw sign_in_refused(CodeFlow::kWrongIssuer);
}

// RFC 6749 section 4.1.2.1: what the person or the provider decided, and what is not their fault.
void check_error(const Hosts& hosts, const Proof& proof) {
  const auto error = member(proof, "error");
  if (!error) return;
  if (*error == "server_error" || *error == "temporarily_unavailable")
    throw provider_unavailable({hosts.name() + ": sent back " + *error});
  throw sign_in_refused(CodeFlow::kCancelled);
}

CodeTransaction transaction_of(const Proof& proof, const std::string& issuer) {
  const auto body = json::parse_or_nothing(proof.transaction);
  auto transaction = body ? describe::decode_trusted<CodeTransaction>(*body) : std::nullopt;
  if (!transaction || transaction->issuer != issuer) throw sign_in_refused(CodeFlow::kWrongIssuer);
  return std::move(*transaction);
}

}  // namespace

CodeFlow::CodeFlow(Client client, const Hosts& hosts, const base::Clock& clock, base::Random& random)
    : client_(std::move(client)), hosts_(hosts), clock_(clock), random_(random) {}

SignInStart CodeFlow::start(const Endpoints& to, const std::string& state, const std::string& issuer,
                            bool with_nonce) const {
  const CodeTransaction transaction{issuer, with_nonce ? random_.token() : "", random_.token()};
  Parameters asked{{"response_type", "code"},
                   {"client_id", client_.id},
                   {"redirect_uri", client_.redirect_uri},
                   {"scope", client_.scope},
                   {"state", state},
                   {"code_challenge", crypto::base64url(crypto::sha256(transaction.verifier))},
                   {"code_challenge_method", "S256"}};
  if (with_nonce) asked.emplace_back("nonce", transaction.nonce);
  if (!client_.acr.empty()) asked.emplace_back("acr_values", client_.acr);
  return {joined(to.authorization, asked), describe::to_json(transaction)};
}

CodeFlow::Answered CodeFlow::answered(const Endpoints& from, const std::string& issuer,
                                      const Proof& proof) const {
  auto transaction = transaction_of(proof, issuer);
  check_issuer(from, proof);
  check_error(hosts_, proof);
  auto code = member(proof, "code");
  if (!code || code->empty()) throw sign_in_refused(kMalformed);
  return {std::move(*code), std::move(transaction)};
}

http::Call CodeFlow::token_call(Parameters asked) const {
  http::Call call;
  call.method = http::Method::Post;
  call.content_type = kForm;
  switch (client_.proof) {
    case ClientProof::SecretBasic:  // RFC 6749 section 2.3.1: both form-encoded first
      call.headers.add("Authorization", "Basic " + crypto::base64(http::encode_component(client_.id) + ":" +
                                                                  http::encode_component(client_.secret)));
      break;
    case ClientProof::SecretPost:
      asked.emplace_back("client_id", client_.id), asked.emplace_back("client_secret", client_.secret);
      break;
    case ClientProof::PrivateKey:
      asked.emplace_back("client_id", client_.id);
      asked.emplace_back("client_assertion_type", kAssertionType);
      asked.emplace_back("client_assertion",
                         client_.key->assertion(client_.id, client_.audience, clock_.now(), random_));
      break;
  }
  call.body = form(asked);
  return call;
}

Tokens CodeFlow::redeem(const Endpoints& at, const Answered& answered, const Deadline& deadline) const {
  const Answer answer = hosts_.ask(at.token,
                                   token_call({{"grant_type", "authorization_code"},
                                               {"code", answered.code},
                                               {"redirect_uri", client_.redirect_uri},
                                               {"code_verifier", answered.transaction.verifier}}),
                                   deadline);
  // Of the code; anything else, such as a secret that is not ours, is nobody's fault who signs in.
  if (is_withdrawn(answer)) throw sign_in_refused(kCodeRefused, with_error(answer));
  return tokens_of(answer);
}

std::optional<Tokens> CodeFlow::refresh(const Endpoints& at, const std::string& refresh_token,
                                        const Deadline& deadline) const {
  const Answer answer = hosts_.ask(
      at.token, token_call({{"grant_type", "refresh_token"}, {"refresh_token", refresh_token}}), deadline);
  if (is_withdrawn(answer)) return std::nullopt;
  return tokens_of(answer);
}

std::string CodeFlow::sign_out_at(const Url& end_session, const std::optional<std::string>& id_token,
                                  const std::string& back_to, const std::string& state) const {
  Parameters asked{{"client_id", client_.id}, {"post_logout_redirect_uri", back_to}, {"state", state}};
  if (id_token) asked.emplace_back("id_token_hint", *id_token);
  return joined(end_session, asked);
}

Tokens CodeFlow::tokens_of(const Answer& answer) const {
  if (!answer.ok()) throw provider_unavailable(with_error(answer));
  const auto token = answer.body->text_at("access_token"), type = answer.body->text_at("token_type");
  if (!token || !is_header_text(*token) || !type || !is_bearer(*type))
    throw provider_unavailable({hosts_.name() + ": its token endpoint answers no bearer token"});
  return {*token, answer.body->text_at("id_token"), answer.body->text_at("refresh_token")};
}

Value CodeFlow::user_info(const Url& at, const std::string& access_token, const Deadline& deadline) const {
  http::Call call;
  call.headers.add("Authorization", "Bearer " + access_token);
  Answer answer = hosts_.ask(at, std::move(call), deadline);
  if (answer.status == 401 || answer.status == 403)
    throw sign_in_refused(kUserInfoRefused, std::move(answer.why));
  if (!answer.ok()) throw provider_unavailable(std::move(answer.why));
  return std::move(*answer.body);
}

}  // namespace lgm::auth_service::oidc
