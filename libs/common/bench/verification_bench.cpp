// Verifying ES256 access tokens on one thread: microseconds of CPU time of one that was never seen, and of
// one that was verified before. usage: verification_bench [tokens]
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "lgm/auth/jwt.hpp"
#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"

using namespace lgm;

namespace {

constexpr int kRounds = 7;

class OneKey : public auth::KeySource {
 public:
  explicit OneKey(std::shared_ptr<const auth::SigningKey> key) : key_(std::move(key)) {}
  std::optional<json::Value> fetch() override { return auth::jwks({key_}); }

 private:
  std::shared_ptr<const auth::SigningKey> key_;
};

std::vector<std::string> tokens_of(const auth::SigningKey& key, std::size_t count, const base::Clock& clock,
                                   base::Random& random) {
  std::vector<std::string> tokens;
  const std::int64_t now = base::to_unix_seconds(clock.now());
  for (std::size_t i = 0; i < count; ++i) {
    auth::Claims claims;
    claims.iss = claims.aud = "llm-guard-manager";
    claims.sub = "person" + std::to_string(i), claims.client_id = "api", claims.role = "AUDITOR";
    claims.uid = base::uuid_v7(clock, random), claims.sid = random.token(), claims.jti = random.token();
    claims.iat = claims.nbf = now, claims.exp = now + 3600;
    tokens.push_back(key.sign(claims));
  }
  return tokens;
}

double cpu_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// Microseconds a token; ends the program where one is refused.
double each(auth::TokenVerifier& verifier, const std::vector<std::string>& tokens) {
  const double began = cpu_microseconds();
  for (const auto& token : tokens)
    if (!verifier.verify(token).claims) std::exit(1);
  return (cpu_microseconds() - began) / static_cast<double>(tokens.size());
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? static_cast<std::size_t>(std::atoll(argv[1])) : 2'000;
  const base::SystemClock clock;
  base::SystemRandom random;
  const std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::es256(auth::new_es256_pem());
  std::vector<double> fresh, known;
  for (int round = 0; round < kRounds; ++round) {
    auth::TokenVerifier verifier({}, std::make_shared<OneKey>(key), clock);
    if (!verifier.refresh_keys()) return 1;
    const auto tokens = tokens_of(*key, count, clock, random);
    fresh.push_back(each(verifier, tokens));
    known.push_back(each(verifier, tokens));
  }
  std::printf("{\"new_us\": %.3f, \"known_us\": %.3f}\n", median(fresh), median(known));
  return 0;
}
