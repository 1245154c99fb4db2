#include "lgm/service/route.hpp"
#include "policy_rows/complete_list.hpp"
#include "policy_rows/declare.hpp"
#include "tags/tags.hpp"

namespace lgm::admin::tags {
namespace {

using http::Method;
using service::Context;
constexpr char kGroup[] = "tags";

constexpr policy_rows::Order<Tag> kByCode{"`tag_code`", "`tag_code` > ?",
                                          [](const Tag& row) -> sql::Params { return {row.tag_code}; }};

void add_reads(service::RouteTable& routes, Store& store) {
  auto list = route_of(
      {Method::Get, "/tags/", "list_tags", "All tags by code", kGroup, service::signed_in(), "", ""});
  list.honours_limit = "tag";
  list.errors.push_back(policy_rows::lists_busy_case());
  list.gives_list<Tag>(0).does([&store](Context& context) {
    policy_rows::Filter filter;
    if (const auth::Limit* limit = context.limit()) filter.add("`tag_code` = ?", {limit->value});
    return policy_rows::answer_list(context, store, kByCode, [&](sql::Session&) { return filter; });
  });
  routes.add(std::move(list));
  auto tree_route = route_of(
      {Method::Get, "/tags/tree", "tag_tree", "All tags as trees", kGroup, service::signed_in(), "", ""});
  tree_route.gives_array<TagNode>().does(
      [&store](Context& context) { return context.reply(tree(store.reading(all))); });
  routes.add(std::move(tree_route));
}

}  // namespace

void add_routes(service::RouteTable& routes, Store& store) {
  add_reads(routes, store);
  WriteRoutes<Tag> words{"/tags/", "tag", kGroup, "tag_management", "META_TAG", {}, create, change, remove};
  words.rule_errors = {{400, "unknown_parent", "there is no such parent"},
                       {400, "too_deep", "more than five levels"}};
  words.change_errors = {{400, "circular", "the tag would be below itself"}};
  words.delete_errors = {{409, "tag_in_use", "something still uses the tag; `facts.uses` counts it"}};
  words.honours_limit = "tag";
  add_write_routes(routes, store, std::move(words));
}

}  // namespace lgm::admin::tags
