#include "background/suite_health.hpp"

#include "lgm/json/value.hpp"

namespace lgm::admin {
namespace {

using service::SuiteState;

// As long as USAP may take to answer auth-service would hold up the end of this program.
constexpr std::chrono::milliseconds kPatience{2'000};

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

SuiteState SuiteHealth::ask_usap() const {
  if (!auth_service_) return SuiteState::NotInstalled;
  const auto answer = auth_service_->call({.target = "/api/v1/sso/health", .timeout = kPatience});
  const auto said = answer.ok() ? json::parse_or_nothing(answer.body) : std::nullopt;
  const auto flag = [&](const char* name) {
    const json::Value* value = said ? said->find(name) : nullptr;
    return value && value->boolean() ? std::optional(*value->boolean()) : std::nullopt;
  };
  if (flag("sso_enabled") == false) return SuiteState::NotInstalled;
  return flag("usap_healthy") == true ? SuiteState::Well : SuiteState::Away;
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
