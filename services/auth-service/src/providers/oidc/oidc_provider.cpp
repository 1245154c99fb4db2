#include "providers/oidc/oidc_provider.hpp"

#include <algorithm>

#include "lgm/base/utf8.hpp"
#include "lgm/service/certificates.hpp"
#include "providers/refusals.hpp"

namespace lgm::auth_service::oidc {
namespace {

using json::Value;

constexpr char kNoSubject[] = "no_subject", kTooWeak[] = "strength_missing";
constexpr std::size_t kLongestSubject = 255, kLongestText = 128;  // characters, as users are stored

std::vector<LoadedEntry> entries_of(const Configuration& own) {
  std::vector<describe::Fault> faults;  // which check() told at the start
  return load_entries(own.identity_providers_file, faults);
}

std::string spaced(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Client client_of(const LoadedEntry& loaded, const Addresses& addresses) {
  const Entry& entry = loaded.entry;
  return {entry.client_id,
          loaded.secret,
          loaded.key,
          proof_named(entry.token_auth),
          entry.issuer,
          spaced(entry.scopes),
          addresses.callback(entry.id),
          entry.acr.value_or("")};
}

bool is_readable(const std::string& text) {
  return !text.empty() && !base::has_control(text);
}

std::optional<std::string> text_of(const Value* said) {
  if (!said || !said->string() || !is_readable(*said->string())) return std::nullopt;
  return *said->string();
}

std::optional<std::string> text_of(const Confirmed& confirmed, const std::optional<std::string>& claim) {
  return text_of(claim ? confirmed.claim(*claim) : nullptr);
}

bool holds(const Value* list, const std::string& word) {
  if (!list || !list->array()) return false;
  return std::any_of(list->array()->begin(), list->array()->end(),
                     [&](const Value& one) { return one.string() && *one.string() == word; });
}

void check_grace(const Configuration& own, const std::vector<LoadedEntry>& entries,
                 std::vector<describe::Fault>& faults) {
  const bool any = std::any_of(entries.begin(), entries.end(),
                               [](const LoadedEntry& one) { return one.entry.recheck != kByRefreshToken; });
  if (any && own.user_status_grace == 0)
    faults.push_back({"USER_STATUS_GRACE", "out_of_range",
                      "must not be 0 with an identity provider that is not asked again (recheck none): its "
                      "sessions would end at once"});
}

ProviderCallers make_callers(const Configuration& own, const base::Clock& clock, service::Metrics& metrics) {
  ProviderCallers all;
  for (const LoadedEntry& one : entries_of(own))
    all.merge(
        callers_of(dependency_of(one.entry.id), one.origins, one.entry.ca_file.value_or(""), clock, metrics));
  return all;
}

std::vector<std::unique_ptr<IdentityProvider>> make_providers(const ProviderParts& parts) {
  std::vector<std::unique_ptr<IdentityProvider>> made;
  for (const LoadedEntry& one : entries_of(parts.own))
    made.push_back(std::make_unique<OidcProvider>(one, parts));
  return made;
}

}  // namespace

ProviderKind oidc_kind() {
  return {[](const Configuration& own) { return !entries_of(own).empty(); }, make_callers, make_providers,
          [](const Configuration& own, std::vector<describe::Fault>& faults) {
            check_grace(own, load_entries(own.identity_providers_file, faults), faults);
          }};
}

OidcProvider::OidcProvider(const LoadedEntry& loaded, const ProviderParts& parts)
    : entry_(loaded.entry),
      addresses_(parts.addresses),
      hosts_(parts.callers, dependency_of(entry_.id), loaded.origins),
      groups_(entry_, parts.log, parts.metrics),
      open_id_(entry_.issuer, client_of(loaded, parts.addresses), hosts_, parts.clock, parts.random) {
  if (entry_.ca_file)
    service::show_certificates(parts.metrics, "IDENTITY_PROVIDERS_FILE/" + entry_.id, *entry_.ca_file);
}

std::optional<Offer> OidcProvider::offer() const {
  return Offer{kRedirectKind, entry_.name.zh, entry_.name.en, entry_.icon};
}

std::vector<std::string> OidcProvider::outcomes() const {
  auto outcomes = OpenId::outcomes();
  outcomes.emplace_back(kNoSubject), outcomes.emplace_back(kTooWeak);
  return outcomes;
}

// Of the ID token alone: it is signed.
void OidcProvider::check_strength(const Confirmed& confirmed) const {
  const bool strong = (!entry_.acr || confirmed.id_token.text_at("acr") == *entry_.acr) &&
                      std::all_of(entry_.amr.begin(), entry_.amr.end(), [&](const std::string& one) {
                        return holds(confirmed.id_token.find("amr"), one);
                      });
  if (!strong)
    throw service::forbidden("strength_missing",
                             "The identity provider did not confirm the sign-in in the way that is asked for "
                             "here");
}

Identity OidcProvider::identity_of(const Confirmed& confirmed) const {
  const auto subject = text_of(confirmed, entry_.claims.subject);
  if (!subject || base::code_points(*subject) > kLongestSubject)
    throw sign_in_refused(kNoSubject, {hosts_.name() + ": it says no " + entry_.claims.subject});
  Identity who;
  who.issuer = entry_.issuer;
  who.subject = *subject;
  const auto shortened = [](const std::string& text) {
    return std::string(base::first_characters(text, kLongestText));
  };
  if (const auto name = text_of(confirmed, entry_.claims.username)) who.names.username = shortened(*name);
  const auto name = text_of(confirmed, entry_.claims.display_name);
  who.names.user_name = name ? shortened(*name) : who.names.username.value_or(shortened(*subject));
  who.names.email = text_of(confirmed, entry_.claims.email);
  if (who.names.email && base::code_points(*who.names.email) > kLongestText) who.names.email.reset();
  who.roles = groups_.roles_by(confirmed.id_token);
  return who;
}

Identity OidcProvider::finish(const Proof& proof, const Visitor&) {
  const Confirmed confirmed = open_id_.finish(proof);
  check_strength(confirmed);
  Identity who = identity_of(confirmed);
  who.session = session_of(confirmed);
  return who;
}

Rechecked OidcProvider::recheck(const std::string& sub, const std::string& refresh_token) {
  if (!groups_.are_mapped()) return open_id_.recheck(sub, refresh_token);
  json::Value user_info;
  Rechecked said = open_id_.recheck(sub, refresh_token, &user_info);
  if (said.outcome != Rechecked::Outcome::Confirmed) return said;
  said.issuer = entry_.issuer;
  said.roles = groups_.roles_by(user_info);
  return said;
}

// Of the provider's tokens no more than is used.
ProviderSession OidcProvider::session_of(const Confirmed& confirmed) const {
  ProviderSession session;
  session.sub = confirmed.subject;
  const auto sid = text_of(confirmed.id_token.find("sid"));
  if (sid && sid->size() <= kLongestSubject) session.sid = *sid;
  if (rechecks()) session.refresh_token = confirmed.tokens.refresh_token;
  if (signs_out("rp")) session.id_token = confirmed.tokens.id_token;
  return session;
}

std::optional<std::string> OidcProvider::sign_out_at(const std::optional<std::string>& id_token,
                                                     const std::string& state) {
  if (!signs_out("rp")) return std::nullopt;
  return open_id_.sign_out_at(id_token, addresses_.signed_out(), state);
}

}  // namespace lgm::auth_service::oidc
