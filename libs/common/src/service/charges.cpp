#include "charges.hpp"

#include <algorithm>

#include "lgm/base/network.hpp"

namespace lgm::service {
namespace {

void append(std::string& list, const std::string& item) {
  if (!list.empty()) list += ", ";
  list += item;
}

}  // namespace

const std::string& Charges::key_of(const NamedLimit& limit, const Context& context) {
  if (limit.rule().of != RateRule::Of::Network) return context.principal().id;
  if (network_.empty()) network_ = base::counted_address(context.client_address);
  return network_;
}

void Charges::settle(const NamedLimit& limit, const RateLimiter::Verdict& verdict) {
  if (verdict.limit == 0) return;
  auto state =
      std::find_if(states_.begin(), states_.end(), [&](const State& one) { return one.limit == &limit; });
  if (state == states_.end()) state = states_.insert(states_.end(), {&limit});
  state->remaining = verdict.remaining;
  state->reset_seconds = verdict.reset_seconds;
  if (verdict.admitted()) return;
  refused_by_ = &limit;
  throw too_many_requests("rate_limited", verdict.hit + "; slow down",
                          static_cast<int>(verdict.reset_seconds),
                          {{"rule", limit.rule().name}, {"limit", verdict.limit}});
}

void Charges::settle(const Charge& charge, const RateLimiter::Verdict& verdict) {
  settle(*charge.limit, verdict);
  if (!charge.by_handler) return;
  paid_.emplace_back(charge.limit, charge.key);
  repeated_ = paid_.size();
}

void Charges::spend(std::string_view name, const std::string& key) {
  NamedLimit& limit = limits_.named(name);
  if (repeated_ < paid_.size() && paid_[repeated_].first == &limit && paid_[repeated_].second == key) {
    ++repeated_;
    return;
  }
  const auto verdict = at_once(limit, key);
  if (!verdict) throw MustWait{{&limit, key, true}};
  settle({&limit, key, true}, *verdict);
}

void Charges::spend_failure(std::string_view name, const Context& context) {
  NamedLimit& limit = limits_.named(name);
  settle(limit, limit.limiter.take(key_of(limit, context)));
}

void Charges::tell(http::Headers& headers) const {
  if (states_.empty()) return;
  std::string policies, states;
  for (const State& state : states_) {
    append(policies, state.limit->policy);
    append(states, state.limit->quoted + ";r=" + std::to_string(state.remaining) +
                       ";t=" + std::to_string(state.reset_seconds));
  }
  headers.add("RateLimit-Policy", std::move(policies));
  headers.add("RateLimit", std::move(states));
}

}  // namespace lgm::service
