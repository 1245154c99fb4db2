// The variables that every service has.
#pragma once
#include "../trace/sampler.hpp"
#include "lgm/service/config.hpp"

namespace lgm::service::detail {

constexpr describe::Field token(describe::Field field) {
  return field.secret().length(32, 256).doc("internal token, at least 32 characters");
}
constexpr describe::Field accepted(describe::Field field) {
  return field.secret().length(32, 513).doc(
      "accepted internal tokens of this caller: one, or two separated by a comma while rotating");
}

}  // namespace lgm::service::detail

template <>
struct lgm::describe::Description<lgm::service::CommonConfig> {
  using C = lgm::service::CommonConfig;
  static constexpr std::string_view name = "CommonConfig";
  static constexpr std::string_view kLevels[] = {"debug", "info", "warning", "error"};
  static constexpr std::string_view kAlgorithms[] = {"ES256", "HS256"};
  static constexpr auto fields = std::to_array<Field>({
      field<&C::port>("PORT").range(0, 65535).doc("public port; 0 takes a free one"),
      field<&C::internal_port>("INTERNAL_PORT")
          .range(0, 65535)
          .doc("port of internal routes, metrics, health and OpenAPI"),
      field<&C::bind_address>("BIND_ADDRESS").doc("address that both listeners bind"),
      field<&C::api_prefix>("API_V1_PREFIX").doc("prefix of the public API (seed 2.2)"),
      field<&C::public_base_path>("PUBLIC_BASE_PATH")
          .doc("path under which the Ingress shows the API; accepted beside the bare prefix"),
      field<&C::project_name>("PROJECT_NAME").doc("title of the API (seed 2.2)"),
      field<&C::log_level>("LOG_LEVEL").one_of(kLevels).doc("least severe level that is logged"),
      field<&C::log_file>("LOG_FILE").doc("also log to this file, rotated at 10 MiB, five kept (seed 6.2)"),
      field<&C::io_threads>("IO_THREADS")
          .range(1, 64)
          .doc("threads that read and write connections, per listener"),
      field<&C::worker_threads>("WORKER_THREADS")
          .range(1, 256)
          .doc("threads that run handlers, per listener"),
      field<&C::drain_seconds>("DRAIN_SECONDS")
          .range(0, 600)
          .doc("how long a stop waits for requests in flight"),
      field<&C::body_budget_mib>("BODY_BUDGET_MIB")
          .range(0, 65'536)
          .doc(
              "MiB of unfinished requests, beyond 8 KiB of each, and of unread answers above 64 KiB that the "
              "process holds at a time; what finds no room is refused with 503. 0: a 32nd of the memory "
              "limit, at least 32 and room for two of the largest bodies"),
      field<&C::connections_per_address>("MAX_CONNECTIONS_PER_ADDRESS")
          .range(0, 1'000'000)
          .doc("connections that one address (IPv6: one /64) may have with a listener, trusted proxies "
               "excepted; "
               "0: an eighth of the listener's"),
      field<&C::trusted_proxies>("TRUSTED_PROXIES")
          .doc("comma separated addresses or CIDR blocks whose X-Forwarded-For counts, or none"),
      field<&C::https_required>("HTTPS_REQUIRED")
          .doc("refuse public requests whose trusted proxy does not say X-Forwarded-Proto: https; requests "
               "that no proxy forwarded (probes, services of the suite) are not asked"),
      field<&C::cors_allowed_origins>("CORS_ALLOWED_ORIGINS")
          .doc("comma separated exact origins that browsers may call from"),
      field<&C::auth_service_url>("AUTH_SERVICE_URL").doc("public listener of auth-service (JWKS, health)"),
      field<&C::admin_service_url>("ADMIN_SERVICE_URL").doc("internal listener of admin-service"),
      field<&C::session_cache_service_url>("SESSION_CACHE_SERVICE_URL")
          .doc("internal listener of session-cache-service"),
      field<&C::guard_service_url>("GUARD_SERVICE_URL").doc("internal listener of guard-service"),
      service::detail::token(field<&C::token_to_admin>("INTERNAL_TOKEN_TO_ADMIN")),
      service::detail::token(field<&C::token_to_session_cache>("INTERNAL_TOKEN_TO_SESSION_CACHE")),
      service::detail::token(field<&C::token_to_guard>("INTERNAL_TOKEN_TO_GUARD")),
      service::detail::accepted(field<&C::tokens_from_auth>("INTERNAL_TOKENS_FROM_AUTH")),
      service::detail::accepted(field<&C::tokens_from_admin>("INTERNAL_TOKENS_FROM_ADMIN")),
      service::detail::accepted(field<&C::tokens_from_guard>("INTERNAL_TOKENS_FROM_GUARD")),
      service::detail::accepted(field<&C::tokens_from_session_cache>("INTERNAL_TOKENS_FROM_SESSION_CACHE")),
      field<&C::jwt_algorithm>("JWT_ALGORITHM").one_of(kAlgorithms).doc("the one algorithm of access tokens"),
      field<&C::jwt_hs256_key>("JWT_HS256_KEY")
          .secret()
          .multi_line()
          .length(32, 4096)
          .doc(
              "shared key, with JWT_ALGORITHM=HS256 only; whoever verifies could also sign. Of two lines the "
              "first signs, both verify"),
      field<&C::jwt_issuer>("JWT_ISSUER").length(1, 255).doc("iss of access tokens"),
      field<&C::openapi_public>("OPENAPI_PUBLIC")
          .doc("publish the documents of the public routes: openapi.json of the base path, and of guard "
               "there"),
      field<&C::pod_name>("HOSTNAME").doc("name of this replica in System health"),
      field<&C::requests_per_minute>("RATE_LIMIT_PER_MINUTE")
          .range(0, 1'000'000)
          .doc("requests a minute a user; 0 switches the limit off"),
      field<&C::request_burst>("RATE_LIMIT_BURST")
          .range(1, 1'000'000)
          .doc("requests a user may make at once"),
      field<&C::classic_writes_per_minute>("RATE_LIMIT_CLASSIC_WRITES_PER_MINUTE")
          .range(0, 1'000'000)
          .doc("writes a minute a user on the routes that older consoles and scripts know, counted apart; at "
               "least RATE_LIMIT_PER_MINUTE; 0 here or there switches this limit off"),
      field<&C::classic_write_burst>("RATE_LIMIT_CLASSIC_WRITES_BURST")
          .range(1, 1'000'000)
          .doc("writes a user may make at once on these routes; at least RATE_LIMIT_BURST"),
      field<&C::otel_endpoint>("OTEL_EXPORTER_OTLP_ENDPOINT")
          .length(0, 2048)
          .doc("collector that spans go to by OTLP over HTTP, http://host:4318; empty: no traces are made"),
      field<&C::otel_headers>("OTEL_EXPORTER_OTLP_HEADERS")
          .secret()
          .length(0, 4096)
          .doc("headers for the collector: name=value, several with commas between them"),
      field<&C::otel_service_name>("OTEL_SERVICE_NAME")
          .length(0, 255)
          .doc("service.name of the spans; empty: the service's own name"),
      field<&C::otel_resource_attributes>("OTEL_RESOURCE_ATTRIBUTES")
          .length(0, 4096)
          .doc(
              "further attributes of whoever sends: deployment.environment=test, several with commas between "
              "them"),
      field<&C::otel_sampler>("OTEL_TRACES_SAMPLER")
          .one_of(trace::kSamplers)
          .doc("which traces are recorded; parentbased_… does as the caller's traceparent says where one "
               "came"),
      field<&C::otel_sampler_arg>("OTEL_TRACES_SAMPLER_ARG")
          .length(0, 16)
          .doc("share of the traces, 0 to 1, for samplers by trace id; empty: 1"),
      field<&C::otel_delay_ms>("OTEL_BSP_SCHEDULE_DELAY")
          .range(10, 60'000)
          .doc("milliseconds that spans wait for more to be sent with, at most"),
  });
};
