// Password hashes: Argon2id for what we store, bcrypt verified for adopted rows. Passwords are taken as sent:
// no trimming, no folding, and (Argon2id) no cut at any length.
#pragma once
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

#include "lgm/base/random.hpp"

namespace lgm::admin::passwords {

// Thread-safe.
class Hasher {
 public:
  virtual ~Hasher() = default;
  // Text of at most 128 bytes, as users.hashed_password takes it.
  virtual std::string hash(std::string_view password) = 0;
  // False for a hash of no known form.
  virtual bool matches(std::string_view password, const std::string& hash) = 0;
};

bool is_argon2id(std::string_view hash);
bool is_bcrypt(std::string_view hash);  // $2a$, $2b$, $2y$
// Whether a hash is of another form or with other costs than hash() makes now.
bool is_outdated(std::string_view hash);

// Argon2id with 19 MiB, t 2, p 1 (OWASP ASVS 5.0 11.4.2), salt of 16 bytes, tag of 32. Each call takes that
// much memory and some 20 ms. Throws std::runtime_error where the library fails.
class ArgonHasher final : public Hasher {
 public:
  explicit ArgonHasher(base::Random& random) : random_(random) {}
  std::string hash(std::string_view password) override;
  bool matches(std::string_view password, const std::string& hash) override;

 private:
  base::Random& random_;
};

// Lets at most `running` calls hash at a time and `waiting` others wait for them, so that sign-ins cannot
// take the service's memory or all of its workers. Beyond, throws Refusal 503 `password_checks_busy`.
class BoundedHasher final : public Hasher {
 public:
  BoundedHasher(Hasher& inner, int running, int waiting)
      : inner_(inner), most_running_(running), most_waiting_(waiting) {}
  std::string hash(std::string_view password) override;
  bool matches(std::string_view password, const std::string& hash) override;

 private:
  class Slot;
  Hasher& inner_;
  const int most_running_, most_waiting_;
  std::mutex mutex_;
  std::condition_variable freed_;
  int running_ = 0, waiting_ = 0;
};

}  // namespace lgm::admin::passwords
