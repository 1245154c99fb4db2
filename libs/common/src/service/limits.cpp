#include "limits.hpp"

#include <algorithm>
#include <stdexcept>

#include "lgm/service/route.hpp"

namespace lgm::service {
namespace {

constexpr std::size_t kLongestName = 32;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

RateRule checked(RateRule rule) {
  if (!is_name(rule.name))
    throw std::logic_error("a limit's name must be 1 to 32 of a-z, 0-9 and '-': " + rule.name);
  if (rule.per_minute < 0) throw std::logic_error("limit " + rule.name + ": a rate below 0");
  if (rule.per_minute > 0 && rule.burst < 1)
    throw std::logic_error("limit " + rule.name + ": a burst below 1");
  if (rule.prefix.empty()) rule.prefix = rule.name + ":";
  return rule;
}

// Older scripts write row by row and know no 429: their writes have a rule of their own. These answer with
// the row, or a message; a try of the playground, which is audited, too, answers with what was decided.
bool is_classic_write(const Route& route) {
  return route.classic && is_write(route) && (route.answer || route.answers_message);
}

bool is_of(RateRule::Of of, Principal::Kind kind) {
  switch (kind) {
    case Principal::Kind::Service:
      return false;
    case Principal::Kind::Application:
      return of != RateRule::Of::Principal;
    default:
      return of != RateRule::Of::Application;
  }
}

}  // namespace

NamedLimit::NamedLimit(RateRule rule, std::shared_ptr<http::Caller> session_cache, const base::Clock& clock,
                       Metrics& metrics)
    : limiter(std::move(rule), std::move(session_cache), clock),
      quoted('"' + limiter.rule().name + '"'),
      policy(quoted + ";q=" + std::to_string(limiter.rule().per_minute) + ";w=60"),
      refused(refused_by(metrics, limiter.rule().name)) {}

Counter& refused_by(Metrics& metrics, const std::string& rule) {
  return metrics.counter("lgm_rate_limited_total", "Answers 429, by the rule that refused", {{"rule", rule}});
}

Limits::Limits(std::shared_ptr<http::Caller> session_cache, const base::Clock& clock, Metrics& metrics)
    : session_cache_(std::move(session_cache)), clock_(clock), metrics_(metrics) {}

void Limits::add(RateRule rule) {
  rule = checked(std::move(rule));
  for (const auto& one : limits_)
    if (one->rule().name == rule.name) throw std::logic_error("two limits are named " + rule.name);
  limits_.push_back(std::make_unique<NamedLimit>(std::move(rule), session_cache_, clock_, metrics_));
}

void Limits::start(const std::function<void()>& news) {
  for (const auto& one : limits_) {
    one->limiter.on_news(news);
    one->limiter.start();
  }
}

void Limits::stop() {
  for (const auto& one : limits_) one->limiter.stop();
}

void Limits::set_replicas(std::int64_t replicas) {
  for (const auto& one : limits_) one->limiter.set_replicas(replicas);
}

NamedLimit& Limits::named(std::string_view name) const {
  for (const auto& one : limits_)
    if (one->rule().name == name) return *one;
  throw std::logic_error("there is no limit " + std::string(name));
}

NamedLimit* Limits::next(const Context& context, std::size_t& at) const {
  if (!context.known() || !context.route().rate_limited) return nullptr;
  const bool classic = is_classic_write(context.route());
  while (at < limits_.size()) {
    NamedLimit& limit = *limits_[at++];
    const RateRule& rule = limit.rule();
    const bool spends = classic ? rule.by_classic_writes : rule.by_requests;
    if (spends && rule.per_minute > 0 && is_of(rule.of, context.principal().kind)) return &limit;
  }
  return nullptr;
}

}  // namespace lgm::service
