#include "lgm/service/memory.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>
#include <string>

using namespace lgm;

namespace {

// Resident pages of files, in bytes: the third number of proc(5)'s statm.
std::size_t mapped_files() {
  std::ifstream statm("/proc/self/statm");
  std::size_t size = 0, resident = 0, shared = 0;
  statm >> size >> resident >> shared;
  return shared * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace

TEST_CASE("what the start alone needed leaves memory, and what is used again comes back as it was") {
  const std::string said = fmt::format("{:>8.3f} {}", 2.5, "words");
  const std::size_t before = mapped_files();
  const std::size_t held = service::let_go_of_start();
  const std::size_t after = mapped_files();
  CHECK(held > 0);
  CHECK(after < before);
  CHECK(fmt::format("{:>8.3f} {}", 2.5, "words") == said);
}
