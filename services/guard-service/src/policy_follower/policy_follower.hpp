// Follows the policy by its number: a snapshot, or the rows of the kept file, then what each later number
// changed. Rebuilds on its own thread and swaps the compiled policy in; checks never wait for it.
#pragma once
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "lgm/base/clock.hpp"
#include "lgm/base/published.hpp"
#include "lgm/calls/ask.hpp"
#include "lgm/http/client.hpp"
#include "lgm/service/log.hpp"
#include "lgm/service/metrics.hpp"
#include "policy_follower/snapshot_lines.hpp"
#include "policy_rows/policy_rows.hpp"

namespace lgm::guard_service {

class PolicyFollower {
 public:
  // How long a start waits for admin-service before the kept file decides: half of the 2 s within which an
  // edit decides everywhere, so that the poll that follows still has the other half.
  static constexpr std::chrono::milliseconds kFirstAnswerWithin{1'000};
  // The longest rest after a build: little beside those 2 s.
  static constexpr std::chrono::milliseconds kLongestRest{250};

  struct Options {
    guard::MatchOptions match;
    std::string cache_file;  // empty: none
    std::chrono::milliseconds first_answer_within = kFirstAnswerWithin;
    std::chrono::milliseconds longest_rest = kLongestRest;
  };
  // `admin`, `clock`, `log` and `metrics` outlive the follower.
  PolicyFollower(std::shared_ptr<http::Caller> admin, Options options, const base::Clock& clock,
                 service::Log& log, service::Metrics& metrics);
  ~PolicyFollower();
  // Begins to follow, and waits until admin-service has given the current policy or has failed to, at most
  // `first_answer_within` whatever holds it (a name that is not resolved, too). The kept file decides only
  // then. Afterwards policy() is null where neither gave one.
  void start();
  void stop();
  // What decides now; null before anything was loaded. Thread-safe, without a lock that a build holds.
  std::shared_ptr<const guard::PolicySnapshot> policy() const { return policy_.load(); }
  // The API keys of the policy; null before anything was loaded. They are in force as soon as they are heard
  // of: they wait for no build.
  std::shared_ptr<const KnownKeys> keys() const { return keys_.load(); }
  // Whether the kept file decides: admin-service has not given a policy since the start.
  bool is_by_file() const { return from_file_; }
  struct State {
    bool current;        // admin-service answered within the last 30 s
    std::string detail;  // for the internal listener
    bool from_file;      // the kept file decides: admin-service has not given a policy since the start
    std::optional<std::chrono::seconds> age;  // since admin-service last said that the policy is its current
  };
  State state() const;

 private:
  void run();
  void load_file();
  void decide_by_file(const std::string& why);
  bool ask_first();
  enum class CaughtUp { Yes, OtherHistory, NoAnswer };
  CaughtUp catch_up();
  bool load_snapshot();
  bool follow();
  calls::Answer<policy::Changes> ask_changes(std::int64_t after, int wait);
  // False where a number is missing.
  bool take_changes(const policy::Changes& answer, bool& more);
  void build();
  void rest();
  void publish(std::shared_ptr<const guard::PolicySnapshot> policy);
  void show(const guard::PolicySnapshot& policy);
  static std::size_t keywords_of(const guard::PolicySnapshot& policy);
  void deciding_by(const guard::PolicySnapshot& policy, base::SteadyTime::duration build, const char* source);
  void confirmed(std::optional<base::WallTime> when);
  void keep();
  void answered();
  void failed(const std::string& why);
  bool stopping() const { return stopping_; }

  const std::shared_ptr<http::Caller> admin_;
  const Options options_;
  const base::Clock& clock_;
  service::Log& log_;
  service::Gauge &version_gauge_, &keywords_gauge_, &build_seconds_, &merged_gauge_, &ineffective_gauge_,
      &from_file_gauge_, &confirmed_gauge_;

  base::Published<guard::PolicySnapshot> policy_;
  base::Published<KnownKeys> keys_;
  std::optional<PolicyRows> rows_;  // of the following thread
  bool loaded_ = false;             // rows_ are admin-service's, not the file's alone
  bool quiet_ = false;              // start() says why the file decides; the following thread need not
  std::shared_ptr<const guard::PolicySnapshot> kept_;  // compiled from the file, until start() is over
  std::shared_ptr<const KnownKeys> kept_keys_;         // of the file
  bool kept_whole_ = false;
  base::SteadyTime::duration kept_build_{0};
  std::optional<base::WallTime> kept_when_;
  std::optional<std::int64_t> kept_version_;
  base::SteadyTime kept_at_{};
  base::SteadyTime::duration last_build_{0};  // that rest() has not followed yet

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool asked_ = false;  // the first ask is over
  std::atomic<bool> from_file_ = false;
  std::optional<base::WallTime> confirmed_;
  std::optional<base::SteadyTime> answered_;
  std::optional<base::SteadyTime> lost_;  // since when nothing has answered
  std::string why_ = "admin-service was not asked yet";
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace lgm::guard_service
