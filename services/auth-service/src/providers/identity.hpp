// Somebody as a provider of identities knows them. Plain values.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lgm/contracts/users.hpp"

namespace lgm::auth_service {

// For people to read; nobody is identified by them.
struct Names {
  std::string user_name;
  std::optional<std::string> email, department, phone;
  std::optional<std::string> username = {};  // what a new local user is called; none: as the subject
};

// What the suite keeps of a provider with the session of whom it identified.
struct ProviderSession {
  std::string sub = {};                           // whom the provider's own tokens name
  std::optional<std::string> sid = {};            // its own session of them
  std::optional<std::string> refresh_token = {};  // none: it cannot be asked about them again
  std::optional<std::string> id_token = {};       // for signing out there; none: without
  std::int64_t departed_ms = 0;                   // when they were sent there
};

// Somebody whom a provider has identified: by issuer and subject alone (lgm/contracts/identity.hpp).
struct Identity {
  std::string issuer, subject;
  std::optional<std::string> user_id;  // the id that older clients know people by: USAP's
  Names names;
  // What their groups there come to; none: the provider does not say, or none are mapped.
  std::optional<std::vector<contracts::MappedRole>> roles;
  bool is_active = true;  // as the provider says with it
  // None: nothing is kept, as a directory tells of them.
  std::optional<ProviderSession> session = {};
};

// Somebody as a directory describes them.
struct Person {
  std::string user_id;
  Names names;
  bool is_active = true;  // an absent status means active
};

}  // namespace lgm::auth_service
