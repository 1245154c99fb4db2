#include "audit_seal/audit_seal.hpp"

#include <algorithm>
#include <iterator>

#include "lgm/crypto/crypto.hpp"

namespace lgm::admin::audit_seal {
namespace {

constexpr std::size_t kPlain = 12;    // columns under every seal; the caller is the next
constexpr std::size_t kColumns = 14;  // with the caller and the actor's kind
constexpr std::int64_t kPage = 5'000;
constexpr char kUnsealed[] =
    "SELECT `id`, `user_id`, `username`, `action`, `resource_type`, `resource_id`, `scenario_id`, `details`, "
    "`ip_address`, `user_agent`, `request_id`, `created_at`, `caller`, `actor_kind` FROM `audit_logs` "
    "WHERE `seq` IS NULL "
    "ORDER BY "
    "`created_at`, `id` LIMIT ?";
constexpr char kSealedRows[] =
    "SELECT `id`, `user_id`, `username`, `action`, `resource_type`, `resource_id`, `scenario_id`, `details`, "
    "`ip_address`, `user_agent`, `request_id`, `created_at`, `caller`, `actor_kind`, `seq`, `seal` "
    "FROM `audit_logs` WHERE "
    "`seq` > ? "
    "ORDER BY `seq` LIMIT ?";

// As many as the seal of a version that did not know the others yet has, where they say nothing.
std::size_t columns_of(const sql::Rows& rows, std::size_t row, Covers covers) {
  if (covers == Covers::ActorKind && rows.cell(row, kPlain + 1)) return kPlain + 2;
  if (covers != Covers::AllButCaller && rows.cell(row, kPlain)) return kPlain + 1;
  return kPlain;
}

// Number, the seal before and each cell with its length: no two rows give the same text.
std::string seal_of(const std::string& key, std::int64_t seq, const std::string& before,
                    const sql::Rows& rows, std::size_t row, Covers covers) {
  std::string text = std::to_string(seq) + "\n" + before + "\n";
  for (std::size_t i = 0; i < columns_of(rows, row, covers); ++i) {
    const auto cell = rows.cell(row, i);
    if (cell)
      text.append(std::to_string(cell->size())).append(":").append(*cell);
    else
      text += "-";
  }
  return crypto::to_hex(crypto::hmac_sha256(key, text));
}

// Whether `seal` is that of some version.
bool seals(std::string_view seal, const std::string& key, std::int64_t seq, const std::string& before,
           const sql::Rows& rows, std::size_t row) {
  constexpr Covers kAll[] = {Covers::AllButCaller, Covers::Caller, Covers::ActorKind};
  return std::any_of(std::begin(kAll), std::end(kAll),
                     [&](Covers covers) { return seal == seal_of(key, seq, before, rows, row, covers); });
}

struct Link {
  std::int64_t seq = 0;
  std::string seal;
};

Link last_link(sql::Session& session) {
  const auto rows = session.query(
      "SELECT `seq`, `seal` FROM `audit_logs` WHERE `seq` IS NOT NULL ORDER BY `seq` DESC LIMIT 1", {}, 2);
  if (rows.empty()) return {};
  return {rows.integer(0, 0), std::string(rows.text(0, 1))};
}

}  // namespace

std::size_t seal(sql::Database& database, const std::string& key, std::size_t most, Covers covers) {
  const bool any = database.reading([](sql::Session& session) {
    return !session.query("SELECT `id` FROM `audit_logs` WHERE `seq` IS NULL LIMIT 1", {}, 1).empty();
  });
  if (!any) return 0;
  return database.transact([&](sql::Session& session) {
    if (session.dialect() == sql::Dialect::MySql)
      session.query("SELECT `name` FROM `locks` WHERE `name` = 'audit_seal' FOR UPDATE", {}, 1);
    Link link = last_link(session);
    const auto rows = session.query(kUnsealed, {static_cast<std::int64_t>(most)}, kColumns);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      ++link.seq;
      link.seal = seal_of(key, link.seq, link.seal, rows, i, covers);
      session.execute("UPDATE `audit_logs` SET `seq` = ?, `seal` = ? WHERE `id` = ?",
                      {link.seq, link.seal, std::string(rows.text(i, 0))});
    }
    return rows.size();
  });
}

Verdict verify(sql::Database& database, const std::string& key) {
  Verdict verdict;
  const auto snapshot = database.snapshot();
  std::string before;
  for (;;) {
    const auto rows = snapshot->session().query(kSealedRows, {verdict.rows, kPage}, kColumns + 2);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::int64_t expected = verdict.rows + 1;
      const auto seal = rows.cell(i, kColumns + 1);
      const bool holds = seal && seals(*seal, key, expected, before, rows, i);
      if (rows.integer(i, kColumns) != expected || !holds) {
        verdict.broken = expected;
        return verdict;
      }
      before = *seal;
      verdict.rows = expected;
    }
    if (rows.size() < static_cast<std::size_t>(kPage)) return verdict;
  }
}

std::int64_t last(sql::Database& database) {
  return database.reading([](sql::Session& session) { return last_link(session).seq; });
}

}  // namespace lgm::admin::audit_seal
