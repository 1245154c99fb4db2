// The people that the simulator knows. Their passwords are shown on its page: it is for tests and
// demonstrations alone.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace lgm::usap_simulator {

struct Person {
  std::string user_id, user_name, email, department, phone, password;
  bool active = true;
  std::string remark_en, remark_zh;  // for the portal page
};

// Thread-safe.
class People {
 public:
  // alice, bob, carol, dave (disabled), erin, and so many further ones: person1, person2, …
  explicit People(std::int64_t further = 0);
  std::optional<Person> find(const std::string& user_id) const;
  // In the order of their ids.
  std::vector<Person> all() const;
  // False where there is no such person.
  bool set_active(const std::string& user_id, bool active);
  // Replaces or adds one.
  void put(const Person& person);
  bool remove(const std::string& user_id);
  void reset();

 private:
  const std::int64_t further_;
  mutable std::mutex mutex_;
  std::map<std::string, Person> people_;
};

}  // namespace lgm::usap_simulator
