// The commonest passwords in published counts, as the sorted first four bytes of their SHA-256 in base64url;
// lower case, eight characters and more. One in a million other passwords is taken for one of them.
#pragma once
#include <string_view>

namespace lgm::admin::passwords {

extern const std::string_view kCommonDigests;

}  // namespace lgm::admin::passwords
