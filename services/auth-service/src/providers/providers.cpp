#include "providers/providers.hpp"

#include <algorithm>
#include <stdexcept>

#include "providers/usap/usap_ticket.hpp"

namespace lgm::auth_service {

// The list: one line a kind of provider, here and in provider_callers() below.
Providers::Providers(const ProviderParts& parts) {
  all_.push_back(std::make_unique<UsapTicket>(parts));
}

ProviderCallers provider_callers(const Configuration& own, const base::Clock& clock,
                                 service::Metrics& metrics) {
  ProviderCallers callers;
  if (auto usap = usap_caller(own, clock, metrics)) callers.emplace(kUsap, std::move(usap));
  return callers;
}

const Directory& Providers::directory() const {
  for (const auto& provider : all_)
    if (const Directory* directory = provider->directory()) return *directory;
  throw std::logic_error("no provider has a directory");
}

std::vector<std::string> Providers::ways() const {
  std::vector<std::string> ways;
  for (const auto& provider : all_) ways.emplace_back(provider->id());
  return ways;
}

std::vector<std::string> Providers::outcomes() const {
  std::vector<std::string> outcomes;
  for (const auto& provider : all_)
    for (std::string& outcome : provider->outcomes())
      if (std::find(outcomes.begin(), outcomes.end(), outcome) == outcomes.end())
        outcomes.push_back(std::move(outcome));
  return outcomes;
}

}  // namespace lgm::auth_service
