#include "passwords/stored.hpp"

#include <charconv>

namespace lgm::admin::passwords {

Stored parse_stored(std::string_view text) {
  Stored stored;
  if (!text.starts_with('!')) {
    stored.hash = text;
    return stored;
  }
  stored.spent = text.starts_with("!!");
  text.remove_prefix(stored.spent ? 2 : 1);
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  // What we did not write verifies nothing.
  if (error != std::errc() || end == text.data() + text.size() || *end != '!') return {};
  stored.until = base::WallTime(std::chrono::seconds(seconds));
  stored.hash = text.substr(static_cast<std::size_t>(end - text.data()) + 1);
  return stored;
}

std::string to_text(const Stored& stored) {
  if (!stored.until) return stored.hash;
  return (stored.spent ? "!!" : "!") + std::to_string(base::to_unix_seconds(*stored.until)) + "!" +
         stored.hash;
}

}  // namespace lgm::admin::passwords
