// An end to calls that the library's own timeouts do not see: those count from byte to byte, so that a peer
// which sends one byte of a header now and then could hold a caller for ever.
#pragma once
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace lgm::http {

// The connection that a client uses at the moment, by a descriptor of our own: cutting it can never meet
// another connection that was given the same number meanwhile. Thread-safe.
class Line {
 public:
  Line() = default;
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  ~Line();
  // A duplicate of `fd` takes the place of what was held.
  void hold(int fd);
  // Whoever reads or writes on the connection sees its end.
  void cut();

 private:
  std::mutex mutex_;
  int fd_ = -1;
};

// Cuts the lines of calls that are not done by their deadline. Thread-safe; its thread begins with the first
// call.
class CallDeadlines {
 public:
  using Time = std::chrono::steady_clock::time_point;
  CallDeadlines() = default;
  CallDeadlines(const CallDeadlines&) = delete;
  CallDeadlines& operator=(const CallDeadlines&) = delete;
  ~CallDeadlines();

  // From then on every line is cut, whatever its call's own deadline.
  void end_at(Time end);
  // `deadline`, or the end where that is earlier.
  Time at_most(Time deadline) const;

  // For as long as it lives, `line` is cut from `deadline` on; destroyed, it is not touched any more.
  class Watch {
   public:
    Watch(CallDeadlines& owner, Line& line, Time deadline);
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch();

   private:
    CallDeadlines& owner_;
    std::multimap<Time, Line*>::iterator place_;
  };

 private:
  void run();

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<Time, Line*> watched_;
  Time end_ = Time::max();
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace lgm::http
