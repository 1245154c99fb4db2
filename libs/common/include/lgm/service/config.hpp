// Configuration: one described struct a service, filled from environment variables (field name = variable
// name; also NAME_FILE, whose contents without the last line end are the value). Defaults are the struct's
// initialisers.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/describe/describe.hpp"

namespace lgm::service {

using Environment = std::map<std::string, std::string>;
Environment process_environment();

// Fills `config`; returns every fault at once, each naming its variable. Values of secrets never appear in a
// fault. Variables beginning with one of `our_prefixes` that are not declared are faults ("unknown
// variable").
std::vector<describe::Fault> load_config(const describe::TypeInfo& type, void* config,
                                         const Environment& environment,
                                         const std::vector<std::string>& our_prefixes = {});
// The table that --help prints: variable, default, meaning.
std::string describe_config(const describe::TypeInfo& type, const void* defaults);
// The same for programs (--variables): an array of {name, doc, type: string | integer | boolean, default?,
// minimum?, maximum?, min_length?, max_length?, values?, required?, secret?}; `default` is absent where it is
// empty or secret.
json::Value list_config(const describe::TypeInfo& type, const void* defaults);

// The keys in a secret of one line or two: the first makes, both open (SECRET_KEY, JWT_HS256_KEY).
std::vector<std::string> secret_lines(std::string_view text);
// Pushes a fault for each of them that has fewer than 32 bytes, and for a third line. None shows the secret.
void check_secret_lines(const std::string& variable, std::string_view text,
                        std::vector<describe::Fault>& faults);

// What every service has. A service's own struct is a second described struct; both are loaded from the same
// environment.
struct CommonConfig {
  std::int64_t port = 0;  // each service sets its default before loading
  std::int64_t internal_port = 0;
  std::string bind_address = "0.0.0.0";
  std::string api_prefix = "/api/v1";
  std::string public_base_path = "/dbmanage";
  std::string project_name = "LLM Guard Manager";
  std::string log_level = "info";
  std::string log_file;
  std::int64_t io_threads = 1;
  std::int64_t worker_threads = 8;
  std::int64_t drain_seconds = 25;
  std::int64_t body_budget_mib = 0;          // 0: by the memory limit
  std::int64_t connections_per_address = 0;  // 0: an eighth of the listener's
  std::string trusted_proxies;               // comma separated CIDR
  bool https_required = false;
  std::string cors_allowed_origins;
  std::string auth_service_url, admin_service_url, session_cache_service_url, guard_service_url;
  std::string token_to_admin, token_to_session_cache, token_to_guard;
  std::string tokens_from_auth, tokens_from_admin, tokens_from_guard, tokens_from_session_cache;
  std::string jwt_algorithm = "ES256";
  std::string jwt_hs256_key;
  std::string jwt_issuer = "llm-guard-manager";
  bool openapi_public = true;
  std::string pod_name;  // HOSTNAME
  std::int64_t requests_per_minute = 1200;
  std::int64_t request_burst = 200;
  std::int64_t classic_writes_per_minute = 1200;
  std::int64_t classic_write_burst = 1000;
  std::string otel_endpoint;  // empty: no traces
  std::string otel_headers, otel_service_name, otel_resource_attributes;
  std::string otel_sampler = "parentbased_always_on";
  std::string otel_sampler_arg;  // a number from 0 to 1; empty: 1
  std::int64_t otel_delay_ms = 5'000;
};

}  // namespace lgm::service
