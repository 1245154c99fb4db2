#include "lgm/contracts/identity.hpp"

#include <doctest/doctest.h>

using namespace lgm::contracts;

TEST_CASE("an id that begins as ours do is reserved, in whatever case") {
  for (const char* ours : {"local:7", "Local:7", "LOCAL:7", "lOcAl:", "oidc:7", "OIDC:7", "Oidc:"})
    CHECK_MESSAGE(is_reserved_id(ours), std::string(ours));
  // Signs that differ from letters by the bit of their case are no letters.
  for (const char* theirs :
       {"", "local", "locally:7", "alocal:7", " local:7", "o:idc", "oidC\x1a", "LOCAL\x1a"})
    CHECK_MESSAGE(!is_reserved_id(theirs), std::string(theirs));
}

TEST_CASE("a token's subject is the USAP id, or an id of ours") {
  CHECK(token_subject(kUsapIssuer, "10086", "u1") == "10086");
  CHECK(token_subject(kLocalIssuer, std::nullopt, "u1") == "local:u1");
  CHECK(token_subject("https://idp.example", std::nullopt, "u1") == "oidc:u1");
  CHECK(is_reserved_id(token_subject(kLocalIssuer, std::nullopt, "u1")));
  CHECK(is_reserved_id(token_subject("https://idp.example", std::nullopt, "u1")));
}
