#include "keyword_search/keyword_search.hpp"

#include <set>
#include <vector>

namespace lgm::admin::keyword_search {
namespace {

// Where each code point of valid UTF-8 begins, and the end.
std::vector<std::size_t> starts_of(std::string_view text) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts.push_back(i);
  starts.push_back(text.size());
  return starts;
}

std::vector<std::string> pieces_of(std::string_view text, std::size_t length) {
  const auto starts = starts_of(text);
  std::vector<std::string> pieces;
  for (std::size_t i = 0; i + length < starts.size(); ++i)
    pieces.emplace_back(text.substr(starts[i], starts[i + length] - starts[i]));
  return pieces;
}

// LIKE's signs lose their meaning.
std::string like_anywhere(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') pattern += '!';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace

void unindex(sql::Session& session, std::string_view library, const std::string& row_id) {
  session.execute("DELETE FROM `keyword_grams` WHERE `library` = ? AND `row_id` = ?",
                  {std::string(library), row_id});
}

void index(sql::Session& session, std::string_view library, const std::string& row_id,
           const std::string& form) {
  unindex(session, library, row_id);
  std::set<std::string> grams;
  for (const std::size_t length : {1U, 2U})
    for (auto& piece : pieces_of(form, length)) grams.insert(std::move(piece));
  if (grams.empty()) return;
  std::string sql = "INSERT INTO `keyword_grams` (`library`, `gram`, `row_id`) VALUES ";
  sql::Params params;
  for (const auto& gram : grams) {
    sql += params.empty() ? "(?, ?, ?)" : ", (?, ?, ?)";
    params.insert(params.end(), {std::string(library), gram, row_id});
  }
  session.execute(sql, params);
}

void narrow(policy_rows::Filter& filter, std::string_view library, const std::string& form) {
  if (form.empty()) return;
  auto pieces = pieces_of(form, 2);
  if (pieces.empty()) pieces = {form};
  // Two pieces narrow enough; what they let through is compared as a whole.
  const std::set<std::string> chosen{pieces.front(), pieces.back()};
  for (const auto& piece : chosen)
    filter.add("`id` IN (SELECT `row_id` FROM `keyword_grams` WHERE `library` = ? AND `gram` = ?)",
               {std::string(library), piece});
  filter.add("`search_form` LIKE ? ESCAPE '!'", {like_anywhere(form)});
}

}  // namespace lgm::admin::keyword_search
