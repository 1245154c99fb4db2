// What is noted while a request is served, for its line in the log: how long it waited for which dependency,
// and whom it was found to be about. Used by one thread at a time.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace lgm::trace {

struct RequestNotes {
  struct Wait {
    std::string dependency;
    std::chrono::microseconds time{0};
    int calls = 0;
  };
  std::vector<Wait> waits;  // in the order of the first call
  std::string user;         // as the audit log names whoever signs in; empty: nobody was named
};

// A call of the request served on this thread to a dependency is over, whatever became of it. These two do
// nothing outside of a request.
void note_call(std::string_view dependency, std::chrono::microseconds time);
// Never a name as it was typed: people type their password there.
void note_user(std::string_view name);

// The member of a log line that counts a dependency's time is this and "_ms": `db` of "database", `store` of
// what keeps sessions ("redis", "file"), else the name itself with `_` for `-`.
std::string member_of(std::string_view dependency);

}  // namespace lgm::trace
