// A JWT as it is written: header, claims and signature (RFC 7515 section 7.1), and what is read of both kinds
// of tokens, ours and others'.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "lgm/json/value.hpp"

namespace lgm::auth {

struct CompactJws {
  std::string_view signed_text;  // of the token, which must outlive it
  json::Value header, payload;   // objects
  std::string signature;
};

// Three parts of strict base64url, of which the first two are JSON objects without doubled members.
std::optional<CompactJws> split_jws(std::string_view token);

// Whether `aud` is this name, or a list that holds it (RFC 7519 section 4.1.3).
bool names_audience(const json::Value& payload, const std::string& audience);

}  // namespace lgm::auth
