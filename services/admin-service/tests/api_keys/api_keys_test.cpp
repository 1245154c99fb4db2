#include "api_keys/api_keys.hpp"

#include "lgm/auth/api_key.hpp"
#include "policy_feed/policy_feed.hpp"
#include "scenarios/scenarios.hpp"
#include "support/refusals.hpp"

using namespace lgm;
using namespace lgm::admin;
using describe::Purpose;
using testing::draft_of;
using testing::refusal_of;
using testing::TestStore;

namespace {

const base::WallTime kNow = base::parse_rfc3339("2026-02-06T08:00:00Z").value();

struct Shop {
  TestStore store;
  base::SeededRandom random{1};
  Scenario scenario;
  Shop() {
    store.set_time(kNow);
    scenario = add("shop");
    store.trace = {};
  }
  Scenario add(const std::string& app_id) {
    return store.changing_as_tester([&](Work& work) {
      Scenario made;
      made.app_id = app_id, made.app_name = app_id;
      return scenarios::create(work, made);
    });
  }
  ApiKey create(Work& work, const char* body, const std::string& app_id = "shop") {
    return api_keys::create(work, app_id, draft_of<ApiKey>(body, Purpose::Create).value,
                            auth::new_api_key(random));
  }
  ApiKey key(const char* body = R"({"name":"bot"})", const std::string& app_id = "shop") {
    return store.changing_as_tester([&](Work& work) { return create(work, body, app_id); });
  }
  ApiKey change(const ApiKey& key, const char* body, std::optional<std::int64_t> expected = {}) {
    return store.changing_as_tester([&](Work& work) {
      return api_keys::change(work, key.app_id, key.id, draft_of<ApiKey>(body), expected);
    });
  }
  std::string change_refused(const ApiKey& key, const char* body, std::optional<std::int64_t> expected = {}) {
    return refusal_of(store, [&](Work& work) {
      return api_keys::change(work, key.app_id, key.id, draft_of<ApiKey>(body), expected);
    });
  }
  ApiKey remove(const ApiKey& key) {
    return store.changing_as_tester(
        [&](Work& work) { return api_keys::remove(work, key.app_id, key.id, {}); });
  }
  std::vector<ApiKey> list(const std::string& app_id = "shop") {
    return store.reading([&](sql::Session& session) { return api_keys::of_app(session, app_id, kNow); });
  }
};

}  // namespace

TEST_CASE("a key is shown once; kept and fed is its hash; the audit log has neither") {
  Shop shop;
  const ApiKey made = shop.key(R"({"name":" bot ","scopes":["send_labels","check","check"],
      "quota":{"per_minute":60},"expires_at":"2026-02-07T08:00:00Z"})");
  REQUIRE(made.key);
  const auto read = auth::read_api_key(*made.key);
  REQUIRE(read);
  CHECK(made.prefix == read->prefix);
  CHECK(made.name == "bot");
  CHECK(made.scopes == std::vector<std::string>{"check", "send_labels"});
  CHECK(made.created_by == "tester");
  CHECK(made.version == 1);
  const std::string hash = crypto::to_hex(read->digest);
  REQUIRE(shop.store.trace.changes.size() == 2);
  CHECK(shop.store.trace.changes[0].kind == "keyed_app");
  const auto& fed = shop.store.trace.changes[1];
  CHECK(fed.kind == "api_key");
  CHECK(fed.row_id == made.id);
  CHECK(fed.after.text_at("sha256") == hash);
  CHECK(fed.after.find("quota")->integer_at("per_minute") == 60);
  REQUIRE(shop.store.trace.audits.size() == 1);
  const auto& audit = shop.store.trace.audits.front();
  CHECK(audit.resource_id == made.id);
  CHECK(audit.scenario_id == "shop");
  const std::string details = json::to_text(audit.details);
  CHECK(details.find("\"name\":\"bot\"") != std::string::npos);
  const std::string secret = made.key->substr(13);
  CHECK(details.find(secret) == std::string::npos);
  CHECK(details.find(hash) == std::string::npos);
  CHECK(shop.store.dump_all().find(secret) == std::string::npos);
  REQUIRE(shop.list().size() == 1);
  CHECK_FALSE(shop.list()[0].key);
  CHECK(describe::to_json(shop.list()).find(hash) == std::string::npos);
}

