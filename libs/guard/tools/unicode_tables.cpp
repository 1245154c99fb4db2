// Writes src/text/unicode_tables.inc from ICU's character data and data/traditional_simplified.tsv. Built by
// `cmake --build … --target unicode_tables` where ICU is installed; the result is committed, so that neither
// the build nor the product needs ICU and a norm_version never changes with the machine.
//
// usage: unicode_tables traditional_simplified.tsv > unicode_tables.inc
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utypes.h>
#include <unicode/uversion.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "../src/text/character_flags.hpp"

namespace {

using lgm::guard::CharacterFlags;
using Text = std::u32string;
using Mappings = std::map<char32_t, Text>;

constexpr char32_t kEnd = 0x110000;
constexpr int kBlockBits = 7;

const icu::Normalizer2& normalizer(const char* name, UNormalization2Mode mode) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* found = icu::Normalizer2::getInstance(nullptr, name, mode, error);
  if (U_FAILURE(error)) throw std::runtime_error(u_errorName(error));
  return *found;
}
const icu::Normalizer2& nfkc() {
  return normalizer("nfkc", UNORM2_COMPOSE);
}
const icu::Normalizer2& nfkd() {
  return normalizer("nfkc", UNORM2_DECOMPOSE);
}
const icu::Normalizer2& nfd() {
  return normalizer("nfc", UNORM2_DECOMPOSE);
}

icu::UnicodeString to_icu(const Text& text) {
  return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                       static_cast<int32_t>(text.size()));
}
Text from_icu(const icu::UnicodeString& text) {
  Text out;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    out.push_back(static_cast<char32_t>(text.char32At(i)));
  return out;
}
Text in_form(const icu::Normalizer2& form, const Text& text) {
  UErrorCode error = U_ZERO_ERROR;
  return from_icu(form.normalize(to_icu(text), error));
}
Text fold(const Text& text) {
  return from_icu(to_icu(text).foldCase(U_FOLD_CASE_DEFAULT));
}

bool scalar(char32_t c) {
  return c < 0xD800 || c > 0xDFFF;
}

Mappings read_simplified(const char* path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error(std::string("cannot read ") + path);
  Mappings pairs;
  std::string line;
  while (std::getline(file, line)) {
    const auto tab = line.find('\t');
    const Text from = from_icu(icu::UnicodeString::fromUTF8(line.substr(0, tab)));
    const Text to = from_icu(icu::UnicodeString::fromUTF8(line.substr(tab + 1)));
    if (from.size() == 1 && to.size() == 1 && in_form(nfkc(), from) == from && in_form(nfkc(), to) == to)
      pairs[from[0]] = to;
  }
  for (auto& [from, to] : pairs)  // a chain is walked to its end, so that the table is idempotent
    for (int steps = 0; pairs.contains(to[0]) && steps < 8; ++steps) to = pairs.at(to[0]);
  std::erase_if(pairs, [&](const auto& pair) { return pairs.contains(pair.second[0]); });  // circles
  return pairs;
}

unsigned flags_of(char32_t code) {
  const auto c = static_cast<UChar32>(code);
  unsigned flags = 0;
  const auto category = U_GET_GC_MASK(c);
  if (category & U_GC_L_MASK) flags |= CharacterFlags::Letter;
  if (category & U_GC_ND_MASK) flags |= CharacterFlags::Digit;
  if (category & (U_GC_NL_MASK | U_GC_NO_MASK)) flags |= CharacterFlags::OtherNumber;
  if (category & U_GC_M_MASK) flags |= CharacterFlags::Mark;
  if (category & U_GC_S_MASK) flags |= CharacterFlags::Symbol;
  const bool white = u_hasBinaryProperty(c, UCHAR_WHITE_SPACE);
  if (white) flags |= CharacterFlags::White;
  if (white || (category & (U_GC_P_MASK | U_GC_SK_MASK | U_GC_SM_MASK))) flags |= CharacterFlags::Separator;
  if (!white && ((category & U_GC_CC_MASK) || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)))
    flags |= CharacterFlags::Dropped;
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(c, &error);
  if ((category & U_GC_ND_MASK) ||
      ((category & U_GC_L_MASK) &&
       (script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC)))
    flags |= CharacterFlags::WordLike;
  if (category & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK))
    for (const auto east : {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_HANGUL})
      if (uscript_hasScript(c, east)) flags |= CharacterFlags::Spaceless;
  // A boundary stands before c when neither c nor what it folds to can join what precedes.
  const Text folded = fold(in_form(nfkc(), Text(1, code)));
  if (!nfkc().hasBoundaryBefore(c) ||
      (!folded.empty() && !nfkc().hasBoundaryBefore(static_cast<UChar32>(folded[0]))))
    flags |= CharacterFlags::Joins;
  return flags;
}

template <class T>
void print_array(const char* type, const char* name, const std::vector<T>& values) {
  std::printf("inline constexpr %s %s[] = {", type, name);
  for (std::size_t i = 0; i < values.size(); ++i)
    std::printf("%s%llu,", i % 24 == 0 ? "\n" : "", static_cast<unsigned long long>(values[i]));
  std::printf("\n};\n");
}

// Two stages: a block number for each 128 code points, equal blocks stored once.
void print_stages(const std::string& type, const std::string& name, const std::vector<unsigned>& values) {
  std::vector<unsigned> index, data;
  std::map<std::vector<unsigned>, unsigned> known;
  for (std::size_t at = 0; at < values.size(); at += 1u << kBlockBits) {
    const std::vector<unsigned> block(values.begin() + static_cast<std::ptrdiff_t>(at),
                                      values.begin() + static_cast<std::ptrdiff_t>(at + (1u << kBlockBits)));
    const auto [found, fresh] = known.try_emplace(block, static_cast<unsigned>(known.size()));
    if (fresh) data.insert(data.end(), block.begin(), block.end());
    index.push_back(found->second);
  }
  print_array("std::uint16_t", (name + "Block").c_str(), index);
  print_array(type.c_str(), (name + "Data").c_str(), data);
}

