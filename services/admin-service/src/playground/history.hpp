// The tries that were kept. A row holds texts and answers of up to some MiB: of a page only the sizes are
// read at first, and the rows portion by portion.
#pragma once
#include <string>
#include <vector>

#include "playground/playground.hpp"

namespace lgm::admin::playground {

struct HistoryPage {
  using Portion = std::vector<std::string>;  // ids of rows of 1 MiB in all, or of a single larger one
  std::vector<Portion> portions;
  std::int64_t total = 0;
};

// Newest first, within the scenarios that the reader reaches.
HistoryPage history(sql::Session& session, const HistoryQuery& wanted, const permissions::Reach& reach);

// In the same order; what went meanwhile is left out.
std::vector<PlaygroundTry> tries(sql::Session& session, const HistoryPage::Portion& portion);

}  // namespace lgm::admin::playground
