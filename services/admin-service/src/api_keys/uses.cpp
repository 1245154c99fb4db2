#include "api_keys/uses.hpp"

#include <algorithm>

namespace lgm::admin::api_keys {
namespace {

// A minute is told once it is over, by replicas that need not be on time.
constexpr std::int64_t kRecentMinutes = 2;

std::int64_t minute_of(base::WallTime time) {
  return base::to_unix_seconds(time) / 60;
}

// In this order of assignments: MySQL reads what the ones before have set, SQLite what was there.
constexpr char kAdd[] =
    "UPDATE `api_key_uses` SET "
    "`texts` = CASE WHEN `minute` = ? THEN `texts` + ? WHEN `minute` < ? THEN ? ELSE `texts` END, "
    "`minute` = CASE WHEN `minute` < ? THEN ? ELSE `minute` END, "
    "`last_from` = CASE WHEN `last_ms` < ? THEN ? ELSE `last_from` END, "
    "`last_ms` = CASE WHEN `last_ms` < ? THEN ? ELSE `last_ms` END WHERE `key_id` = ?";

}  // namespace

void add_use_row(sql::Session& session, const std::string& key_id) {
  session.execute(
      "INSERT INTO `api_key_uses` (`key_id`, `minute`, `texts`, `last_ms`, `last_from`) VALUES (?, 0, 0, 0, "
      "'')",
      {key_id});
}

void remove_use_row(sql::Session& session, const std::string& key_id) {
  session.execute("DELETE FROM `api_key_uses` WHERE `key_id` = ?", {key_id});
}

Use use_of(sql::Session& session, const std::string& key_id, base::WallTime now) {
  const auto rows = session.query(
      "SELECT `minute`, `texts`, `last_ms`, `last_from` FROM `api_key_uses` WHERE `key_id` = ?", {key_id}, 4);
  if (rows.empty() || rows.integer(0, 2) == 0) return {};
  const bool recent = minute_of(now) - rows.integer(0, 0) <= kRecentMinutes;
  return {base::from_unix_ms(rows.integer(0, 2)), std::string(rows.text(0, 3)),
          recent ? rows.integer(0, 1) : 0};
}

void check_expiry(const std::optional<base::WallTime>& expires_at, base::WallTime now) {
  if (expires_at && *expires_at <= now)
    throw service::invalid("/expires_at", "out_of_range", "must lie in the future");
}

// One row after the other by their ids, so that reports of two replicas wait for each other in one order.
void note_uses(Work& work, const std::vector<contracts::KeyUse>& uses) {
  auto ordered = uses;
  std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  for (const contracts::KeyUse& use : ordered)
    work.session().execute(kAdd, {use.minute, use.texts, use.minute, use.texts, use.minute, use.minute,
                                  use.last_ms, use.last_from, use.last_ms, use.last_ms, use.id});
}

}  // namespace lgm::admin::api_keys
