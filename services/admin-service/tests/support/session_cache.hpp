// A session-cache that remembers what it was told and can be made to fail.
#pragma once
#include <mutex>
#include <vector>

#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::admin::testing {

class FakeSessionCache final : public http::Caller {
 public:
  struct Told {
    std::string target;
    json::Value body;
  };
  http::CallResult call(const http::Call& call) override {
    const std::lock_guard lock(mutex_);
    http::CallResult result;
    result.status = up_ ? 200 : 503;
    result.body = "{}";
    if (up_) told_.push_back({call.target, json::parse_or_nothing(call.body).value_or(json::Value())});
    return result;
  }
  void set_up(bool up) {
    const std::lock_guard lock(mutex_);
    up_ = up;
  }
  std::vector<Told> told() {
    const std::lock_guard lock(mutex_);
    return told_;
  }

 private:
  std::mutex mutex_;
  bool up_ = true;
  std::vector<Told> told_;
};

}  // namespace lgm::admin::testing
