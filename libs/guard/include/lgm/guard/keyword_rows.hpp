// The keywords of one library, packed: there may be a million, and three strings each would cost as much
// again as the matcher. Immutable once filled; reading is thread-safe.
#pragma once
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lgm::guard {

enum class Risk : std::uint8_t { Low, Medium, High };
// Super white words lift super hits as well, custom ones global and custom hits.
enum class List : std::uint8_t { Global, CustomBlack, SuperBlack, CustomWhite, SuperWhite };

struct KeywordRow {
  std::string id, keyword;
  std::string tag;  // empty: none
  std::optional<Risk> risk;
  List list = List::Global;
};

class KeywordRows {
 public:
  // A row as it is read; valid as long as what it came from.
  struct View {
    std::string_view id, keyword, tag;
    std::optional<Risk> risk;
    List list = List::Global;
  };
  std::size_t size() const { return rows_.size(); }
  bool empty() const { return rows_.empty(); }
  View operator[](std::size_t i) const;
  void reserve(std::size_t rows, std::size_t text_bytes);
  // Throws std::length_error above 1 TiB of text or 4 Gi tags.
  void push_back(const View& row);
  void shrink_to_fit();
  std::size_t bytes() const;

 private:
  struct Packed {
    std::uint64_t begin : 40;  // of the id in text_; the keyword follows and ends where the next row begins
    std::uint64_t id_size : 24;
    std::uint32_t tag;  // in tags_
    std::optional<Risk> risk;
    List list;
  };
  std::vector<Packed> rows_;
  std::vector<char> text_;
  std::vector<std::string> tags_;
  std::unordered_map<std::string, std::uint32_t> tag_numbers_;
};

}  // namespace lgm::guard
