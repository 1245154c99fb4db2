// A fixed number of threads behind a bounded queue.
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
  // Always: beyond the limit, for jobs whose number something else bounds.
  enum class Queue { Bounded, Always };
  // False when the queue is full or the pool is ending.
  bool post(std::function<void()> job, Queue queue = Queue::Bounded);
  std::size_t queued() const;
  std::size_t busy() const { return busy_; }

 private:
  void run();
  const std::size_t queue_limit_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  bool ending_ = false;
  std::atomic<std::size_t> busy_{0};
  std::vector<std::thread> threads_;
};

}  // namespace lgm::http
