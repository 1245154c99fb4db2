#include "internal_tokens.hpp"

#include <stdexcept>

namespace lgm::service {
namespace {

constexpr std::size_t kMostTokens = 2;  // the current one and the next, while rotating
constexpr std::size_t kShortest = 32;   // characters

}  // namespace

InternalTokens::InternalTokens(const CommonConfig& config) {
  const auto add = [this](const char* caller, const char* variable, std::string_view list) {
    std::size_t count = 0;
    while (!list.empty()) {
      const std::size_t comma = list.find(',');
      const std::string_view token = list.substr(0, comma);
      list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
      if (token.size() < kShortest)
        throw std::invalid_argument(std::string(variable) + " holds a token shorter than 32 characters");
      if (++count > kMostTokens)
        throw std::invalid_argument(std::string(variable) + " holds more than two tokens");
      entries_.push_back({caller, crypto::sha256(token)});
    }
  };
  add("auth", "INTERNAL_TOKENS_FROM_AUTH", config.tokens_from_auth);
  add("admin", "INTERNAL_TOKENS_FROM_ADMIN", config.tokens_from_admin);
  add("guard", "INTERNAL_TOKENS_FROM_GUARD", config.tokens_from_guard);
  add("session_cache", "INTERNAL_TOKENS_FROM_SESSION_CACHE", config.tokens_from_session_cache);
}

const std::string* InternalTokens::caller_of(std::string_view token) const {
  const crypto::Digest digest = crypto::sha256(token);
  const std::string_view asked(reinterpret_cast<const char*>(digest.data()), digest.size());
  const std::string* caller = nullptr;
  for (const Entry& entry : entries_) {
    const std::string_view known(reinterpret_cast<const char*>(entry.digest.data()), entry.digest.size());
    if (crypto::equal_constant_time(asked, known)) caller = &entry.caller;
  }
  return caller;
}

}  // namespace lgm::service
