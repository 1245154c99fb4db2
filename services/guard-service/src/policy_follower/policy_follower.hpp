// Follows the policy by its number: a snapshot, then what each later number changed. Rebuilds on its own
// thread and swaps the compiled policy in; checks never wait for it.
#pragma once
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "lgm/base/clock.hpp"
#include "lgm/http/client.hpp"
#include "lgm/service/log.hpp"
#include "lgm/service/metrics.hpp"
#include "policy_rows/policy_rows.hpp"

namespace lgm::guard_service {

class PolicyFollower {
 public:
  struct Options {
    guard::MatchOptions match;
    std::string cache_file;  // empty: none
  };
  // `admin`, `clock`, `log` and `metrics` outlive the follower.
  PolicyFollower(std::shared_ptr<http::Caller> admin, Options options, const base::Clock& clock,
                 service::Log& log, service::Metrics& metrics);
  ~PolicyFollower();
  // Loads the file, if there is one, and begins to follow.
  void start();
  void stop();
  // What decides now; null before anything was loaded. Thread-safe, without a lock that a build holds.
  std::shared_ptr<const guard::PolicySnapshot> policy() const { return policy_.load(); }
  struct State {
    bool current;        // admin-service answered within the last 30 s
    std::string detail;  // for the internal listener
  };
  State state() const;

 private:
  void run();
  void load_file();
  bool load_snapshot();
  bool follow();
  bool take_changes(const std::string& body, bool& more);
  void build();
  void keep();
  void answered();
  void failed(const std::string& why);
  bool stopping() const { return stopping_; }

  const std::shared_ptr<http::Caller> admin_;
  const Options options_;
  const base::Clock& clock_;
  service::Log& log_;
  service::Gauge &version_gauge_, &keywords_gauge_, &build_seconds_, &merged_gauge_, &ineffective_gauge_;

  std::atomic<std::shared_ptr<const guard::PolicySnapshot>> policy_;
  std::optional<PolicyRows> rows_;  // of the following thread
  bool loaded_ = false;             // rows_ are admin-service's, not the file's
  std::optional<std::int64_t> kept_version_;
  base::SteadyTime kept_at_{};

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<base::SteadyTime> answered_;
  std::string why_ = "admin-service was not asked yet";
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace lgm::guard_service
