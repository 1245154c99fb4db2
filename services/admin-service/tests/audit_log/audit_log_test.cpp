#include "audit_log/audit_log.hpp"

#include "audit_log/export.hpp"
#include "audit_log/intake.hpp"
#include "support/people.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::People;
using Ids = std::vector<std::string>;

namespace {

const permissions::Reach kEverywhere{true, {}};

AuditEvent event(const std::string& id, const std::string& time, const std::string& scenario = "") {
  AuditEvent made;
  made.id = id;
  made.at_ms = base::to_unix_ms(base::parse_rfc3339(time).value());
  made.uid = "ann";
  made.username = "Ann";
  made.action = "LOGIN";
  made.resource_type = "SESSION";
  made.scenario_id = scenario;
  made.details = json::Object{{"way", "ticket"}};
  return made;
}

struct Log : People {
  LegacyZone zone{"Asia/Shanghai"};
  Log() { store.set_time(base::parse_rfc3339("2026-02-07T08:00:00Z").value()); }
  std::int64_t keep(const std::vector<AuditEvent>& events) {
    return store
        .changing(service::Actor{}, [&](Work& work) { return audit_log::store_events(work, events, "auth"); })
        .stored;
  }
  Ids found(const AuditFilter& wanted, const permissions::Reach& reach = kEverywhere) {
    const auto filter = audit_log::filter_of(wanted, reach, zone);
    const auto rows =
        store.reading([&](sql::Session& session) { return audit_log::list(session, filter, {}); }).rows;
    Ids ids;
    for (const auto& row : rows) ids.push_back(row.id);
    CHECK(store.reading([&](sql::Session& session) { return audit_log::count(session, filter); }) ==
          static_cast<std::int64_t>(ids.size()));
    return ids;
  }
  std::string file(const AuditFilter& wanted, bool csv) {
    auto source = audit_log::file_of(store, audit_log::filter_of(wanted, kEverywhere, zone), csv);
    std::string text;
    while (source(text)) continue;
    return text;
  }
};

}  // namespace

TEST_CASE("events of other services are kept once each, all or none") {
  Log log;
  CHECK(log.keep({event("e1", "2026-02-06T08:00:00Z"), event("e2", "2026-02-06T09:00:00Z")}) == 2);
  CHECK(log.keep({event("e2", "2026-02-06T09:00:00Z"), event("e3", "2026-02-06T10:00:00Z"),
                  event("e3", "2026-02-06T10:00:00Z")}) == 1);
  CHECK(log.found({}) == Ids{"e3", "e2", "e1"});
  CHECK_THROWS(log.store.change(service::Actor{}, [&](Work& work) {
    audit_log::store_events(work, {event("e4", "2026-02-06T09:00:00Z")}, "auth");
    throw std::runtime_error("the rest failed");
  }));
  CHECK(log.found({}).size() == 3);
  // Each row that stands in the table was told once, and no other.
  REQUIRE(log.store.logged.size() == 3);
  CHECK(log.store.logged.back().text_at("id") == "e3");
}

TEST_CASE("the caller stands in the row, and only auth-service's own events are taken") {
  Log log;
  log.keep({event("e1", "2026-02-06T08:00:00Z")});
  const auto row = [&](const char* id) {
    return log.store.reading([&](sql::Session& session) {
      return describe::select_one<AuditRow>(session, "WHERE `id` = ?", {id}).value();
    });
  };
  CHECK(row("e1").caller == "auth");
  log.store.changing_as_tester([](Work& work) {
    work.audit({"x", "", {}});
    return 0;
  });
  CHECK(log.store.logged.back().text_at("caller") == "admin");
  CHECK(row(log.store.logged.back().text_at("id").value().c_str()).caller == "admin");
  const std::string before = log.store.dump_all();
  for (const auto& [action, resource] : {std::pair{"DELETE", "USER"},
                                         {"DELETE", "META_TAG"},
                                         {"UPDATE", "SESSION"},
                                         {"LOGIN", "USER"},
                                         {"login", "SESSION"},
                                         {"LOGIN ", "SESSION"}}) {
    AuditEvent forged = event("e2", "2026-02-06T08:00:00Z");
    forged.action = action;
    forged.resource_type = resource;
    try {
      log.keep({event("e3", "2026-02-06T08:00:00Z"), forged});
      FAIL("no refusal of " << std::string(action) << " " << std::string(resource));
    } catch (const service::Refusal& refusal) {
      CHECK(refusal.problem().status == 422);
      REQUIRE(refusal.problem().errors.size() == 1);
      CHECK(refusal.problem().errors.front().pointer == "/events/1/action");
      CHECK(refusal.problem().errors.front().code == "not_allowed");
    }
  }
  CHECK(log.store.dump_all() == before);
}

