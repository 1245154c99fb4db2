// Tags classify keywords; they form trees of at most five levels.
#pragma once
#include "policy_rows/policy_rows.hpp"

namespace lgm::admin {

struct Tag {
  std::string id, tag_code, tag_name;
  std::optional<std::string> parent_code;
  std::int64_t level = 1;
  bool is_active = true;
  std::int64_t version = 0;
};

struct TagNode {
  std::string id, tag_code, tag_name;
  std::optional<std::string> parent_code;
  std::int64_t level = 1;
  bool is_active = true;
  std::vector<TagNode> children;
  bool operator==(const TagNode&) const = default;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::Tag> {
  using T = lgm::admin::Tag;
  static constexpr std::string_view name = "Tag", table = "meta_tags", title = "Tag";
  static constexpr auto kind = lgm::contracts::policy::Kind::Tag;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").read_only().doc("opaque id"),
      field<&T::tag_code>("tag_code")
          .length(1, 64)
          .required()
          .write_once()
          .code()
          .doc("unique, trimmed, without inner blanks and invisible characters; cannot be changed"),
      field<&T::tag_name>("tag_name").length(1, 128).required().doc("shown to people"),
      field<&T::parent_code>("parent_code")
          .length(1, 64)
          .blank_is_null()
          .doc("tag_code of the parent; null for a root"),
      field<&T::level>("level").read_only().doc("1 for a root, at most 5; follows from the parent"),
      field<&T::is_active>("is_active").doc("inactive tags are kept and not offered"),
      field<&T::version>("version").read_only().doc("raised by each change; the ETag"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::TagNode> {
  using T = lgm::admin::TagNode;
  static constexpr std::string_view name = "TagNode";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id"),
      field<&T::tag_code>("tag_code"),
      field<&T::tag_name>("tag_name"),
      field<&T::parent_code>("parent_code"),
      field<&T::level>("level"),
      field<&T::is_active>("is_active"),
      field<&T::children>("children"),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::tags {

inline constexpr std::int64_t kDeepest = 5;  // levels are 1 to 5

std::vector<Tag> all(sql::Session& session);
// Roots with their children; a tag whose parent is unknown or in a circle stands as a root, so that nothing
// is hidden.
std::vector<TagNode> tree(const std::vector<Tag>& tags);
// Throw Refusal: 400 duplicate, unknown_parent, too_deep, circular; 404; 409 tag_in_use; 412.
Tag create(Work& work, Tag tag);
Tag change(Work& work, const std::string& id, const describe::Draft<Tag>& draft,
           std::optional<std::int64_t> expected);
Tag remove(Work& work, const std::string& id, std::optional<std::int64_t> expected);

void add_routes(service::RouteTable& routes, Store& store);

}  // namespace lgm::admin::tags
