#include "providers/oidc/open_id.hpp"

#include "providers/refusals.hpp"

namespace lgm::auth_service::oidc {

using auth::IdTokenFault;
using json::Value;

constexpr std::chrono::milliseconds kSignOutPatience{1'000};

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

template <class F>
auto OpenId::by_keys(const Deadline& deadline, F&& verify) {
  auto found = verify(*published_.keys(deadline));
  return found.fault == IdTokenFault::Key ? verify(*published_.newer_keys(deadline)) : found;
}

auth::VerifiedIdToken OpenId::verified(const std::string& token, const Metadata& metadata,
                                       std::optional<std::string_view> nonce, const Deadline& deadline) {
  const auto rules = rules_by(metadata);
  auto found = by_keys(deadline, [&](const auth::IssuerKeys& keys) {
    return auth::verify_id_token(token, keys, rules, nonce, clock_.now());
  });
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
  Confirmed confirmed{std::move(token.subject), std::move(token.claims), {}, tokens};
  if (const auto& at = metadata->endpoints.user_info)
    confirmed.user_info = user_info(*at, tokens, confirmed.subject, deadline);
  return confirmed;
}

// OpenID Connect Core section 12.2: an ID token need not come, but one that does is of the same person.
Rechecked OpenId::confirmed_by(const Tokens& tokens, const Metadata& metadata, const std::string& subject,
                               const Deadline& deadline) {
  if (tokens.id_token) {
    const auto token = verified(*tokens.id_token, metadata, std::nullopt, deadline);
    if (token.subject != subject)
      return {.why = {hosts_.name() + ": a refresh answers an ID token of somebody else"}};
  }
  return {.outcome = Rechecked::Outcome::Confirmed,
          .refresh_token = tokens.refresh_token,
          .id_token = tokens.id_token};
}

// What it says of them is no condition of their staying: the refresh token was taken.
Value OpenId::user_info_or_null(const Metadata& metadata, const Tokens& tokens, const std::string& subject,
                                const Deadline& deadline) {
  if (!metadata.endpoints.user_info) return {};
  try {
    return user_info(*metadata.endpoints.user_info, tokens, subject, deadline);
  } catch (const service::Refusal&) {
    return {};
  }
}

Rechecked OpenId::recheck(const std::string& subject, const std::string& refresh_token,
                          json::Value* user_info) {
  const Deadline deadline(clock_, Deadline::kCall);
  try {
    const auto metadata = published_.metadata(deadline);
    const auto tokens = doubting([&] { return flow_.refresh(metadata->endpoints, refresh_token, deadline); });
    if (!tokens) return {.outcome = Rechecked::Outcome::Withdrawn};
    Rechecked said = confirmed_by(*tokens, *metadata, subject, deadline);
    if (user_info && said.outcome == Rechecked::Outcome::Confirmed)
      *user_info = user_info_or_null(*metadata, *tokens, subject, deadline);
    return said;
  } catch (const service::Refusal& refusal) {
    return {.why = refusal.cause()};
  }
}

ProviderSignOut OpenId::signed_out(const std::string& logout_token) {
  const Deadline deadline(clock_, Deadline::kCall);
  const auto rules = rules_by(*published_.metadata(deadline));
  auto found = by_keys(deadline, [&](const auth::IssuerKeys& keys) {
    return auth::verify_logout_token(logout_token, keys, rules, clock_.now());
  });
  if (found.fault != IdTokenFault::None)
    throw sign_in_refused(
        kLogoutTokenRefused,
        {hosts_.name() + ": its logout token is refused: " + std::string(describe::name_of(found.fault))});
  return {std::move(found.id), std::move(found.sid), std::move(found.subject)};
}

std::optional<std::string> OpenId::sign_out_at(const std::optional<std::string>& id_token,
                                               const std::string& back_to, const std::string& state) {
  const auto metadata = published_.metadata(Deadline(clock_, kSignOutPatience));
  const auto& at = metadata->endpoints.end_session;
  return at ? std::optional(flow_.sign_out_at(*at, id_token, back_to, state)) : std::nullopt;
}

}  // namespace lgm::auth_service::oidc
