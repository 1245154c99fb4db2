// guard-service as the playground sees it: answers what a test lays down, remembers what it was asked.
#pragma once
#include <mutex>
#include <vector>

#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::admin::testing {

class FakeGuard final : public http::Caller {
 public:
  http::CallResult call(const http::Call& call) override {
    const std::lock_guard lock(mutex_);
    calls.push_back(call);
    http::CallResult result = next;
    result.elapsed = std::chrono::milliseconds(7);
    // An unlike answer for outputs, so that the two of a full try can be told apart.
    const auto body = json::parse_or_nothing(call.body).value();
    const bool output = body.find("request")->text_at("direction") == "OUTPUT";
    if (output && !next_output.empty()) result.body = next_output;
    if (output) result.status = output_status.value_or(result.status);
    return result;
  }
  // The request of the n-th call.
  json::Value request(std::size_t n) const {
    return *json::parse_or_nothing(calls.at(n).body).value().find("request");
  }

  http::CallResult next{
      http::CallError::None, 200, {}, R"({"final_decision":{"strategy":"PASS","score":0}})", {}};
  std::string next_output;
  std::optional<int> output_status;
  std::vector<http::Call> calls;

 private:
  std::mutex mutex_;
};

}  // namespace lgm::admin::testing
