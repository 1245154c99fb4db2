#include "support/allocations.hpp"

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> allocated{0}, most{0};

}  // namespace

// Also what std::stable_sort asks for: a sanitizer's own would not fit the delete below.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  void* block = std::malloc(size);
  if (!block) return nullptr;
  const std::size_t now = allocated += malloc_usable_size(block);
  if (now > most) most = now;
  return block;
}

void* operator new(std::size_t size) {
  void* block = operator new(size, std::nothrow);
  if (!block) throw std::bad_alloc();
  return block;
}

void operator delete(void* block) noexcept {
  if (block) allocated -= malloc_usable_size(block);
  std::free(block);
}

void operator delete(void* block, std::size_t) noexcept {
  operator delete(block);
}

namespace lgm::guard::testing {

PeakAllocation::PeakAllocation() : begun_(allocated) {
  most = begun_;
}

std::size_t PeakAllocation::bytes() const {
  return most - begun_;
}

}  // namespace lgm::guard::testing
