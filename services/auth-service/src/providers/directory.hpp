// What a provider can be asked about people at any time, whether they sign in or not. Implementations are
// thread-safe; user_directory/ keeps what they answer.
#pragma once
#include <chrono>
#include <string_view>

#include "lgm/service/problem.hpp"
#include "providers/identity.hpp"

namespace lgm::auth_service {

struct PersonAnswer {
  enum class Outcome { Found, NotFound, Unavailable } outcome = Outcome::Unavailable;
  Person person = {};       // when Found
  service::Cause why = {};  // when Unavailable
};

struct PeopleAnswer {
  bool available = false;
  std::vector<Person> people = {};  // of those asked about; who is missing is not known there
  service::Cause why = {};          // when not available
};

class Directory {
 public:
  // How metrics, audit events and refusals name it. Constants.
  struct Words {
    std::string_view name;             // in metrics and traces
    service::CodeOf<503> unavailable;  // while it cannot be asked
    std::string_view left;             // the reason why sessions end of somebody who has left
  };
  static constexpr std::size_t kMostAtOnce = 100;

  virtual ~Directory() = default;
  virtual const Words& words() const = 0;
  // Whether an id has the form of those that this directory gives out. Others are never asked about.
  virtual bool may_know(const std::string& user_id) const = 0;
  virtual PersonAnswer person(const std::string& user_id, std::chrono::milliseconds deadline) const = 0;
  // At most kMostAtOnce ids. What it leaves out of a person: phone and status.
  virtual PeopleAnswer people(const std::vector<std::string>& user_ids,
                              std::chrono::milliseconds deadline) const = 0;
};

}  // namespace lgm::auth_service
