#include "name_search/name_search.hpp"

#include "lgm/guard/letter_case.hpp"

namespace lgm::admin::name_search {

void narrow(policy_rows::Filter& filter, std::string_view column, const std::string& part) {
  const std::string wanted = guard::fold_letters(part);
  std::string name = describe::quoted(column);
  sql::Params params;
  for (auto& [from, to] : guard::letters_folded_to(wanted)) {
    name.insert(0, "REPLACE(").append(", ?, ?)");
    params.insert(params.end(), {std::move(from), std::move(to)});
  }
  params.emplace_back(wanted);
  filter.add("INSTR(" + name + ", ?) > 0", std::move(params));
}

}  // namespace lgm::admin::name_search
