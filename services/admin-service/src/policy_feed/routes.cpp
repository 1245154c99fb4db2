#include "policy_feed/policy_feed.hpp"
#include "policy_rows/declare.hpp"

namespace lgm::admin {
namespace {

using http::Method;
using service::Context;

service::Refusal policy_reset() {
  return service::Refusal(
      {410,
       "policy_reset",
       "The number after which changes are asked for is ahead of the policy: load a snapshot",
       {},
       {}});
}

// From memory while there is nothing new; the database is asked for what is, and about numbers unknown here.
std::optional<http::Response> changes(PolicyFeed& feed, const Context& context, bool last) {
  const std::int64_t after = context.query<ChangesQuery>().after;
  if (after == feed.head() && !last) return std::nullopt;
  if (after > feed.head() && after > feed.read_head()) throw policy_reset();
  if (after == feed.head() && !last) return std::nullopt;
  return http::Response::text(200, feed.changes_after(after), "application/json");
}

json::Value changes_schema() {
  return json::parse_or_nothing(R"({"type":"object","required":["head","changes"],"properties":{
    "head":{"type":"integer"},"changes":{"type":"array","maxItems":5000,"items":{"type":"object",
    "required":["n","kind","row_id","row"],"properties":{"n":{"type":"integer"},"kind":{"type":"string",
    "enum":["tag","global_keyword","scenario","scenario_keyword","scenario_policy","global_default"]},
    "row_id":{"type":"string"},"row":{"type":["object","null"]}}}}}})")
      .value();
}

}  // namespace

void add_policy_feed_routes(service::RouteTable& routes, PolicyFeed& feed) {
  auto snapshot = route_of({Method::Get, "/internal/v1/policy/snapshot", "policy_snapshot",
                            "The whole policy at one number, a JSON object a line", "policy feed",
                            service::internal({"guard"}), "", ""});
  snapshot.absolute = true;
  snapshot.errors = {{503, "snapshots_busy", "other snapshots are being sent"}};
  snapshot.gives_json(json::Object{{"type", "string"}}, "application/x-ndjson").does([&feed](Context&) {
    http::Response response;
    response.headers.add("Content-Type", "application/x-ndjson");
    response.source = feed.snapshot();
    return response;
  });
  routes.add(std::move(snapshot));
  auto follow = route_of({Method::Get, "/internal/v1/policy/changes", "policy_changes",
                          "What changed after a number; waits for news", "policy feed",
                          service::internal({"guard"}), "", ""});
  follow.absolute = true;
  follow.errors = {{410, "policy_reset", "`after` is ahead of the policy"}};
  follow.filters<ChangesQuery>()
      .gives_json(changes_schema())
      .waits(std::chrono::seconds(25),
             [&feed](Context& context, bool last) { return changes(feed, context, last); });
  routes.add(std::move(follow));
}

}  // namespace lgm::admin
