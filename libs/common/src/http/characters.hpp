// Sets of bytes for framing and writing heads: one table look-up a byte.
#pragma once
#include <array>
#include <string_view>

namespace lgm::http {

class CharacterSet {
 public:
  constexpr explicit CharacterSet(std::string_view members, bool alphanumeric = false) {
    for (const char c : members) has_[static_cast<unsigned char>(c)] = true;
    if (!alphanumeric) return;
    for (unsigned char c = '0'; c <= '9'; ++c) has_[c] = true;
    for (unsigned char c = 'a'; c <= 'z'; ++c) has_[c] = true;
    for (unsigned char c = 'A'; c <= 'Z'; ++c) has_[c] = true;
  }
  constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }
  constexpr bool all(std::string_view text) const {
    for (const char c : text)
      if (!has(c)) return false;
    return true;
  }
  constexpr bool none(std::string_view text) const {
    for (const char c : text)
      if (has(c)) return false;
    return true;
  }

 private:
  std::array<bool, 256> has_{};
};

// RFC 9110 section 5.6.2.
inline constexpr CharacterSet kTokenCharacters("!#$%&'*+-.^_`|~", true);
// RFC 3986 section 3.2.2 with a port: what a Host field may hold.
inline constexpr CharacterSet kHostCharacters("-._~:[]%!$&'()*+,;=", true);

}  // namespace lgm::http
