// The policy feed of admin-service, of the next version, as a Caller: polls that wait do so until there is
// news or close() is called.
#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::guard_service::testing {

inline json::Value tag_row(const std::string& id, const std::string& code) {
  return json::Object{
      {"id", id}, {"tag_code", code}, {"tag_name", "n"}, {"parent_code", nullptr}, {"is_active", true}};
}
inline json::Value word_row(const std::string& id, const std::string& word) {
  return json::Object{{"id", id},          {"keyword", word}, {"tag_code", "T"}, {"risk_level", "High"},
                      {"is_active", true}, {"version", 1}};
}
inline json::Value scenario_row(const std::string& id, const std::string& app_id) {
  return json::Object{{"id", id},
                      {"app_id", app_id},
                      {"is_active", true},
                      {"enable_whitelist", true},
                      {"enable_blacklist", true},
                      {"enable_custom_policy", true}};
}

inline json::Value key_row(const std::string& id, const std::string& sha256,
                           const std::string& app_id = "app") {
  return json::Object{{"id", id},
                      {"app_id", app_id},
                      {"name", "bot"},
                      {"sha256", sha256},
                      {"scopes", json::Array{"check"}},
                      {"quota", nullptr},
                      {"expires_at", nullptr},
                      {"is_active", true},
                      {"updated_at", "2026-02-06T08:00:00Z"}};
}

class FakeFeed final : public http::Caller {
 public:
  // Adds a change; `row` null deletes.
  void change(const std::string& kind, const std::string& id, json::Value row) {
    const std::lock_guard lock(mutex_);
    changes_.push_back(json::Object{{"n", static_cast<std::int64_t>(changes_.size()) + 1},
                                    {"kind", kind},
                                    {"row_id", id},
                                    {"row", std::move(row)},
                                    {"of_the_next_version", true}});
    news_.notify_all();
  }
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    news_.notify_all();
  }
  void reopen() {
    const std::lock_guard lock(mutex_);
    closed_ = false;
  }
  // Calls do not come back while it hangs.
  void set_hanging(bool hanging) {
    const std::lock_guard lock(mutex_);
    hanging_ = hanging;
    news_.notify_all();
  }
  void set_down(bool down) {
    const std::lock_guard lock(mutex_);
    down_ = down;
    news_.notify_all();
  }
  // Every call is answered so, until 0.
  void set_failing(int status) {
    const std::lock_guard lock(mutex_);
    failing_ = status;
    news_.notify_all();
  }
  // The next answer of this kind of target is this one.
  void next_snapshot(std::string body) {
    const std::lock_guard lock(mutex_);
    next_snapshot_ = std::move(body);
  }
  void next_changes(int status, std::string body, bool then_hangs = false) {
    const std::lock_guard lock(mutex_);
    next_changes_ = {status, std::move(body)};
    then_hangs_ = then_hangs;
    news_.notify_all();
  }
  // As the version before: it says no format, and its snapshots have no keys.
  void set_before_keys(bool before) {
    const std::lock_guard lock(mutex_);
    before_keys_ = before;
    news_.notify_all();
  }
  int snapshots() const {
    const std::lock_guard lock(mutex_);
    return snapshots_;
  }

  http::CallResult call(const http::Call& call) override {
    std::unique_lock lock(mutex_);
    news_.wait(lock, [&] { return !hanging_ || closed_; });
    if (down_) return {http::CallError::Connect};
    if (failing_) return ok(failing_, "{}");
    if (call.target == "/internal/v1/policy/snapshot") return snapshot();
    const auto at = call.target.find("after=");
    return poll(lock, std::stoull(call.target.substr(at + 6)), call.target.ends_with("wait=0"));
  }

 private:
  static http::CallResult ok(int status, std::string body) {
    http::CallResult result;
    result.status = status;
    result.body = std::move(body);
    return result;
  }
  http::CallResult snapshot() {
    ++snapshots_;
    if (!next_snapshot_.empty()) return ok(200, std::exchange(next_snapshot_, {}));
    std::string body =
        "{\"version\":" + std::to_string(changes_.size()) + (before_keys_ ? "}\n" : ",\"format\":2}\n");
    std::vector<json::Value> live;
    for (const auto& change : changes_) {
      std::erase_if(live, [&](const json::Value& line) {
        return line.find("row")->text_at("id") == change.text_at("row_id");
      });
      if (!change.find("row")->is_null())
        live.emplace_back(json::Object{{"kind", *change.find("kind")}, {"row", *change.find("row")}});
    }
    if (before_keys_)
      std::erase_if(live, [](const json::Value& line) {
        return line.text_at("kind") == "api_key" || line.text_at("kind") == "keyed_app";
      });
    for (const auto& line : live) body += json::to_text(line) + "\n";
    return ok(200, body + "{\"end\":" + std::to_string(live.size()) + "}\n");
  }
  http::CallResult poll(std::unique_lock<std::mutex>& lock, std::size_t after, bool at_once) {
    news_.wait(lock, [&] {
      return at_once || closed_ || down_ || next_changes_.first != 0 || changes_.size() != after;
    });
    if (down_) return {http::CallError::Connect};
    if (next_changes_.first != 0) {
      const auto [status, body] = std::exchange(next_changes_, {});
      hanging_ |= std::exchange(then_hangs_, false);
      return ok(status, body);
    }
    if (after > changes_.size()) return ok(410, "{}");
    json::Array fresh(changes_.begin() + static_cast<std::ptrdiff_t>(after), changes_.end());
    json::Value answer(json::Object{{"head", static_cast<std::int64_t>(changes_.size())},
                                    {"changes", fresh},
                                    {"of_the_next_version", json::Array{1}}});
    if (!before_keys_) answer.set("format", 2);
    return ok(200, json::to_text(answer));
  }

  mutable std::mutex mutex_;
  std::condition_variable news_;
  std::vector<json::Value> changes_;
  std::string next_snapshot_;
  std::pair<int, std::string> next_changes_;
  bool closed_ = false, down_ = false, hanging_ = false, then_hangs_ = false, before_keys_ = false;
  int snapshots_ = 0, failing_ = 0;
};

}  // namespace lgm::guard_service::testing
