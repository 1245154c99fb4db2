// No bytes but a token that was signed are ever verified.
#include <cstdlib>

#include "lgm/auth/jwt.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lgm;
  static const base::ManualClock clock(base::from_unix_ms(1'800'000'000'000));
  static auth::TokenVerifier verifier(
      [] {
        auth::VerifierOptions options;
        options.algorithm = auth::Algorithm::Hs256;
        options.hs256_secret = "this secret is in no corpus and in no input";
        return options;
      }(),
      nullptr, clock);
  if (verifier.verify({reinterpret_cast<const char*>(data), size}).fault == auth::TokenFault::None)
    std::abort();
  return 0;
}
