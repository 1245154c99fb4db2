// A fixed number of threads behind a bounded queue.
//
// Under load a wake-up costs more than a small request's own work. So the thread that went idle last is woken
// first (its stack and caches are warm, and the others may sleep on), and only one at a time is on its way: a
// thread that takes a job while more wait wakes the next before it runs it. No job waits for another to end
// while a thread is idle, but those that are posted as aside: an eighth of the threads runs these.
#pragma once
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
  // Always: beyond the limit, for jobs whose number something else bounds. Aside: so that however many there
  // are, they leave the others their threads.
  enum class Queue { Bounded, Always, Aside };
  // False when the queue is full or the pool is ending.
  bool post(std::function<void()> job, Queue queue = Queue::Bounded);
  std::size_t queued() const;
  std::size_t busy() const { return busy_; }

 private:
  struct Sleeper {
    std::condition_variable wake;
    bool woken = false;
  };
  struct Job {
    std::function<void()> run;
    bool aside = false;
  };
  void run(Sleeper& self);
  bool may_take_aside() const { return !aside_.empty() && busy_aside_ < most_aside_; }
  bool has_job() const { return !queue_.empty() || may_take_aside(); }
  Job take();
  void sleep(Sleeper& self, std::unique_lock<std::mutex>& lock);
  Sleeper* next_to_wake();

  const std::size_t queue_limit_, most_aside_;
  mutable std::mutex mutex_;
  std::deque<std::function<void()>> queue_, aside_;
  std::size_t busy_aside_ = 0;
  bool aside_next_ = true;        // where there are jobs of both kinds they take turns
  std::deque<Sleeper> sleepers_;  // one a thread, as long as the pool: woken without the lock
  std::vector<Sleeper*> idle_;    // the last one went to sleep last
  bool waking_ = false;           // a woken thread has not taken its job yet
  bool ending_ = false;
  std::atomic<std::size_t> busy_{0};
  std::vector<std::thread> threads_;
};

}  // namespace lgm::http
