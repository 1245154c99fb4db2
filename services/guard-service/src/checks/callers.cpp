#include "checks/callers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lgm/auth/api_key.hpp"
#include "lgm/base/network.hpp"

namespace lgm::guard_service {
namespace {

namespace policy = contracts::policy;

constexpr char kPermission[] = "playground";

Caller caller_of(std::shared_ptr<const KnownKey> key, const std::string& app_id) {
  if (key->row.app_id != app_id)
    throw service::forbidden("api_key_other_app", "This API key is not of the application " + app_id);
  if (!key->allows(policy::kCheckScope))
    throw service::forbidden("api_key_scope", "This API key was made without the scope check",
                             {{"scope", policy::kCheckScope}});
  const Counts counts{key->allows(policy::kFlagsScope), key->allows(policy::kLabelsScope)};
  return {std::move(key), counts};
}

// RateLimit-Policy and RateLimit, one item a quota.
http::Headers told_of(const std::vector<Quotas::State>& states) {
  std::string policies, left;
  for (const Quotas::State& state : states) {
    const std::string item = (left.empty() ? "\"" : ", \"") + std::string(state.name) + "\"";
    policies += fmt::format("{};q={};w={}", item, state.limit, state.window_seconds);
    left += fmt::format("{};r={};t={}", item, state.remaining, state.reset_seconds);
  }
  http::Headers headers;
  if (states.empty()) return headers;
  headers.add("RateLimit-Policy", std::move(policies));
  headers.add("RateLimit", std::move(left));
  return headers;
}

service::Refusal quota_exceeded(const Quotas::Verdict& verdict) {
  const auto& hit = *std::find_if(verdict.states.begin(), verdict.states.end(),
                                  [&](const Quotas::State& state) { return state.name == verdict.hit; });
  service::Problem problem =
      service::too_many_requests("quota_exceeded",
                                 "This API key may have " + std::to_string(hit.limit) + " texts decided a " +
                                     std::string(hit.name) + ", and " + std::to_string(hit.remaining) +
                                     " are left",
                                 static_cast<int>(std::max<std::int64_t>(1, hit.reset_seconds)),
                                 {{"quota", hit.name}, {"limit", hit.limit}})
          .problem();
  const http::Headers told = told_of(verdict.states);
  for (const auto& [name, value] : told.fields()) problem.headers.add(name, value);
  return service::Refusal(std::move(problem));
}

}  // namespace

Caller Callers::permit(const service::Context& context, const std::string& app_id) const {
  auto key = key_of(context.principal());
  Caller caller = key ? caller_of(std::move(key), app_id) : Caller{};
  context.require_in(caller.key ? std::string_view(policy::kCheckScope) : kPermission, app_id);
  return caller;
}

// Who guesses keys in bodies costs more than by a head: the text has come, and is read.
std::shared_ptr<const KnownKey> Callers::key_of_body(service::Context& context,
                                                     const std::string& text) const {
  if (context.request().headers.get("Authorization")) throw service::two_credentials();
  try {
    return keys_.known(text);
  } catch (const service::Refusal& refusal) {
    // Where the keys are not known yet nobody has guessed.
    if (refusal.problem().status == 401)
      context.spend(service::kKeyFailures, base::counted_address(context.client_address));
    throw;
  }
}

Caller Callers::permit_older(service::Context& context, const LegacyBody& body) const {
  if (context.known()) {
    if (body.apikey && *body.apikey != context.request().headers.get(service::kKeyHeader))
      keys_.refusals().refuse(service::KeyRefusals::kTwo);
    return caller_of(key_of(context.principal()), body.app_id);
  }
  // Older callers send whatever they were given then; what is none of our keys is not looked at.
  if (body.apikey && body.apikey->starts_with(auth::kApiKeyMark))
    return caller_of(key_of_body(context, *body.apikey), body.app_id);
  if (!is_open(body.app_id)) keys_.refusals().refuse(service::KeyRefusals::kMissing);
  return {};
}

http::Headers Callers::spend(const KnownKey& key, std::int64_t texts) const {
  const auto verdict = quotas_.take(key.row.id, key.row.quota.value_or(Quota{}), texts);
  if (!verdict.admitted()) throw quota_exceeded(verdict);
  return told_of(verdict.states);
}

http::Response Callers::counted(const service::Context& context, const Caller& caller, std::int64_t texts,
                                const std::function<http::Response()>& decide) const {
  if (!caller.key) return decide();
  const http::Headers told = spend(*caller.key, texts);
  try {
    http::Response response = decide();
    for (const auto& [name, value] : told.fields()) response.headers.add(name, value);
    uses_.note(caller.key->row.id, texts, context.client_address);
    return response;
  } catch (...) {
    quotas_.give_back(caller.key->row.id, texts);
    throw;
  }
}

void Callers::decided_for_nobody(const std::string& app_id) const {
  metrics_
      .counter("lgm_guard_checks_without_key_total",
               "Texts decided on the older path for who sent no API key, by app", {{"app", app_id}})
      .add();
}

bool Callers::is_open(const std::string& app_id) const {
  switch (required_) {
    case RequireKey::Always:
      return false;
    case RequireKey::Keyed:
      return !keys_.is_keyed(app_id);
    case RequireKey::Never:
      break;
  }
  return true;
}

}  // namespace lgm::guard_service
