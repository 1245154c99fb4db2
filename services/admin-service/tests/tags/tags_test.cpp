#include "tags/tags.hpp"

#include <set>

#include "global_defaults/global_defaults.hpp"
#include "global_keywords/global_keywords.hpp"
#include "support/ascii_forms.hpp"
#include "support/refusals.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::draft_of;
using testing::facts_of;
using testing::refusal_of;
using testing::TestStore;

namespace {

Tag add(TestStore& store, const std::string& code, std::optional<std::string> parent = {}) {
  Tag tag;
  tag.tag_code = code;
  tag.tag_name = code;
  tag.parent_code = std::move(parent);
  return store.changing_as_tester([&](Work& work) { return tags::create(work, tag); });
}

std::string change_refused(TestStore& store, const Tag& tag, const char* body,
                           std::optional<std::int64_t> expected = {}) {
  return refusal_of(store,
                    [&](Work& work) { return tags::change(work, tag.id, draft_of<Tag>(body), expected); });
}

}  // namespace

TEST_CASE("a row is found by its exact id alone, whatever a database takes for the same") {
  TestStore store;
  const Tag tag = add(store, "a");
  for (const auto& id : {tag.id + " ", " " + tag.id, tag.id + "\t"})
    CHECK(refusal_of(store, [&](Work& work) { return tags::remove(work, id, {}); }) == "404 not_found");
  CHECK(refusal_of(store, [&](Work& work) { return tags::remove(work, tag.id, {}); }) == "none");
}

TEST_CASE("a tag's level follows from its parent, also when the parent moves") {
  TestStore store;
  add(store, "root");
  const Tag middle = add(store, "middle", "root");
  CHECK(add(store, "leaf", "middle").level == 3);
  store.trace = {};
  const Tag moved = store.changing_as_tester(
      [&](Work& work) { return tags::change(work, middle.id, draft_of<Tag>(R"({"parent_code":""})"), {}); });
  CHECK(moved.level == 1);
  CHECK_FALSE(moved.parent_code);
  CHECK(moved.version == 2);
  const auto all = store.reading(tags::all);
  CHECK(all[0].tag_code == "leaf");
  CHECK(all[0].level == 2);
  CHECK(store.trace.changes.size() == 2);
  CHECK(store.trace.audits.size() == 2);
}

TEST_CASE("tags refuse what would break the tree") {
  TestStore store;
  const Tag a = add(store, "a");
  add(store, "b", "a");
  add(store, "c", "b");
  add(store, "d", "c");
  add(store, "e", "d");
  const auto create_refused = [&](const std::string& code, const std::string& parent) {
    return refusal_of(store, [&](Work& work) {
      return tags::create(work, {"", code, code, parent, 1, true, 0});
    });
  };
  CHECK(create_refused("f", "e") == "400 too_deep");
  CHECK(create_refused("f", "nobody") == "400 unknown_parent");
  CHECK(create_refused("f", "A") == "400 unknown_parent");
  CHECK(create_refused("b", "a") == "400 duplicate");
  CHECK(change_refused(store, a, R"({"parent_code":"c"})") == "400 circular");
  CHECK(change_refused(store, a, R"({"parent_code":"a"})") == "400 circular");
  const Tag other = add(store, "other");
  CHECK(change_refused(store, a, R"({"parent_code":"other"})") == "400 too_deep");
  CHECK(change_refused(store, other, R"({"parent_code":"nobody"})") == "400 unknown_parent");
  CHECK(change_refused(store, other, R"({"parent_code":"A"})") == "400 unknown_parent");
}

