#include "checks/large_texts.hpp"

#include <algorithm>

#include "lgm/service/problem.hpp"

namespace lgm::guard_service {
namespace {

// Up to here a text is decided within some 40 ms whatever it holds, and several times its length for each
// worker is little.
constexpr std::size_t kLarge = 256 * 1024;

}  // namespace

LargeTexts::Limits LargeTexts::limits_of(std::size_t workers, std::size_t longest_body) {
  return {kLarge, longest_body, std::max<std::size_t>(workers / 2, 1)};
}

LargeTexts::LargeTexts(Limits limits, service::Metrics& metrics)
    : limits_(limits),
      refused_(metrics.counter("lgm_guard_large_texts_refused_total",
                               "Bodies above 256 KiB refused because enough were being decided")) {
  metrics.gauge("lgm_guard_large_texts", "Bodies above 256 KiB that are read and decided at the moment", {},
                [this] {
                  const std::lock_guard lock(mutex_);
                  return static_cast<double>(at_once_);
                });
}

LargeTexts::Turn LargeTexts::enter(std::size_t bytes) {
  if (bytes < limits_.large) return {};
  {
    const std::lock_guard lock(mutex_);
    if (at_once_ == 0 || (at_once_ < limits_.at_once && bytes_ + bytes <= limits_.bytes)) {
      ++at_once_;
      bytes_ += bytes;
      return {this, [bytes](void* self) { static_cast<LargeTexts*>(self)->leave(bytes); }};
    }
  }
  refused_.add();
  throw service::unavailable("large_texts_busy",
                             "As many large texts as may be are being decided; send this one again shortly",
                             {"as many texts above 256 KiB are being decided as may be"});
}

void LargeTexts::leave(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  --at_once_;
  bytes_ -= bytes;
}

}  // namespace lgm::guard_service
