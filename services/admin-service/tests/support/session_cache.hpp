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
    json::Value body = json::parse_or_nothing(call.body).value_or(json::Value());
    result.status = !up_ ? 503 : refused_ && body.text_at("id") == refused_ ? refusal_ : 200;
    result.body = call.target == "/internal/v1/revocations" ? R"({"epoch":"1","seq":1})"
                                                            : R"({"ended":[],"epoch":"1","seq":1})";
    if (result.ok()) told_.push_back({call.target, std::move(body)});
    return result;
  }
  // Answers so whoever tells of this id.
  void refuse_id(std::string id, int status) {
    const std::lock_guard lock(mutex_);
    refused_ = std::move(id), refusal_ = status;
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
  std::optional<std::string> refused_;
  int refusal_ = 0;
  std::vector<Told> told_;
};

}  // namespace lgm::admin::testing
