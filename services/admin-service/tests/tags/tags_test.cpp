#include "tags/tags.hpp"

#include "global_defaults/global_defaults.hpp"
#include "global_keywords/global_keywords.hpp"
#include "support/ascii_forms.hpp"
#include "support/refusals.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::draft_of;
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
  CHECK(create_refused("f", "a ") == "400 unknown_parent");  // MySQL takes it for "a"; the tree does not
  CHECK(create_refused("b", "a") == "400 duplicate");
  CHECK(change_refused(store, a, R"({"parent_code":"c"})") == "400 circular");
  CHECK(change_refused(store, a, R"({"parent_code":"a"})") == "400 circular");
  const Tag other = add(store, "other");
  CHECK(change_refused(store, a, R"({"parent_code":"other"})") == "400 too_deep");
  CHECK(change_refused(store, other, R"({"parent_code":"nobody"})") == "400 unknown_parent");
  CHECK(change_refused(store, other, R"({"parent_code":"a "})") == "400 unknown_parent");
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
