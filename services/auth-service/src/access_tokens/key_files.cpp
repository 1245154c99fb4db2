#include "access_tokens/key_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "configuration/configuration.hpp"
#include "configuration/file_text.hpp"

namespace lgm::auth_service {
namespace {

using describe::Fault;
using Faults = std::vector<Fault>;

constexpr char kKeysName[] = "JWT_SIGNING_KEY_FILE", kWithdrawnName[] = "JWT_WITHDRAWN_KEYS_FILE";
constexpr std::size_t kKidLength = 43;  // SHA-256 in base64url

struct Block {
  std::string_view label;  // of -----BEGIN <label>-----
  std::string_view text;   // with both lines; without its end where that is missing
};

// The PEM blocks of a text (RFC 7468), whatever stands between them.
std::vector<Block> blocks_of(std::string_view text) {
  constexpr std::string_view kBegin = "-----BEGIN ", kDashes = "-----";
  std::vector<Block> blocks;
  while ((text = text.substr(std::min(text.find(kBegin), text.size()))).size() > kBegin.size()) {
    const std::size_t label_end = text.find(kDashes, kBegin.size());
    const auto label = text.substr(kBegin.size(), label_end - kBegin.size());
    const std::string end = "-----END " + std::string(label) + "-----";
    const std::size_t found = text.find(end), next = text.find(kBegin, kBegin.size());
    const bool whole = found < next;
    blocks.push_back({label, text.substr(0, whole ? found + end.size() : next)});
    text.remove_prefix(blocks.back().text.size());
  }
  return blocks;
}

void add_key(Key key, KeyList& list) {
  const auto same = [&](const Key& other) { return other->kid() == key->kid(); };
  if (std::none_of(list.keys.begin(), list.keys.end(), same)) list.keys.push_back(std::move(key));
}

void read_key_file(const std::string& path, KeyList& list, Faults& faults) {
  const auto text = file_text(path);
  if (!text) return faults.push_back({kKeysName, "unreadable", "names a file that cannot be read: " + path});
  int number = 0;
  for (const Block& block : blocks_of(*text)) {
    if (!block.label.ends_with("PRIVATE KEY")) continue;
    ++number;
    try {
      add_key(auth::SigningKey::es256(block.text), list);
    } catch (const std::invalid_argument&) {
      faults.push_back({kKeysName, "pattern",
                        "names a file whose private key number " + std::to_string(number) +
                            " is not in PEM, without a passphrase, and on the curve P-256: " + path});
    }
  }
  if (number == 0)
    faults.push_back(
        {kKeysName, "pattern", "names a file that holds no PEM private key on the curve P-256: " + path});
}

bool is_kid(std::string_view text) {
  return text.size() == kKidLength && std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return std::isalnum(c) || c == '-' || c == '_';
         });
}

void read_withdrawn(const std::string& path, KeyList& list, Faults& faults) {
  std::error_code error;
  if (std::filesystem::status(path, error).type() == std::filesystem::file_type::not_found) return;
  const auto text = file_text(path);
  if (!text)
    return faults.push_back({kWithdrawnName, "unreadable", "names a file that cannot be read: " + path});
  std::istringstream lines(*text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    line.erase(std::min(line.find('#'), line.size()));
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.pop_back();
    if (line.empty()) continue;
    if (is_kid(line))
      list.withdrawn.insert(line);
    else
      faults.push_back({kWithdrawnName, "pattern",
                        "names a list whose line " + std::to_string(number) +
                            " is not the id of a key, 43 characters of base64url: " + path});
  }
}

[[noreturn]] void cannot_write(const std::string& path) {
  throw std::runtime_error("cannot write " + path + ": " + std::strerror(errno));
}

}  // namespace

KeyPaths KeyPaths::of(const std::string& key_files, const std::string& withdrawn_file) {
  KeyPaths paths{list_items(key_files), withdrawn_file};
  if (paths.withdrawn.empty() && !paths.keys.empty()) paths.withdrawn = paths.keys.front() + ".withdrawn";
  return paths;
}

KeyList read_keys(const KeyPaths& paths, Faults& faults) {
  KeyList list;
  if (paths.keys.empty()) faults.push_back({kKeysName, "required", "is required with JWT_ALGORITHM=ES256"});
  for (const std::string& path : paths.keys) {
    read_key_file(path, list, faults);
    if (&path == &paths.keys.front() && !list.keys.empty()) list.oldest = list.keys.size() - 1;
  }
  if (!paths.withdrawn.empty()) read_withdrawn(paths.withdrawn, list, faults);
  return list;
}

KeyList read_keys_to_start(const KeyPaths& paths, Faults& faults) {
  KeyList list = read_keys(paths, faults);
  const auto is_withdrawn = [&](const Key& key) { return list.withdrawn.contains(key->kid()); };
  if (!list.keys.empty() && std::all_of(list.keys.begin(), list.keys.end(), is_withdrawn))
    faults.push_back({kKeysName, "invalid",
                      "holds no key that may sign: all are withdrawn by " + paths.withdrawn +
                          "; `auth-service keys new` makes one"});
  return list;
}

void put_first(const std::string& path, const std::string& text) {
  struct stat now {};
  const bool there = ::stat(path.c_str(), &now) == 0;
  const auto old = there ? file_text(path) : std::optional<std::string>("");
  const std::string fresh = path + ".new";
  const int file = old ? ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
  if (file < 0) cannot_write(path);
  const std::string whole = text + *old;
  const bool written = ::fchmod(file, there ? now.st_mode & 0777 : 0600) == 0 &&
                       ::write(file, whole.data(), whole.size()) == static_cast<ssize_t>(whole.size()) &&
                       ::fsync(file) == 0;
  if (::close(file) != 0 || !written || ::rename(fresh.c_str(), path.c_str()) != 0) cannot_write(path);
}

}  // namespace lgm::auth_service
