#include "store/redis/acl.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string_view>

#include "lgm/crypto/crypto.hpp"
#include "store/redis/scripts.hpp"

namespace lgm::session_cache::redis {
namespace {

// What a connection says itself (connection.cpp, link.cpp).
constexpr const char* kSent[] = {"auth", "select",     "info",        "role",
                                 "wait", "config|get", "script|load", "evalsha"};

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// What stands in the quotation marks that `text` begins with.
std::string literal_at(std::string_view text) {
  const std::size_t end = text.starts_with('\'') ? text.find('\'', 1) : std::string_view::npos;
  if (end == std::string_view::npos)
    throw std::logic_error("a script calls a command whose name is no literal: " +
                           std::string(text.substr(0, 40)));
  return lower(std::string(text.substr(1, end - 1)));
}

std::vector<std::string> granted() {
  std::vector<std::string> commands(std::begin(kSent), std::end(kSent));
  std::set<std::string> called;
  for (const Script* script : scripts::all())
    for (std::string& command : commands_of(script->text)) called.insert(std::move(command));
  commands.insert(commands.end(), called.begin(), called.end());
  return commands;
}

// Blanks part the words of such a line, and quotation marks begin one.
void check_word(const std::string& word, const char* variable) {
  if (word.find_first_of(" \t\r\n\"'") != std::string::npos)
    throw std::runtime_error(std::string(variable) +
                             " has a blank or a quotation mark, which an ACL of Redis cannot hold");
}

// Keys that begin with the prefix, whatever signs of patterns it has.
std::string keys_of(const std::string& prefix) {
  check_word(prefix, "REDIS_KEY_PREFIX");
  std::string pattern = "~";
  for (const char c : prefix) {
    if (std::string_view("*?[]\\").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern + "*";
}

// What the user had before goes, but for its passwords, by which replicas of before may still sign in.
std::string user_of(const std::string& name, const std::string& password) {
  return fmt::format("user {} on #{} resetkeys resetchannels -@all", name,
                     crypto::to_hex(crypto::sha256(password)));
}

}  // namespace

std::vector<std::string> commands_of(const std::string& script) {
  std::set<std::string> names;
  for (const std::string_view call : {"redis.call(", "redis.pcall("})
    for (std::size_t at = script.find(call); at != std::string::npos; at = script.find(call, at + 1))
      names.insert(literal_at(std::string_view(script).substr(at + call.size())));
  return {names.begin(), names.end()};
}

std::string acl_of(const Address& address) {
  if (address.user.empty()) throw std::runtime_error("REDIS_USER must name the user");
  check_word(address.user, "REDIS_USER");
  check_word(address.sentinel_user, "REDIS_SENTINEL_USER");
  std::string lines = fmt::format("{} {} +{}\n", user_of(address.user, address.password),
                                  keys_of(address.key_prefix), fmt::join(granted(), " +"));
  if (!address.sentinel_user.empty())
    lines += fmt::format("{} +auth +sentinel|get-master-addr-by-name\n",
                         user_of(address.sentinel_user, address.sentinel_password));
  return lines;
}

}  // namespace lgm::session_cache::redis
