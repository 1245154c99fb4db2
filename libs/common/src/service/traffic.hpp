// What a listener's real traffic came to: without probes, scrapes, documents and long polls, so that shares
// and percentiles of it mean something. Thread-safe.
#pragma once
#include "lgm/service/metrics.hpp"

namespace lgm::service {

class Traffic {
 public:
  // `metrics` must outlive this. `listener`: public or internal.
  Traffic(Metrics& metrics, const std::string& listener);
  void observe(int status, double seconds) const;

 private:
  const Events outcomes_;
  Counter &ok_, &refused_, &limited_, &failed_;
  Histogram& duration_;
};

}  // namespace lgm::service
