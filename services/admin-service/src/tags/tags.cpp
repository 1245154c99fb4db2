#include "tags/tags.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "lgm/base/utf8.hpp"

namespace lgm::admin::tags {
namespace {

std::optional<Tag> by_code(sql::Session& session, const std::string& code) {
  return describe::find_exactly(session, &Tag::tag_code, "tag_code", code);
}

// `code` becomes the parent's: an unknown one may be known without blanks at its ends.
Tag parent_of(sql::Session& session, std::string& code) {
  auto parent = by_code(session, code);
  if (!parent) parent = by_code(session, std::string(base::trimmed(code)));
  if (parent) code = parent->tag_code;
  if (!parent)
    throw service::bad_request("unknown_parent", "There is no tag " + code + " to be the parent",
                               {{"tag", code}});
  return std::move(*parent);
}

service::Refusal too_deep() {
  return service::bad_request("too_deep", "Tags have at most " + std::to_string(kDeepest) + " levels",
                              {{"levels", kDeepest}});
}

std::int64_t level_below(sql::Session& session, std::optional<std::string>& parent_code) {
  if (!parent_code) return 1;
  const std::int64_t level = parent_of(session, *parent_code).level + 1;
  if (level > kDeepest) throw too_deep();
  return level;
}

std::vector<Tag> children_of(sql::Session& session, const std::string& code) {
  auto children = describe::select<Tag>(session, "WHERE `parent_code` = ? ORDER BY `tag_code`", {code});
  std::erase_if(children, [&](const Tag& child) { return child.parent_code != code; });
  return children;
}

// Refuses `code` as an ancestor of itself. Circles that an older database holds end the walk.
void refuse_circle(sql::Session& session, const std::string& code, std::string ancestor) {
  std::set<std::string> seen;
  while (seen.insert(ancestor).second) {
    if (ancestor == code) throw service::bad_request("circular", "A tag cannot be below itself");
    const auto tag = by_code(session, ancestor);
    if (!tag || !tag->parent_code) return;
    ancestor = *tag->parent_code;
  }
}

// The levels of everything below a tag that has moved.
void relevel(Work& work, const Tag& tag, std::set<std::string>& seen) {
  for (const Tag& child : children_of(work.session(), tag.tag_code)) {
    if (!seen.insert(child.tag_code).second) continue;
    Tag moved = child;
    moved.level = tag.level + 1;
    if (moved.level > kDeepest) throw too_deep();
    if (moved.level != child.level) moved = policy_rows::change(work, child, moved);
    relevel(work, moved, seen);
  }
}

// What may use a tag: its name among the facts, its count, and its words in the sentence.
struct Use {
  std::string_view name;
  const char* sql;
  const char* one;
  const char* many;
};
constexpr Use kUses[] = {
    {"tags_below", "SELECT COUNT(*) FROM `meta_tags` WHERE `parent_code` = ?", "tag below it",
     "tags below it"},
    {"global_keywords", "SELECT COUNT(*) FROM `lib_global_keywords` WHERE `tag_code` = ?", "global keyword",
     "global keywords"},
    {"scenario_keywords", "SELECT COUNT(*) FROM `lib_scenario_keywords` WHERE `tag_code` = ?",
     "scenario keyword", "scenario keywords"},
    {"scenario_policies",
     "SELECT COUNT(*) FROM `rule_scenario_policy` WHERE `match_type` = 'TAG' AND `match_value` = ?",
     "scenario policy", "scenario policies"},
    {"policy_conditions", "SELECT COUNT(*) FROM `rule_scenario_policy` WHERE `extra_condition` = ?",
     "policy condition", "policy conditions"},
    {"global_defaults", "SELECT COUNT(*) FROM `rule_global_defaults` WHERE `tag_code` = ?", "global default",
     "global defaults"},
    {"default_conditions", "SELECT COUNT(*) FROM `rule_global_defaults` WHERE `extra_condition` = ?",
     "default condition", "default conditions"},
};

void refuse_use(sql::Session& session, const Tag& tag) {
  std::string said;
  json::Array uses;
  for (const Use& use : kUses) {
    const std::int64_t count = session.query(use.sql, {tag.tag_code}, 1).integer(0, 0);
    if (count == 0) continue;
    said += (said.empty() ? "" : ", ") + std::to_string(count) + " " + (count == 1 ? use.one : use.many);
    uses.push_back(json::Object{{"use", use.name}, {"count", count}});
  }
  if (!uses.empty())
    throw service::conflict("tag_in_use", "Tag " + tag.tag_code + " is used by " + said,
                            {{"tag", tag.tag_code}, {"uses", std::move(uses)}});
}

TagNode node_of(const Tag& tag) {
  return {tag.id, tag.tag_code, tag.tag_name, tag.parent_code, tag.level, tag.is_active, {}};
}

using Below = std::multimap<std::string, const Tag*>;

TagNode grow(const Tag& tag, const Below& below, std::set<std::string>& placed) {
  placed.insert(tag.tag_code);
  TagNode node = node_of(tag);
  const auto [first, last] = below.equal_range(tag.tag_code);
  for (auto it = first; it != last; ++it)
    if (!placed.contains(it->second->tag_code)) node.children.push_back(grow(*it->second, below, placed));
  return node;
}

}  // namespace

std::vector<Tag> all(sql::Session& session) {
  return describe::select<Tag>(session, "ORDER BY `tag_code`", {});
}

std::vector<TagNode> tree(const std::vector<Tag>& tags) {
  std::set<std::string> codes, placed;
  Below below;
  for (const Tag& tag : tags) codes.insert(tag.tag_code);
  for (const Tag& tag : tags)
    if (tag.parent_code && codes.contains(*tag.parent_code)) below.emplace(*tag.parent_code, &tag);
  std::vector<TagNode> roots;
  for (const Tag& tag : tags)
    if (!tag.parent_code || !codes.contains(*tag.parent_code)) roots.push_back(grow(tag, below, placed));
  for (const Tag& tag : tags)
    if (!placed.contains(tag.tag_code)) roots.push_back(grow(tag, below, placed));
  return roots;
}

Tag create(Work& work, Tag tag) {
  work.lock_policy();
  tag.level = level_below(work.session(), tag.parent_code);
  return policy_rows::create(work, std::move(tag));
}

Tag change(Work& work, const std::string& id, const describe::Draft<Tag>& draft,
           std::optional<std::int64_t> expected) {
  work.lock_policy();
  const Tag before = policy_rows::get<Tag>(work.session(), id);
  policy_rows::check_version(before, expected);
  Tag after = policy_rows::merged(before, draft);
  const bool moved = after.parent_code != before.parent_code;
  if (moved) {
    if (after.parent_code) {
      parent_of(work.session(), *after.parent_code);
      refuse_circle(work.session(), after.tag_code, *after.parent_code);
    }
    after.level = level_below(work.session(), after.parent_code);
  }
  after = policy_rows::change(work, before, std::move(after));
  std::set<std::string> seen{after.tag_code};
  if (moved) relevel(work, after, seen);
  return after;
}

Tag remove(Work& work, const std::string& id, std::optional<std::int64_t> expected) {
  work.lock_policy();
  refuse_use(work.session(), policy_rows::get<Tag>(work.session(), id));
  return policy_rows::remove<Tag>(work, id, expected);
}

}  // namespace lgm::admin::tags
