#include "windows.hpp"

#include <algorithm>

namespace lgm::guard {

WindowedText::WindowedText(std::string_view text, std::size_t reach, std::size_t size)
    : normalizer_(text), reach_(reach), size_(std::max(size, 4 * reach)) {
  const std::size_t likely = std::min(text.size() / 2, size_);
  text_.characters.reserve(likely), text_.run_start.reserve(likely), text_.run_end.reserve(likely);
}

bool WindowedText::next() {
  if (last_ || malformed_) return false;
  // What begins left of `end_` and reaches beyond it, and what a match from there on may lie in, is kept.
  const std::size_t gone = end_ > reach_ ? end_ - reach_ : 0;
  drop(gone);
  begin_ = end_ - gone;
  malformed_ = !normalizer_.fill(text_, size_);
  last_ = normalizer_.done();
  end_ = text_.characters.size() - (last_ ? 0 : reach_);
  return !malformed_;
}

void WindowedText::drop(std::size_t characters) {
  const auto count = static_cast<std::ptrdiff_t>(characters);
  text_.characters.erase(0, characters);
  text_.run_start.erase(text_.run_start.begin(), text_.run_start.begin() + count);
  text_.run_end.erase(text_.run_end.begin(), text_.run_end.begin() + count);
  std::erase_if(text_.cuts, [&](std::uint32_t cut) { return cut < characters; });
  for (auto& cut : text_.cuts) cut -= static_cast<std::uint32_t>(characters);
  first_ += static_cast<std::uint32_t>(characters);
}

}  // namespace lgm::guard
