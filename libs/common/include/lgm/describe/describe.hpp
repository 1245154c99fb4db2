// "Say it once": the description of a type, from which JSON decoding and encoding, validation, SQL rows,
// query strings, configuration and OpenAPI schemas come.
//
//   template <> struct lgm::describe::Description<Tag> {
//     static constexpr std::string_view name = "Tag";
//     static constexpr std::string_view table = "meta_tags";        // optional
//     static constexpr auto fields = std::to_array<Field>({
//         field<&Tag::id>("id").read_only().doc("…"),
//         field<&Tag::tag_code>("tag_code").length(1, 64).required().write_once().doc("…"),
//     });
//   };
//
// The member's C++ type says the JSON type: std::string, bool, std::int64_t, double, base::WallTime (RFC
// 3339), json::Value and json::Part (anything), enumerations that have Names, std::optional<…> (nullable),
// std::vector<…>, std::map<std::string, …>, and described structs. Descriptions are constants: no thread, no
// lifetime.
#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "lgm/base/clock.hpp"
#include "lgm/base/utf8.hpp"
#include "lgm/describe/fault_codes.hpp"
#include "lgm/json/value.hpp"
#include "lgm/sql/param.hpp"

namespace lgm::describe {

template <class T>
struct Description;  // specialised next to each described type

// The names of an enumeration as JSON has them, one for each enumerator from 0 on; specialised next to each
// that a described type holds:
//   template <> struct lgm::describe::Names<Kind> {
//     static constexpr std::string_view list[] = {"session", "user"};
//   };
template <class E>
struct Names;

template <class E>
concept Named = std::is_enum_v<E> && requires {
  Names<E>::list;
};

template <Named E>
constexpr std::string_view name_of(E value) {
  return Names<E>::list[static_cast<std::size_t>(value)];
}
// The enumerator of this name, or nullopt.
template <Named E>
constexpr std::optional<E> named(std::string_view name) {
  for (std::size_t i = 0; i < std::size(Names<E>::list); ++i)
    if (Names<E>::list[i] == name) return static_cast<E>(i);
  return std::nullopt;
}

struct Field;
struct TypeInfo;

// One thing wrong with what was sent. `pointer` is RFC 6901 for bodies ("/tag_code"), the parameter's or
// variable's name elsewhere.
struct Fault {
  std::string pointer;
  FaultCode code;      // stable
  std::string detail;  // for a person; names the limit
  // The numbers of `detail` for programs: characters, items, bytes or the value itself, as the code says.
  std::optional<std::int64_t> limit = {}, actual = {};
  bool operator==(const Fault&) const = default;
};

// The faults that say a limit, with its numbers. `least` 1 of a text: it is empty.
Fault too_short(std::string pointer, std::int64_t actual, std::int64_t least);
Fault too_long(std::string pointer, std::int64_t actual, std::int64_t most, std::string_view units);
Fault too_many(std::string pointer, std::int64_t actual, std::int64_t most);
// INT64_MIN and INT64_MAX: no limit on that side.
Fault out_of_range(std::string pointer, std::int64_t actual, std::int64_t least, std::int64_t most);

enum class Purpose {
  Create,  // POST: read-only members are ignored, required ones must be there
  Update,  // PUT, PATCH: only what is present counts; read-only members are ignored
  Plain,   // bodies and queries that are no row: as Create, but no member is read-only
  Peer,    // what the suite says to itself, by a call or in a store: as Plain, but members that are not known
           // are ignored, for the next version may have them (docs/versioning.md)
};

// Where a value stands in a document, by those that it stands in, which must outlive it. Its text is made for
// a fault alone: most documents have none.
class Place {
 public:
  Place(std::string_view root = {}) : name_(root) {}
  Place(const std::string& root) : name_(root) {}
  Place(const char* root) : name_(root) {}
  Place(const Place& parent, std::string_view member) : parent_(&parent), name_(member) {}
  Place(const Place& parent, std::size_t item) : parent_(&parent), item_(item), is_item_(true) {}
  // RFC 6901 below the root, which stands as it is; long names from outside are cut.
  std::string text() const;

