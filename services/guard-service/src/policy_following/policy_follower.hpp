// Follows the policy of admin-service by number and keeps the compiled snapshot that requests decide by:
// loads the file of the last good policy, then a snapshot of the feed, then what each later number changed.
// Builds on a thread of its own, between two polls, so that changes made meanwhile are built together, and
// swaps.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "lgm/base/clock.hpp"
#include "lgm/guard/policy.hpp"
#include "lgm/http/client.hpp"
#include "lgm/service/log.hpp"

namespace lgm::guard_service {

struct PolicyFigures {
  std::int64_t version = -1;  // -1: no policy yet
  std::size_t rows = 0, keywords = 0;
  std::size_t doubles = 0;      // keywords that equal another of their list once normalised
  std::size_t ineffective = 0;  // … with nothing left to match
  std::size_t bytes = 0;        // of the compiled lists, roughly
  std::int64_t builds = 0;
  double last_build_seconds = 0;
};

// Thread-safe.
class PolicyFollower {
 public:
  struct Options {
    std::string file;  // of the last good policy; empty: none is kept
    guard::MatchOptions match;
    std::chrono::milliseconds file_interval{10'000};  // the file is written at most so often
  };
  // `admin_service` answers /internal/v1/policy/*; its client must take answers of the policy's size.
  PolicyFollower(std::shared_ptr<http::Caller> admin_service, Options options, const base::Clock& clock,
                 service::Log& log);
  ~PolicyFollower();  // stops
  // Loads the file in the calling thread, then follows on a thread of its own.
  void start();
  // Returns within the two seconds of a poll. The file then holds the current policy.
  void stop();
  // Null until there is a policy. What it returns stays valid as long as it is held.
  std::shared_ptr<const guard::PolicySnapshot> current() const;
  std::int64_t version() const;
  // Whether admin-service has answered within the last ten seconds.
  bool in_touch() const;
  PolicyFigures figures() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lgm::guard_service
