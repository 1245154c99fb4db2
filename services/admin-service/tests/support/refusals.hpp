// Assertions on refusals: which, and that the database stayed as it was.
#pragma once
#include <doctest/doctest.h>

#include "lgm/service/problem.hpp"
#include "support/test_store.hpp"

namespace lgm::admin::testing {

// "400 duplicate", or "none" where nothing was refused. Fails the test when the refusal changed something.
template <class F>
std::string refusal_of(TestStore& store, F&& work, std::string* detail = nullptr,
                       const service::Actor& actor = TestStore::tester()) {
  const std::string before = store.dump_all();
  try {
    store.changing(actor, std::forward<F>(work));
  } catch (const service::Refusal& refusal) {
    CHECK(store.dump_all() == before);
    if (detail) *detail = refusal.problem().detail;
    const auto& problem = refusal.problem();
    return std::to_string(problem.status) + " " +
           (problem.errors.empty() ? problem.code : problem.errors.front().code);
  }
  return "none";
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