TEST_CASE("tag_code is write-once: ignored when equal, refused when changed") {
  TestStore store;
  const Tag tag = add(store, "kept");
  CHECK(change_refused(store, tag, R"({"tag_code":"changed"})") == "400 immutable");
  const auto body =
      R"({"id":"x","tag_code":"kept","tag_name":"new","level":9,"version":77,"is_active":false,"parent_code":null})";
  const Tag after = store.changing_as_tester(
      [&](Work& work) { return tags::change(work, tag.id, draft_of<Tag>(body), 1); });
  CHECK(after.id == tag.id);
  CHECK(after.tag_name == "new");
  CHECK(after.level == 1);
  CHECK(after.version == 2);
  CHECK_FALSE(after.is_active);
  CHECK(change_refused(store, tag, R"({"tag_name":"late"})", 1) == "412 version_mismatch");
  CHECK(refusal_of(store, [&](Work& work) {
          return tags::change(work, "nobody", draft_of<Tag>("{}"), {});
        }) == "404 not_found");
}

TEST_CASE("a tag in use stays, and the refusal names its users") {
  TestStore store;
  const testing::AsciiForms forms;
  const Tag tag = add(store, "used");
  add(store, "below", "used");
  store.changing_as_tester([&](Work& work) {
    return global_keywords::create(work, forms, {"", "gun", "used", "High", true, {}, 0});
  });
  std::string detail;
  CHECK(refusal_of(
            store, [&](Work& work) { return tags::remove(work, tag.id, {}); }, &detail) == "409 tag_in_use");
  CHECK(detail == "Tag used is used by 1 tag below it, 1 global keyword");
  CHECK(facts_of(store, [&](Work& work) { return tags::remove(work, tag.id, {}); }) ==
        R"({"tag":"used","uses":[{"use":"tags_below","count":1},{"use":"global_keywords","count":1}]})");
  CHECK(refusal_of(store, [&](Work& work) { return tags::remove(work, "nobody", {}); }) == "404 not_found");
}

TEST_CASE("a tag in a condition stays, in a scenario or everywhere") {
  TestStore store;
  const Tag tag = add(store, "used");
  store.changing_as_tester([](Work& work) {
    return global_defaults::create(
        work,
        draft_of<GlobalDefault>(R"({"extra_condition":"used","strategy":"BLOCK"})", describe::Purpose::Create)
            .value);
  });
  std::string detail;
  CHECK(refusal_of(
            store, [&](Work& work) { return tags::remove(work, tag.id, {}); }, &detail) == "409 tag_in_use");
  CHECK(detail == "Tag used is used by 1 default condition");
  CHECK(facts_of(store, [&](Work& work) { return tags::remove(work, tag.id, {}); }) ==
        R"({"tag":"used","uses":[{"use":"default_conditions","count":1}]})");
}

TEST_CASE("a removed tag leaves its policy change and audit row") {
  TestStore store;
  const Tag tag = add(store, "gone");
  CHECK(refusal_of(store, [&](Work& work) { return tags::remove(work, tag.id, 5); }) ==
        "412 version_mismatch");
  CHECK(store.changing_as_tester([&](Work& work) { return tags::remove(work, tag.id, 1); }).tag_code ==
        "gone");
  REQUIRE(store.trace.changes.size() == 2);
  CHECK(store.trace.changes[1].kind == "tag");
  CHECK(store.trace.changes[1].after.is_null());
  CHECK(store.trace.changes[1].before.text_at("tag_code") == "gone");
  CHECK(store.trace.audits.size() == 2);
  CHECK(store.reading(tags::all).empty());
}

TEST_CASE("the tree hides nothing: orphans and circles of an older database stand as roots") {
  const std::vector<Tag> rows{{"1", "a", "a", "b", 1, true, 1},
                              {"2", "b", "b", "a", 1, true, 1},
                              {"3", "c", "c", "lost", 2, true, 1},
                              {"4", "d", "d", "c", 3, true, 1}};
  const auto roots = tags::tree(rows);
  REQUIRE(roots.size() == 2);
  CHECK(roots[0].tag_code == "c");
  CHECK(roots[0].children.at(0).tag_code == "d");
  CHECK(roots[1].tag_code == "a");
  CHECK(roots[1].children.at(0).tag_code == "b");
}

namespace {

GlobalKeyword keyword(const std::string& word, const std::string& tag) {
  GlobalKeyword made;
  made.keyword = word;
  made.tag_code = tag;
  made.risk_level = "High";
  return made;
}

}  // namespace

