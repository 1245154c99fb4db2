#include "lgm/service/memory.hpp"

#include <cstdlib>  // defines __GLIBC__ where that is the C library
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <thread>

namespace lgm::service {
namespace {

// Segments that cannot be written to hold what the file holds and nothing else: relocated data stands in
// others.
int let_go(dl_phdr_info* object, std::size_t, void* sum) {
  if (std::string_view(object->dlpi_name).starts_with("linux-"))
    return 0;  // the kernel's own: linux-vdso.so.1
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const auto& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
    const std::uintptr_t from = object->dlpi_addr + segment.p_vaddr;
    const std::uintptr_t first = (from + page - 1) / page * page,
                         end = (from + segment.p_memsz) / page * page;
    if (first >= end) continue;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the loader says addresses as numbers
    if (madvise(reinterpret_cast<void*>(first), end - first, MADV_DONTNEED) == 0)
      *static_cast<std::size_t*>(sum) += end - first;
  }
  return 0;
}

}  // namespace

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

std::size_t let_go_of_start() {
  std::size_t bytes = 0;
  dl_iterate_phdr(let_go, &bytes);
  return bytes;
}

}  // namespace lgm::service
