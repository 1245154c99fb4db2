// The operations on member types behind ops_of<T>(). Included by describe.hpp only. What needs no template is
// in src/describe/.
#pragma once
#include <type_traits>

#include "lgm/describe/describe.hpp"

namespace lgm::describe {
namespace detail {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsMap : std::false_type {};
template <class T>
struct IsMap<std::map<std::string, T>> : std::true_type {};

// The scalar types, each implemented once in src/describe/scalars.cpp.
extern const Ops kTextOps, kBooleanOps, kIntegerOps, kRealOps, kTimeOps, kJsonOps, kPartOps;

using Faults = std::vector<Fault>;

void wrong_type(const Place& place, std::string_view expected, Faults& faults);
std::string list_to_text(const Ops& ops, const void* member);
json::Value list_from_text(std::optional<std::string_view> cell);
// Of a member whose "" is null.
bool means_null(std::string_view text, const Field& field, Purpose purpose);

template <class T>
void copy_as(void* to, const void* from) {
  *static_cast<T*>(to) = *static_cast<const T*>(from);
}
template <class T>
bool equal_as(const void* a, const void* b) {
  if constexpr (requires(const T& x, const T& y) { x == y; })
    return *static_cast<const T*>(a) == *static_cast<const T*>(b);
  else
    return false;
}

template <class T>
struct OptionalOps {
  using Member = std::optional<T>;
  static void from_json(void* member, const json::Value& value, const Field& field, Purpose purpose,
                        const Place& place, Faults& faults) {
    auto& target = *static_cast<Member*>(member);
    target.reset();
    if (value.is_null()) return;
    if (field.empty_is_null && value.string() && means_null(*value.string(), field, purpose)) return;
    T inner{};
    ops_of<T>().from_json(&inner, value, field, purpose, place, faults);
    target = std::move(inner);
  }
  static void to_json(const void* member, json::Writer& writer) {
    const auto& value = *static_cast<const Member*>(member);
    if (value)
      ops_of<T>().to_json(&*value, writer);
    else
      writer.null();
  }
  static sql::Param to_sql(const void* member) {
    const auto& value = *static_cast<const Member*>(member);
    return value ? ops_of<T>().to_sql(&*value) : sql::Param(nullptr);
  }
  static void from_sql(void* member, std::optional<std::string_view> cell) {
    auto& target = *static_cast<Member*>(member);
    target.reset();
    if (!cell) return;
    T inner{};
    ops_of<T>().from_sql(&inner, cell);
    target = std::move(inner);
  }
  static void from_text(void* member, std::string_view text, const Field& field, const Place& place,
                        Faults& faults) {
    T inner{};
    ops_of<T>().from_text(&inner, text, field, place, faults);
    *static_cast<Member*>(member) = std::move(inner);
  }
  static const Ops& ops() {
    const Ops& inner = ops_of<T>();
    static const Ops made{
        inner.json_type, inner.format,     true,   &inner,   inner.type,
        from_json,       to_json,          to_sql, from_sql, inner.from_text ? from_text : nullptr,
        copy_as<Member>, equal_as<Member>, is_null};
    return made;
  }
  static bool is_null(const void* member) { return !static_cast<const Member*>(member)->has_value(); }
};

// An enumeration is text to JSON and SQL. The field's `values` are its names, so that check_text() refuses
// others.
template <Named E>
struct EnumOps {
  static void from_json(void* member, const json::Value& value, const Field& field, Purpose,
                        const Place& place, Faults& faults) {
    if (!value.string()) return wrong_type(place, "a string", faults);
    from_text(member, *value.string(), field, place, faults);
  }
  static void to_json(const void* member, json::Writer& writer) {
    writer.text(name_of(*static_cast<const E*>(member)));
  }
  static sql::Param to_sql(const void* member) {
    return std::string(name_of(*static_cast<const E*>(member)));
  }
  static void from_sql(void* member, std::optional<std::string_view> cell) {
    if (const auto known = named<E>(cell.value_or(""))) *static_cast<E*>(member) = *known;
  }
  static void from_text(void* member, std::string_view text, const Field& field, const Place& place,
                        Faults& faults) {
    check_text(text, field, place, faults);
    if (const auto known = named<E>(text)) *static_cast<E*>(member) = *known;
  }
  static const Ops& ops() {
    static const Ops made{"string", "",     false,    nullptr,   nullptr,    from_json,
                          to_json,  to_sql, from_sql, from_text, copy_as<E>, equal_as<E>};
    return made;
  }
};

template <class T>
struct VectorOps {
  using Member = std::vector<T>;
  static void from_json(void* member, const json::Value& value, const Field& field, Purpose purpose,
                        const Place& place, Faults& faults) {
    auto& target = *static_cast<Member*>(member);
    target.clear();
    const json::Array* items = value.array();
    if (!items) return wrong_type(place, "an array", faults);
    if (const auto count = static_cast<std::int64_t>(items->size()); count > field.max_items)
      return faults.push_back(too_many(place.text(), count, field.max_items));
    target.reserve(items->size());
    for (std::size_t i = 0; i < items->size(); ++i) {
      T item{};
      ops_of<T>().from_json(&item, (*items)[i], field, purpose, Place(place, i), faults);
      target.push_back(std::move(item));
    }
  }
  static void to_json(const void* member, json::Writer& writer) {
    writer.begin_array();
    for (const T& item : *static_cast<const Member*>(member)) ops_of<T>().to_json(&item, writer);
    writer.end_array();
  }
  static sql::Param to_sql(const void* member) { return list_to_text(ops(), member); }
  static void from_sql(void* member, std::optional<std::string_view> cell);
  static const Ops& ops() {
    static const Ops made{"array", "",     false,    &ops_of<T>(), nullptr,         from_json,
                          to_json, to_sql, from_sql, nullptr,      copy_as<Member>, equal_as<Member>};
    return made;
  }
};

template <class T>
struct MapOps {
  using Member = std::map<std::string, T>;
  static void from_json(void* member, const json::Value& value, const Field& field, Purpose purpose,
                        const Place& place, Faults& faults) {
    auto& target = *static_cast<Member*>(member);
    target.clear();
    const json::Object* members = value.object();
    if (!members) return wrong_type(place, "an object", faults);
    if (const auto count = static_cast<std::int64_t>(members->size()); count > field.max_items)
      return faults.push_back(too_many(place.text(), count, field.max_items));
    for (const auto& [name, item] : *members) {
      T decoded{};
      ops_of<T>().from_json(&decoded, item, field, purpose, Place(place, name), faults);
      target.emplace(name, std::move(decoded));
    }
  }
  static void to_json(const void* member, json::Writer& writer) {
    writer.begin_object();
    for (const auto& [name, item] : *static_cast<const Member*>(member)) {
      writer.key(name);
      ops_of<T>().to_json(&item, writer);
    }
    writer.end_object();
  }
  static sql::Param to_sql(const void* member) { return list_to_text(ops(), member); }
  static void from_sql(void* member, std::optional<std::string_view> cell);
  static const Ops& ops() {
    static const Ops made{"object", "",     false,    &ops_of<T>(), nullptr,         from_json,
                          to_json,  to_sql, from_sql, nullptr,      copy_as<Member>, equal_as<Member>};
    return made;
  }
};

// Lists and maps are stored as JSON text. What the program wrote itself is read back without limits.
inline constexpr Field kUnlimited{};
template <class T>
void VectorOps<T>::from_sql(void* member, std::optional<std::string_view> cell) {
  Faults ignored;
  from_json(member, list_from_text(cell), kUnlimited, Purpose::Plain, {}, ignored);
}
template <class T>
void MapOps<T>::from_sql(void* member, std::optional<std::string_view> cell) {
  Faults ignored;
  from_json(member, list_from_text(cell), kUnlimited, Purpose::Plain, {}, ignored);
}

template <class T>
struct ObjectOps {
  static void from_json(void* member, const json::Value& value, const Field&, Purpose purpose,
                        const Place& place, Faults& faults) {
    decode(type_of<T>(), value, member, purpose, faults, place);
  }
  static void to_json(const void* member, json::Writer& writer) { encode(type_of<T>(), member, writer); }
  static sql::Param to_sql(const void* member) { return list_to_text(ops(), member); }
  static void from_sql(void* member, std::optional<std::string_view> cell) {
    Faults ignored;
    decode(type_of<T>(), list_from_text(cell), member, Purpose::Plain, ignored);
  }
  static const Ops& ops() {
    static const Ops made{"object", "",     false,    nullptr, &type_pointer, from_json,
                          to_json,  to_sql, from_sql, nullptr, copy_as<T>,    equal_as<T>};
    return made;
  }
  static const TypeInfo* type_pointer() { return &type_of<T>(); }
};

}  // namespace detail

template <class T>
const Ops& ops_of() {
  using namespace detail;
  if constexpr (std::is_same_v<T, std::string>)
    return kTextOps;
  else if constexpr (std::is_same_v<T, bool>)
    return kBooleanOps;
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return kIntegerOps;
  else if constexpr (std::is_same_v<T, double>)
    return kRealOps;
  else if constexpr (std::is_same_v<T, base::WallTime>)
    return kTimeOps;
  else if constexpr (std::is_same_v<T, json::Value>)
    return kJsonOps;
  else if constexpr (std::is_same_v<T, json::Part>)
    return kPartOps;
  else if constexpr (Named<T>)
    return EnumOps<T>::ops();
  else if constexpr (IsOptional<T>::value)
    return OptionalOps<typename T::value_type>::ops();
  else if constexpr (IsVector<T>::value)
    return VectorOps<typename T::value_type>::ops();
  else if constexpr (IsMap<T>::value)
    return MapOps<typename T::mapped_type>::ops();
  else
    return ObjectOps<T>::ops();
}

}  // namespace lgm::describe
