// The failures of the database, apart from the rest of the SQL interface: the request pipeline maps them
// without linking a database.
#pragma once
#include <stdexcept>
#include <string>

namespace lgm::sql {

// Why a statement failed; the text is internal (may hold SQL) and never goes to a client.
class Error : public std::runtime_error {
 public:
  // Denied: the account may not do this. ReadOnly, Full: the database takes no writes now; Database makes
  // them Unavailable.
  enum class Kind { Duplicate, ForeignKey, Deadlock, ConnectionLost, ReadOnly, Full, TooLong, Denied, Other };
  Error(Kind kind, const std::string& text) : std::runtime_error(text), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

// No connection could be had in time, the connection was lost, or the database takes no writes: answered as
// 503.
class Unavailable : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace lgm::sql
