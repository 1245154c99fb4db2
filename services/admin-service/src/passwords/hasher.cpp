#include "passwords/hasher.hpp"

#include <argon2.h>
#include <crypt.h>

#include <array>
#include <memory>
#include <stdexcept>

#include "lgm/crypto/crypto.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::admin::passwords {
namespace {

constexpr std::uint32_t kPasses = 2, kMemoryKiB = 19 * 1024, kLanes = 1;
constexpr std::size_t kSaltBytes = 16, kTagBytes = 32;
constexpr std::string_view kPrefix = "$argon2id$v=19$m=19456,t=2,p=1$";

void check(int code) {
  if (code != ARGON2_OK) throw std::runtime_error(std::string("Argon2: ") + argon2_error_message(code));
}

bool matches_argon2id(std::string_view password, const std::string& hash) {
  const int code = argon2id_verify(hash.c_str(), password.data(), password.size());
  if (code == ARGON2_MEMORY_ALLOCATION_ERROR || code == ARGON2_THREAD_FAIL) check(code);
  return code == ARGON2_OK;
}

// crypt(3) works on 32 KiB that belong to the call.
bool matches_bcrypt(std::string_view password, const std::string& hash) {
  const auto data = std::make_unique<crypt_data>();
  const std::string phrase(password);
  const char* made = crypt_r(phrase.c_str(), hash.c_str(), data.get());
  return made && made[0] != '*' && crypto::equal_constant_time(made, hash);
}

}  // namespace

bool is_argon2id(std::string_view hash) {
  return hash.starts_with("$argon2id$");
}

bool is_bcrypt(std::string_view hash) {
  return hash.starts_with("$2a$") || hash.starts_with("$2b$") || hash.starts_with("$2y$");
}

bool is_outdated(std::string_view hash) {
  return !hash.starts_with(kPrefix);
}

std::string ArgonHasher::hash(std::string_view password) {
  std::array<std::uint8_t, kSaltBytes> salt{};
  random_.fill(salt);
  std::string text(argon2_encodedlen(kPasses, kMemoryKiB, kLanes, kSaltBytes, kTagBytes, Argon2_id), '\0');
  check(argon2id_hash_encoded(kPasses, kMemoryKiB, kLanes, password.data(), password.size(), salt.data(),
                              salt.size(), kTagBytes, text.data(), text.size()));
  text.resize(text.find('\0'));
  return text;
}

bool ArgonHasher::matches(std::string_view password, const std::string& hash) {
  if (password.find('\0') != std::string_view::npos) return false;
  if (is_argon2id(hash)) return matches_argon2id(password, hash);
  return is_bcrypt(hash) && matches_bcrypt(password, hash);
}

// Held while a call hashes.
class BoundedHasher::Slot {
 public:
  explicit Slot(BoundedHasher& pool) : pool_(pool) {
    std::unique_lock lock(pool_.mutex_);
    if (pool_.running_ >= pool_.most_running_) {
      if (pool_.waiting_ >= pool_.most_waiting_)
        throw service::unavailable("password_checks_busy", "Too many passwords are being checked; try again",
                                   {std::to_string(pool_.running_) + " passwords are being checked, " +
                                    std::to_string(pool_.waiting_) + " wait"},
                                   1);
      ++pool_.waiting_;
      pool_.freed_.wait(lock, [&] { return pool_.running_ < pool_.most_running_; });
      --pool_.waiting_;
    }
    ++pool_.running_;
  }
  ~Slot() {
    const std::lock_guard lock(pool_.mutex_);
    --pool_.running_;
    pool_.freed_.notify_one();
  }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

 private:
  BoundedHasher& pool_;
};

std::string BoundedHasher::hash(std::string_view password) {
  const Slot slot(*this);
  return inner_.hash(password);
}

bool BoundedHasher::matches(std::string_view password, const std::string& hash) {
  const Slot slot(*this);
  return inner_.matches(password, hash);
}

}  // namespace lgm::admin::passwords
