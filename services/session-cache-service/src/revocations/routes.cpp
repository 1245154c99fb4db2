#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

using service::Context;

constexpr std::chrono::seconds kLongestWait{25};
const std::vector<std::string> kReaders{"auth", "admin", "guard"};

service::Route poll_route(const Api& api) {
  auto route = route_of(http::Method::Get,
                        {"/revocations", "follow_revocations",
                         "Entries after a place in the feed; waits for news", "revocations", kReaders});
  route.errors = {{410, "feed_reset", "another epoch, or the place is trimmed or ahead: load the snapshot"}};
  route.filters<FeedQuery>().gives<Feed>();
  route.waits(kLongestWait, [&api](Context& context, bool last) -> std::optional<http::Response> {
    const auto query = context.query<FeedQuery>();
    const Feed feed =
        asking(api, "read_feed", [&] { return api.store->revocations().read(query.epoch, query.after); });
    if (feed.entries.empty() && feed.seq == query.after && !last) return std::nullopt;
    return context.reply(feed);
  });
  return route;
}

}  // namespace

void add_revocation_routes(service::RouteTable& routes, const Api& api) {
  routes.add(posting<NewRevocation, FeedPlace>(
      api, {"/revocations", "revoke", "Appends to the feed", "revocations", {"auth", "admin"}},
      [](Store& store, const NewRevocation& body) { return store.revocations().append(body); }));
  routes.add(poll_route(api));
  auto snapshot = route_of(http::Method::Get, {"/revocations/snapshot", "revocation_snapshot",
                                               "Every live entry", "revocations", kReaders});
  snapshot.gives<Feed>().does([&api](Context& context) {
    return context.reply(asking(api, "feed_snapshot", [&] { return api.store->revocations().snapshot(); }));
  });
  routes.add(std::move(snapshot));
}

}  // namespace lgm::session_cache
