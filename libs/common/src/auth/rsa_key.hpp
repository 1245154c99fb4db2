// RSA keys and the signatures RS256 and PS256 over OpenSSL, as JOSE has them (RFC 7518 sections 3.3, 3.5,
// 6.3).
#pragma once
#include "ec_key.hpp"

namespace lgm::auth {

using RsaKey = std::unique_ptr<EVP_PKEY, FreeKey>;
enum class RsaPadding { Pkcs1, Pss };

// 2048 to 8192 bits: shorter ones are broken too soon, longer ones take too long.
bool is_strong_rsa(const RsaKey& key);
// Modulus and exponent, big-endian without leading zeros.
std::pair<std::string, std::string> public_numbers(const RsaKey& key);
// Null unless is_strong_rsa() and the exponent is odd, above 1 and of at most 64 bits.
RsaKey rsa_public_key(std::string_view modulus, std::string_view exponent);
std::string sign_rs256(const RsaKey& key, std::string_view input);
// SHA-256; of Pss the salt has the length of the digest. False for a signature of another length or form.
bool verify_rsa(const RsaKey& key, RsaPadding padding, std::string_view input, std::string_view signature);

}  // namespace lgm::auth
