#include "api/auth_service.hpp"

#include <algorithm>

#include "access_tokens/key_watch.hpp"
#include "arrivals/arrivals.hpp"
#include "arrivals/routes.hpp"
#include "lgm/service/build_info.hpp"
#include "lgm/service/periodic.hpp"
#include "lgm/service/remote_rights.hpp"
#include "provider_sessions/routes.hpp"
#include "redirects/redirects.hpp"
#include "redirects/routes.hpp"
#include "sessions/routes.hpp"
#include "sign_in/routes.hpp"
#include "sign_in/ways.hpp"
#include "tools/routes.hpp"
#include "user_directory/routes.hpp"

namespace lgm::auth_service {
namespace {

std::chrono::seconds hours(std::int64_t count) {
  return std::chrono::seconds(count * 3'600);
}

SessionRules rules_of(const Configuration& own) {
  const SessionLives lives{hours(own.refresh_token_days * 24), hours(own.session_max_days * 24)};
  const auto local = hours(own.local_session_hours);
  const SessionLives of_passwords{std::min(lives.idle, local), std::min(lives.longest, local)};
  return {lives,
          {{std::string(kPassword), of_passwords}},
          own.max_sessions,
          std::chrono::seconds(own.recent_sign_in_minutes * 60),
          std::chrono::seconds(own.user_status_grace)};
}

SignInLabels labels_of(const Providers& providers) {
  SignInLabels labels{providers.ways(), providers.outcomes()};
  labels.ways.emplace_back(kPasswordWay);
  labels.ways.emplace_back(kUnknownWay);
  return labels;
}

// The workers, divided; at least one.
std::size_t share_of(const service::CommonConfig& common, std::int64_t by) {
  return static_cast<std::size_t>(std::max<std::int64_t>(common.worker_threads / by, 1));
}

UserDirectory::Lives lives_of(const Configuration& own) {
  return {std::chrono::seconds(own.user_info_ttl), std::chrono::seconds(own.user_status_ttl),
          std::chrono::seconds(own.user_status_grace)};
}

auth::VerifierOptions verifier_options(const service::CommonConfig& common) {
  auth::VerifierOptions options;
  options.issuer = common.jwt_issuer;
  if (common.jwt_algorithm == "HS256") service::take_hs256_key(options, common.jwt_hs256_key);
  return options;
}

std::optional<ToolsTokens> tools_tokens(const service::CommonConfig& common, const Configuration& own,
                                        const base::Clock& clock) {
  if (!own.tools_cookie) return std::nullopt;
  return std::make_optional<ToolsTokens>(own.secret_key, common.jwt_issuer, clock);
}

// Of HS256 every replica knows both keys before one of them signs by the other: the lines are exchanged then.
std::chrono::seconds publish_first(const service::CommonConfig& common, const Configuration& own) {
  return std::chrono::seconds(common.jwt_algorithm == "HS256" ? 0 : own.publish_key_seconds);
}

}  // namespace

service::Identity identity() {
  return {"auth-service", "auth", service::build_version()};
}

service::CommonConfig default_common() {
  service::CommonConfig common;
  common.port = 9001;
  common.internal_port = 9101;
  return common;
}

Neighbours neighbours_of(const service::CommonConfig& common, const Configuration& own, const World& world) {
  const auto observed = [&world](const std::string& name, const std::string& url, const std::string& token) {
    return service::make_client(name, url, token, world.clock, world.metrics);
  };
  Neighbours made;
  made.admin_service = observed("admin-service", common.admin_service_url, common.token_to_admin);
  made.session_cache =
      observed("session-cache-service", common.session_cache_service_url, common.token_to_session_cache);
  made.providers = provider_callers(provider_kinds(), own, world.clock, world.metrics);
  return made;
}

// In the order of their needs; destroyed the other way round.
struct AuthService::Parts {
  World world;
  Neighbours neighbours;
  std::optional<ToolsTokens> tools;  // none where TOOLS_COOKIE is off
  Browser browser;
  SessionCache cache;
  Upgrades upgrades;
  Users users;
  service::RemoteRights rights;
  auth::RevocationFollower follower;
  std::shared_ptr<KeyRing> ring;
  AccessTokens access_tokens;
  auth::TokenVerifier verifier;
  const bool follows_keys;
  KeyWatch key_watch;
  service::Periodic watching_keys;
  RefreshTokens refresh_tokens;
  AuditEvents audit;
  AbuseLimits limits;
  Addresses addresses;
  Providers providers;
  UserDirectory directory;
  KeptSeals kept;
  ProviderSlots slots;
  Sessions sessions;
  SignOuts sign_outs;
  SessionStart start;
  GroupRoles group_roles;
  Arrivals arrivals;
  Redirects redirects;
  PasswordSignIn passwords;
  Rechecks rechecks;
  Refreshing refreshing;
  ToolVerdicts verdicts;
  service::Service service;