 private:
  const Place* parent_ = nullptr;
  std::string_view name_;
  std::size_t item_ = 0;
  bool is_item_ = false;
};

// What can be done with a member's C++ type; one constant table a type.
struct Ops {
  std::string_view
      json_type;            // OpenAPI type: string, integer, number, boolean, array, object; empty: anything
  std::string_view format;  // date-time or empty
  bool nullable;
  const Ops* element;         // of optional, vector and map
  const TypeInfo* (*type)();  // of a described struct, else null
  // Decodes into *member; pushes faults. Limits of `field` apply to the innermost text or number.
  void (*from_json)(void* member, const json::Value& value, const Field& field, Purpose purpose,
                    const Place& place, std::vector<Fault>& faults);
  void (*to_json)(const void* member, json::Writer& writer);
  // For SQL columns, queries and configuration; null where the type is none (vectors go to SQL as JSON text).
  sql::Param (*to_sql)(const void* member);
  void (*from_sql)(void* member, std::optional<std::string_view> cell);
  void (*from_text)(void* member, std::string_view text, const Field& field, const Place& place,
                    std::vector<Fault>& faults);
  void (*copy)(void* to, const void* from);
  bool (*equal)(const void* a, const void* b);
  bool (*is_null)(const void* member) = nullptr;  // null where no value of the type is
};

template <class T>
const Ops& ops_of();

inline constexpr std::int64_t kNoLimit = INT64_MAX;

// What remains of base::is_code where regular expressions have no properties; blanks at the ends are trimmed.
inline constexpr std::string_view kCodePattern =
    R"(^\s*[^\s\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8]+\s*$)";

// One member of a described type. Built with field<&Type::member>("json_name") and the setters below, all
// constexpr.
struct Field {
  std::string_view name;
  std::string_view column;  // SQL column; empty: not stored
  std::string_view text;    // documentation
  const Ops& (*ops)() = nullptr;
  void* (*at)(void* object) = nullptr;

  std::int64_t min_length = 0, max_length = kNoLimit;     // text: code points; of list items too
  std::int64_t max_items = kNoLimit;                      // lists and maps
  std::int64_t minimum = INT64_MIN, maximum = INT64_MAX;  // numbers
  std::span<const std::string_view> values;               // the allowed texts; empty: any
  std::string_view pattern;   // ECMA regular expression for documentation; `matches` decides
  std::string_view matching;  // the same for a person: "must be …"
  bool (*matches)(std::string_view) = nullptr;
  bool is_required = false, is_read_only = false, is_write_once = false, empty_is_null = false,
       is_secret = false;
  bool is_trimmed = false;  // texts and nullable texts
  bool is_filter = false, is_sortable = false, may_hold_controls = false, is_absent_when_null = false;
  bool is_as_stored = false;

  // A copy with one attribute set; stands first because clang needs it defined before it is used in
  // constants.
  template <class M, class V>
  constexpr Field with(M Field::*member, V value) const {
    Field copy = *this;
    copy.*member = value;
    return copy;
  }

