#include "tags/tag_trees.hpp"

#include "policy_rows/complete_list.hpp"

namespace lgm::admin::tags {
namespace {

// MySQL takes "a " for "a"; a code is known by its length as well.
constexpr char kRoots[] =
    "(`parent_code` IS NULL OR NOT EXISTS (SELECT 1 FROM `meta_tags` p WHERE p.`tag_code` = "
    "`meta_tags`.`parent_code` AND LENGTH(p.`tag_code`) = LENGTH(`meta_tags`.`parent_code`)))";
// Whoever stands below more ancestors than there are levels may stand in a circle, or below one.
constexpr char kDeep[] =
    "EXISTS (SELECT 1 FROM `meta_tags` a JOIN `meta_tags` b ON b.`tag_code` = a.`parent_code` JOIN "
    "`meta_tags` c ON c.`tag_code` = b.`parent_code` JOIN `meta_tags` d ON d.`tag_code` = c.`parent_code` "
    "JOIN `meta_tags` e ON e.`tag_code` = d.`parent_code` WHERE a.`tag_code` = `meta_tags`.`parent_code`)";
static_assert(kDeepest == 5);

policy_rows::Filter filter_of(std::string_view condition, sql::Params params = {}) {
  policy_rows::Filter filter;
  filter.add(condition, std::move(params));
  return filter;
}

// Up to its children.
std::string begun(const Tag& tag) {
  constexpr std::string_view kEnd = "]}";
  std::string node = describe::to_json(
      TagNode{tag.id, tag.tag_code, tag.tag_name, tag.parent_code, tag.level, tag.is_active, {}});
  if (!node.ends_with(kEnd)) throw std::logic_error("a tag's children are not the last member of its node");
  node.resize(node.size() - kEnd.size());
  return node;
}

std::set<std::string> parents_among(sql::Session& session, const std::vector<Tag>& tags) {
  std::vector<std::string> codes;
  for (const Tag& tag : tags) codes.push_back(tag.tag_code);
  policy_rows::Filter filter;
  policy_rows::limit_to(filter, "parent_code", &codes);
  const auto rows =
      session.query("SELECT DISTINCT `parent_code` FROM `meta_tags` " + filter.where, filter.params, 1);
  std::set<std::string> parents;
  for (std::size_t i = 0; i < rows.size(); ++i) parents.emplace(rows.text(i, 0));
  return parents;
}

}  // namespace

// The page behind `before`.
TagTrees::Siblings TagTrees::read(const Siblings& before) const {
  policy_rows::Filter filter = before.which;
  if (!before.last.empty()) filter.add("`tag_code` > ?", {before.last});
  return store_->reading([&](sql::Session& session) {
    Siblings page{before.which, before.parent, {}, {}, {}, false, 0, before.begun};
    page.tags = policy_rows::rows_of<Tag>(session, filter, "`tag_code`", {0, policy_rows::kRowsOfAPage});
    page.more = page.tags.size() == static_cast<std::size_t>(policy_rows::kRowsOfAPage);
    if (page.more) page.last = page.tags.back().tag_code;
    if (!page.parent.empty())
      std::erase_if(page.tags, [&](const Tag& tag) { return tag.parent_code != page.parent; });
    if (!page.tags.empty()) page.parents = parents_among(session, page.tags);
    return page;
  });
}

// Whether no root leads to it.
bool TagTrees::is_stray(const Tag& tag) const {
  return store_->reading([&](sql::Session& session) {
    std::set<std::string> seen{tag.tag_code};
    for (auto parent = tag.parent_code; parent;) {
      const auto above = by_code(session, *parent);
      if (!above) return false;
      if (!seen.insert(above->tag_code).second) return true;
      parent = above->parent_code;
    }
    return false;
  });
}

// False when everything is written.
bool TagTrees::end_level(std::string& out) {
  if (levels_.size() > 1) {
    out += "]}";
    levels_.pop_back();
    return true;
  }
  if (strays_) {
    out += ']';
    return false;
  }
  strays_ = true;
  levels_[0] = {.which = filter_of(kDeep), .begun = levels_[0].begun};
  return true;
}

// True where it was a node.
bool TagTrees::write_next(std::string& out) {
  Siblings& level = levels_.back();
  const Tag tag = std::move(level.tags[level.next++]);
  if (strays_ && (placed_.contains(tag.tag_code) || (levels_.size() == 1 && !is_stray(tag)))) return false;
  if (strays_) placed_.insert(tag.tag_code);
  if (std::exchange(level.begun, true)) out += ',';
  out += begun(tag);
  if (level.parents.contains(tag.tag_code))
    levels_.push_back({.which = filter_of("`parent_code` = ?", {tag.tag_code}), .parent = tag.tag_code});
  else
    out += "]}";
  return true;
}

bool TagTrees::operator()(std::string& out) {
  if (levels_.empty()) {
    out += '[';
    levels_.push_back({.which = filter_of(kRoots)});
  }
  for (std::int64_t written = 0; written < policy_rows::kRowsOfAPage;) {
    Siblings& level = levels_.back();
    if (level.next < level.tags.size())
      written += write_next(out) ? 1 : 0;
    else if (level.more)
      level = read(level);
    else if (!end_level(out))
      return false;
  }
  return true;
}

}  // namespace lgm::admin::tags