TEST_CASE("what sort of caller acted stands in the row") {
  Log log;
  AuditEvent nobody = event("e2", "2026-02-06T08:00:00Z"), told = event("e3", "2026-02-06T08:00:00Z");
  nobody.uid.reset();
  told.actor_kind = "application";
  log.keep({event("e1", "2026-02-06T08:00:00Z"), nobody, told});
  const auto kind_of = [&](const std::string& id) {
    return log.store
        .reading([&](sql::Session& session) {
          return describe::select_one<AuditRow>(session, "WHERE `id` = ?", {id}).value();
        })
        .actor_kind.value_or("-");
  };
  CHECK(kind_of("e1") == "person");  // the version before tells of people and does not say so
  CHECK(kind_of("e2") == "-");
  CHECK(kind_of("e3") == "application");
  const auto by = [&](std::optional<service::Principal::Kind> kind) {
    service::Actor actor = testing::TestStore::tester();
    actor.kind = kind;
    log.store.changing(actor, [](Work& work) { return work.audit({"x", "", {}}), 0; });
    return kind_of(log.store.logged.back().text_at("id").value());
  };
  CHECK(by(std::nullopt) == "-");
  CHECK(by(service::Principal::Kind::Check) == "check");
  CHECK(by(service::Principal::Kind::Service) == "service");
}

TEST_CASE("an event is neither dated back nor ahead: it is kept at the bound, and what was claimed is said") {
  Log log;
  AuditEvent bare = event("e4", "2020-01-01T00:00:00Z");
  bare.details = "text";
  log.keep({event("e1", "2023-11-14T22:13:20Z"), event("e2", "2026-02-07T08:01:00.001Z"),
            event("e3", "2026-02-06T07:59:59.999Z"), bare, event("e5", "2026-02-06T08:00:00Z"),
            event("e6", "2026-02-07T08:01:00Z")});
  const auto seen = [&](const char* id) {
    const auto row = log.store.reading([&](sql::Session& session) {
      return describe::select_one<AuditRow>(session, "WHERE `id` = ?", {id}).value();
    });
    return base::format_rfc3339(row.created_at) + " " + json::to_text(row.details);
  };
  const std::string way = R"({"way":"ticket")";
  CHECK(seen("e1") == "2026-02-06T08:00:00Z " + way + R"(,"claimed_at":"2023-11-14T22:13:20Z"})");
  CHECK(seen("e2") == "2026-02-07T08:01:00Z " + way + R"(,"claimed_at":"2026-02-07T08:01:00.001000Z"})");
  CHECK(seen("e3") == "2026-02-06T08:00:00Z " + way + R"(,"claimed_at":"2026-02-06T07:59:59.999000Z"})");
  CHECK(seen("e4") == R"(2026-02-06T08:00:00Z {"details":"text","claimed_at":"2020-01-01T00:00:00Z"})");
  CHECK(seen("e5") == "2026-02-06T08:00:00Z " + way + "}");
  CHECK(seen("e6") == "2026-02-07T08:01:00Z " + way + "}");
}

TEST_CASE("an event keeps what somebody typed, cut to its column, and nobody is the nil id") {
  Log log;
  AuditEvent odd = event("e1", "2026-02-06T08:00:00.123Z");
  odd.uid.reset();
  odd.username = std::string(63, 'x') + "界界";
  odd.request_id = std::string(128, 'r');
  odd.ip.reset();
  log.keep({odd});
  const auto row = log.store.reading([](sql::Session& session) {
    return describe::select_one<AuditRow>(session, "WHERE id = 'e1'", {}).value();
  });
  CHECK(row.user_id == "00000000-0000-0000-0000-000000000000");
  CHECK(row.username == std::string(63, 'x') + "界");
  CHECK(row.request_id == std::string(64, 'r'));
  CHECK_FALSE(row.ip_address);
  CHECK_FALSE(row.scenario_id);
  CHECK(base::format_rfc3339(row.created_at) == "2026-02-06T08:00:00.123000Z");
  CHECK(row.details.text_at("way") == "ticket");
}

