#include "sign_in/ways.hpp"

#include "api/answers.hpp"
#include "sign_in/password_sign_in.hpp"

namespace lgm::auth_service {
namespace {

std::optional<std::string> if_any(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

// A portal is the same for everybody, so the console links to it; elsewhere each sign-in starts anew, and the
// console links to where it does.
WayIn way_of(IdentityProvider& provider, const Offer& offer, const Addresses& addresses) {
  WayIn way{std::string(provider.id()),
            std::string(offer.kind),
            {offer.name_zh, offer.name_en},
            offer.icon,
            {},
            {}};
  if (offer.kind == kTicketKind) way.portal_url = if_any(provider.start({}).location);
  if (offer.kind == kRedirectKind) way.login_url = addresses.login(provider.id());
  way.healthy = provider.healthy();
  return way;
}

// Nobody is sent away while a replica may meet them on their way back that does not know the provider.
WaysAnswer ways_of(const Providers& providers, const Addresses& addresses, Upgrades& upgrades,
                   bool local_login_enabled) {
  WaysAnswer answer;
  for (const auto& provider : providers.all())
    if (const auto offer = provider->offer();
        offer && (offer->kind != kRedirectKind || !upgrades.under_way()))
      answer.ways.push_back(way_of(*provider, *offer, addresses));
  if (local_login_enabled)
    answer.ways.push_back(
        {std::string(kPasswordWay), std::string(kPasswordKind), {"本地账号", "Local account"}, {}, {}, {}});
  return answer;
}

}  // namespace

void add_ways_route(service::RouteTable& routes, const Providers& providers, const Addresses& addresses,
                    Upgrades& upgrades, bool local_login_enabled) {
  auto route = route_of(http::Method::Get, "/sso/ways", "ways_in", "The ways in", service::open_to_all());
  route.classic = false;
  route.rate_limited = false;
  route.traced = false;
  route.gives<WaysAnswer>().does([&providers, &addresses, &upgrades, local_login_enabled](service::Context&) {
    return json_answer(200, value_of(ways_of(providers, addresses, upgrades, local_login_enabled)));
  });
  routes.add(std::move(route));
}

}  // namespace lgm::auth_service
