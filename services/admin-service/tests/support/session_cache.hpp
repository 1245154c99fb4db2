// session-cache-service as admin-service meets it: its own routes, with what it acknowledged written down,
// and able to be away or to refuse.
#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "session_cache_stand_in.hpp"

namespace lgm::admin::testing {

class RecordedSessionCache final : public http::Caller {
 public:
  struct Told {
    std::string target;
    json::Value body;
  };
  // `clock` outlives it.
  explicit RecordedSessionCache(const base::Clock& clock) : stands_in_("admin", clock) {}
  http::CallResult call(const http::Call& call) override {
    const std::lock_guard lock(mutex_);
    json::Value body = json::parse_or_nothing(call.body).value_or(json::Value());
    if (refused_ && body.text_at("id") == refused_) return http::CallResult{.status = refusal_};
    http::CallResult result = stands_in_.call(call);
    if (result.ok()) told_.push_back({call.target, std::move(body)});
    return result;
  }
  // Answers so, instead of the service, whoever tells of this id.
  void refuse_id(std::string id, int status) {
    const std::lock_guard lock(mutex_);
    refused_ = std::move(id), refusal_ = status;
  }
  void set_up(bool up) {
    using Mood = lgm::testing::SessionCacheStandIn::Mood;
    stands_in_.set_mood(up ? Mood::Fine : Mood::Away);
  }
  std::vector<Told> told() {
    const std::lock_guard lock(mutex_);
    return told_;
  }

 private:
  lgm::testing::SessionCacheStandIn stands_in_;
  std::mutex mutex_;
  std::optional<std::string> refused_;
  int refusal_ = 0;
  std::vector<Told> told_;
};

}  // namespace lgm::admin::testing
