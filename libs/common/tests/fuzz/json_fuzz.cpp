// What is parsed and written again parses to the same value.
#include <cstdlib>

#include "lgm/json/value.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lgm::json;
  const auto value = parse_or_nothing({reinterpret_cast<const char*>(data), size});
  if (!value) return 0;
  const auto again = parse_or_nothing(to_text(*value));
  if (!again || !(*again == *value)) std::abort();
  return 0;
}
