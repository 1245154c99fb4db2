// A fixed number of threads behind a bounded queue.
//
// Under load a wake-up costs more than a small request's own work. So the thread that went idle last is woken
// first (its stack and caches are warm, and the others may sleep on), and only one at a time is on its way: a
// thread that takes a job while more wait wakes the next before it runs it. No job waits for another to end
// while a thread is idle, but those of a kind that has a share of the threads alone: so however many of these
// there are, they leave the others their threads.
#pragma once
#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace lgm::http {

class WorkerPool {
 public:
  WorkerPool(unsigned threads, std::size_t queue_limit);
  ~WorkerPool();
  // Runs what is queued, takes nothing more, and joins the threads.
  void finish();
  // Always: beyond the limit, for jobs whose number something else bounds. With a share of the threads:
  // Patient, which may wait long for each other (all but a quarter), and Aside (an eighth). At least one
  // thread each; where there are jobs of several kinds they take turns.
  enum class Queue { Bounded, Always, Patient, Aside };
  // False when the queue is full or the pool is ending.
  bool post(std::function<void()> job, Queue queue = Queue::Bounded);
  std::size_t queued() const;
  std::size_t busy() const { return busy_; }

 private:
  struct Sleeper {
    std::condition_variable wake;
    bool woken = false;
  };
  struct Kind {
    std::size_t most;  // at once
    std::deque<std::function<void()>> jobs{};
    std::size_t busy = 0;
    bool may_run() const { return !jobs.empty() && busy < most; }
  };
  void run(Sleeper& self);
  bool has_job() const;
  std::size_t waiting() const;
  Kind& next_kind();
  void sleep(Sleeper& self, std::unique_lock<std::mutex>& lock);
  Sleeper* next_to_wake();

  const std::size_t queue_limit_;
  mutable std::mutex mutex_;
  std::array<Kind, 3> kinds_;     // of any sort, patient, aside
  std::size_t last_kind_ = 0;     // of which a job was taken
  std::deque<Sleeper> sleepers_;  // one a thread, as long as the pool: woken without the lock
  std::vector<Sleeper*> idle_;    // the last one went to sleep last
  bool waking_ = false;           // a woken thread has not taken its job yet
  bool ending_ = false;
  std::atomic<std::size_t> busy_{0};
  std::vector<std::thread> threads_;
};

}  // namespace lgm::http
