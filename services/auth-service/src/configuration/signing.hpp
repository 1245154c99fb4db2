// What the subcommands that work with the signing keys read of the environment, and no other variable: they
// run where nothing else is mounted.
#pragma once
#include <string>
#include <vector>

#include "access_tokens/key_files.hpp"
#include "lgm/service/config.hpp"

namespace lgm::auth_service {

struct Signing {
  std::string algorithm = service::CommonConfig{}.jwt_algorithm, issuer = service::CommonConfig{}.jwt_issuer;
  std::string hs256_key, key_files, withdrawn_file;

  KeyPaths paths() const;
};

// From the process's environment. Pushes faults.
Signing read_signing(std::vector<describe::Fault>& faults);
// The keys that it names. Pushes faults.
KeyList load_signing_keys(const Signing& signing, std::vector<describe::Fault>& faults);
// Each on a line of standard error; the exit code of what cannot begin.
int tell_faults(const std::vector<describe::Fault>& faults);

}  // namespace lgm::auth_service
