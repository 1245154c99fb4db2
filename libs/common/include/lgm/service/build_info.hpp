// What this program was built from, as CMake was told (LGM_VERSION, LGM_COMMIT). Constant; any thread.
#pragma once
#include <string>

namespace lgm::service {

std::string build_version();  // "0.1.0"
std::string build_commit();   // the commit's id, or empty where nobody named it

}  // namespace lgm::service
