#include "providers/oidc/hosts.hpp"

#include <algorithm>

#include "lgm/service/service.hpp"

namespace lgm::auth_service::oidc {
namespace {

constexpr std::size_t kLargestAnswer = 256 * 1024;  // bytes

std::string name_of(const std::string& name, const std::vector<std::string>& origins,
                    const std::string& origin) {
  if (origin == origins.front()) return name;
  return name + "-" + origin.substr(origin.find("://") + 3);
}

std::string said(const http::CallResult& result) {
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(result.elapsed).count();
  const std::string what = result.error == http::CallError::None ? "answered " + std::to_string(result.status)
                                                                 : std::string(http::to_string(result.error));
  return what + " after " + std::to_string(took) + " ms";
}

}  // namespace

std::chrono::milliseconds Deadline::left() const {
  const auto all = std::chrono::duration_cast<std::chrono::milliseconds>(until_ - clock_.steady());
  return std::min(all, kCall);
}

Hosts::Hosts(const ProviderCallers& callers, const std::string& name, const std::vector<std::string>& origins)
    : name_(name) {
  for (const std::string& origin : origins)
    if (const auto found = callers.find(name_of(name, origins, origin)); found != callers.end())
      callers_[origin] = found->second;
}

Answer Hosts::ask(const Url& url, http::Call call, const Deadline& deadline) const {
  const auto caller = callers_.find(url.origin);
  if (caller == callers_.end()) return {.why = {name_ + ": " + url.origin + " is none of its hosts"}};
  const auto left = deadline.left();
  if (left.count() <= 0) return {.why = {name_ + ": took too long"}};
  call.target = url.target;
  call.timeout = left;
  call.headers.set("Accept", "application/json");
  const auto result = caller->second->call(call);
  Answer answer{.why = {name_ + ": " + said(result)}};
  answer.reached = result.error != http::CallError::Connect && result.error != http::CallError::CircuitOpen;
  if (result.error != http::CallError::None) return answer;
  answer.status = result.status;
  auto body = json::parse_or_nothing(result.body);
  if (body && body->object()) answer.body = std::move(body);
  if (answer.status == 200 && !answer.body) answer.why.text += ", which is no JSON object";
  return answer;
}

ProviderCallers callers_of(const std::string& name, const std::vector<std::string>& origins,
                           const std::string& ca_file, const base::Clock& clock, service::Metrics& metrics) {
  ProviderCallers callers;
  for (const std::string& origin : origins) {
    http::ClientOptions options;
    options.base_url = origin;
    options.name = name_of(name, origins, origin);
    options.ca_file = ca_file;
    options.max_body = kLargestAnswer;
    callers.emplace(options.name, std::make_shared<http::Client>(
                                      options, clock, service::observe_calls(metrics, options.name)));
  }
  return callers;
}

}  // namespace lgm::auth_service::oidc
