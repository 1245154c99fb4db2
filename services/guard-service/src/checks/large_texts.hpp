// How many large texts are taken at a time: each costs a worker seconds, and memory for several times its
// length. So they never have all workers, and small texts never wait behind them.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>

#include "lgm/service/metrics.hpp"

namespace lgm::guard_service {

// Thread-safe.
class LargeTexts {
 public:
  struct Limits {
    std::size_t large;    // bytes of a body from which on it counts
    std::size_t bytes;    // of all those at a time; one alone may be larger
    std::size_t at_once;  // bodies at a time
  };
  // Half of the workers, and as many bytes as one body may have.
  static Limits limits_of(std::size_t workers, std::size_t longest_body);
  // `metrics` outlives it.
  LargeTexts(Limits limits, service::Metrics& metrics);
  LargeTexts(const LargeTexts&) = delete;
  LargeTexts& operator=(const LargeTexts&) = delete;

  // Held while a body is read and decided.
  using Turn = std::unique_ptr<void, std::function<void(void*)>>;
  // Null for a small body, which nothing is asked of. Throws Refusal 503 `large_texts_busy` when there are
  // enough.
  Turn enter(std::size_t bytes);

 private:
  void leave(std::size_t bytes);

  const Limits limits_;
  service::Counter& refused_;
  std::mutex mutex_;
  std::size_t bytes_ = 0, at_once_ = 0;
};

}  // namespace lgm::guard_service
