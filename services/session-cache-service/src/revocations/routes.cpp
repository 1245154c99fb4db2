#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

using contracts::kFollowRevocations;

service::Route poll_route(const Api& api) {
  service::Route route = service::route_of(kFollowRevocations);
  store_errors(api, "read_feed");
  route.waits(kFollowRevocations.longest_wait,
              [&api](service::Context& context, bool last) -> std::optional<http::Response> {
                const auto query = context.query<FeedQuery>();
                const Feed feed = asking(api, "read_feed", [&] {
                  return api.store->revocations().read(query.epoch, query.after);
                });
                if (feed.entries.empty() && feed.seq == query.after && !last) return std::nullopt;
                return context.reply(feed);
              });
  return route;
}

}  // namespace

void add_revocation_routes(service::RouteTable& routes, const Api& api) {
  routes.add(answering(api, contracts::kRevoke, [](Store& store, const NewRevocation& revocation) {
    return store.revocations().append(revocation);
  }));
  routes.add(poll_route(api));
  routes.add(answering(
      api, contracts::kRevocationSnapshot,
      [](Store& store, const calls::Nothing&) { return store.revocations().snapshot(); }, "feed_snapshot"));
}

}  // namespace lgm::session_cache
