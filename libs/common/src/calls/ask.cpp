#include "lgm/calls/ask.hpp"

#include <algorithm>

namespace lgm::calls {
namespace {

// Of a problem: what else a peer may say is not for the log.
bool is_code(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  return !text.empty() && text.size() <= kLongest && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string code_of(const http::CallResult& result) {
  const auto problem = json::parse_or_nothing(result.body);
  const auto code = problem ? problem->text_at("code") : std::nullopt;
  return code && is_code(*code) ? *code : std::string();
}

// The path with its members in place of their names, then the rest as query.
std::string target_of(std::string_view path, const describe::Pairs& members) {
  std::string target(path), query;
  for (const auto& [name, value] : members) {
    const std::string hole = "{" + name + "}";
    if (const std::size_t at = target.find(hole); at != std::string::npos)
      target.replace(at, hole.size(), http::encode_component(value));
    else
      query += (query.empty() ? "?" : "&") + name + "=" + http::encode_component(value);
  }
  return target + query;
}

}  // namespace

std::string failure_of(std::string_view callee, const http::CallResult& result) {
  std::string text = std::string(callee) + ": ";
  if (result.error != http::CallError::None) {
    text += http::to_string(result.error);
  } else {
    text += "answered " + std::to_string(result.status);
    if (const std::string code = code_of(result); !code.empty()) text += " " + code;
  }
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(result.elapsed);
  return text + " after " + std::to_string(took.count()) + " ms";
}

std::string misfit_of(std::string_view callee, const std::vector<describe::Fault>& faults) {
  std::string text = std::string(callee) + ": its answer does not fit the contract";
  if (!faults.empty()) text += ": " + describe::said(faults.front());
  return text;
}

namespace detail {

http::Call call_of(http::Method method, std::string_view path, const describe::TypeInfo& type,
                   const void* question) {
  http::Call call;
  call.method = method;
  if (method == http::Method::Get) {
    call.target = target_of(path, describe::encode_pairs(type, question));
    return call;
  }
  call.target = path;
  json::Writer writer(call.body);
  describe::encode(type, question, writer);
  return call;
}

std::optional<json::Value> document_of(std::string_view callee, const http::CallResult& result,
                                       const json::ParseLimits& limits, Outcome& outcome) {
  outcome.error = result.error;
  outcome.status = result.status;
  if (!result.ok()) {
    if (result.error == http::CallError::None) outcome.code = code_of(result);
    outcome.why = failure_of(callee, result);
    return std::nullopt;
  }
  auto parsed = json::parse(result.body, limits);
  if (auto* document = std::get_if<json::Value>(&parsed)) return std::move(*document);
  outcome.why = misfit_of(callee, {{"", "malformed_json", "is no JSON"}});
  return std::nullopt;
}

}  // namespace detail
}  // namespace lgm::calls
