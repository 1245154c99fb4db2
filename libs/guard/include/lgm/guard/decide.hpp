// Deciding a text: a pure function of a compiled policy and a request. Thread-safe, no I/O, no clock.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lgm/guard/policy.hpp"

namespace lgm::guard {

enum class Safety : std::uint8_t { None, Safe, Controversial, Unsafe };
// SAFE, CONTROVERSIAL, UNSAFE, or empty.
std::string_view to_string(Safety safety);
// Without regard to case; nullopt for other words.
std::optional<Safety> safety_of(std::string_view word);

// What a model said of the text.
struct Labels {
  Safety safety = Safety::None;
  std::vector<std::string> tags;
};

struct Switches {
  bool customize_white = false, customize_words = false, customize_rule = false, vip_white = false,
       vip_black = false;
};

struct Request {
  std::string app_id;
  std::string_view text;
  Labels labels;
  Switches use;
};

// Half-open, in the original text.
struct Offsets {
  std::size_t start = 0, end = 0;  // code points
  std::size_t byte_start = 0, byte_end = 0, utf16_start = 0, utf16_end = 0;
  bool operator==(const Offsets&) const = default;
};

enum class Source : std::uint8_t { Global, Custom, Super, Label };
std::string_view to_string(Source source);

// Why a strategy: the level of the first rule that applied.
enum class Reason : std::uint8_t {
  SuperKeywordRule,
  SuperTagRule,
  CustomKeywordRule,
  CustomTagRule,
  GlobalDefault,
  BuiltIn,    // scenario blacklist BLOCK; global by risk; label PASS
  Whitelist,  // lifted
};
std::string_view to_string(Reason reason);

struct DecidedBy {
  Reason reason = Reason::BuiltIn;
  std::string rule_id;  // empty for what is built in; a white word's id
  bool operator==(const DecidedBy&) const = default;
};

struct Monitored {
  Strategy strategy = Strategy::Pass;
  DecidedBy decided_by;
  bool operator==(const Monitored&) const = default;
};

struct Hit {
  std::string keyword;             // as stored; empty for labels
  std::optional<Offsets> offsets;  // none for labels and text-level rules
  std::string tag;                 // empty: none
  std::optional<Risk> risk;
  Source source = Source::Global;
  std::optional<std::string> exempted_by;  // the white word
  Strategy strategy = Strategy::Pass;      // PASS when exempted
  RuleMode mode = RuleMode::Enforce;       // MONITOR: counts for nothing
  DecidedBy decided_by;
  std::optional<Monitored> monitored;  // what a monitored rule would have done instead
};

// Why the final decision is more severe than the hits' strategies.
struct Escalation {
  enum class Reason : std::uint8_t {
    NoRewriteAnswer,   // a REWRITE without a span, and the scenario has no rewrite_answer: REVIEW
    RewrittenTextHit,  // the rewritten text was decided so in `round`
    RoundsExhausted,   // it still was REWRITE after three rounds: BLOCK
  };
  Reason reason = Reason::NoRewriteAnswer;
  int round = 0;
  std::optional<Hit> hit;  // of the rewritten text; its offsets are in that
};
std::string_view to_string(Escalation::Reason reason);

using WordsByTag = std::map<std::string, std::vector<std::string>>;

struct Decision {
  std::int64_t policy_version = 0;
  Strategy strategy = Strategy::Pass;
  bool anything_hit = false;                  // an unlifted hit or a text-level rule
  std::optional<std::string> rewritten_text;  // only when `strategy` is REWRITE
  // The first by position, then labels and text-level rules. Where there are more than may be listed, those
  // without a place are listed before further ones with one, and the hit that decides always is.
  std::vector<Hit> hits;
  std::size_t hits_total = 0;
  bool hits_total_exact = true;  // false: at least so many
  std::optional<Escalation> escalation;
  Safety safety = Safety::None;
  // What older readers want, of all hits: strategy and tag → words that were not lifted; the words of each
  // list by tag, lifted or not.
  std::map<Strategy, WordsByTag> decided_words;
  WordsByTag global_words, custom_words, super_words, super_white_words;
};

enum class Refused : std::uint8_t { UnknownScenario, InactiveScenario, InvalidText };

struct DecideOptions {
  std::size_t max_hits = 1'000;        // listed
  std::size_t exact_hits = 1'000'000;  // counted exactly
  int rewrite_rounds = 3;
  // Normalised characters that are in memory at a time, or four times what the longest keyword may match
  // where that is more. Nothing that is decided depends on it but the order of words of one tag.
  std::size_t window = 32 * 1024;
};

std::variant<Decision, Refused> decide(const PolicySnapshot& policy, const Request& request,
                                       const DecideOptions& options = {});

}  // namespace lgm::guard
