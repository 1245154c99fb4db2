// Refresh tokens: opaque, 256 bits, rotated at every use. The store sees their digests alone.
//
// A token that names its session is T ‖ C of 16 bytes each: T random, or of a successor the beginning of the
// HMAC below; C the id of the session, by a permutation that T tweaks (crypto/tweaked_block.hpp). So the
// store can forget it: whoever presents it again is known by it. What is changed or made up names a session
// at random, which there is not; nobody without the key can make one that names the session of somebody else.
// It hides nothing that is secret: the id of a session stands in its access tokens.
//
// Sessions whose id has more than 16 bytes have tokens of 32 bytes of that HMAC, or random ones. So have all
// while a version that makes these alone may be asked for the same successor (upgrades/upgrades.hpp).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lgm/base/random.hpp"

namespace lgm::auth_service {

struct RefreshToken {
  std::string text;  // 43 characters
  bool names_session = false;
};

class RefreshTokens {
 public:
  // Derives the keys from the lines of SECRET_KEY (configuration/master_secret.hpp).
  explicit RefreshTokens(const std::string& secret_key);
  // The id of a new session, the family of its tokens: 128 random bits, base64url.
  static std::string new_family(base::Random& random);
  // What the store keeps of a token: SHA-256, hex. A digest presented as a token is another token.
  static std::string hash(const std::string& token);
  // The first of a family. It names the session where that is wished and can be.
  RefreshToken first(const std::string& family, bool named, base::Random& random) const;
  // HMAC-SHA-256(refresh key, presented token ‖ family ‖ generation), or what names the session by its
  // beginning: whoever repeats a refresh whose answer was lost gets the same successor. `generation` is the
  // presented token's own. The first is the one to make now; behind it stand those that a replica may have
  // made that has the lines of SECRET_KEY the other way round, or made tokens of the other form.
  std::vector<RefreshToken> successors(const std::string& presented, const std::string& family,
                                       std::int64_t generation, bool named) const;
  // The sessions that a token names, by each line of SECRET_KEY one, whether there are such or not.
  std::vector<std::string> named_by(const std::string& token) const;
  // Whether a text can be one of our tokens at all.
  static bool well_formed(const std::string& token);

 private:
  struct Keys {
    std::string successor, name;
  };
  std::vector<Keys> keys_;  // by each line of SECRET_KEY
};

}  // namespace lgm::auth_service