  Parts(const service::CommonConfig& common, const Configuration& own, KeyList keys, Neighbours around,
        World in, const ProviderKinds& kinds)
      : world(std::move(in)),
        neighbours(std::move(around)),
        tools(tools_tokens(common, own, world.clock)),
        browser(own.public_origin, own.secret_key, tools ? &*tools : nullptr),
        cache(neighbours.session_cache),
        upgrades(cache, identity().name, identity().version, world.clock),
        users(neighbours.admin_service),
        rights(neighbours.admin_service),
        follower(
            neighbours.session_cache, world.clock,
            [this](const auth::Revocation& entry) { rights.follow(entry); }, [this] { rights.drop_all(); }),
        ring(std::make_shared<KeyRing>(
            std::move(keys), publish_first(common, own),
            [this](const std::string& kid) { return follower.set().signing_key_withdrawn(kid); },
            world.clock)),
        access_tokens(ring, common.jwt_issuer, hours(own.access_token_hours), world.clock, world.random),
        verifier(verifier_options(common), access_tokens.key_source(), world.clock),
        follows_keys(common.jwt_algorithm != "HS256" && !own.signing_key_files.empty()),
        key_watch(key_paths(common, own), {*ring, verifier, follower.set(), *neighbours.session_cache,
                                           world.clock, world.log, world.metrics}),
        watching_keys("watching the signing keys", std::chrono::milliseconds(1'000), world.log,
                      [this] { key_watch.once(); }),
        refresh_tokens(own.secret_key),
        audit(cache, users, world.clock, world.random, world.log, world.metrics),
        limits(cache),
        addresses(own.public_origin, common.public_base_path, common.api_prefix),
        providers(kinds, {own, neighbours.providers, limits, addresses, world.clock, world.random,
                          world.metrics, world.log}),
        directory(cache, providers.directory(), lives_of(own), world.clock, world.metrics),
        kept(own.secret_key, world.random),
        slots(share_of(common, 4)),
        sessions(cache, access_tokens, audit, rules_of(own).recent, world.clock, world.random, world.metrics),
        sign_outs(providers, slots, limits, kept, sessions, world.random, world.metrics),
        start(cache, access_tokens, refresh_tokens, kept, audit, upgrades, rules_of(own),
              labels_of(providers), world.clock, world.random, world.metrics),
        group_roles(users, world.log, world.metrics),
        arrivals(cache, users, directory, start, sessions, group_roles, kept, world.clock, world.random),
        redirects(own.secret_key, browser, providers, cache, limits, start, arrivals, upgrades, slots,
                  world.clock, world.random),
        passwords(own.local_login_enabled, users, limits, start, TypedNames(own.secret_key), world.pause,
                  share_of(common, 2), world.log),
        rechecks(cache, providers, slots, kept, sessions, group_roles,
                 {std::chrono::seconds(own.user_status_ttl), std::chrono::seconds(own.user_status_grace)},
                 world.clock, world.log, world.metrics),
        refreshing(cache, refresh_tokens, access_tokens, directory, rights, rechecks, sessions, audit,
                   upgrades, rules_of(own), world.metrics),
        verdicts(browser, tools ? &*tools : nullptr, verifier, follower, rights, world.metrics),
        service(identity(), common,
                {world.clock, world.random, world.log, world.metrics, &verifier, &follower, &rights,
                 neighbours.session_cache}) {
    verifier.refresh_keys();
    service.ends_calls_of(callers());
    service.add_limit(departure_rule());
    add_routes(own);
    add_checks();
  }

  std::vector<std::shared_ptr<http::Caller>> callers() const {
    std::vector<std::shared_ptr<http::Caller>> all{neighbours.admin_service, neighbours.session_cache};
    for (const auto& [name, caller] : neighbours.providers) all.push_back(caller);
    return all;
  }

  void add_routes(const Configuration& own) {
    service::RouteTable& routes = service.public_routes();
    for (const auto& provider : providers.all())
      provider->add_routes(routes, {browser, cache, arrivals, own.local_login_enabled});
    add_completion_route(routes, browser, cache, arrivals);
    add_redirect_routes(routes, {browser, cache, redirects});
    add_sign_in_routes(routes, {browser, cache, passwords, refreshing, directory});
    add_session_routes(routes,
                       {browser, cache, Bearer(verifier, &follower.set()), sessions, sign_outs, rights});
    add_sign_out_routes(routes, sign_outs);
    add_directory_routes(routes, directory, audit);
    add_jwks_routes(routes, access_tokens);
    add_tool_routes(routes, verdicts);
    add_ways_route(routes, providers, addresses, upgrades, own.local_login_enabled);
    routes.all_may_refuse(service::rights_unavailable_case(), service::asks_for_rights);
    routes.all_may_refuse(no_signer_case(), [](const service::Route& route) {
      return route.answer == &describe::type_of<TokenAnswer>();
    });
  }

  // session-cache is required, providers are not, or the outage of one would take every replica away.
  void add_checks() {
    using service::CheckResult;
    service.health().add("session_cache", true, [this] {
      const bool ok = cache.reachable() && follower.freshness() != auth::FeedFreshness::NeverLoaded;
      return CheckResult{
          ok, ok ? "answers, feed loaded" : "does not answer, or the revocation feed was never loaded"};
    });
    for (const auto& provider : providers.all()) {
      if (!provider->offer()) continue;
      service.health().add(std::string(provider->dependency()), false, [&provider = *provider] {
        const bool ok = provider.healthy();
        return CheckResult{ok, ok ? "healthy" : "does not answer that it is healthy"};
      });
    }
  }
};

AuthService::AuthService(const service::CommonConfig& common, const Configuration& own, KeyList keys,
                         Neighbours neighbours, World world, const ProviderKinds& kinds)
    : parts_(std::make_unique<Parts>(common, own, std::move(keys), std::move(neighbours), std::move(world),
                                     kinds)) {}

AuthService::~AuthService() {
  stop();
}

void AuthService::start() {
  start_following();
  parts_->service.start();
}

void AuthService::start_following() {
  parts_->follower.start();
  parts_->audit.start();
  if (parts_->follows_keys) parts_->watching_keys.start();
}

void AuthService::stop() {
  parts_->service.stop();
  stop_following();
}

void AuthService::stop_following() {
  parts_->watching_keys.stop();
  parts_->follower.stop();
  parts_->audit.stop();
}

int AuthService::run() {
  start_following();
  return parts_->service.run([this] { stop_following(); });
}

service::Service& AuthService::service() {
  return parts_->service;
}

}  // namespace lgm::auth_service