TEST_CASE("what a key may not be is refused by its member") {
  Shop shop;
  const auto refused = [&](const char* body, const std::string& app_id = "shop") {
    return refusal_of(shop.store, [&](Work& work) { return shop.create(work, body, app_id); });
  };
  CHECK(refused(R"({"name":"x","scopes":[]})") == "422 too_short");
  CHECK(refused(R"({"name":"x","expires_at":"2026-02-06T08:00:00Z"})") == "422 out_of_range");
  CHECK(refused(R"({"name":"x"})", "nobody") == "404 not_found");
  CHECK(refused(R"({"name":"x"})", "shop ") == "404 not_found");
  const auto faulty = [](const char* body) {
    std::vector<describe::Fault> faults;
    describe::decode<ApiKey>(json::parse_or_nothing(body).value(), Purpose::Create, faults);
    return faults.empty() ? "none" : faults.front().pointer + " " + std::string(faults.front().code);
  };
  CHECK(faulty(R"({})") == "/name required");
  CHECK(faulty(R"({"name":""})") == "/name too_short");
  CHECK(faulty((R"({"name":")" + std::string(65, 'x') + "\"}").c_str()) == "/name too_long");
  CHECK(faulty(R"({"name":"x","scopes":["manage"]})") == "/scopes/0 not_one_of");
  CHECK(faulty(R"({"name":"x","scopes":["check","check","check","check"]})") == "/scopes too_many");
  CHECK(faulty(R"({"name":"x","quota":{"per_minute":0}})") == "/quota/per_minute out_of_range");
  CHECK(faulty(R"({"name":"x","quota":{"per_day":1000000001}})") == "/quota/per_day out_of_range");
  CHECK(faulty(R"({"name":"x","quota":{"per_hour":1}})") == "/quota/per_hour unknown_member");
  CHECK(faulty(R"({"name":"x","expires_at":"tomorrow"})") == "/expires_at type");
}

TEST_CASE("a scenario has at most twenty keys") {
  Shop shop;
  shop.add("other");
  ApiKey last;
  for (int i = 0; i < 20; ++i) last = shop.key();
  CHECK(refusal_of(shop.store, [&](Work& work) { return shop.create(work, R"({"name":"x"})"); }) ==
        "409 too_many_api_keys");
  shop.key(R"({"name":"x"})", "other");
  shop.remove(last);
  CHECK(shop.key().version == 1);
}

TEST_CASE("a change raises the version and the policy's number; what changes nothing writes nothing") {
  Shop shop;
  const ApiKey made = shop.key(R"({"name":"bot","quota":{"per_day":5}})");
  shop.store.trace = {};
  const ApiKey same = shop.change(made, R"({"name":"bot","scopes":["check"],"is_active":true})");
  CHECK(same.version == 1);
  CHECK(shop.store.trace.changes.empty());
  CHECK(shop.store.trace.audits.empty());
  const ApiKey next = shop.change(made, R"({"name":"chat","quota":{}})", 1);
  CHECK(next.version == 2);
  CHECK_FALSE(next.quota);
  CHECK(next.updated_at > made.updated_at);
  CHECK(shop.store.trace.changes.size() == 1);
  CHECK(shop.store.trace.audits.size() == 1);
  CHECK(shop.store.trace.revocations.empty());
  CHECK(shop.change_refused(made, R"({"name":"x"})", 1) == "412 version_mismatch");
  CHECK(shop.change_refused(made, R"({"scopes":["send_flags"]})") == "400 immutable");
  CHECK(shop.change_refused(made, R"({"expires_at":"2020-01-01T00:00:00Z"})") == "422 out_of_range");
  ApiKey elsewhere = made;
  elsewhere.app_id = "other";
  CHECK(shop.change_refused(elsewhere, R"({"name":"x"})") == "404 not_found");
  CHECK(refusal_of(shop.store, [&](Work& work) { return api_keys::remove(work, "other", made.id, {}); }) ==
        "404 not_found");
  CHECK(refusal_of(shop.store, [&](Work& work) { return api_keys::remove(work, "shop", made.id, 1); }) ==
        "412 version_mismatch");
}

TEST_CASE("an expired key can still be renamed, and prolonged") {
  Shop shop;
  const ApiKey made = shop.key(R"({"name":"bot","expires_at":"2026-02-06T08:00:01Z"})");
  shop.store.set_time(kNow + std::chrono::hours(1));
  CHECK(shop.change(made, R"({"name":"old"})").version == 2);
  CHECK(shop.change(made, R"({"expires_at":null})").version == 3);
}

TEST_CASE("switching off and deleting tell the feed of revocations, of a time that the next row is behind") {
  Shop shop;
  const ApiKey made = shop.key();
  const ApiKey off = shop.change(made, R"({"is_active":false})");
  REQUIRE(shop.store.trace.revocations.size() == 1);
  CHECK(shop.store.trace.revocations[0] == std::pair(auth::RevocationKind::ApiKey, made.id));
  const auto told = [&] {
    return shop.store.reading([](sql::Session& session) {
      return session.query("SELECT MAX(`not_before_ms`) FROM `outbox`", {}, 1).integer(0, 0);
    });
  };
  CHECK(told() == base::to_unix_ms(off.updated_at));
  shop.store.set_time(kNow - std::chrono::seconds(5));  // a replica whose clock is behind
  const ApiKey on = shop.change(made, R"({"is_active":true})");
  CHECK(base::to_unix_ms(on.updated_at) > told());
  CHECK(shop.store.trace.revocations.size() == 1);
  shop.remove(made);
  CHECK(shop.store.trace.revocations.size() == 2);
  CHECK(told() > base::to_unix_ms(on.updated_at));
  CHECK(shop.list().empty());
  shop.store.read([](sql::Session& session) {
    CHECK(session.query("SELECT COUNT(*) FROM `api_key_uses`", {}, 1).integer(0, 0) == 0);
  });
}

