#include "background/suite_health.hpp"

#include "lgm/json/value.hpp"

namespace lgm::admin {
namespace {

using service::SuiteState;

// As long as a provider may take to answer auth-service would hold up the end of this program.
constexpr std::chrono::milliseconds kPatience{2'000};

// One that does not answer is told, whatever the others do; passwords are no provider's.
SuiteState state_of(const json::Array& ways) {
  SuiteState state = SuiteState::NotInstalled;
  for (const json::Value& way : ways) {
    if (way.text_at("kind") == "password") continue;
    if (way.flag_at("healthy") != true) return SuiteState::Away;
    state = SuiteState::Well;
  }
  return state;
}

}  // namespace

void SuiteHealth::ask() {
  remember(redis_, &SuiteHealth::ask_redis);
  remember(usap_, &SuiteHealth::ask_usap);
}

void SuiteHealth::remember(std::optional<Seen>& seen, SuiteState (SuiteHealth::*question)() const) {
  const auto asked = clock_.steady();  // an answer is as old as its question
  const SuiteState state = (this->*question)();
  const std::lock_guard lock(mutex_);
  seen = Seen{state, asked};
}

// All providers of identities, whichever they are: what is read as "usap" is whether people can come in from
// outside.
SuiteState SuiteHealth::ask_usap() const {
  if (!auth_service_) return SuiteState::NotInstalled;
  const auto answer = auth_service_->call({.target = "/api/v1/sso/ways", .timeout = kPatience});
  if (answer.error == http::CallError::None && answer.status == 404) return ask_older_usap();
  const auto said = answer.ok() ? json::parse_or_nothing(answer.body) : std::nullopt;
  const json::Value* ways = said ? said->find("ways") : nullptr;
  return ways && ways->array() ? state_of(*ways->array()) : SuiteState::Away;
}

// As auth-service of the version before says it, which does not know the list.
SuiteState SuiteHealth::ask_older_usap() const {
  const auto answer = auth_service_->call({.target = "/api/v1/sso/health", .timeout = kPatience});
  const auto said = answer.ok() ? json::parse_or_nothing(answer.body) : std::nullopt;
  if (said && said->flag_at("sso_enabled") == false) return SuiteState::NotInstalled;
  return said && said->flag_at("usap_healthy") == true ? SuiteState::Well : SuiteState::Away;
}

SuiteState SuiteHealth::ask_redis() const {
  if (!session_cache_) return SuiteState::NotInstalled;
  return session_cache_->call({.target = "/health/ready", .timeout = kPatience}).ok() ? SuiteState::Well
                                                                                      : SuiteState::Away;
}

SuiteState SuiteHealth::current(const std::optional<Seen>& seen) const {
  const std::lock_guard lock(mutex_);
  if (!seen || clock_.steady() - seen->asked > kFresh) return SuiteState::Away;
  return seen->state;
}

}  // namespace lgm::admin
