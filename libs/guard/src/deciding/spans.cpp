#include "spans.hpp"

#include <algorithm>

namespace lgm::guard {
namespace {

bool leads(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

// Counts code points and UTF-16 units up to a byte; only forward.
struct Walk {
  std::string_view text;
  std::size_t byte = 0, points = 0, utf16 = 0;

  void to(std::size_t target) {
    for (; byte < target; ++byte) {
      if (!leads(text[byte])) continue;
      ++points;
      utf16 += static_cast<unsigned char>(text[byte]) >= 0xF0 ? 2 : 1;
    }
  }
};

}  // namespace

std::vector<Offsets> offsets_of(std::string_view text, const std::vector<ByteSpan>& spans) {
  std::vector<Offsets> out(spans.size());
  struct Edge {
    std::size_t byte, index;
    bool end;
  };
  std::vector<Edge> edges;
  edges.reserve(spans.size() * 2);
  for (std::size_t i = 0; i < spans.size(); ++i) {
    edges.push_back({spans[i].first, i, false});
    edges.push_back({spans[i].second, i, true});
  }
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.byte < b.byte; });
  Walk walk{text};
  for (const auto& edge : edges) {
    walk.to(edge.byte);
    Offsets& offsets = out[edge.index];
    (edge.end ? offsets.byte_end : offsets.byte_start) = edge.byte;
    (edge.end ? offsets.end : offsets.start) = walk.points;
    (edge.end ? offsets.utf16_end : offsets.utf16_start) = walk.utf16;
  }
  return out;
}

// The length is counted first: a string that grows takes twice what it holds.
std::string masked(std::string_view text, const ByteSet& bytes, char32_t mask) {
  std::string written;
  append_utf8(written, mask);
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    length += !bytes.holds(i) ? 1 : leads(text[i]) ? written.size() : 0;
  std::string out;
  out.reserve(length);
  for (std::size_t i = 0; i < text.size(); ++i)
    if (!bytes.holds(i))
      out.push_back(text[i]);
    else if (leads(text[i]))
      out.append(written);
  return out;
}

}  // namespace lgm::guard
