// `auth-service keys new | list | withdraw KID`, where the files of the signing keys are: for whoever runs
// the service by hand. In a cluster `make keys-rotate` does the same from outside.
#pragma once
#include <string>
#include <vector>

namespace lgm::auth_service {

// `arguments` begin with "keys". Works on the files alone: the running replicas notice. The exit code.
int keys_command(const std::vector<std::string>& arguments);

}  // namespace lgm::auth_service
