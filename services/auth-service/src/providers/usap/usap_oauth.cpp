#include "providers/usap/usap_oauth.hpp"

#include <algorithm>

#include "providers/refusals.hpp"
#include "providers/usap/usap_ticket.hpp"

namespace lgm::auth_service {
namespace {

using describe::Fault;
using json::Value;
using oidc::Url;

constexpr char kOauthId[] = "usap", kDependency[] = "usap-oauth";
constexpr char kNotOurs[] = "not_for_us";

struct Address {
  const char* variable;
  std::string Configuration::*given;
  const char* path;  // below USAP_BASE_URL
};
constexpr Address kAuthorize{"USAP_OAUTH_AUTHORIZE_URL", &Configuration::usap_oauth_authorize_url,
                             "/oauth/authorize"};
constexpr Address kToken{"USAP_OAUTH_TOKEN_URL", &Configuration::usap_oauth_token_url, "/oauth/token"};
constexpr Address kUserInfo{"USAP_OAUTH_USERINFO_URL", &Configuration::usap_oauth_userinfo_url,
                            "/oauth/userinfo"};

bool is_on(const Configuration& own) {
  return own.usap_oauth_enabled;
}

std::string base_of(const Configuration& own) {
  std::string base = own.usap_base_url;
  while (base.ends_with('/')) base.pop_back();
  return base;
}

std::optional<Url> url_of(const Configuration& own, const Address& address) {
  const std::string& given = own.*address.given;
  return oidc::parse_url(given.empty() ? base_of(own) + address.path : given);
}

// With an issuer its own and that of USAP_BASE_URL, else those of the three addresses.
std::vector<std::string> origins_of(const Configuration& own) {
  std::vector<std::optional<Url>> urls;
  if (own.usap_oidc_issuer.empty())
    urls = {url_of(own, kToken), url_of(own, kUserInfo), url_of(own, kAuthorize)};
  else
    urls = {oidc::parse_url(own.usap_oidc_issuer), oidc::parse_url(own.usap_base_url)};
  std::vector<std::string> origins;
  for (const auto& url : urls)
    if (url && std::find(origins.begin(), origins.end(), url->origin) == origins.end())
      origins.push_back(url->origin);
  return origins;
}

// RFC 9207 without metadata: what USAP calls itself is its address.
oidc::Endpoints endpoints_of(const Configuration& own) {
  const Url none{};
  oidc::Endpoints endpoints{url_of(own, kAuthorize).value_or(none),
                            url_of(own, kToken).value_or(none),
                            url_of(own, kUserInfo).value_or(none),
                            {},
                            {base_of(own)},
                            false};
  endpoints.issuers.push_back(endpoints.authorization.origin);
  return endpoints;
}

oidc::Client client_of(const Configuration& own, const Addresses& addresses) {
  return {
      own.usap_client_id,
      own.usap_client_secret,
      {},
      own.usap_oauth_client_auth == "post" ? oidc::ClientProof::SecretPost : oidc::ClientProof::SecretBasic,
      {},
      own.usap_oauth_scope,
      addresses.callback(kOauthId)};
}

constexpr char kWanted[] = "must be an https URL with USAP_OAUTH_ENABLED=true (http on loopback alone)";

// Without an issuer all three addresses are used, those that are not given by USAP_BASE_URL.
void check_addresses(const Configuration& own, std::vector<Fault>& faults) {
  const bool good_base = oidc::parse_url(base_of(own)).has_value();
  bool needs_base = false;
  for (const Address& address : {kAuthorize, kToken, kUserInfo}) {
    const std::string& given = own.*address.given;
    needs_base = needs_base || given.empty();
    if (!given.empty() && !oidc::parse_url(given)) faults.push_back({address.variable, "pattern", kWanted});
  }
  if (needs_base && !good_base) faults.push_back({"USAP_BASE_URL", "pattern", kWanted});
}

void check_issuer(const Configuration& own, std::vector<Fault>& faults) {
  const std::string& issuer = own.usap_oidc_issuer;
  if (!oidc::parse_url(issuer) || issuer.find_first_of("?#") != std::string::npos)
    faults.push_back({"USAP_OIDC_ISSUER", "pattern",
                      "must be an https URL without query (http on a loopback address alone)"});
}

void check_oauth(const Configuration& own, std::vector<Fault>& faults) {
  if (!is_on(own)) return;
  if (own.usap_base_url.empty())
    faults.push_back({"USAP_BASE_URL", "required", "is required with USAP_OAUTH_ENABLED=true"});
  else if (own.usap_oidc_issuer.empty())
    check_addresses(own, faults);
  if (!own.usap_oidc_issuer.empty()) check_issuer(own, faults);
}

ProviderCallers make_callers(const Configuration& own, const base::Clock& clock, service::Metrics& metrics) {
  if (!is_on(own)) return {};
  return oidc::callers_of(kDependency, origins_of(own), own.usap_ca_file, clock, metrics);
}

std::vector<std::unique_ptr<IdentityProvider>> make_provider(const ProviderParts& parts) {
  std::vector<std::unique_ptr<IdentityProvider>> made;
  if (is_on(parts.own)) made.push_back(std::make_unique<UsapOauth>(parts));
  return made;
}

}  // namespace

ProviderKind usap_oauth_kind() {
  return {is_on, make_callers, make_provider, check_oauth};
}

UsapOauth::UsapOauth(const ProviderParts& parts)
    : client_(usap_client_of(parts)),
      health_(client_, parts.clock),
      hosts_(parts.callers, kDependency, origins_of(parts.own)),
      endpoints_(endpoints_of(parts.own)),
      clock_(parts.clock),
      flow_(client_of(parts.own, parts.addresses), hosts_, parts.clock, parts.random),
      subject_(parts.own.usap_oauth_subject) {
  if (!parts.own.usap_oidc_issuer.empty())
    open_id_.emplace(parts.own.usap_oidc_issuer, flow_.client(), hosts_, parts.clock, parts.random);
}

std::string_view UsapOauth::id() const {
  return kOauthId;
}

std::optional<Offer> UsapOauth::offer() const {
  return Offer{kRedirectKind, "统一认证平台（USAP）", "USAP"};
}

SignInStart UsapOauth::start(const std::string& state) {
  return open_id_ ? open_id_->start(state) : flow_.start(endpoints_, state, kOauthId, false);
}

Value UsapOauth::user_info(const Proof& proof) {
  if (open_id_) {
    auto confirmed = open_id_->finish(proof);
    return confirmed.user_info.is_null() ? std::move(confirmed.id_token) : std::move(confirmed.user_info);
  }
  const oidc::Deadline deadline(clock_, oidc::Deadline::kCallback);
  const auto answered = flow_.answered(endpoints_, kOauthId, proof);
  const auto tokens = flow_.redeem(endpoints_, answered, deadline);
  return flow_.user_info(*endpoints_.user_info, tokens.access_token, deadline);
}

// Read as the answer about a ticket is.
Identity UsapOauth::identity_of(Value said) const {
  const Value* id = said.find(subject_);
  said.set("user_id", id ? Value(*id) : Value());
  auto answer = client_.of_user_info(said);
  if (answer.outcome == UsapOutcome::Refused) throw sign_in_refused(kNotOurs);
  if (answer.outcome == UsapOutcome::Unavailable) throw provider_unavailable(std::move(answer.why));
  return usap_identity(std::move(answer.person));
}

Identity UsapOauth::finish(const Proof& proof, const Visitor&) {
  return identity_of(user_info(proof));
}

std::vector<std::string> UsapOauth::outcomes() const {
  auto outcomes = oidc::OpenId::outcomes();
  outcomes.emplace_back(kNotOurs);
  return outcomes;
}

bool UsapOauth::healthy() {
  return open_id_ ? open_id_->answers() : health_.healthy();
}

}  // namespace lgm::auth_service
