#include "compact_jws.hpp"

#include <algorithm>

#include "lgm/crypto/crypto.hpp"

namespace lgm::auth {

using json::Value;

std::optional<CompactJws> split_jws(std::string_view token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos)
    return std::nullopt;
  const auto header = crypto::base64url_decode(token.substr(0, first));
  const auto payload = crypto::base64url_decode(token.substr(first + 1, second - first - 1));
  auto signature = crypto::base64url_decode(token.substr(second + 1));
  if (!header || !payload || !signature) return std::nullopt;
  auto header_json = json::parse_or_nothing(*header), payload_json = json::parse_or_nothing(*payload);
  if (!header_json || !header_json->object() || !payload_json || !payload_json->object()) return std::nullopt;
  return CompactJws{token.substr(0, second), std::move(*header_json), std::move(*payload_json),
                    std::move(*signature)};
}

bool names_audience(const Value& payload, const std::string& audience) {
  const Value* aud = payload.find("aud");
  if (!aud) return false;
  if (aud->string()) return *aud->string() == audience;
  if (!aud->array()) return false;
  return std::any_of(aud->array()->begin(), aud->array()->end(),
                     [&](const Value& item) { return item.string() && *item.string() == audience; });
}

}  // namespace lgm::auth
