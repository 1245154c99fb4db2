// What the process itself uses, by the names that Prometheus' client libraries give it: process_*. Linux
// only.
#pragma once
#include "lgm/service/metrics.hpp"

namespace lgm::service {

void add_process_metrics(Metrics& metrics);

}  // namespace lgm::service
