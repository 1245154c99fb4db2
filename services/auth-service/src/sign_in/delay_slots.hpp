// Attempts that wait before they are judged each hold a worker, so only so many may. Thread-safe.
#pragma once
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace lgm::auth_service {

// One slot a network, so that nobody has them all by having many addresses; and one is kept for networks that
// have not failed, so that those who have do not keep everybody else out.
class DelaySlots {
 public:
  explicit DelaySlots(std::size_t most) : most_(most) {}
  class Slot {
   public:
    Slot(DelaySlots& slots, std::string network) : slots_(slots), network_(std::move(network)) {}
    ~Slot();
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

   private:
    DelaySlots& slots_;
    const std::string network_;
  };
  // Null where there is none for this network now.
  std::unique_ptr<Slot> take(const std::string& network, bool has_failed);

 private:
  const std::size_t most_;
  std::mutex mutex_;
  std::set<std::string> taken_;
};

}  // namespace lgm::auth_service
