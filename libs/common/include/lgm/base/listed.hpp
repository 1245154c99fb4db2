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

template <class Row, std::size_t N>
constexpr const Row* find_row(const Row (&table)[N], std::string_view name) {
  for (const Row& row : table)
    if (row.name == name) return &row;
  return nullptr;
}
}  // namespace detail

// `kTable`: a constexpr array of structs whose member `name` is a std::string_view.
template <const auto& kTable>
class Listed {
 public:
  using Row = std::remove_cvref_t<decltype(kTable[0])>;
  consteval Listed(const char* name) : row_(detail::find_row(kTable, name)) {
    if (!row_) detail::this_word_is_not_in_the_table();
  }
  // Of a word that comes from outside; nullopt where the table does not have it.
  static constexpr std::optional<Listed> find(std::string_view name) {
    const Row* row = detail::find_row(kTable, name);
    return row ? std::optional(Listed(row)) : std::nullopt;
  }
  constexpr const Row& row() const { return *row_; }
  constexpr std::string_view text() const { return row_->name; }
  constexpr operator std::string_view() const { return text(); }

  friend constexpr bool operator==(Listed a, Listed b) { return a.row_ == b.row_; }
  template <class Text>
  requires(std::convertible_to<const Text&, std::string_view> &&
           !std::same_as<Text, Listed>) friend constexpr bool
  operator==(Listed a, const Text& b) {
    return a.text() == std::string_view(b);
  }
  friend std::string operator+(std::string a, Listed b) { return std::move(a.append(b.text())); }

 private:
  constexpr explicit Listed(const Row* row) : row_(row) {}
  const Row* row_;
};

}  // namespace lgm::base
