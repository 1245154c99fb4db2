// When the certificates that a service is given end, as metrics.
#pragma once
#include <string>

#include "lgm/service/metrics.hpp"

namespace lgm::service {

// A sample a certificate of the PEM file (a bundle has several), read at each scrape: files are replaced
// while the service runs. `variable` names the file in the metrics: "DATABASE_CA_FILE". An empty `file`, the
// system's bundle, is not looked at. A file that cannot be read has no samples.
void show_certificates(Metrics& metrics, const std::string& variable, const std::string& file);

}  // namespace lgm::service
