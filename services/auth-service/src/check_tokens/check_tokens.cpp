#include "check_tokens/check_tokens.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <stdexcept>

#include "configuration/configuration.hpp"
#include "lgm/calls/ask.hpp"
#include "lgm/contracts/revocations.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth_service {
namespace {

struct Signing {
  std::string algorithm = service::CommonConfig{}.jwt_algorithm, issuer = service::CommonConfig{}.jwt_issuer;
  std::string hs256_key, key_files;
};

}  // namespace
}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::Signing> {
  using C = lgm::auth_service::Signing;
  static constexpr std::string_view name = "Signing";
  static constexpr std::string_view kAlgorithms[] = {"ES256", "HS256"};
  static constexpr auto fields = std::to_array<Field>({
      field<&C::algorithm>("JWT_ALGORITHM").one_of(kAlgorithms),
      field<&C::issuer>("JWT_ISSUER").length(1, 255),
      field<&C::hs256_key>("JWT_HS256_KEY").secret().multi_line().length(32, 4096),
      field<&C::key_files>("JWT_SIGNING_KEY_FILE"),
  });
};

namespace lgm::auth_service {
namespace {

constexpr std::int64_t kLifeSeconds = 300;
constexpr std::int64_t kLeewaySeconds = 60;  // of every verifier
constexpr char kAudience[] = "llm-guard-manager";

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

// The variables that signing needs, and no other: the test's pod has no more. Pushes faults.
Keys load_signing_keys(Signing& signing, std::vector<describe::Fault>& faults) {
  faults = service::load_config(describe::type_of<Signing>(), &signing, service::process_environment());
  service::CommonConfig common;
  common.jwt_algorithm = signing.algorithm;
  common.jwt_hs256_key = signing.hs256_key;
  Configuration own;
  own.signing_key_files = signing.key_files;
  return load_keys(common, own, faults);
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
  Signing signing;
  std::vector<describe::Fault> faults;
  const Keys keys = load_signing_keys(signing, faults);
  for (const auto& fault : faults) fmt::print(stderr, "auth-service: {} {}\n", fault.pointer, fault.detail);
  if (!faults.empty()) return 2;
  const base::SystemClock clock;
  base::SystemRandom random;
  try {
    const CheckToken made = issue_check_token(keys, signing.issuer, clock, random);
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
