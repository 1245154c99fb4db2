#include "providers/oidc/open_id.hpp"

#include "providers/refusals.hpp"

namespace lgm::auth_service::oidc {

using auth::IdTokenFault;
using json::Value;

const Value* Confirmed::claim(std::string_view name) const {
  const Value* said = id_token.find(name);
  return said ? said : user_info.find(name);
}

OpenId::OpenId(std::string issuer, Client client, const Hosts& hosts, const base::Clock& clock,
               base::Random& random)
    : hosts_(hosts),
      clock_(clock),
      flow_(std::move(client), hosts, clock, random),
      published_(std::move(issuer), hosts, clock) {}

std::vector<std::string> OpenId::outcomes() {
  auto outcomes = CodeFlow::outcomes();
  outcomes.emplace_back(kIdTokenRefused);
  return outcomes;
}

SignInStart OpenId::start(const std::string& state) {
  const Deadline deadline(clock_, Deadline::kCall);
  return flow_.start(published_.metadata_of_reached(deadline)->endpoints, state, published_.issuer(), true);
}

auth::IdTokenRules OpenId::rules_by(const Metadata& metadata) const {
  auth::IdTokenRules rules{published_.issuer(), flow_.client().id};
  rules.algorithms = metadata.algorithms;
  return rules;
}

auth::VerifiedIdToken OpenId::verified(const std::string& token, const Metadata& metadata,
                                       const std::string& nonce, const Deadline& deadline) {
  const auto rules = rules_by(metadata);
  auto found = auth::verify_id_token(token, *published_.keys(deadline), rules, nonce, clock_.now());
  if (found.fault == IdTokenFault::Key)
    found = auth::verify_id_token(token, *published_.newer_keys(deadline), rules, nonce, clock_.now());
  if (found.fault != IdTokenFault::None)
    throw sign_in_refused(
        kIdTokenRefused,
        {hosts_.name() + ": its ID token is refused: " + std::string(describe::name_of(found.fault))});
  return found;
}

// Where one endpoint fails the others may, and healthy() is to find out.
template <class F>
auto OpenId::doubting(F&& ask) {
  try {
    return ask();
  } catch (const service::Refusal& refusal) {
    if (refusal.problem().status == 503) published_.doubt();
    throw;
  }
}

Tokens OpenId::redeemed(const Metadata& metadata, const CodeFlow::Answered& answered,
                        const Deadline& deadline) {
  Tokens tokens = doubting([&] { return flow_.redeem(metadata.endpoints, answered, deadline); });
  if (!tokens.id_token)
    throw provider_unavailable({hosts_.name() + ": its token endpoint answers no ID token"});
  return tokens;
}

Value OpenId::user_info(const Url& at, const Tokens& tokens, const std::string& subject,
                        const Deadline& deadline) {
  Value said = doubting([&] { return flow_.user_info(at, tokens.access_token, deadline); });
  // OpenID Connect Core section 5.3.2: else it is of somebody else.
  if (said.text_at("sub") != subject)
    throw sign_in_refused(CodeFlow::kUserInfoRefused, {hosts_.name() + ": its UserInfo has another sub"});
  return said;
}

Confirmed OpenId::finish(const Proof& proof) {
  const Deadline deadline(clock_, Deadline::kCallback);
  const auto metadata = published_.metadata(deadline);
  const auto answered = flow_.answered(metadata->endpoints, published_.issuer(), proof);
  const Tokens tokens = redeemed(*metadata, answered, deadline);
  auto token = verified(*tokens.id_token, *metadata, answered.transaction.nonce, deadline);
  Confirmed confirmed{std::move(token.subject), std::move(token.claims), {}};
  if (const auto& at = metadata->endpoints.user_info)
    confirmed.user_info = user_info(*at, tokens, confirmed.subject, deadline);
  return confirmed;
}

}  // namespace lgm::auth_service::oidc
