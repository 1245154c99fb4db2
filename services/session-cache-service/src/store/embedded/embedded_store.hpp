// The embedded store: memory, with a file that survives. For one replica; the file is locked.
#pragma once
#include <memory>

#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"
#include "store/store.hpp"

namespace lgm::session_cache {

struct OpenedStore {
  std::unique_ptr<Store> store;
  std::string report;  // how the file was found, for the log
};
// Throws std::runtime_error with the reason.
OpenedStore open_embedded_store(const std::string& file, const base::Clock& clock, base::Random& random);

}  // namespace lgm::session_cache