TEST_CASE(
    "keys go with their scenario; a new one of the same name has none, and is an app that once had one") {
  Shop shop;
  const ApiKey made = shop.key();
  shop.store.trace = {};
  const auto removal = shop.store.changing_as_tester(
      [&](Work& work) { return scenarios::remove(work, shop.scenario.id, {}); });
  CHECK(removal.api_keys == 1);
  std::vector<std::string> kinds;
  for (const auto& change : shop.store.trace.changes) {
    kinds.push_back(change.kind);
    CHECK(change.after.is_null());
  }
  CHECK(kinds == std::vector<std::string>{"api_key", "scenario"});
  CHECK(shop.store.trace.revocations.size() == 1);
  CHECK(shop.store.trace.audits.front().details.integer_at("api_keys") == 1);
  shop.add("shop");
  CHECK(shop.list().empty());
}

TEST_CASE(
    "what a replica of the version before leaves of a scenario's keys does not come back with its name") {
  Shop shop;
  const ApiKey made = shop.key();
  shop.store.change(TestStore::tester(), [&](Work& work) {
    work.session().execute("DELETE FROM `scenarios` WHERE `id` = ?", {shop.scenario.id});
  });
  shop.store.trace = {};
  shop.add("shop");
  CHECK(shop.list().empty());
  CHECK(shop.store.trace.revocations.size() == 1);
}

TEST_CASE("uses are added up by the minute, and change nothing of the key") {
  Shop shop;
  const ApiKey made = shop.key();
  const std::int64_t minute = base::to_unix_seconds(kNow) / 60, ms = base::to_unix_ms(kNow);
  shop.store.trace = {};
  const auto note = [&](std::int64_t of, std::int64_t texts, std::int64_t last, const char* from) {
    shop.store.change(TestStore::tester(), [&](Work& work) {
      api_keys::note_uses(work, {{"gone", of, 1, 1, "x"}, {made.id, of, texts, last, from}});
    });
    return shop.list().front();
  };
  CHECK_FALSE(shop.list().front().last_used_at);
  CHECK(shop.list().front().used_last_minute == 0);
  auto key = note(minute - 1, 3, ms - 20'000, "10.0.0.1");
  CHECK(key.used_last_minute == 3);
  CHECK(key.last_used_at == base::from_unix_ms(ms - 20'000));
  CHECK(key.last_used_from == "10.0.0.1");
  key = note(minute - 1, 4, ms - 30'000, "10.0.0.2");  // another replica, of the same minute
  CHECK(key.used_last_minute == 7);
  CHECK(key.last_used_from == "10.0.0.1");
  key = note(minute - 2, 9, ms - 90'000, "10.0.0.3");  // late
  CHECK(key.used_last_minute == 7);
  key = note(minute, 1, ms, "10.0.0.4");
  CHECK(key.used_last_minute == 1);
  CHECK(key.last_used_from == "10.0.0.4");
  CHECK(key.version == 1);
  CHECK(key.updated_at == made.updated_at);
  CHECK(shop.store.trace.changes.empty());
  CHECK(shop.store.trace.audits.empty());
  CHECK(shop.store.trace.revocations.empty());
  const auto later = shop.store.reading([&](sql::Session& session) {
    return api_keys::of_app(session, "shop", kNow + std::chrono::minutes(3));
  });
  CHECK(later.front().used_last_minute == 0);
  CHECK(later.front().last_used_at);
}

TEST_CASE("a snapshot holds the keys as guard-service reads them, and says its format") {
  Shop shop;
  const ApiKey made = shop.key();
  PolicyFeed feed(shop.store.database(), 1);
  const auto next = feed.snapshot();
  std::string text;
  while (next(text)) {
  }
  CHECK(text.starts_with("{\"version\":3,\"format\":2}\n"));
  CHECK(text.find("\"kind\":\"api_key\"") != std::string::npos);
  CHECK(text.find("\"sha256\":\"" + crypto::to_hex(crypto::sha256(*made.key))) != std::string::npos);
  CHECK(text.find("\"kind\":\"keyed_app\"") != std::string::npos);
  CHECK(feed.changes_after(0).format == policy::kFormat);
}
