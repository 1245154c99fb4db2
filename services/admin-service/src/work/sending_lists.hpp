// How many complete lists are being sent: each holds a page, and asks the database for the next one.
#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace lgm::admin {

// Thread-safe.
class SendingLists {
 public:
  explicit SendingLists(std::size_t most = 32, std::size_t most_of_one = 8);
  // Held while a list is sent; it may outlive the object.
  using Turn = std::shared_ptr<void>;
  // `uid` alone cannot take all of them. Throws Refusal 503 `lists_busy`.
  Turn enter(const std::string& uid);

 private:
  struct State {
    std::mutex mutex;
    std::size_t all = 0;
    std::map<std::string, std::size_t> by_user;
  };
  const std::size_t most_, most_of_one_;
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace lgm::admin
