// Assertions on refusals: which, and that the database stayed as it was.
#pragma once
#include <doctest/doctest.h>

#include "lgm/service/problem.hpp"
#include "support/test_store.hpp"

namespace lgm::admin::testing {

// Nothing where it was not refused. Fails the test when the refusal changed something.
template <class F>
std::optional<service::Problem> problem_of(TestStore& store, F&& work,
                                           const service::Actor& actor = TestStore::tester()) {
  const std::string before = store.dump_all();
  try {
    store.changing(actor, std::forward<F>(work));
  } catch (const service::Refusal& refusal) {
    CHECK(store.dump_all() == before);
    return refusal.problem();
  }
  return std::nullopt;
}

// "400 duplicate", or "none" where nothing was refused; of faults, the first one's code.
template <class F>
std::string refusal_of(TestStore& store, F&& work, std::string* detail = nullptr,
                       const service::Actor& actor = TestStore::tester()) {
  const auto problem = problem_of(store, std::forward<F>(work), actor);
  if (!problem) return "none";
  if (detail) *detail = problem->detail;
  const std::string_view code =
      problem->errors.empty() ? problem->code.text() : problem->errors.front().code.text();
  return std::to_string(problem->status) + " " + std::string(code);
}

// The facts as JSON text; empty where nothing was refused.
template <class F>
std::string facts_of(TestStore& store, F&& work) {
  const auto problem = problem_of(store, std::forward<F>(work));
  return problem ? json::to_text(problem->facts) : "";
}

// The draft that a JSON body gives; requires that it is well-formed.
template <class T>
describe::Draft<T> draft_of(const char* body, describe::Purpose purpose = describe::Purpose::Update) {
  std::vector<describe::Fault> faults;
  auto draft = describe::decode<T>(json::parse_or_nothing(body).value(), purpose, faults);
  REQUIRE(faults.empty());
  return draft;
}

}  // namespace lgm::admin::testing
