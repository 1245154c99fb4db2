// A shared value that one thread replaces while others read it. Thread-safe.
#pragma once
#include <memory>
#include <mutex>
#include <utility>

namespace lgm::base {

// Used instead of std::atomic<std::shared_ptr>, which libstdc++ 12 guards by a spinning bit that load() gives
// back with memory_order_relaxed: its read of the pointer races with the next store
// (ThreadSanitizer reports it). The mutex is held for the copy of a pointer only.
template <class T>
class Published {
 public:
  std::shared_ptr<const T> load() const {
    const std::lock_guard lock(mutex_);
    return value_;
  }
  // The value before is given up outside the lock: destroying a large one holds no reader.
  void store(std::shared_ptr<const T> value) {
    const std::lock_guard lock(mutex_);
    value_.swap(value);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const T> value_;
};

}  // namespace lgm::base
