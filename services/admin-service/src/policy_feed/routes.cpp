#include "lgm/service/operation_route.hpp"
#include "policy_feed/policy_feed.hpp"
#include "policy_rows/declare.hpp"

namespace lgm::admin {
namespace {

using http::Method;
using service::Context;

service::Refusal policy_reset() {
  return service::refusal<410>(
      "policy_reset", "The number after which changes are asked for is ahead of the policy: load a snapshot");
}

service::ErrorCase database_case() {
  return {503, "database_unavailable", ""};
}

// From memory while there is nothing new; the database is asked for what is, and about numbers unknown here.
std::optional<http::Response> changes(PolicyFeed& feed, Context& context, bool last) {
  const std::int64_t after = context.query<policy::ChangesQuery>().after;
  if (after == feed.head() && !last) return std::nullopt;
  if (after > feed.head() && after > feed.read_head()) throw policy_reset();
  if (after == feed.head() && !last) return std::nullopt;
  return context.reply(feed.changes_after(after));
}

}  // namespace

void add_policy_feed_routes(service::RouteTable& routes, PolicyFeed& feed) {
  auto snapshot = route_of({Method::Get, std::string(policy::kSnapshotPath), "policy_snapshot",
                            "The whole policy at one number, a JSON object a line", "policy feed",
                            service::internal({"guard"}), "", ""});
  snapshot.absolute = true;
  snapshot.errors = {{503, "snapshots_busy", "other snapshots are being sent"}, database_case()};
  snapshot.gives_json(json::Object{{"type", "string"}}, "application/x-ndjson").does([&feed](Context&) {
    http::Response response;
    response.headers.add("Content-Type", "application/x-ndjson");
    response.source = feed.snapshot();
    return response;
  });
  routes.add(std::move(snapshot));
  auto follow = service::route_of(policy::kChanges);
  follow.errors.push_back(database_case());
  follow.waits(policy::kChanges.longest_wait,
               [&feed](Context& context, bool last) { return changes(feed, context, last); });
  routes.add(std::move(follow));
}

}  // namespace lgm::admin
