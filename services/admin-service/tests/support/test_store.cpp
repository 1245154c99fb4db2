#include "support/test_store.hpp"

namespace lgm::admin::testing {
namespace {

json::Value json_of(std::optional<std::string_view> cell) {
  return cell ? json::parse_or_nothing(*cell).value() : json::Value();
}

std::string text_of(std::optional<std::string_view> cell) {
  return std::string(cell.value_or(""));
}

}  // namespace

TestStore::TestStore(TestDatabase::Seeds seeds) : database_(seeds) {}

void TestStore::set_time(base::WallTime time) {
  clock_.set = time;
}

service::Actor TestStore::tester() {
  service::Actor actor;
  actor.uid = "tester";
  actor.username = "tester";
  return actor;
}

void TestStore::change(const service::Actor& actor, const std::function<void(Work&)>& work) {
  store_.change(actor, work);
  read_trace();
}

void TestStore::read(const std::function<void(sql::Session&)>& work) {
  store_.read(work);
}

void TestStore::read_trace() {
  read([this](sql::Session& session) {
    const auto changes = session.query(
        "SELECT kind, row_id, before_row, after_row, n FROM policy_changes WHERE n > ? ORDER BY n",
        {changes_}, 5);
    for (std::size_t i = 0; i < changes.size(); ++i) {
      trace.changes.push_back({text_of(changes.cell(i, 0)), text_of(changes.cell(i, 1)),
                               json_of(changes.cell(i, 2)), json_of(changes.cell(i, 3))});
      changes_ = changes.integer(i, 4);
    }
    const auto audits = session.query(
        "SELECT resource_id, scenario_id, details, created_at, id FROM audit_logs WHERE created_at >= ? "
        "ORDER BY created_at, id",
        {audited_}, 5);
    for (std::size_t i = 0; i < audits.size(); ++i) {
      audited_ = text_of(audits.cell(i, 3));
      if (seen_.insert(text_of(audits.cell(i, 4))).second)
        trace.audits.push_back(
            {text_of(audits.cell(i, 0)), text_of(audits.cell(i, 1)), json_of(audits.cell(i, 2))});
    }
    const auto events =
        session.query("SELECT kind, target_id, gives, id FROM outbox ORDER BY not_before_ms, id", {}, 4);
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (!seen_.insert(text_of(events.cell(i, 3))).second) continue;
      const auto kind = describe::named<auth::RevocationKind>(events.text(i, 0)).value();
      std::string target(events.text(i, 1));
      if (events.integer(i, 2) != 0)
        trace.gifts.push_back(std::move(target));
      else
        trace.revocations.emplace_back(kind, std::move(target));
    }
  });
}

}  // namespace lgm::admin::testing
