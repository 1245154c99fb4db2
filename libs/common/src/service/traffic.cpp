#include "traffic.hpp"

namespace lgm::service {

Traffic::Traffic(Metrics& metrics, const std::string& listener)
    : outcomes_(
          metrics, "lgm_traffic_requests_total",
          "Requests answered, without probes, scrapes, documents and long polls: ok, refused (4xx), limited "
          "(429), failed (5xx)",
          {{"listener", {listener}}, {"outcome", {"ok", "refused", "limited", "failed"}}}),
      ok_(outcomes_.of({listener, "ok"})),
      refused_(outcomes_.of({listener, "refused"})),
      limited_(outcomes_.of({listener, "limited"})),
      failed_(outcomes_.of({listener, "failed"})),
      duration_(
          metrics.histogram("lgm_traffic_duration_seconds",
                            "Time from the framed request to its answer, of the same requests but those "
                            "that are limited",
                            {{"listener", listener}})) {}

void Traffic::observe(int status, double seconds) const {
  (status >= 500 ? failed_ : status == 429 ? limited_ : status >= 400 ? refused_ : ok_).add();
  if (status != 429) duration_.observe(seconds);
}

}  // namespace lgm::service
