// What a new password must not be, and passwords that we make. Lengths (8 to 128 characters, of any kind)
// stand in the descriptions of the bodies.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lgm/base/random.hpp"

namespace lgm::admin::passwords {

// Throws Refusal 400 `common_password` for one of the commonest, for one character or run repeated, and for
// little more than a word of the context: the product's, or one of `words` (user name, display name).
void check_new(std::string_view password, const std::vector<std::string>& words);

// Random, 130 bits, in five groups that can be read out.
std::string make(base::Random& random);

}  // namespace lgm::admin::passwords
