// Waiting polls, parked without a thread: run again when something happened, when their time is over, and at
// drain.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

#include "lgm/base/clock.hpp"

namespace lgm::service {

class WaitingRoom {
 public:
  // Tries to answer; true when it did. `last`: it must. Runs on a worker thread.
  using Attempt = std::function<bool(bool last)>;
  // Hands a job to the worker pool; false when that is full (the attempt stays parked and is tried again).
  using Post = std::function<bool(std::function<void()>)>;

  WaitingRoom(Post post, const base::Clock& clock);
  ~WaitingRoom();
  void start();
  void park(base::SteadyTime until, Attempt attempt);
  void notify();
  // Gives everybody a last attempt and parks nobody any more.
  void close();
  std::size_t size() const;

 private:
  struct Guest {
    base::SteadyTime until;
    std::shared_ptr<Attempt> attempt;
  };
  void run();
  void wake(const std::list<Guest>& guests, bool last);

  const Post post_;
  const base::Clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Guest> guests_;
  std::uint64_t events_ = 0;  // notifications so far
  bool notified_ = false, closed_ = false, ended_ = false;
  bool missed_ = false;  // a notification reached somebody for whom the worker pool had no room
  std::thread thread_;
};

}  // namespace lgm::service