TEST_CASE("rows are filtered by each member, newest first") {
  Log log;
  AuditEvent other = event("e2", "2026-02-06T16:00:00Z", "shop");
  other.uid = "bob";
  other.username = "Bobby_%";
  other.action = "DELETE";
  other.resource_type = "USER_INFO_CACHE";
  log.keep({event("e1", "2026-02-06T08:00:00Z"), other, event("e3", "2026-02-07T08:00:00Z")});
  const auto with = [](auto set) {
    AuditFilter filter;
    set(filter);
    return filter;
  };
  CHECK(log.found({}) == Ids{"e3", "e2", "e1"});
  CHECK(log.found(with([](AuditFilter& f) { f.user_id = "bob"; })) == Ids{"e2"});
  CHECK(log.found(with([](AuditFilter& f) { f.username = "bBY_%"; })) == Ids{"e2"});
  CHECK(log.found(with([](AuditFilter& f) { f.username = "%"; })) == Ids{"e2"});
  CHECK(log.found(with([](AuditFilter& f) { f.action = "DELETE"; })) == Ids{"e2"});
  CHECK(log.found(with([](AuditFilter& f) { f.resource_type = "USER_INFO_CACHE"; })) == Ids{"e2"});
  CHECK(log.found(with([](AuditFilter& f) { f.scenario_id = "shop"; })) == Ids{"e2"});
  // 16:00 UTC is the first moment of the 7th in Shanghai.
  CHECK(log.found(with([](AuditFilter& f) { f.start_date = "2026-02-07"; })) == Ids{"e3", "e2"});
  CHECK(log.found(with([](AuditFilter& f) { f.end_date = "2026-02-06"; })) == Ids{"e1"});
  CHECK(log.found(with([](AuditFilter& f) { f.end_date = "2026-02-07 00:00:00"; })) == Ids{"e2", "e1"});
  CHECK(log.found(with([](AuditFilter& f) { f.start_date = "2026-02-06T16:00:01Z"; })) == Ids{"e3"});
  try {
    log.found(with([](AuditFilter& f) { f.end_date = "yesterday"; }));
    FAIL("no refusal");
  } catch (const service::Refusal& refusal) {
    REQUIRE(refusal.problem().errors.size() == 1);
    CHECK(refusal.problem().errors.front().pointer == "end_date");
    CHECK(refusal.problem().status == 422);
  }
}

TEST_CASE("what is asked for is compared to the byte, in every store") {
  Log log;
  AuditEvent other = event("e2", "2026-02-06T08:00:00Z", "shop ");
  other.username = "Élan";
  log.keep({event("e1", "2026-02-06T09:00:00Z", "shop"), other});
  const auto count = [&](std::optional<std::string> AuditFilter::*member, const std::string& value) {
    AuditFilter filter;
    filter.*member = value;
    return log.found(filter).size();
  };
  CHECK(count(&AuditFilter::scenario_id, "shop") == 1);
  CHECK(count(&AuditFilter::scenario_id, "shop ") == 1);
  for (const auto& [member, value] : {std::pair{&AuditFilter::user_id, "ann "},
                                      {&AuditFilter::action, "LOGIN "},
                                      {&AuditFilter::resource_type, "SESSION "},
                                      {&AuditFilter::scenario_id, "shop  "}})
    CHECK_MESSAGE(count(member, value) == 0, value);
  CHECK(count(&AuditFilter::username, "éLAN") == 1);
  CHECK(count(&AuditFilter::username, "elan") == 0);
  CHECK(log.found({}, {false, {"shop"}}) == Ids{"e1"});
  CHECK(log.found({}, {false, {"shop "}}).size() <= 2);  // of an older database: nothing is hidden
}

