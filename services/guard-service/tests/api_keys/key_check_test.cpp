// Whether a key is good: to the moment, and among keys that are not all that there are.
#include "api_keys/key_check.hpp"

#include <doctest/doctest.h>

#include "lgm/auth/api_key.hpp"
#include "lgm/base/random.hpp"
#include "lgm/crypto/crypto.hpp"

using namespace lgm;
using namespace lgm::guard_service;

namespace {

struct Checked {
  base::ManualClock clock{base::from_unix_ms(1'800'000'000'000)};
  base::SeededRandom random{1};
  const std::string text = auth::new_api_key(random);
  contracts::policy::ApiKey row;
  bool complete = true;
  auth::RevocationSet revoked;
  service::Metrics metrics;

  Checked() {
    row.id = "k", row.app_id = "app", row.sha256 = crypto::to_hex(crypto::sha256(text));
    row.is_active = true;
  }
  // The id of the key, or the code by which it is refused.
  std::string told_of(const std::string& key) {
    const auto keys = std::make_shared<const KnownKeys>(std::vector{std::make_shared<const KnownKey>(row)},
                                                        std::unordered_set<std::string>{}, complete);
    const KeyCheck check([&] { return keys; }, [] { return false; }, revoked, clock, metrics);
    try {
      return check.known(key)->row.id;
    } catch (const service::Refusal& refusal) {
      return std::string(refusal.problem().code);
    }
  }
};

}  // namespace

TEST_CASE_FIXTURE(Checked, "a key is good until its end, and not at it") {
  row.expires_at = clock.now() + std::chrono::milliseconds(1);
  CHECK(told_of(text) == "k");
  clock.advance(std::chrono::milliseconds(1));
  CHECK(told_of(text) == "invalid_api_key");
}

TEST_CASE_FIXTURE(Checked, "while the policy is from a version that gives no keys, none is called unknown") {
  const std::string other = auth::new_api_key(random);
  CHECK(told_of(other) == "invalid_api_key");
  complete = false;
  CHECK(told_of(other) == "api_keys_unavailable");
  CHECK(told_of(text) == "k");
}
