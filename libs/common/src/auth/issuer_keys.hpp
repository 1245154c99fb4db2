// A key of an issuer, bound to what it verifies by.
#pragma once
#include "ec_key.hpp"
#include "lgm/auth/id_token.hpp"

namespace lgm::auth {

struct IssuerKeys::Key {
  std::optional<std::string> kid;
  std::vector<IdTokenAlgorithm> algorithms;  // one, where the set names it
  std::unique_ptr<EVP_PKEY, FreeKey> key;

  bool verifies_by(IdTokenAlgorithm algorithm) const;
  bool verifies(IdTokenAlgorithm algorithm, std::string_view input, std::string_view signature) const;
};

}  // namespace lgm::auth
