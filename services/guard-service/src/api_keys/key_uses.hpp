// Which API keys were used, told to admin-service once a minute. Nothing waits for it, and what cannot be
// told is lost but for the time of the last use.
#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "lgm/base/clock.hpp"
#include "lgm/contracts/api_keys.hpp"
#include "lgm/http/client.hpp"

namespace lgm::guard_service {

// Thread-safe.
class KeyUses {
 public:
  // All outlive this.
  KeyUses(std::shared_ptr<http::Caller> admin, const base::Clock& clock)
      : admin_(std::move(admin)), clock_(clock) {}
  ~KeyUses() { stop(); }
  void start();
  // Tells what is left.
  void stop();
  // `texts` were decided by the key for whoever called from `address`.
  void note(const std::string& key, std::int64_t texts, const std::string& address);
  // Tells of the minutes that are over. Called by the thread.
  void tell() { tell_before(minute_of(clock_.now())); }

 private:
  using Uses = std::unordered_map<std::string, contracts::KeyUse>;
  static std::int64_t minute_of(base::WallTime time) { return base::to_unix_seconds(time) / 60; }
  void tell_before(std::int64_t minute);
  std::vector<contracts::KeyUse> over_before(std::int64_t minute);
  void keep_last_of(std::vector<contracts::KeyUse> untold);
  void run();

  const std::shared_ptr<http::Caller> admin_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Uses current_, over_;  // by key; of its minute, and of the one before that is not told yet
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lgm::guard_service
