// A running service: two listeners, the request pipeline, waiting polls, health, metrics, logs, graceful end.
// main() makes one, adds its routes and runs it.
//
// The pipeline of a request: id and trace → client address → route → authentication (authenticator.hpp:
// the first of an ordered list that knows who calls) → rate limit → permission → handler (decode and
// validate, domain, encode) → metrics and log line. The limit comes first so that a flood of what is
// forbidden is limited, too. Whatever is thrown becomes a problem in one place. Of a request whose body is
// still to come, everything up to its authentication is done before the body is kept.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lgm/auth/jwt.hpp"
#include "lgm/auth/revocations.hpp"
#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"
#include "lgm/http/client.hpp"
#include "lgm/http/server.hpp"
#include "lgm/service/authenticator.hpp"
#include "lgm/service/config.hpp"
#include "lgm/service/health.hpp"
#include "lgm/service/log.hpp"
#include "lgm/service/metrics.hpp"
#include "lgm/service/rate_rule.hpp"
#include "lgm/service/route.hpp"

namespace lgm::service {

struct Identity {
  std::string name;    // "auth-service"
  std::string caller;  // what it is called in internal tokens: auth, admin, guard, session_cache
  std::string version;
};

// What the pipeline asks of its surroundings; all owned by main() and outliving the service. Null where the
// service has none.
struct Surroundings {
  const base::Clock& clock;
  base::Random& random;
  Log& log;
  Metrics& metrics;
  auth::TokenVerifier* verifier = nullptr;  // for signed-in routes
  const auth::RevocationFollower* revocations = nullptr;
  RightsSource* rights = nullptr;
  std::shared_ptr<http::Caller> session_cache;  // for leased rate limits and presence
  // Of the service alone, asked before those that every service has.
  std::vector<const Authenticator*> authenticators = {};
};

class Service {
 public:
  Service(Identity identity, CommonConfig config, Surroundings surroundings);
  ~Service();

  RouteTable& public_routes();    // below {PUBLIC_BASE_PATH}{API_V1_PREFIX} and {API_V1_PREFIX}
  RouteTable& internal_routes();  // absolute paths; /metrics, /health, /openapi.json are there already
  Health& health();
  // A further limit, beside those of a user. Before start(); throws std::logic_error for one that cannot be
  // (rate_rule.hpp).
  void add_limit(RateRule rule);
  // Runs the polls that wait again: something they may wait for has happened. Callable from any thread.
  void notify();
  // Liveness and readiness at further paths of the public listener, below the base path: "/guard" gives
  // /guard/health and /guard/health/ready, where a proxy leads this path alone to the service.
  void answer_health_below(const std::string& path);
  // The document of the public routes below this path, below the base path, answers at openapi.json there;
  // empty: of all. Unless OPENAPI_PUBLIC is false.
  void publish_openapi_below(const std::string& path);
  // The clients that the service's threads and followers call by. Once the drain is over their calls end
  // within a second: who hangs holds up no end.
  void ends_calls_of(std::vector<std::shared_ptr<http::Caller>> callers);
  // Told within which time what waits for something else, a database, has to end: with the drain as that
  // begins, a second more once it is over.
  void on_stop(std::function<void(std::chrono::milliseconds left)> told);
  // A gauge whose value must be waited for: it is read every few seconds, apart from scrapes, and missing
  // from them while it cannot be read. Before start().
  void watch_gauge(const std::string& name, const std::string& help, Metrics::Read read);
  // Reported to session-cache every 5 s (presence), when it has one.
  void set_policy_version(std::function<std::int64_t()> read);

  // Listens; throws std::runtime_error. Ports as bound afterwards.
  void start();
  std::uint16_t public_port() const;
  std::uint16_t internal_port() const;
  // Readiness off, waiting polls answered, both listeners drained. True when nothing was cut off.
  bool stop();
  // start(), wait for SIGTERM or SIGINT, stop(), `last`: what else is to be ended before the log says
  // "stopped"; the exit code.
  int run(const std::function<void()>& last = {});
  // The document of GET /openapi.json.
  json::Value openapi() const;
  // What it can refuse with: {service, problems: [{code, statuses, facts, public, means}], faults: [{code,
  // means}]}. `public`: whether the public listener answers it.
  json::Value problems() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

// Blocks SIGTERM and SIGINT for this thread and those it starts, so that only Service::run() sees them.
// parse_command_line() calls it: before any thread is made.
void block_ending_signals();

// What every main() shares: --help, --version, --variables (what --help says, as JSON), --check-config,
// --openapi, --problems, `health` (asks its own readiness, for container health commands) and `pause SECONDS`
// (for preStop hooks). Loads CommonConfig and the service's own struct; prints every fault. Returns an exit
// code when there is nothing to run.
struct CommandLine {
  std::optional<int> exit_code;
  // What --openapi or --problems wants of a service that has its routes; null: it is to serve.
  json::Value (Service::*wanted)() const = nullptr;
  int print(const Service& service) const;  // that, to standard output; the exit code
  std::vector<std::string> arguments;       // subcommand and its arguments ("migrate", "--dry-run")
};
// `check` adds the faults that no single variable shows (variables that need one another, files that must
// hold a key); it is called after both structs are filled.
using ConfigCheck = std::function<std::vector<describe::Fault>()>;
CommandLine parse_command_line(int argc, char** argv, const Identity& identity, CommonConfig& common,
                               const describe::TypeInfo& own_type, void* own, const ConfigCheck& check = {});

// A JWKS source that asks auth-service.
std::shared_ptr<auth::KeySource> jwks_from(std::shared_ptr<http::Caller> auth_service);
// HS256 by the lines of JWT_HS256_KEY, of which there is at least one.
void take_hs256_key(auth::VerifierOptions& options, std::string_view key);
// The verifier that the configuration names.
std::unique_ptr<auth::TokenVerifier> make_verifier(const CommonConfig& config,
                                                   std::shared_ptr<http::Caller> auth_service,
                                                   const base::Clock& clock);
// Counts and times a client's calls as those of the dependency `name` (dependency.hpp): for clients that
// make_client() does not fit. `metrics` must outlive the client.
http::Client::Observer observe_calls(Metrics& metrics, const std::string& name);
// A client for another service with its metrics: target url, bearer token, name.
std::shared_ptr<http::Client> make_client(const std::string& name, const std::string& url,
                                          const std::string& token, const base::Clock& clock,
                                          Metrics& metrics);

}  // namespace lgm::service
