#include "client_address.hpp"

#include <arpa/inet.h>

#include <charconv>
#include <cstring>
#include <stdexcept>

namespace lgm::service {
namespace {

using Address = std::array<std::uint8_t, 16>;

// IPv4 as IPv4-mapped IPv6, so that there is one form to compare.
std::optional<Address> parse_address(std::string_view text, bool* is_v4 = nullptr) {
  const std::string terminated(text);
  Address address{};
  if (is_v4) *is_v4 = false;
  in_addr v4{};
  if (inet_pton(AF_INET, terminated.c_str(), &v4) == 1) {
    address[10] = address[11] = 0xFF;
    std::memcpy(address.data() + 12, &v4, 4);
    if (is_v4) *is_v4 = true;
    return address;
  }
  if (inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1) return address;
  return std::nullopt;
}

bool same_prefix(const Address& a, const Address& b, unsigned bits) {
  const unsigned bytes = bits / 8, rest = bits % 8;
  if (std::memcmp(a.data(), b.data(), bytes) != 0) return false;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xFF << (8 - rest));
  return (a[bytes] & mask) == (b[bytes] & mask);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<std::string> forwarded(const http::Request& request, std::string_view name) {
  std::optional<std::string> all;
  for (const auto& [field, value] : request.headers.fields())
    if (http::same_name(field, name)) all = all ? *all + "," + value : value;
  return all;
}

TrustedProxies::TrustedProxies(std::string_view list) {
  if (trimmed(list) == "none") return;
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    const std::string_view item = trimmed(list.substr(0, comma));
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    if (item.empty()) continue;
    const std::size_t slash = item.find('/');
    bool is_v4 = false;
    const auto address = parse_address(item.substr(0, slash), &is_v4);
    unsigned bits = is_v4 ? 32 : 128;
    if (slash != std::string_view::npos) {
      const std::string_view width = item.substr(slash + 1);
      const unsigned most = bits;
      const auto [end, error] = std::from_chars(width.data(), width.data() + width.size(), bits);
      if (error != std::errc() || end != width.data() + width.size() || bits > most) bits = 999;
    }
    if (!address || bits > 128)
      throw std::invalid_argument("\"" + std::string(item) + "\" is no address or CIDR block");
    blocks_.push_back({*address, is_v4 ? bits + 96 : bits});
  }
}

bool TrustedProxies::contains(std::string_view text) const {
  const auto address = parse_address(text);
  if (!address) return false;
  for (const Block& block : blocks_)
    if (same_prefix(*address, block.address, block.bits)) return true;
  return false;
}

bool TrustedProxies::came_in_clear(std::string_view peer, std::optional<std::string_view> forwarded_for,
                                   std::optional<std::string_view> forwarded_proto) const {
  if ((!forwarded_for && !forwarded_proto) || !contains(peer)) return false;
  std::string_view last = forwarded_proto.value_or("");
  if (const std::size_t comma = last.rfind(','); comma != std::string_view::npos)
    last.remove_prefix(comma + 1);
  return trimmed(last) != "https";
}

std::string TrustedProxies::client_of(std::string_view peer,
                                      std::optional<std::string_view> forwarded_for) const {
  std::string client(peer);
  if (!forwarded_for || !contains(peer)) return client;
  std::string_view rest = *forwarded_for;
  while (!rest.empty()) {
    const std::size_t comma = rest.rfind(',');
    const std::string_view item = trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
    if (!parse_address(item)) return client;
    client = item;
    if (!contains(item)) return client;
  }
  return client;
}

}  // namespace lgm::service
