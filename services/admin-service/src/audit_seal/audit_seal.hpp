// The audit log's seal: committed rows get the next number and an HMAC-SHA-256 over the row and the seal
// before it, with a key that is not in the database. Whoever changes, drops or swaps a sealed row breaks the
// chain there. What it cannot show by itself: that rows at its end were dropped; the number of the last seal
// is a metric, so that another system knows it.
#pragma once
#include <optional>
#include <string>

#include "lgm/sql/database.hpp"

namespace lgm::admin::audit_seal {

// What a seal covers beyond the columns that every seal does: a row's caller, and the kind of its actor. The
// version before verifies and makes seals without them, and both run at once: this version makes them so as
// well, and verifies all three.
enum class Covers { AllButCaller, Caller, ActorKind };

// Seals what is unsealed, oldest first, at most `most` rows; returns how many. Sealers wait for each other,
// so the chain never forks.
std::size_t seal(sql::Database& database, const std::string& key, std::size_t most = 1'000,
                 Covers covers = Covers::AllButCaller);

struct Verdict {
  std::int64_t rows = 0;               // that hold
  std::optional<std::int64_t> broken;  // the first number that does not, or is missing
};
Verdict verify(sql::Database& database, const std::string& key);

// The number of the last seal; 0: none.
std::int64_t last(sql::Database& database);

}  // namespace lgm::admin::audit_seal