void print_flags() {
  std::map<unsigned, unsigned> known;
  std::vector<unsigned> sets, values;
  for (char32_t c = 0; c < kEnd; ++c) {
    const unsigned flags = scalar(c) ? flags_of(c) : 0u;
    const auto [found, fresh] = known.try_emplace(flags, static_cast<unsigned>(known.size()));
    if (fresh) sets.push_back(flags);
    values.push_back(found->second);
  }
  print_array("std::uint16_t", "kFlagSets", sets);
  print_stages("std::uint8_t", "kFlags", values);
}

// Mappings as two arrays: what maps (sorted) and where its texts begin in one pool.
void print_mappings(const std::string& name, const Mappings& mappings) {
  std::vector<unsigned> from, begin, pool;
  for (const auto& [c, to] : mappings) {
    from.push_back(c);
    begin.push_back(static_cast<unsigned>(pool.size()));
    pool.insert(pool.end(), to.begin(), to.end());
  }
  begin.push_back(static_cast<unsigned>(pool.size()));
  print_array("char32_t", (name + "From").c_str(), from);
  print_array("std::uint16_t", (name + "Begin").c_str(), begin);
  print_array("char32_t", (name + "Pool").c_str(), pool);
}

Text whole_procedure(const Text& text, const Mappings& simplified) {
  Text out = in_form(nfkc(), fold(in_form(nfkc(), text)));
  for (char32_t& c : out)
    if (const auto found = simplified.find(c); found != simplified.end()) c = found->second[0];
  return out;
}

void print_whole(const Mappings& simplified) {
  Mappings changed;
  std::vector<unsigned> values;
  for (char32_t c = 0; c < kEnd; ++c) {
    const Text out = scalar(c) ? whole_procedure(Text(1, c), simplified) : Text(1, c);
    if (out != Text(1, c)) changed[c] = out;
    values.push_back(out == Text(1, c) ? 0 : static_cast<unsigned>(changed.size()));
  }
  print_stages("std::uint16_t", "kWhole", values);
  std::vector<unsigned> begin, pool;
  begin.push_back(0);
  for (const auto& [c, to] : changed) {
    begin.push_back(static_cast<unsigned>(pool.size()));
    pool.insert(pool.end(), to.begin(), to.end());
  }
  begin.push_back(static_cast<unsigned>(pool.size()));
  print_array("std::uint16_t", "kWholeBegin", begin);
  print_array("char32_t", "kWholePool", pool);
}

bool hangul_syllable(char32_t c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}

void print_parts() {
  Mappings canonical, compatible, folds;
  std::vector<unsigned> class_of, class_value, pairs_first, pairs_second, pairs_composed;
  for (char32_t c = 0; c < kEnd; ++c) {
    if (!scalar(c)) continue;
    const Text self(1, c);
    if (!hangul_syllable(c)) {
      const Text d = in_form(nfd(), self), k = in_form(nfkd(), self);
      if (d != self) canonical[c] = d;
      if (k != d) compatible[c] = k;
    }
    if (const Text f = fold(self); f != self) folds[c] = f;
    if (const auto ccc = u_getCombiningClass(static_cast<UChar32>(c)))
      class_of.push_back(c), class_value.push_back(ccc);
  }
  print_mappings("kCanonical", canonical);
  print_mappings("kCompatible", compatible);
  print_mappings("kFold", folds);
  print_array("char32_t", "kCombiningFrom", class_of);
  print_array("std::uint8_t", "kCombiningClass", class_value);
  std::map<std::pair<char32_t, char32_t>, char32_t> pairs;
  const auto& nfc = normalizer("nfc", UNORM2_COMPOSE);
  for (const auto& [c, d] : canonical) {
    icu::UnicodeString raw;
    if (!nfc.getRawDecomposition(static_cast<UChar32>(c), raw) || raw.countChar32() != 2) continue;
    const Text two = from_icu(raw);
    if (nfc.composePair(static_cast<UChar32>(two[0]), static_cast<UChar32>(two[1])) ==
        static_cast<UChar32>(c))
      pairs[{two[0], two[1]}] = c;
  }
  for (const auto& [pair, composed] : pairs)
    pairs_first.push_back(pair.first), pairs_second.push_back(pair.second),
        pairs_composed.push_back(composed);
  print_array("char32_t", "kPairFirst", pairs_first);
  print_array("char32_t", "kPairSecond", pairs_second);
  print_array("char32_t", "kPairComposed", pairs_composed);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: unicode_tables traditional_simplified.tsv > unicode_tables.inc\n";
    return 2;
  }
  const Mappings simplified = read_simplified(argv[1]);
  std::printf(
      "// Generated by tools/unicode_tables.cpp from ICU %s (Unicode %s) and "
      "data/traditional_simplified.tsv.\n",
      U_ICU_VERSION, U_UNICODE_VERSION);
  std::printf(
      "// Do not edit; a change of content is a new kNormVersion (see normalize.hpp). clang-format off\n");
  std::printf("inline constexpr char kUnicodeVersion[] = \"%s\";\n", U_UNICODE_VERSION);
  print_flags();
  print_whole(simplified);
  print_mappings("kSimplified", simplified);
  print_parts();
  return 0;
}
