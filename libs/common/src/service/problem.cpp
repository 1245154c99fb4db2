#include "lgm/service/problem.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "lgm/auth/jwt.hpp"
#include "lgm/calls/ask.hpp"
#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::service {
namespace {

constexpr std::size_t kMostFaults = 100;  // listed; `detail` says how many more there are

void write(json::Writer& writer, const describe::Fault& fault) {
  writer.begin_object();
  writer.key("pointer");
  writer.text(fault.pointer);
  writer.key("code");
  writer.text(fault.code);
  writer.key("detail");
  writer.text(fault.detail);
  for (const auto& [name, number] : {std::pair("limit", fault.limit), std::pair("actual", fault.actual)}) {
    if (!number) continue;
    writer.key(name);
    writer.integer(*number);
  }
  writer.end_object();
}

Refusal later(const Refusal& refusal, int retry_after_seconds, Cause cause = {}) {
  Problem problem = refusal.problem();
  problem.headers.set("Retry-After", std::to_string(retry_after_seconds));
  return Refusal(std::move(problem), std::move(cause));
}

// "Scenario keyword" → "scenario_keyword".
std::string word_of(std::string_view title) {
  std::string word(title);
  for (char& c : word) c = c == ' ' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return word;
}

bool has_fact(const Facts& facts, std::string_view name) {
  return std::any_of(facts.begin(), facts.end(),
                     [&](const json::Member& fact) { return fact.first == name; });
}

// Whether they are those of the table: clients rely on them.
bool are_facts_of(ProblemCode code, const Facts& facts) {
  if (code.row().facts.empty()) return facts.empty();
  std::size_t found = 0;
  for (const auto& [name, is_optional] : facts_of(code.row())) {
    const bool here = has_fact(facts, name);
    if (!here && !is_optional) return false;
    found += here;
  }
  return found == facts.size();
}

Refusal challenge(std::string_view scheme) {
  Problem problem =
      refusal<401>("invalid_token", "The access token is missing, invalid or expired").problem();
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
  writer.text("urn:llm-guard-manager:problem:" + std::string(problem.code));
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
  if (!problem.facts.empty()) {
    writer.key("facts");
    writer.value(problem.facts);
  }
  if (!problem.errors.empty()) {
    writer.key("errors");
    writer.begin_array();
    for (const describe::Fault& fault : problem.errors) write(writer, fault);
    writer.end_array();
  }
  writer.end_object();
  response.headers = problem.headers;
  response.headers.set("Content-Type", "application/problem+json");
  return response;
}

std::vector<NamedFact> facts_of(const KnownProblem& known) {
  std::vector<NamedFact> facts;
  for (std::string_view rest = known.facts; !rest.empty();) {
    std::string_view name = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    const bool is_optional = name.ends_with('?');
    if (is_optional) name.remove_suffix(1);
    facts.push_back({name, is_optional});
  }
  return facts;
}

Refusal refusal_of(int status, ProblemCode code, std::string detail, Facts facts) {
  if (!are_facts_of(code, facts))
    throw std::logic_error("the facts of " + std::string(code) + " are not those of kKnownProblems");
  return Refusal(Problem{status, code, std::move(detail), {}, {}, std::move(facts)});
}

Refusal bad_request(CodeOf<400> code, std::string detail, Facts facts) {
  return refusal_of(400, code, std::move(detail), std::move(facts));
}
Refusal duplicate(std::string_view what, std::string detail) {
  return bad_request("duplicate", std::move(detail), {{"what", word_of(what)}});
}
Refusal immutable(std::string_view field) {
  Problem problem =
      bad_request("immutable", std::string(field) + " cannot be changed once set", {{"field", field}})
          .problem();
  problem.errors.push_back({"/" + std::string(field), "immutable", "cannot be changed once set"});
  return Refusal(std::move(problem));
}
Refusal unauthorized() {
  return challenge("Bearer error=\"invalid_token\"");
}
Refusal no_credentials() {
  return challenge("Bearer");
}
Refusal forbidden(CodeOf<403> code, std::string detail, Facts facts) {
  return refusal_of(403, code, std::move(detail), std::move(facts));
}
Refusal user_disabled() {
  return forbidden("user_disabled", "This user is disabled");
}
Refusal password_change_required() {
  return forbidden("password_change_required",
                   "This password was given to be replaced: set one of your own, then sign in with it");
}
Refusal token_limited(const auth::Limit& limit) {
  if (limit.kind.empty())
    return forbidden("token_limited", "This token is limited to something that this version does not know");
  return forbidden("token_limited", "This token is limited to the " + limit.kind + " " + limit.value,
                   {{"kind", limit.kind}, {"value", limit.value}});
}
Refusal missing_permission(std::string_view permission, std::string_view scenario) {
  std::string detail = "Missing permission: " + std::string(permission);
  Facts facts{{"permission", permission}};
  if (!scenario.empty()) {
    detail += " for scenario: " + std::string(scenario);
    facts.emplace_back("scenario", scenario);
  }
  return forbidden("missing_permission", std::move(detail), std::move(facts));
}
Refusal no_access_to_scenario() {
  return forbidden("no_access_to_scenario", "No access to scenario");
}
Refusal not_authorized() {
  return forbidden("not_authorized", "Not authorized");
}
Refusal not_found(std::string_view what) {
  return refusal<404>("not_found", std::string(what) + " not found", {{"what", word_of(what)}});
}
Refusal conflict(CodeOf<409> code, std::string detail, Facts facts) {
  return refusal_of(409, code, std::move(detail), std::move(facts));
}
Refusal version_mismatch() {
  return refusal<412>("version_mismatch",
                      "Somebody else has changed this since you read it; reload and try again");
}
Refusal invalid(std::vector<describe::Fault> faults) {
  Problem problem = refusal<422>("invalid", summary_of(faults)).problem();
  // A body can hold more faults than anybody reads, each many times its own size.
  if (faults.size() > kMostFaults) faults.erase(faults.begin() + kMostFaults, faults.end());
  problem.errors = std::move(faults);
  return Refusal(std::move(problem));
}
Refusal invalid(describe::Fault fault) {
  return invalid(std::vector<describe::Fault>{std::move(fault)});
}
Refusal invalid(std::string pointer, describe::FaultCode code, std::string detail) {
  return invalid(describe::Fault{std::move(pointer), code, std::move(detail)});
}
Problem for_older_clients(Problem problem, bool form) {
  const auto typed = [form](const describe::Fault& fault) {
    return fault.code.row().of == describe::FaultOf::Value && (form || fault.pointer.starts_with('/'));
  };
  if (problem.status == 422 && !problem.errors.empty() &&
      std::all_of(problem.errors.begin(), problem.errors.end(), typed))
    problem.status = 400;
  return problem;
}
Refusal too_many_requests(CodeOf<429> code, std::string detail, int retry_after_seconds, Facts facts) {
  facts.emplace_back("retry_after_seconds", retry_after_seconds);
  return later(refusal_of(429, code, std::move(detail), std::move(facts)), retry_after_seconds);
}
Refusal unavailable(CodeOf<503> code, std::string detail, Cause cause, int retry_after_seconds) {
  return later(refusal_of(503, code, std::move(detail), {}), retry_after_seconds, std::move(cause));
}

Cause cause_of(std::string_view dependency, const http::CallResult& result) {
  return result.ok() ? unreadable_answer(dependency) : Cause{calls::failure_of(dependency, result)};
}
Cause unreadable_answer(std::string_view dependency) {
  return {calls::misfit_of(dependency)};
}

}  // namespace lgm::service
