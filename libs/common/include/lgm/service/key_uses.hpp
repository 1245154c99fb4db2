// Which API keys were used, told once a minute to whoever keeps it. Nothing waits for it, and what cannot be
// told is lost but for the time of the last use.
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "lgm/base/clock.hpp"
#include "lgm/contracts/api_keys.hpp"

namespace lgm::service {

// Thread-safe.
class KeyUses {
 public:
  // Whether it was taken, or is to be told to nobody. Runs on the thread; may wait.
  using Tell = std::function<bool(const contracts::KeyUses&)>;
  // `clock` outlives this.
  KeyUses(Tell tell, const base::Clock& clock) : tell_(std::move(tell)), clock_(clock) {}
  ~KeyUses() { stop(); }
  void start();
  // Tells what is left.
  void stop();
  // `texts` were decided by the key for whoever called from `address`; of a service account's key, requests.
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

  const Tell tell_;
  const base::Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Uses current_, over_;  // by key; of its minute, and of the one before that is not told yet
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lgm::service
