#include "lgm/service/build_info.hpp"

namespace lgm::service {

// The one file that is compiled anew for another version or commit.
std::string build_version() {
  return LGM_VERSION;
}

std::string build_commit() {
  return LGM_COMMIT;
}

}  // namespace lgm::service
