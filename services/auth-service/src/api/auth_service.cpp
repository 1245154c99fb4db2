#include "api/auth_service.hpp"

#include <algorithm>

#include "api/health_route.hpp"
#include "lgm/service/build_info.hpp"
#include "lgm/service/certificates.hpp"
#include "lgm/service/remote_rights.hpp"
#include "sessions/routes.hpp"
#include "sign_in/routes.hpp"
#include "user_directory/routes.hpp"

namespace lgm::auth_service {
namespace {

std::chrono::seconds hours(std::int64_t count) {
  return std::chrono::seconds(count * 3'600);
}

SessionRules rules_of(const Configuration& own) {
  return {hours(own.refresh_token_days * 24), hours(own.session_max_days * 24),
          hours(own.local_session_hours), own.max_sessions,
          std::chrono::seconds(own.recent_sign_in_minutes * 60)};
}

UserDirectory::Lives lives_of(const Configuration& own) {
  return {std::chrono::seconds(own.user_info_ttl), std::chrono::seconds(own.user_status_ttl),
          std::chrono::seconds(own.user_status_grace)};
}

auth::VerifierOptions verifier_options(const service::CommonConfig& common) {
  auth::VerifierOptions options;
  options.issuer = common.jwt_issuer;
  if (common.jwt_algorithm != "HS256") return options;
  options.algorithm = auth::Algorithm::Hs256;
  options.hs256_secret = common.jwt_hs256_key;
  return options;
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
  if (own.usap_base_url.empty()) return made;
  http::ClientOptions options;
  options.base_url = own.usap_base_url;
  options.name = "usap";
  options.ca_file = own.usap_ca_file;
  options.max_body = 1024 * 1024;
  // The USAP contract: again after 1, 2, 4 s within the deadline; open after 5 failures.
  options.retry_delays = {std::chrono::seconds(1), std::chrono::seconds(2), std::chrono::seconds(4)};
  options.breaker_failures = 5;
  made.usap = std::make_shared<http::Client>(options, world.clock,
                                             service::observe_calls(world.metrics, options.name));
  return made;
}

// In the order of their needs; destroyed the other way round.
struct AuthService::Parts {
  World world;
  Neighbours neighbours;
  Browser browser;
  SessionCache cache;
  Users users;
  UsapClient usap;
  UsapHealth usap_health;
  service::RemoteRights rights;
  auth::RevocationFollower follower;
  AccessTokens access_tokens;
  auth::TokenVerifier verifier;
  RefreshTokens refresh_tokens;
  AuditEvents audit;
  AbuseLimits limits;
  UserDirectory directory;
  Sessions sessions;
  SessionStart start;
  TicketSignIn tickets;
  PasswordSignIn passwords;
  Refreshing refreshing;
  service::Service service;

  Parts(const service::CommonConfig& common, const Configuration& own, Keys keys, Neighbours around, World in)
      : world(std::move(in)),
        neighbours(std::move(around)),
        browser(own.public_origin),
        cache(neighbours.session_cache),
        users(neighbours.admin_service),
        usap(neighbours.usap,
             {own.usap_client_id, own.usap_client_secret, list_items(own.usap_target_systems)},
             world.metrics),
        usap_health(usap, world.clock),
        rights(neighbours.admin_service),
        follower(
            neighbours.session_cache, world.clock,
            [this](const auth::Revocation& entry) { rights.follow(entry); }, [this] { rights.drop_all(); }),
        access_tokens(std::move(keys), common.jwt_issuer, hours(own.access_token_hours), world.clock,
                      world.random),
        verifier(verifier_options(common), access_tokens.key_source(), world.clock),
        refresh_tokens(own.secret_key),
        audit(cache, users, world.clock, world.random, world.log, world.metrics),
        limits(cache),
        directory(cache, usap, lives_of(own), world.clock, world.metrics),
        sessions(cache, access_tokens, audit, rules_of(own).recent, world.clock, world.random, world.metrics),
        start(cache, access_tokens, audit, rules_of(own), world.clock, world.random, world.metrics),
        tickets(usap, cache, users, directory, limits, start, sessions, world.random),
        passwords(own.local_login_enabled, users, limits, start, TypedNames(own.secret_key), world.pause,
                  static_cast<std::size_t>(std::max<std::int64_t>(common.worker_threads / 2, 1)), world.log),
        refreshing(cache, refresh_tokens, access_tokens, directory, rights, sessions, audit, rules_of(own),
                   world.metrics),
        service(identity(), common,
                {world.clock, world.random, world.log, world.metrics, &verifier, &follower, &rights,
                 neighbours.session_cache}) {
    verifier.refresh_keys();
    service.ends_calls_of({neighbours.usap, neighbours.admin_service, neighbours.session_cache});
    service::show_certificates(world.metrics, "USAP_CA_FILE", own.usap_ca_file);
    add_routes(own);
    add_checks();
  }

  void add_routes(const Configuration& own) {
    service::RouteTable& routes = service.public_routes();
    add_sign_in_routes(routes, {browser, cache, tickets, passwords, refreshing});
    add_session_routes(routes, {browser, cache, Bearer(verifier, &follower.set()), sessions, rights});
    add_directory_routes(routes, directory, audit);
    add_jwks_routes(routes, access_tokens);
    add_health_route(routes, {usap, usap_health, own.local_login_enabled, own.portal_url});
  }

  // session-cache is required, USAP is not, or its outage would take every replica away.
  void add_checks() {
    using service::CheckResult;
    service.health().add("session_cache", true, [this] {
      const bool ok = cache.reachable() && follower.freshness() != auth::FeedFreshness::NeverLoaded;
      return CheckResult{
          ok, ok ? "answers, feed loaded" : "does not answer, or the revocation feed was never loaded"};
    });
    if (!usap.configured()) return;
    service.health().add("usap", false, [this] {
      const bool ok = usap_health.healthy();
      return CheckResult{ok, ok ? "healthy" : "does not answer that it is healthy"};
    });
  }
};

AuthService::AuthService(const service::CommonConfig& common, const Configuration& own, Keys keys,
                         Neighbours neighbours, World world)
    : parts_(std::make_unique<Parts>(common, own, std::move(keys), std::move(neighbours), std::move(world))) {
}

AuthService::~AuthService() {
  stop();
}

void AuthService::start() {
  parts_->follower.start();
  parts_->audit.start();
  parts_->service.start();
}

void AuthService::stop() {
  parts_->service.stop();
  stop_following();
}

void AuthService::stop_following() {
  parts_->follower.stop();
  parts_->audit.stop();
}

int AuthService::run() {
  parts_->follower.start();
  parts_->audit.start();
  return parts_->service.run([this] { stop_following(); });
}

service::Service& AuthService::service() {
  return parts_->service;
}

}  // namespace lgm::auth_service
