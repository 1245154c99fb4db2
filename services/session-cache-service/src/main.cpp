// session-cache-service: see README.md.
#include <fmt/format.h>

#include "api/api.hpp"
#include "configuration/configuration.hpp"
#include "lgm/service/build_info.hpp"
#include "lgm/service/certificates.hpp"
#include "lgm/service/service.hpp"
#include "store/embedded/embedded_store.hpp"
#include "store/redis/acl.hpp"
#include "store/redis/redis_store.hpp"

using namespace lgm;
using namespace lgm::session_cache;

namespace {

std::unique_ptr<Store> open_store(const Configuration& config, const base::Clock& clock, base::Random& random,
                                  service::Log& log) {
  if (config.keeps_in_redis()) return open_redis_store(config.redis_address(), clock, random, log);
  if (config.session_store_file.empty())
    throw std::runtime_error(
        "REDIS_HOST, REDIS_SENTINELS or SESSION_STORE_FILE must say where sessions are kept");
  auto opened = open_embedded_store(config.session_store_file, clock, random);
  log.info("embedded store", {{"file", config.session_store_file}, {"state", opened.report}});
  return std::move(opened.store);
}

void add_health(service::Health& health, Store& store) {
  health.add("store", true, [&store] {
    const StoreState state = store.state();
    return service::CheckResult{state.ready, state.detail};
  });
  health.add("store_keeps_everything", false, [&store] {
    const StoreState state = store.state();
    return service::CheckResult{state.keeps_everything, state.warning};
  });
  health.add("store_takes_writes", false, [&store] {
    const StoreState state = store.state();
    return service::CheckResult{state.no_writes.empty(), state.no_writes};
  });
}

// What the store must answer for is missing while it does not answer.
double while_ready(Store& store, std::int64_t value) {
  if (!store.state().ready) throw std::runtime_error("the store does not answer");
  return static_cast<double>(value);
}

void add_gauges(service::Metrics& metrics, service::Service& service, Store& store) {
  metrics.gauge("lgm_feed_seq", "Place of the revocation feed", {},
                [&store] { return while_ready(store, store.feed_seq()); });
  metrics.gauge("lgm_store_memory_bytes", "Memory that Redis uses; 0: not known, or no Redis", {},
                [&store] { return while_ready(store, store.memory().used); });
  metrics.gauge("lgm_store_memory_limit_bytes",
                "Redis' maxmemory, at which it refuses writes; 0: none, or not known", {},
                [&store] { return while_ready(store, store.memory().limit); });
  service.watch_gauge("lgm_sessions", "Sessions that are not ended",
                      [&store] { return while_ready(store, store.sessions().count()); });
}

// `session-cache-service end-sessions`
int end_sessions(Store& store) {
  store.end_everything();
  fmt::print("every session has ended, and every access token made until now is refused\n");
  return 0;
}

// `session-cache-service print-acl`
int print_acl(const Configuration& config) {
  fmt::print("{}", redis::acl_of(config.redis_address()));
  return 0;
}

int run_subcommand(const std::vector<std::string>& arguments, const Configuration& config) {
  try {
    if (arguments == std::vector<std::string>{"print-acl"}) return print_acl(config);
    if (arguments != std::vector<std::string>{"end-sessions"}) {
      fmt::print(stderr,
                 "session-cache-service: there is no subcommand {}; there are end-sessions and print-acl\n",
                 fmt::join(arguments, " "));
      return 2;
    }
    const base::SystemClock clock;
    base::SystemRandom random;
    service::Log log({"session-cache-service", service::Level::Error, ""});
    return end_sessions(*open_store(config, clock, random, log));
  } catch (const std::exception& error) {
    fmt::print(stderr, "session-cache-service: {}\n", error.what());
    return 1;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const service::Identity identity{"session-cache-service", "session_cache", service::build_version()};
  service::CommonConfig common;
  common.internal_port = 9103;
  Configuration config;
  const auto line =
      service::parse_command_line(argc, argv, identity, common, describe::type_of<Configuration>(), &config,
                                  [&] { return check(config); });
  if (line.exit_code) return *line.exit_code;
  if (!line.arguments.empty() && !line.wanted) return run_subcommand(line.arguments, config);

  const base::SystemClock clock;
  base::SystemRandom random;
  service::Log log({identity.name, service::level_of(common.log_level), common.log_file});
  service::Metrics metrics;
  try {
    service::Service service(identity, common, {clock, random, log, metrics});
    const std::unique_ptr<Store> store = line.wanted ? nullptr : open_store(config, clock, random, log);
    service::Dependency dependency(metrics, config.keeps_in_redis() ? "redis" : "file");
    const Api api{store.get(), clock, log, metrics, &dependency};
    add_all_routes(service.internal_routes(), api);
    if (line.wanted) return line.print(service);
    add_health(service.health(), *store);
    dependency.up_while([&store] { return store->state().ready; });
    add_gauges(metrics, service, *store);
    service::show_certificates(metrics, "REDIS_CA_FILE", config.redis_ca_file);
    store->on_feed_news([&service] { service.notify(); });
    const int code = service.run();
    store->on_feed_news({});
    return code;
  } catch (const std::exception& error) {
    log.error("cannot start", {{"error", error.what()}});
    return 1;
  }
}
