// What every message and row promises from one version to the next, tried from its description.
#pragma once
#include <doctest/doctest.h>

#include "sample.hpp"

namespace lgm::contracts::testing {

// The document as this version reads it and writes it again.
template <describe::Described T>
std::string read_again(const json::Value& document) {
  std::vector<describe::Fault> faults;
  const auto value = describe::decode_trusted<T>(document, faults);
  CHECK_MESSAGE(value,
                describe::type_of<T>().name << ": " << (faults.empty() ? "" : describe::said(faults[0])));
  return value ? describe::to_json(*value) : "";
}

// With a member more everywhere it is read, and is equal; with each member less in turn it is read by the
// default, or refused by that member's name.
template <describe::Described T>
void check_evolution() {
  const describe::TypeInfo& type = describe::type_of<T>();
  CAPTURE(type.name);
  const json::Value sample = sample_of(type);
  const std::string whole = read_again<T>(sample);
  CHECK(json::parse_or_nothing(whole) == sample);
  CHECK(read_again<T>(of_the_next_version(type, sample)) == whole);
  for (const describe::Field& field : type.fields) {
    CAPTURE(field.name);
    const json::Value less = without(sample, field.name);
    std::vector<describe::Fault> faults;
    const bool reads = describe::decode_trusted<T>(less, faults).has_value();
    CHECK(reads == !field.is_required);
    if (field.is_required) {
      REQUIRE(faults.size() == 1);
      CHECK(faults[0] == describe::Fault{"/" + std::string(field.name), "required", "is required"});
    }
  }
}

}  // namespace lgm::contracts::testing
