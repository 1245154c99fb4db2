// What a browser shows to other tools behind our sign-in: a token of a type of its own, which opens nothing
// but the question who it is (GET /auth/verify).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/auth/jwt.hpp"

namespace lgm::auth_service {

// A JWT `typ: lgm-tools+jwt` (HS256). Its keys are derived from the lines of SECRET_KEY, for this alone: no
// other service could verify one, and none of theirs verifies here. Thread-safe.
class ToolsTokens {
 public:
  ToolsTokens(const std::string& secret_key, std::string issuer, const base::Clock& clock);
  // Of the same session, as old and good for as long as the access token that says `claims`.
  std::string issue(const auth::Claims& claims) const;
  // What of it revocations go by, and its times. None for what was not issued here, or is over.
  std::optional<auth::Claims> open(std::string_view token) const;

 private:
  bool signed_here(std::string_view text, std::string_view signature) const;
  bool in_its_time(const auth::Claims& claims) const;

  const std::vector<std::string> keys_;  // the first signs, all verify
  const std::string issuer_, start_;     // the header as it is written, and a dot
  const base::Clock& clock_;
};

}  // namespace lgm::auth_service
