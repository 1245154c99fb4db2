#include "audit_events/visitor.hpp"

#include <algorithm>

#include "lgm/base/utf8.hpp"
#include "lgm/service/route.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::size_t kLongestAgent = 255;  // bytes

std::string plain(std::string text) {
  if (text.size() > kLongestAgent) text.resize(kLongestAgent);
  std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  // A character that was cut in two, or no UTF-8 at all: the rest is dropped.
  while (!base::valid_utf8(text)) text.pop_back();
  return text;
}

}  // namespace

Visitor visitor_of(const service::Context& context) {
  return {context.client_address,
          plain(std::string(context.request().headers.get("User-Agent").value_or(""))), context.request_id};
}

std::optional<std::string> none_if_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace lgm::auth_service
