// A word of a table, looked up while compiling: a word that the table does not have does not compile where it
// is said.
#pragma once
#include <concepts>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace lgm::base {

namespace detail {
// Called by nothing that runs. Its name is what the compiler says of an unknown word.
inline void this_word_is_not_in_the_table() {}

// The place of the row, N where there is none. No pointer is compared with null: with UBSan g++ 12 takes that
// for no constant.
template <class Row, std::size_t N>
constexpr std::size_t place_of(const Row (&table)[N], std::string_view name) {
  std::size_t at = 0;
  while (at < N && table[at].name != name) ++at;
  return at;
}
}  // namespace detail

// `kTable`: a constexpr array of structs whose member `name` is a std::string_view.
template <const auto& kTable>
class Listed {
 public:
  using Row = std::remove_cvref_t<decltype(kTable[0])>;
  consteval Listed(const char* name) : at_(detail::place_of(kTable, name)) {
    if (at_ == std::size(kTable)) detail::this_word_is_not_in_the_table();
  }
  // Of a word that comes from outside; nullopt where the table does not have it.
  static constexpr std::optional<Listed> find(std::string_view name) {
    const std::size_t at = detail::place_of(kTable, name);
    return at < std::size(kTable) ? std::optional(Listed(at)) : std::nullopt;
  }
  constexpr const Row& row() const { return kTable[at_]; }
  constexpr std::string_view text() const { return row().name; }
  constexpr operator std::string_view() const { return text(); }

  friend constexpr bool operator==(Listed a, Listed b) { return a.at_ == b.at_; }
  template <class Text>
  requires(std::convertible_to<const Text&, std::string_view> &&
           !std::same_as<Text, Listed>) friend constexpr bool
  operator==(Listed a, const Text& b) {
    return a.text() == std::string_view(b);
  }
  friend std::string operator+(std::string a, Listed b) { return std::move(a.append(b.text())); }

 private:
  constexpr explicit Listed(std::size_t at) : at_(at) {}
  std::size_t at_;
};

}  // namespace lgm::base
