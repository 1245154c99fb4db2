// Something done again and again on a thread of its own, until stopped.
#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "lgm/service/log.hpp"

namespace lgm::service {

// What `work` throws is logged once, until it succeeds again.
class Periodic {
 public:
  Periodic(std::string name, std::chrono::milliseconds interval, Log& log, std::function<void()> work)
      : name_(std::move(name)), interval_(interval), log_(log), work_(std::move(work)) {}
  ~Periodic() { stop(); }
  Periodic(const Periodic&) = delete;
  Periodic& operator=(const Periodic&) = delete;
  void start();
  void stop();  // waits for the work under way

 private:
  void run();
  void work_once();

  const std::string name_;
  const std::chrono::milliseconds interval_;
  Log& log_;
  const std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false, failing_ = false;
  std::thread thread_;
};

}  // namespace lgm::service
