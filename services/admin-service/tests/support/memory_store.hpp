// The name by which tests written before the store on a database know it.
#pragma once
#include "support/ascii_forms.hpp"
#include "support/test_store.hpp"

namespace lgm::admin::testing {

using MemoryStore = TestStore;

}  // namespace lgm::admin::testing