  constexpr Field doc(std::string_view value) const { return with(&Field::text, value); }
  constexpr Field stored_as(std::string_view value) const { return with(&Field::column, value); }
  constexpr Field not_stored() const { return with(&Field::column, std::string_view{}); }
  constexpr Field required() const { return with(&Field::is_required, true); }
  constexpr Field read_only() const { return with(&Field::is_read_only, true); }
  // Set at creation; PUT and PATCH accept the same value and refuse another with 400 `immutable`.
  constexpr Field write_once() const { return with(&Field::is_write_once, true); }
  // "" means null (adoption: older clients clear members that way).
  constexpr Field blank_is_null() const { return with(&Field::empty_is_null, true); }
  // JSON leaves it out where it is null; the schema of answers does not require it.
  constexpr Field absent_when_null() const { return with(&Field::is_absent_when_null, true); }
  // What one of our services stored once and another reads: any text, whatever the limits were then or are
  // now.
  constexpr Field as_stored() const { return with(&Field::is_as_stored, true); }
  // White space at the ends is no part of it. An update's text is trimmed and checked by merge() alone, and
  // not where it is what the row holds already: rows of older versions stay as they are, and writable.
  constexpr Field trimmed() const { return with(&Field::is_trimmed, true); }
  // It names something, or is compared: trimmed, and without signs that nobody sees.
  constexpr Field code() const {
    return trimmed().check(kCodePattern, "must hold no blanks, control or invisible characters",
                           &base::is_code);
  }
  constexpr Field secret() const { return with(&Field::is_secret, true); }
  constexpr Field filter() const { return with(&Field::is_filter, true); }
  constexpr Field sortable() const { return with(&Field::is_sortable, true); }
  // Texts refuse control characters unless they may hold several lines.
  constexpr Field multi_line() const { return with(&Field::may_hold_controls, true); }
  constexpr Field items(std::int64_t most) const { return with(&Field::max_items, most); }
  constexpr Field length(std::int64_t least, std::int64_t most) const {
    Field copy = *this;
    copy.min_length = least;
    copy.max_length = most;
    return copy;
  }
  constexpr Field range(std::int64_t least, std::int64_t most) const {
    Field copy = *this;
    copy.minimum = least;
    copy.maximum = most;
    return copy;
  }
  constexpr Field one_of(std::span<const std::string_view> allowed) const {
    return with(&Field::values, allowed);
  }
  // `words` say what `regex` says, as the end of a sentence that begins with the member's name.
  constexpr Field check(std::string_view regex, std::string_view words,
                        bool (*predicate)(std::string_view)) const {
    Field copy = *this;
    copy.pattern = regex;
    copy.matching = words;
    copy.matches = predicate;
    return copy;
  }
};

// A member that clients send and this version does not have. What means nothing passes (null, "", [], {} or
// what it is by default), so that whole rows can be sent; anything else is refused rather than lost.
struct NotYet {
  std::string_view name;
  std::string_view by_default = {};  // JSON
};

struct TypeInfo {
  std::string_view name;   // of the OpenAPI component
  std::string_view table;  // empty: not stored
  std::span<const Field> fields;
  std::span<const NotYet> not_yet = {};

  const Field* find(std::string_view field_name) const;
};

namespace detail {
template <class M>
struct MemberOf;
template <class C, class T>
struct MemberOf<T C::*> {
  using Class = C;
  using Type = T;
};
template <class T>
struct Innermost {
  using Type = T;
};
template <class T>
struct Innermost<std::optional<T>> : Innermost<T> {};
template <class T>
struct Innermost<std::vector<T>> : Innermost<T> {};
}  // namespace detail

template <auto Member>
constexpr Field field(std::string_view name) {
  using Class = typename detail::MemberOf<decltype(Member)>::Class;
  using Type = typename detail::MemberOf<decltype(Member)>::Type;
  Field made;
  made.name = name;
  made.column = name;
  made.ops = &ops_of<Type>;
  made.at = [](void* object) -> void* { return &(static_cast<Class*>(object)->*Member); };
  if constexpr (Named<typename detail::Innermost<Type>::Type>)
    made.values = Names<typename detail::Innermost<Type>::Type>::list;
  return made;
}

template <class T>
concept Described = requires {
  Description<T>::fields;
};

template <Described T>
const TypeInfo& type_of() {
  static constexpr std::string_view table = [] {
    if constexpr (requires { Description<T>::table; })
      return std::string_view(Description<T>::table);
    else
      return std::string_view();
  }();
  static constexpr std::span<const NotYet> not_yet = [] {
    if constexpr (requires { Description<T>::not_yet; })
      return std::span<const NotYet>(Description<T>::not_yet);
    else
      return std::span<const NotYet>();
  }();
  static constexpr TypeInfo info{Description<T>::name, table, Description<T>::fields, not_yet};
  return info;
}

// Which fields were sent, by their index in the description (at most 64 fields a type).
class Presence {
 public:
  void mark(std::size_t index) { bits_ |= std::uint64_t{1} << index; }
  bool has(std::size_t index) const { return (bits_ >> index) & 1; }
  bool empty() const { return bits_ == 0; }
  std::size_t count() const { return static_cast<std::size_t>(std::popcount(bits_)); }

