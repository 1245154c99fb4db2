#include "people/people.hpp"

namespace lgm::usap_simulator {
namespace {

std::vector<Person> built_in() {
  return {
      {"alice", "Alice Zhang 张爱丽", "alice@example.com", "Security 安全部", "+86 10 5555 0101",
       "alice-demo", true, "becomes the administrator", "将成为系统管理员"},
      {"bob", "Bob Li 李博", "bob@example.com", "Risk 风控部", "+86 10 5555 0102", "bob-demo", true,
       "an annotator at first", "首次登录为标注员"},
      {"carol", "Carol Wang 王可", "carol@example.com", "Audit 审计部", "+86 10 5555 0103", "carol-demo",
       true, "an annotator at first", "首次登录为标注员"},
      {"dave", "Dave Zhao 赵达", "dave@example.com", "Left the company 已离职", "+86 10 5555 0104",
       "dave-demo", false, "disabled: cannot sign in", "已停用，无法登录"},
      {"erin", "Erin 陈珥", "", "", "", "erin-demo", true, "without mail, department and phone",
       "无邮箱、部门和电话"},
  };
}

Person one_of_many(std::int64_t number) {
  const std::string id = "person" + std::to_string(number);
  return {id,
          "Person " + std::to_string(number),
          id + "@example.com",
          "Load 压测部",
          "+86 10 5555 0000",
          id + "-demo",
          true,
          "an annotator at first",
          "首次登录为标注员"};
}

}  // namespace

People::People(std::int64_t further) : further_(further) {
  reset();
}

void People::reset() {
  const std::lock_guard lock(mutex_);
  people_.clear();
  for (Person& person : built_in()) people_[person.user_id] = std::move(person);
  for (std::int64_t number = 1; number <= further_; ++number) {
    Person person = one_of_many(number);
    people_[person.user_id] = std::move(person);
  }
}

std::optional<Person> People::find(const std::string& user_id) const {
  const std::lock_guard lock(mutex_);
  const auto found = people_.find(user_id);
  return found == people_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<Person> People::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<Person> list;
  for (const auto& [id, person] : people_) list.push_back(person);
  return list;
}

bool People::set_active(const std::string& user_id, bool active) {
  const std::lock_guard lock(mutex_);
  const auto found = people_.find(user_id);
  if (found == people_.end()) return false;
  found->second.active = active;
  return true;
}

void People::put(const Person& person) {
  const std::lock_guard lock(mutex_);
  people_[person.user_id] = person;
}

bool People::remove(const std::string& user_id) {
  const std::lock_guard lock(mutex_);
  return people_.erase(user_id) > 0;
}

}  // namespace lgm::usap_simulator
