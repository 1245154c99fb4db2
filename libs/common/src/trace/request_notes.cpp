#include "lgm/trace/request_notes.hpp"

#include <algorithm>

#include "lgm/trace/span.hpp"

namespace lgm::trace {

void note_call(std::string_view dependency, std::chrono::microseconds time) {
  RequestNotes* notes = current().notes;
  if (!notes) return;
  auto& waits = notes->waits;
  auto wait = std::find_if(waits.begin(), waits.end(),
                           [&](const RequestNotes::Wait& one) { return one.dependency == dependency; });
  if (wait == waits.end()) wait = waits.insert(wait, {std::string(dependency)});
  wait->time += time;
  ++wait->calls;
}

void note_user(std::string_view name) {
  if (RequestNotes* notes = current().notes) notes->user = name;
}

std::string member_of(std::string_view dependency) {
  if (dependency == "database") return "db";
  if (dependency == "redis" || dependency == "file") return "store";
  std::string member(dependency);
  std::replace(member.begin(), member.end(), '-', '_');
  return member;
}

}  // namespace lgm::trace