 private:
  std::uint64_t bits_ = 0;
};

// A decoded body: the value (defaults where nothing was sent) and what was sent.
template <class T>
struct Draft {
  T value{};
  Presence present;
  bool has(std::string_view name) const {
    const auto& fields = type_of<T>().fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
      if (fields[i].name == name) return present.has(i);
    return false;
  }
};

Presence decode(const TypeInfo& type, const json::Value& body, void* object, Purpose purpose,
                std::vector<Fault>& faults, const Place& place = {});
void encode(const TypeInfo& type, const void* object, json::Writer& writer);

template <Described T>
Draft<T> decode(const json::Value& body, Purpose purpose, std::vector<Fault>& faults) {
  Draft<T> draft;
  draft.present = decode(type_of<T>(), body, &draft.value, purpose, faults);
  return draft;
}
// Decodes what the suite itself wrote; nullopt, and `faults` say why, when it does not fit.
template <Described T>
std::optional<T> decode_trusted(const json::Value& body, std::vector<Fault>& faults) {
  Draft<T> draft = decode<T>(body, Purpose::Peer, faults);
  if (!faults.empty()) return std::nullopt;
  return std::move(draft.value);
}
template <Described T>
std::optional<T> decode_trusted(const json::Value& body) {
  std::vector<Fault> faults;
  return decode_trusted<T>(body, faults);
}
// The first fault as part of a sentence: "/sid is required".
std::string said(const Fault& fault);
template <Described T>
std::string to_json(const T& object) {
  std::string out;
  json::Writer writer(out);
  encode(type_of<T>(), &object, writer);
  return out;
}
template <Described T>
std::string to_json(const std::vector<T>& objects) {
  std::string out;
  json::Writer writer(out);
  writer.begin_array();
  for (const T& object : objects) encode(type_of<T>(), &object, writer);
  writer.end_array();
  return out;
}

// Query parameters or form fields into a described type; unknown names (but for Purpose::Peer), doubled ones
// and bad values are faults. Names in `besides` are passed over.
using Pairs = std::vector<std::pair<std::string, std::string>>;
Presence decode_pairs(const TypeInfo& type, const Pairs& pairs, void* object,
                      std::span<const std::string_view> besides, std::vector<Fault>& faults,
                      Purpose purpose = Purpose::Plain);
// What decode_pairs() reads; null members are left out. For types of texts, numbers and flags.
Pairs encode_pairs(const TypeInfo& type, const void* object);

// Copies what a draft holds onto `current`, read-only members excepted. Returns the name of a write-once
// member that was sent with another value (nothing is copied then), or nullopt. Faults are of trimmed members
// that change.
std::optional<std::string_view> merge(const TypeInfo& type, void* current, const void* draft,
                                      const Presence& present, std::vector<Fault>& faults);
template <Described T>
std::optional<std::string_view> merge(T& current, const Draft<T>& draft, std::vector<Fault>& faults) {
  return merge(type_of<T>(), &current, &draft.value, draft.present, faults);
}

bool equal(const TypeInfo& type, const void* a, const void* b);
template <Described T>
bool equal(const T& a, const T& b) {
  return equal(type_of<T>(), &a, &b);
}

enum class SchemaUse { Answer, Create, Update, Peer };
// The JSON Schema (2020-12) of a type; described members are `$ref`s to #/components/schemas/<name> (with the
// suffix of the use).
json::Value schema_of(const TypeInfo& type, SchemaUse use);
json::Value schema_of(const Field& field);
// "Tag", "TagCreate", "TagUpdate", "TagRequest".
std::string schema_name(const TypeInfo& type, SchemaUse use);

// Checks of the innermost text or number against the field's limits.
void check_text(std::string_view text, const Field& field, const Place& place, std::vector<Fault>& faults);
void check_number(std::int64_t number, const Field& field, const Place& place, std::vector<Fault>& faults);

}  // namespace lgm::describe

#include "lgm/describe/ops.hpp"  // ops_of<T>() for every member type
