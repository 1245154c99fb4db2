#include "program/program.hpp"

#include <stdexcept>

#include "api_keys/api_keys.hpp"
#include "lgm/service/certificates.hpp"

namespace lgm::admin {
namespace {

using std::chrono::milliseconds;

std::unique_ptr<auth::RevocationFollower> make_follower(std::shared_ptr<http::Caller> session_cache,
                                                        const base::Clock& clock,
                                                        permissions::CachedRights& rights) {
  if (!session_cache) return nullptr;
  return std::make_unique<auth::RevocationFollower>(
      std::move(session_cache), clock,
      [&rights](const auth::Revocation& entry) {
        if (entry.kind == auth::RevocationKind::Permissions || entry.kind == auth::RevocationKind::User)
          rights.drop(entry.id);
      },
      [&rights] { rights.clear(); });
}

std::shared_ptr<http::Client> client_of(const char* name, const std::string& url, const std::string& token,
                                        const base::Clock& clock, service::Metrics& metrics) {
  return url.empty() ? nullptr : service::make_client(name, url, token, clock, metrics);
}

service::Actor ourselves() {
  service::Actor actor;
  actor.uid = "00000000-0000-0000-0000-000000000000";
  actor.username = "admin-service";
  actor.kind = service::Principal::Kind::Service;
  actor.action = "CREATE";
  actor.resource_type = "USER";
  return actor;
}

}  // namespace

Program::Program(const service::Identity& identity, const service::CommonConfig& common,
                 const Configuration& configuration, service::Log& log)
    : common_(common),
      configuration_(configuration),
      log_(log),
      database_(configuration.pool_options()),
      feed_(database_, static_cast<std::size_t>(configuration.database_pool_size) / 2),
      store_(database_, clock_, random_, [this](const Committed& left) { committed(left); }),
      preparation_(configuration.pool_options(), configuration.migrate_on_start,
                   [this] { prepare_first_administrator(); }),
      auth_service_(client_of("auth-service", common.auth_service_url, "", clock_, metrics_)),
      session_cache_(client_of("session-cache-service", common.session_cache_service_url,
                               common.token_to_session_cache, clock_, metrics_)),
      guard_(client_of("guard-service", common.guard_service_url, common.token_to_guard, clock_, metrics_)),
      legacy_zone_(configuration.legacy_time_zone),
      api_({store_, forms_, guard_.get(), clock_, random_, hasher_, legacy_zone_,
            configuration.sign_in_rules(), configuration.local_login_enabled, session_cache_.get()}),
      verifier_(service::make_verifier(common, auth_service_, clock_)),
      follower_(make_follower(session_cache_, clock_, rights_)),
      outbox_(session_cache_ ? std::make_unique<Outbox>(
                                   database_, session_cache_,
                                   std::chrono::hours(configuration.access_token_expire_hours), clock_, log)
                             : nullptr),
      suite_health_(auth_service_, session_cache_, clock_),
      key_uses_([this](const contracts::KeyUses& told) { return note_uses(told); }, clock_),
      by_account_key_(store_, clock_, key_uses_, metrics_),
      service_(identity, common,
               {clock_,
                random_,
                log,
                metrics_,
                verifier_.get(),
                follower_.get(),
                &rights_,
                session_cache_,
                {&by_account_key_}}),
      lease_(database_, clock_, "background", common.pod_name + "/" + random_.token().substr(0, 8)),
      holder_work_({database_, clock_, metrics_, lease_, outbox_.get(),
                    follower_ ? &follower_->set() : nullptr, configuration.audit_seal_key}),
      preparing_("preparing the database", milliseconds(1'000), log, [this] { prepare(); }),
      watching_("watching the database", milliseconds(500), log, [this] { watch(); }),
      holding_("background work", milliseconds(1'000), log,
               [this] {
                 if (preparation_.done()) holder_work_.once();
               }),
      asking_("asking for the suite's health", milliseconds(3'000), log, [this] { suite_health_.ask(); }) {
  api_.add_all_routes(service_.public_routes(), service_.internal_routes());
  add_policy_feed_routes(service_.internal_routes(), feed_);
  service_.add_limit(service::limit_of_key_failures());
  service_.publish_openapi_below("");
  service_.set_policy_version([this] { return std::max<std::int64_t>(feed_.head(), 0); });
  database_.observe([this](bool available, std::chrono::nanoseconds took) {
    using Outcome = service::Dependency::Outcome;
    database_metrics_.observe(available ? Outcome::Ok : Outcome::Failed, took);
  });
  service_.ends_calls_of({auth_service_, session_cache_, guard_});
  service_.on_stop([this](std::chrono::milliseconds left) { database_.end_within(left); });
  add_health_checks();
  add_gauges();
}

Program::~Program() {
  stop();
}

// What has changed is told before the request that changed it is answered.
void Program::committed(const Committed& left) {
  for (const json::Value& row : left.audits) log_.audit(row);
  if (left.policy > 0 && feed_.raise(left.policy)) service_.notify();
  for (const OutboxEvent& event : left.events) rights_.drop(event.target);
  if (outbox_) outbox_->deliver(left.events);
}

// While the database is away they are told again.
bool Program::note_uses(const contracts::KeyUses& told) {
  try {
    store_.change(ourselves(), [&](Work& work) { api_keys::note_uses(work, told.uses); });
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

void Program::prepare_first_administrator() {
  if (configuration_.admin_username.empty()) return;
  const bool made = store_.changing(ourselves(), [&](Work& work) {
    return users::ensure_first_administrator(work, hasher_, configuration_.admin_username,
                                             configuration_.admin_password);
  });
  if (made) log_.info("made the first administrator", {{"username", configuration_.admin_username}});
}

void Program::prepare() {
  if (preparation_.done()) return;
  if (preparation_.attempt() != Preparation::Outcome::Done) throw std::runtime_error(preparation_.why());
  feed_.read_head();
}

void Program::prepare_at_start() {
  const auto outcome = preparation_.attempt();
  if (outcome == Preparation::Outcome::Refused) throw std::runtime_error(preparation_.why());
  if (outcome == Preparation::Outcome::Done) watch();
}

// Other replicas' commits, and whether the database answers at all.
void Program::watch() {
  try {
    const std::int64_t before = feed_.head();
    if (preparation_.done() && feed_.read_head() != before) service_.notify();
    if (!preparation_.done() && !database_.ping()) throw std::runtime_error("it does not answer");
    pulse_.answered();
  } catch (const std::exception& error) {
    pulse_.failed(error.what());
    throw;
  }
}

void Program::start() {
  prepare_at_start();
  start_following();
  service_.start();
}

void Program::start_following() {
  if (!session_cache_)
    log_.warning("SESSION_CACHE_SERVICE_URL is not set: ended sessions are not refused here");
  if (!guard_) log_.warning("GUARD_SERVICE_URL is not set: the playground cannot decide");
  if (configuration_.audit_seal_key.empty())
    log_.warning("AUDIT_SEAL_KEY is not set: the audit log is not sealed");
  if (follower_) follower_->start();
  preparing_.start();
  watching_.start();
  holding_.start();
  asking_.start();
  key_uses_.start();
}

void Program::stop_following() {
  key_uses_.stop();
  preparing_.stop();
  watching_.stop();
  holding_.stop();
  asking_.stop();
  if (follower_) follower_->stop();
  try {
    if (preparation_.done()) lease_.give_up();
  } catch (const std::exception&) {
    // It runs out by itself.
  }
}

void Program::stop() {
  service_.stop();
  stop_following();
}

int Program::run() {
  try {
    prepare_at_start();
  } catch (const std::exception& error) {
    log_.error("cannot start", {{"error", error.what()}});
    return 1;
  }
  start_following();
  return service_.run([this] { stop_following(); });
}

void Program::add_health_checks() {
  service_.health().add("database", true, [this] { return pulse_.check(); });
  service_.health().add("schema", true, [this] {
    return service::CheckResult{preparation_.done(), preparation_.why()};
  });
  service_.health().add_of_suite("usap", [this] { return suite_health_.usap(); });
  service_.health().add_of_suite("redis", [this] { return suite_health_.redis(); });
  if (!follower_) return;
  service_.health().add("revocations", true, [this] {
    const auto freshness = follower_->freshness();
    return service::CheckResult{
        freshness == auth::FeedFreshness::Fresh || freshness == auth::FeedFreshness::Stale,
        "last answer " + std::to_string(follower_->lag().count()) + " ms ago"};
  });
}

void Program::add_gauges() {
  using Gauges = sql::PoolGauges;
  const auto add = [this](const char* name, const char* help, auto read) {
    metrics_.gauge(name, help, {}, [this, read] { return static_cast<double>(read(database_.gauges())); });
  };
  const auto count = [this](const char* name, const char* help, auto read) {
    metrics_.counter(name, help, {}, [this, read] { return static_cast<double>(read(database_.gauges())); });
  };
  add("lgm_database_connections", "Open database connections", [](const Gauges& pool) { return pool.size; });
  add("lgm_database_connections_in_use", "Database connections in use",
      [](const Gauges& pool) { return pool.in_use; });
  count("lgm_database_pool_waits_total", "Borrowers that found no connection free",
        [](const Gauges& pool) { return pool.waits; });
  count("lgm_database_pool_timeouts_total", "Borrowers that got no connection in time",
        [](const Gauges& pool) { return pool.timeouts; });
  count("lgm_database_reconnects_total", "Dead connections replaced",
        [](const Gauges& pool) { return pool.reconnects; });
  count("lgm_database_retries_total", "Transactions run again",
        [](const Gauges& pool) { return pool.retries; });
  count("lgm_database_full_total", "Statements refused, as the disk or the quota of the database is full",
        [](const Gauges& pool) { return pool.full; });
  database_metrics_.up_while([this] { return pulse_.check().ok; });
  service::show_certificates(metrics_, "DATABASE_CA_FILE", configuration_.database_ca_file);
  metrics_.gauge("lgm_policy_version", "Number of the latest policy change known here", {},
                 [this] { return static_cast<double>(feed_.head()); });
}

}  // namespace lgm::admin
