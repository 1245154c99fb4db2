#include "unicode.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace lgm::guard::unicode {
namespace {

#include "unicode_tables.inc"

constexpr unsigned kBlockBits = 7, kInBlock = (1u << kBlockBits) - 1;

// Hangul syllables are arithmetic (Unicode, section 3.12).
constexpr char32_t kS = 0xAC00, kL = 0x1100, kV = 0x1161, kT = 0x11A7;
constexpr char32_t kLCount = 19, kVCount = 21, kTCount = 28, kNCount = kVCount * kTCount,
                   kSCount = kLCount * kNCount;

struct Mappings {
  std::span<const char32_t> from;
  std::span<const std::uint16_t> begin;
  const char32_t* pool;

  // Empty when `c` is not mapped.
  std::u32string_view find(char32_t c) const {
    const auto found = std::lower_bound(from.begin(), from.end(), c);
    if (found == from.end() || *found != c) return {};
    const auto i = static_cast<std::size_t>(found - from.begin());
    return {pool + begin[i], static_cast<std::size_t>(begin[i + 1] - begin[i])};
  }
};
const Mappings kSimplified{kSimplifiedFrom, kSimplifiedBegin, kSimplifiedPool};
const Mappings kCanonical{kCanonicalFrom, kCanonicalBegin, kCanonicalPool};
const Mappings kCompatible{kCompatibleFrom, kCompatibleBegin, kCompatiblePool};
const Mappings kFold{kFoldFrom, kFoldBegin, kFoldPool};

std::uint8_t combining_class(char32_t c) {
  const auto* found = std::lower_bound(std::begin(kCombiningFrom), std::end(kCombiningFrom), c);
  if (found == std::end(kCombiningFrom) || *found != c) return 0;
  return kCombiningClass[found - std::begin(kCombiningFrom)];
}

void decompose(char32_t c, bool compatible, std::u32string& out) {
  if (c < 0x80) return out.push_back(c);
  if (c >= kS && c < kS + kSCount) {
    const char32_t i = c - kS;
    out.push_back(kL + i / kNCount);
    out.push_back(kV + i % kNCount / kTCount);
    if (i % kTCount) out.push_back(kT + i % kTCount);
    return;
  }
  std::u32string_view parts = compatible ? kCompatible.find(c) : std::u32string_view();
  if (parts.empty()) parts = kCanonical.find(c);
  if (parts.empty()) return out.push_back(c);
  out.append(parts);
}

// Canonical ordering: each run of non-zero classes sorted by class, stably.
void reorder(std::u32string& text) {
  const auto less = [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); };
  for (std::size_t i = 0; i < text.size();) {
    if (combining_class(text[i]) == 0) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < text.size() && combining_class(text[end]) != 0) ++end;
    const auto first = text.begin() + static_cast<std::ptrdiff_t>(i),
               last = text.begin() + static_cast<std::ptrdiff_t>(end);
    if (!std::is_sorted(first, last, less)) std::stable_sort(first, last, less);
    i = end;
  }
}

// The primary composite of a pair, or 0.
char32_t composite(char32_t a, char32_t b) {
  if (a >= kL && a < kL + kLCount && b >= kV && b < kV + kVCount)
    return kS + ((a - kL) * kVCount + (b - kV)) * kTCount;
  if (a >= kS && a < kS + kSCount && (a - kS) % kTCount == 0 && b > kT && b < kT + kTCount)
    return a + (b - kT);
  const auto first = std::equal_range(std::begin(kPairFirst), std::end(kPairFirst), a);
  const auto* second = kPairSecond + (first.first - std::begin(kPairFirst));
  const auto* second_end = kPairSecond + (first.second - std::begin(kPairFirst));
  const auto* found = std::lower_bound(second, second_end, b);
  return found == second_end || *found != b ? 0 : kPairComposed[found - std::begin(kPairSecond)];
}

// Composition in place (Unicode, section 3.11, D117).
void compose(std::u32string& text) {
  std::size_t out = 0, starter = SIZE_MAX;
  int last_class = -1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    const int own_class = combining_class(c);
    const char32_t joined = starter != SIZE_MAX && last_class < own_class ? composite(text[starter], c) : 0;
    if (joined) {
      text[starter] = joined;
      continue;
    }
    // A character of class 0 right behind the starter may join it (last_class -1); behind a kept mark it may
    // not.
    if (own_class == 0) starter = out;
    last_class = own_class == 0 ? -1 : own_class;
    text[out++] = c;
  }
  text.resize(out);
}

std::u32string composed(std::u32string_view text, bool compatible) {
  std::u32string out;
  out.reserve(text.size() * 2);
  for (const char32_t c : text) decompose(c, compatible, out);
  reorder(out);
  compose(out);
  return out;
}

}  // namespace

unsigned flags(char32_t character) {
  const unsigned block = kFlagsBlock[character >> kBlockBits];
  return kFlagSets[kFlagsData[(block << kBlockBits) + (character & kInBlock)]];
}

std::u32string_view whole(char32_t character) {
  const unsigned block = kWholeBlock[character >> kBlockBits];
  const unsigned entry = kWholeData[(block << kBlockBits) + (character & kInBlock)];
  if (entry == 0) return {};
  return {kWholePool + kWholeBegin[entry],
          static_cast<std::size_t>(kWholeBegin[entry + 1] - kWholeBegin[entry])};
}

std::u32string nfc(std::u32string_view text) {
  return composed(text, false);
}

std::u32string nfkc(std::u32string_view text) {
  return composed(text, true);
}

std::u32string case_fold(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (const char32_t c : text) {
    const auto folded = kFold.find(c);
    if (folded.empty())
      out.push_back(c);
    else
      out.append(folded);
  }
  return out;
}

std::u32string folded_to(char32_t folded) {
  std::u32string out;
  for (const char32_t c : kFoldFrom)
    if (kFold.find(c) == std::u32string_view(&folded, 1)) out.push_back(c);
  return out;
}

void simplify(std::u32string& text) {
  for (char32_t& c : text)
    if (const auto simple = kSimplified.find(c); !simple.empty()) c = simple[0];
}

std::u32string decoded(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    char32_t character = 0;
    if (!decode(text, at, character)) throw std::invalid_argument("the text is not valid UTF-8");
    out.push_back(character);
  }
  return out;
}

bool decode(std::string_view text, std::size_t& at, char32_t& character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(at);
  if (first < 0x80) {
    character = first, ++at;
    return true;
  }
  // Unicode table 3-7: the second byte's range excludes overlong forms, surrogates and what is above
  // U+10FFFF.
  const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length == 0 || text.size() - at < length) return false;
  const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(at + 1) < low || byte(at + 1) > high) return false;
  char32_t value = first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return false;
    value = (value << 6) | (byte(at + i) & 0x3F);
  }
  character = value, at += length;
  return true;
}

}  // namespace lgm::guard::unicode
