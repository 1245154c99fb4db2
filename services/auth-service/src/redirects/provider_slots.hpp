// Whoever starts by a provider, or comes back from it, holds a worker while it is asked: of one that is slow
// only so many may be held. Thread-safe.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace lgm::auth_service {

class ProviderSlots {
 public:
  explicit ProviderSlots(std::size_t most_each) : most_(most_each) {}
  class Slot {
   public:
    Slot(ProviderSlots& slots, std::string provider) : slots_(slots), provider_(std::move(provider)) {}
    ~Slot();
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

   private:
    ProviderSlots& slots_;
    const std::string provider_;
  };
  // Throws Refusal 503 `provider_unavailable` where all of this provider's are held.
  std::unique_ptr<Slot> take(const std::string& provider);

 private:
  const std::size_t most_;
  std::mutex mutex_;
  std::map<std::string, std::size_t> held_;
};

}  // namespace lgm::auth_service
