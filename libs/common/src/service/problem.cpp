#include "lgm/service/problem.hpp"

#include <algorithm>

#include "lgm/calls/ask.hpp"
#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::service {
namespace {

constexpr std::size_t kMostFaults = 100;  // listed; `detail` says how many more there are

Refusal refuse(int status, std::string code, std::string detail) {
  return Refusal(Problem{status, std::move(code), std::move(detail), {}, {}});
}

Refusal refuse_later(int status, std::string code, std::string detail, int retry_after_seconds,
                     Cause cause = {}) {
  Problem problem{status, std::move(code), std::move(detail), {}, {}};
  problem.headers.set("Retry-After", std::to_string(retry_after_seconds));
  return Refusal(std::move(problem), std::move(cause));
}

constexpr std::string_view kTyped[] = {
    "required", "too_short",  "too_long",          "too_many",      "out_of_range",
    "pattern",  "not_one_of", "control_character", "keyword_empty", "not_in_this_version"};

bool is_of_a_typed_value(const describe::Fault& fault) {
  return std::find(std::begin(kTyped), std::end(kTyped), fault.code) != std::end(kTyped);
}

Refusal challenge(std::string_view scheme) {
  Problem problem{401, "invalid_token", "The access token is missing, invalid or expired", {}, {}};
  problem.headers.set("WWW-Authenticate", std::string(scheme));
  return Refusal(std::move(problem));
}

// "tag_code is required; level must be …": the first faults in one sentence, for clients that show only
// `detail`.
std::string summary_of(const std::vector<describe::Fault>& faults) {
  constexpr std::size_t kShown = 3;
  std::string text;
  for (std::size_t i = 0; i < faults.size() && i < kShown; ++i) {
    std::string_view name = faults[i].pointer;
    if (name.starts_with('/')) name.remove_prefix(1);
    text += (i ? "; " : "") + (name.empty() ? std::string("the body") : std::string(name)) + " " +
            faults[i].detail;
  }
  if (faults.size() > kShown) text += "; and " + std::to_string(faults.size() - kShown) + " more";
  return text;
}

}  // namespace

http::Response to_response(const Problem& problem, std::string_view request_id) {
  http::Response response;
  response.status = problem.status;
  json::Writer writer(response.body);
  writer.begin_object();
  writer.key("type");
  writer.text(problem.code.empty() ? "about:blank" : "urn:llm-guard-manager:problem:" + problem.code);
  writer.key("title");
  writer.text(http::reason_phrase(problem.status));
  writer.key("status");
  writer.integer(problem.status);
  writer.key("detail");
  writer.text(problem.detail);
  writer.key("code");
  writer.text(problem.code);
  writer.key("instance");
  writer.text("urn:request:" + std::string(request_id));
  if (!problem.errors.empty()) {
    writer.key("errors");
    writer.begin_array();
    for (const describe::Fault& fault : problem.errors) {
      writer.begin_object();
      writer.key("pointer");
      writer.text(fault.pointer);
      writer.key("code");
      writer.text(fault.code);
      writer.key("detail");
      writer.text(fault.detail);
      writer.end_object();
    }
    writer.end_array();
  }
  writer.end_object();
  response.headers = problem.headers;
  response.headers.set("Content-Type", "application/problem+json");
  return response;
}

Refusal bad_request(std::string code, std::string detail) {
  return refuse(400, std::move(code), std::move(detail));
}
Refusal duplicate(std::string detail) {
  return refuse(400, "duplicate", std::move(detail));
}
Refusal immutable(std::string_view field) {
  Problem problem{400, "immutable", std::string(field) + " cannot be changed once set", {}, {}};
  problem.errors.push_back({"/" + std::string(field), "immutable", "cannot be changed once set"});
  return Refusal(std::move(problem));
}
Refusal unauthorized() {
  return challenge("Bearer error=\"invalid_token\"");
}
Refusal no_credentials() {
  return challenge("Bearer");
}
Refusal forbidden(std::string code, std::string detail) {
  return refuse(403, std::move(code), std::move(detail));
}
Refusal password_change_required() {
  return forbidden("password_change_required",
                   "This password was given to be replaced: set one of your own, then sign in with it");
}
Refusal missing_permission(std::string_view permission, std::string_view scenario) {
  std::string detail = "Missing permission: " + std::string(permission);
  if (!scenario.empty()) detail += " for scenario: " + std::string(scenario);
  return forbidden("missing_permission", std::move(detail));
}
Refusal no_access_to_scenario() {
  return forbidden("no_access_to_scenario", "No access to scenario");
}
Refusal not_authorized() {
  return forbidden("not_authorized", "Not authorized");
}
Refusal not_found(std::string_view what) {
  return refuse(404, "not_found", std::string(what) + " not found");
}
Refusal conflict(std::string code, std::string detail) {
  return refuse(409, std::move(code), std::move(detail));
}
Refusal version_mismatch() {
  return refuse(412, "version_mismatch",
                "Somebody else has changed this since you read it; reload and try again");
}
Refusal invalid(std::vector<describe::Fault> faults) {
  Problem problem{422, "invalid", summary_of(faults), {}, {}};
  // A body can hold more faults than anybody reads, each many times its own size.
  if (faults.size() > kMostFaults) faults.resize(kMostFaults);
  problem.errors = std::move(faults);
  return Refusal(std::move(problem));
}
Refusal invalid(std::string pointer, std::string code, std::string detail) {
  return invalid(std::vector<describe::Fault>{{std::move(pointer), std::move(code), std::move(detail)}});
}
Problem for_older_clients(Problem problem, bool form) {
  const auto typed = [form](const describe::Fault& fault) {
    return is_of_a_typed_value(fault) && (form || fault.pointer.starts_with('/'));
  };
  if (problem.status == 422 && !problem.errors.empty() &&
      std::all_of(problem.errors.begin(), problem.errors.end(), typed))
    problem.status = 400;
  return problem;
}
Refusal too_many_requests(std::string code, std::string detail, int retry_after_seconds) {
  return refuse_later(429, std::move(code), std::move(detail), retry_after_seconds);
}
Refusal unavailable(std::string code, std::string detail, Cause cause, int retry_after_seconds) {
  return refuse_later(503, std::move(code), std::move(detail), retry_after_seconds, std::move(cause));
}

Cause cause_of(std::string_view dependency, const http::CallResult& result) {
  return result.ok() ? unreadable_answer(dependency) : Cause{calls::failure_of(dependency, result)};
}
Cause unreadable_answer(std::string_view dependency) {
  return {calls::misfit_of(dependency)};
}

}  // namespace lgm::service