// MySQL and MariaDB take blanks at the end for nothing where they compare; SQLite does not.
TEST_CASE("a reference finds the code as it is written first, then without blanks at its ends") {
  TestStore store;
  const testing::AsciiForms forms;
  add(store, "T");
  const auto referred = [&](const std::string& word, const std::string& tag) {
    return store
        .changing_as_tester(
            [&](Work& work) { return global_keywords::create(work, forms, keyword(word, tag)); })
        .tag_code;
  };
  CHECK(referred("a", "T ") == "T");
  CHECK(referred("b", "\xE3\x80\x80T") == "T");
  CHECK(add(store, "below", " T").parent_code == "T");
  for (const char* unknown : {"T\xE2\x80\x8B", "T T", " "})
    CHECK(refusal_of(store, [&](Work& work) {
            return global_keywords::create(work, forms, keyword("c", unknown));
          }) == "400 unknown_tag");
}

TEST_CASE("a list by tag answers that tag's words on every store") {
  TestStore store;
  const testing::AsciiForms forms;
  add(store, "T");
  store.changing_as_tester(
      [&](Work& work) { return global_keywords::create(work, forms, keyword("a", "T")); });
  const auto found = [&](const char* tag) {
    GlobalKeywordQuery query;
    query.tag = tag;
    return store
        .reading([&](sql::Session& session) { return global_keywords::list(session, forms, query, {}); })
        .rows.size();
  };
  CHECK(found("T") == 1);
  for (const char* other : {"T ", " T", "t", "", "%", "_"}) CHECK_MESSAGE(found(other) == 0, other);
}

TEST_CASE("a tag whose code an older version took stays readable and writable") {
  TestStore store;
  const testing::AsciiForms forms;
  store.changing_as_tester([](Work& work) {
    return work.session().execute(
        "INSERT INTO meta_tags (id, tag_code, tag_name, parent_code, level, is_active, version) VALUES ('o', "
        "'a "
        "b ', 'Old', NULL, 1, 1, 1)",
        {});
  });
  const Tag old = store.reading(tags::all).at(0);
  CHECK(old.tag_code == "a b ");
  const auto changed = store.changing_as_tester([&](Work& work) {
    return tags::change(work, "o", draft_of<Tag>(R"({"tag_code":"a b ","tag_name":"New"})"), {});
  });
  CHECK(changed.tag_code == "a b ");
  CHECK(changed.tag_name == "New");
  CHECK(change_refused(store, old, R"({"tag_code":"a b"})") == "422 pattern");
  CHECK(change_refused(store, old, R"({"tag_code":"ab"})") == "400 immutable");
  const auto word = store.changing_as_tester(
      [&](Work& work) { return global_keywords::create(work, forms, keyword("a", "a b ")); });
  CHECK(word.tag_code == "a b ");
}

TEST_CASE("a safety label is one condition in whatever case it is written") {
  TestStore store;
  add(store, "T");
  const auto make = [&](const char* condition) {
    return refusal_of(store, [&](Work& work) {
      const std::string body =
          std::string(R"({"tag_code":"T","strategy":"BLOCK","extra_condition":")") + condition + R"("})";
      return global_defaults::create(work,
                                     draft_of<GlobalDefault>(body.c_str(), describe::Purpose::Create).value);
    });
  };
  CHECK(make("SAFE") == "none");
  for (const char* same : {"safe", " safe", "Safe ", "\\u3000sAFE"})
    CHECK_MESSAGE(make(same) == "400 duplicate", same);
  CHECK(make("Unsafe") == "none");
  CHECK(make("T") == "none");
  CHECK(make("t") == "none");  // tags are told apart by case
  const auto rows =
      store.reading([](sql::Session& session) { return describe::select<GlobalDefault>(session, "", {}); });
  std::set<std::string> stored;
  for (const auto& row : rows) stored.insert(*row.extra_condition);
  CHECK(stored == std::set<std::string>{"safe", "unsafe", "T", "t"});
}
