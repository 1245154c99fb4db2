#include "check_tokens/check_tokens.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <stdexcept>

#include "configuration/signing.hpp"
#include "lgm/calls/ask.hpp"
#include "lgm/contracts/revocations.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::int64_t kLifeSeconds = 300;
constexpr std::int64_t kLeewaySeconds = 60;  // of every verifier

std::string new_code(base::Random& random) {
  std::array<std::uint8_t, 8> bytes{};
  random.fill(bytes);
  return "HELM_TEST_" +
         crypto::to_hex(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

// Readable by its owner alone; throws std::runtime_error.
void write_file(const std::string& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool whole = file >= 0 && ::fchmod(file, 0600) == 0 &&
                     ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool closed = file < 0 || ::close(file) == 0;
  if (!whole || !closed) throw std::runtime_error("cannot write " + path);
}

}  // namespace

CheckToken issue_check_token(const Keys& keys, const std::string& issuer, const base::Clock& clock,
                             base::Random& random) {
  CheckToken made{{}, new_code(random)};
  auth::Claims claims{issuer,
                      kAudience,
                      std::string(auth::kCheckTokenClient),
                      std::string(auth::kCheckTokenClient),
                      std::string(auth::kCheckTokenUid),
                      "NONE",
                      base::uuid_v7(clock, random),
                      base::uuid_v7(clock, random)};
  claims.iat = claims.nbf = base::to_unix_seconds(clock.now());
  claims.exp = claims.iat + kLifeSeconds;
  claims.limit = auth::Limit{"tag", made.tag_code};
  made.token = keys.front()->sign(claims);
  return made;
}

bool revoke_check_tokens(http::Caller& session_cache, const base::Clock& clock, base::Random& random) {
  const std::int64_t now = base::to_unix_ms(clock.now());
  const contracts::NewRevocation revocation{base::uuid_v7(clock, random),
                                            std::string(describe::name_of(contracts::RevocationKind::User)),
                                            std::string(auth::kCheckTokenUid), now,
                                            now + (auth::kLongestCheckToken.count() + kLeewaySeconds) * 1000};
  return calls::ask(session_cache, contracts::kRevoke, revocation).value.has_value();
}

int issue_check_token_command(const std::vector<std::string>& arguments) {
  if (arguments.size() != 2) {
    fmt::print(stderr, "auth-service: issue-check-token takes the directory to write the token into\n");
    return 2;
  }
  std::vector<describe::Fault> faults;
  const Signing signing = read_signing(faults);
  if (!faults.empty()) return tell_faults(faults);
  KeyList keys = load_signing_keys(signing, faults);
  if (!faults.empty()) return tell_faults(faults);
  const base::SystemClock clock;
  base::SystemRandom random;
  // As a replica that starts now: by a key that is published everywhere.
  const KeyRing ring(std::move(keys), std::chrono::seconds(signing.algorithm == "HS256" ? 0 : 1), {}, clock);
  try {
    const CheckToken made = issue_check_token({ring.signer()}, signing.issuer, clock, random);
    write_file(arguments[1] + "/authorization", "Authorization: Bearer " + made.token + "\n");
    write_file(arguments[1] + "/tag_code", made.tag_code + "\n");
    fmt::print("auth-service: a token for the tag {} is in {}, good for {} s\n", made.tag_code, arguments[1],
               kLifeSeconds);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "auth-service: {}\n", error.what());
    return 1;
  }
}

}  // namespace lgm::auth_service
