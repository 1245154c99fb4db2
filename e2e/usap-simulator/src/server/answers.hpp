// The simulator's answers about people, and how they are spoiled on demand.
#pragma once
#include <string>

#include "lgm/json/value.hpp"
#include "people/people.hpp"

namespace lgm::usap_simulator {

// Members that a person does not have are left out; batches carry no phone.
json::Value person_body(const Person& person, bool with_phone);

// Whether the mode answers by itself, so that the call must not take effect (a ticket stays unused).
bool replaces_answer(const std::string& mode);

struct Spoiled {
  bool changed = false, drop = false;
  int status = 200;
  std::string body, content_type = "application/json", location;
};
// What becomes of an answer in a mode of Behaviour; refusals (4xx) are left as they are, but for modes that
// replace the answer.
Spoiled spoil(const std::string& mode, int status, const std::string& body);

}  // namespace lgm::usap_simulator
