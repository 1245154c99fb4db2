// The files that hold the keys of access tokens: JWT_SIGNING_KEY_FILE, and the list of those withdrawn.
//
// A file of keys has one P-256 private key in PEM or several, the newest first; what stands between them, and
// what is no private key, is passed over. The list has the id (kid) of a key on each line; what follows
// `#` on a line is a remark.
#pragma once
#include <string>
#include <vector>

#include "access_tokens/key_ring.hpp"
#include "lgm/describe/describe.hpp"

namespace lgm::auth_service {

struct KeyPaths {
  // Of comma separated paths of files of keys, and of the list's path; empty: beside the first of them, its
  // name with `.withdrawn`.
  static KeyPaths of(const std::string& key_files, const std::string& withdrawn_file);
  std::vector<std::string> keys;
  std::string withdrawn;  // need not be there: nothing is withdrawn then
};

// What the files hold now. Pushes a fault for each thing that is wrong; a list with faults is not whole.
KeyList read_keys(const KeyPaths& paths, std::vector<describe::Fault>& faults);
// The same for a start, which also needs a key that is not withdrawn.
KeyList read_keys_to_start(const KeyPaths& paths, std::vector<describe::Fault>& faults);

// Puts `text` before what the file holds; it is made if it is not there, for its owner alone. Whoever reads
// the file meanwhile has the one or the other, whole. Throws std::runtime_error with path and reason.
void put_first(const std::string& path, const std::string& text);

}  // namespace lgm::auth_service
