// The most memory that was allocated at a time since a moment, of the whole program: operator new is counted.
#pragma once
#include <cstddef>

namespace lgm::guard::testing {

class PeakAllocation {
 public:
  PeakAllocation();
  std::size_t bytes() const;  // beyond what was allocated at the moment

 private:
  std::size_t begun_;
};

}  // namespace lgm::guard::testing
