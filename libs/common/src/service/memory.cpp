#include "lgm/service/memory.hpp"

#include <cstdlib>  // defines __GLIBC__ where that is the C library
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <thread>

namespace lgm::service {

void share_arenas() {
#ifdef __GLIBC__
  constexpr unsigned kLeast = 2, kMost = 8;
  mallopt(M_ARENA_MAX, static_cast<int>(std::clamp(std::thread::hardware_concurrency(), kLeast, kMost)));
#endif
}

void give_back_memory() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace lgm::service
