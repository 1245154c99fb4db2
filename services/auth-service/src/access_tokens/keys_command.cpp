#include "access_tokens/keys_command.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "configuration/signing.hpp"
#include "lgm/base/clock.hpp"

namespace lgm::auth_service {
namespace {

using Faults = std::vector<describe::Fault>;

int complain(const std::string& why, int code = 1) {
  fmt::print(stderr, "auth-service: {}\n", why);
  return code;
}

std::string today() {
  return base::format_rfc3339(std::chrono::floor<std::chrono::seconds>(base::SystemClock().now()));
}

// A file that is not there yet, or holds no key yet, is where the first one is to go.
int make_key(const KeyPaths& paths) {
  const std::string& file = paths.keys.front();
  Faults faults;
  if (std::filesystem::exists(file)) static_cast<void>(read_keys({{file}, paths.withdrawn}, faults));
  if (!faults.empty()) return tell_faults(faults);
  const std::string pem = auth::new_es256_pem(), kid = auth::SigningKey::es256(pem)->kid();
  put_first(file, "# " + kid + ", made " + today() + "\n" + pem);
  fmt::print(
      "{}\nauth-service: this key is the first of {} now; each replica publishes it within seconds and "
      "signs by it once it has done so for JWT_KEY_PUBLISH_SECONDS\n",
      kid, file);
  return 0;
}

constexpr char kSigns[] = "signs, once a replica has published it for JWT_KEY_PUBLISH_SECONDS";

int list_keys(const KeyList& list) {
  bool is_first = true;
  for (const Key& key : list.keys) {
    const bool withdrawn = list.withdrawn.contains(key->kid());
    const bool signs = !withdrawn && std::exchange(is_first, false);
    fmt::print("{}  {}\n", key->kid(), withdrawn ? "withdrawn" : signs ? kSigns : "verifies");
  }
  return 0;
}

int withdraw(const KeyPaths& paths, const KeyList& list, const std::string& kid) {
  const auto is_it = [&](const Key& key) { return key->kid() == kid; };
  const auto is_left = [&](const Key& key) { return !is_it(key) && !list.withdrawn.contains(key->kid()); };
  if (std::none_of(list.keys.begin(), list.keys.end(), is_it))
    return complain("there is no key " + kid + "; `auth-service keys list` lists those that there are");
  if (list.withdrawn.contains(kid)) {
    fmt::print("auth-service: {} is withdrawn already\n", kid);
    return 0;
  }
  if (std::none_of(list.keys.begin(), list.keys.end(), is_left))
    return complain(kid + " is the only key that may sign: `auth-service keys new` makes another one first");
  put_first(paths.withdrawn, kid + " # " + today() + "\n");
  fmt::print(
      "auth-service: {} is withdrawn in {}: its tokens are refused everywhere a second after a replica "
      "has read that\n",
      kid, paths.withdrawn);
  return 0;
}

int run(const std::vector<std::string>& arguments, const KeyPaths& paths) {
  if (arguments[1] == "new") return make_key(paths);
  Faults faults;
  const KeyList list = read_keys(paths, faults);
  if (!faults.empty()) return tell_faults(faults);
  return arguments[1] == "list" ? list_keys(list) : withdraw(paths, list, arguments[2]);
}

bool well_formed(const std::vector<std::string>& arguments) {
  if (arguments.size() == 2) return arguments[1] == "new" || arguments[1] == "list";
  return arguments.size() == 3 && arguments[1] == "withdraw";
}

}  // namespace

int keys_command(const std::vector<std::string>& arguments) {
  if (!well_formed(arguments)) return complain("keys takes new, list, or withdraw KID", 2);
  Faults faults;
  const Signing signing = read_signing(faults);
  if (!faults.empty()) return tell_faults(faults);
  if (signing.algorithm == "HS256")
    return complain("the keys of JWT_ALGORITHM=HS256 are the lines of JWT_HS256_KEY: change them there", 2);
  const KeyPaths paths = signing.paths();
  if (paths.keys.empty())
    return complain("JWT_SIGNING_KEY_FILE is required: it names the files of the keys", 2);
  try {
    return run(arguments, paths);
  } catch (const std::exception& error) {
    return complain(std::string(error.what()) + "; in a cluster `make keys-rotate` changes the Secret");
  }
}

}  // namespace lgm::auth_service