TEST_CASE("no time is out of a store's range") {
  Log log;
  log.keep({event("e1", "2026-02-06T08:00:00Z")});
  for (const char* first : {"0000-01-01T00:00:00+14:00", "0000-01-01", "0999-12-31T23:59:59Z"}) {
    CHECK_MESSAGE(log.found({{}, {}, {}, {}, {}, first, {}}) == Ids{"e1"}, first);
    CHECK_MESSAGE(log.found({{}, {}, {}, {}, {}, {}, first}).empty(), first);
  }
  for (const char* last : {"9999-12-31T23:59:59-14:00", "9999-12-31T23:59:60Z", "9999-12-31"}) {
    CHECK_MESSAGE(log.found({{}, {}, {}, {}, {}, last, {}}).empty(), last);
    CHECK_MESSAGE(log.found({{}, {}, {}, {}, {}, {}, last}) == Ids{"e1"}, last);
  }
}

TEST_CASE("a reader of some scenarios sees rows of these alone, counted alike") {
  Log log;
  log.keep({event("e1", "2026-02-06T08:00:00Z"), event("e2", "2026-02-06T09:00:00Z", "shop"),
            event("e3", "2026-02-06T10:00:00Z", "bank")});
  CHECK(log.found({}, {false, {"shop"}}) == Ids{"e2"});
  CHECK(log.found({}, {false, {"bank", "shop"}}) == Ids{"e3", "e2"});
  CHECK(log.found({}, {false, {}}).empty());
  AuditFilter bank;
  bank.scenario_id = "bank";
  CHECK(log.found(bank, {false, {"shop"}}).empty());
}

TEST_CASE("what a row was and became stands in columns of its own, the rest of its details in one") {
  AuditRow row;
  row.id = "e1";
  row.created_at = base::parse_rfc3339("2026-02-06T08:00:00Z").value();
  const auto cells = [&](json::Value details) {
    row.details = std::move(details);
    const std::string line = audit_log::csv_line(row);
    const std::string head = "e1,2026-02-06T08:00:00Z,,,,,,,";
    CHECK(line.starts_with(head));
    CHECK(line.ends_with(",,,,,\r\n"));
    return line.substr(head.size(), line.size() - head.size() - 7);
  };
  const json::Value tag(json::Object{{"name", "x"}});
  CHECK(cells(json::Object{{"before", tag}, {"after", nullptr}}) == R"("{""name"":""x""}",,)");
  CHECK(cells(json::Object{{"before", nullptr}, {"after", tag}, {"bulk", 2}}) ==
        R"(,"{""name"":""x""}","{""bulk"":2}")");
  // A role before and after is a word, and no formula.
  CHECK(cells(json::Object{{"bootstrap", true}, {"before", "=NONE"}, {"after", "SYSTEM_ADMIN"}}) ==
        R"('=NONE,SYSTEM_ADMIN,"{""bootstrap"":true}")");
  CHECK(cells(json::Value("only words")) == ",,only words");
  CHECK(cells({}) == ",,");
}

TEST_CASE("the file holds every row once, across pages and equal times") {
  Log log;
  std::vector<AuditEvent> events;
  for (int i = 0; i < 1203; ++i)
    events.push_back(
        event("e" + std::to_string(10'000 + i), i % 2 ? "2026-02-06T08:00:00Z" : "2026-02-07T08:00:00.5Z"));
  log.keep(events);
  const std::string csv = log.file({}, true);
  CHECK(csv.starts_with("\xEF\xBB\xBFid,created_at (UTC),user_id,"));
  CHECK(csv.find("\xEF\xBB\xBF", 1) == std::string::npos);
  CHECK(csv.find("\r\ne11202,2026-02-07T08:00:00.500000Z,ann,Ann,LOGIN,SESSION,,,,,\"{\"\"way\"\":"
                 "\"\"ticket\"\"}\",,,,auth,person\r\n") != std::string::npos);
  for (const auto& kept : events) {
    const auto at = csv.find("\n" + kept.id + ",");
    CHECK(at != std::string::npos);
    CHECK(csv.find("\n" + kept.id + ",", at + 1) == std::string::npos);
  }
  AuditFilter none;
  none.action = "NONE";
  CHECK(log.file(none, false).empty());
  CHECK(log.file(none, true) == audit_log::csv_header());
  const std::string lines = log.file({}, false);
  CHECK(std::count(lines.begin(), lines.end(), '\n') == 1203);
  CHECK(json::parse_or_nothing(lines.substr(0, lines.find('\n')))->text_at("id") == "e11202");
}
