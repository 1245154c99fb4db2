// What this service is told beyond what every service is.
#pragma once
#include "lgm/describe/describe.hpp"
#include "store/redis/address.hpp"

namespace lgm::session_cache {

struct Configuration {
  std::string redis_host;
  std::int64_t redis_port = 6379, redis_db = 0;
  std::string redis_user, redis_password;
  std::string redis_key_prefix = "lgm:";
  std::string redis_tls = "off", redis_ca_file, redis_tls_name;
  std::string redis_sentinels, redis_sentinel_master = "mymaster";
  std::string redis_sentinel_user, redis_sentinel_password;
  std::string session_store_file;

  bool keeps_in_redis() const { return !redis_host.empty() || !redis_sentinels.empty(); }
  // Where Redis is, of variables without faults.
  redis::Address redis_address() const;
};

// What no description of one variable can tell.
std::vector<describe::Fault> check(const Configuration& configuration);

}  // namespace lgm::session_cache

template <>
struct lgm::describe::Description<lgm::session_cache::Configuration> {
  using C = lgm::session_cache::Configuration;
  static constexpr std::string_view name = "SessionCacheConfiguration";
  static constexpr std::string_view kTls[] = {"off", "required"};
  static constexpr auto fields = std::to_array<Field>({
      field<&C::redis_host>("REDIS_HOST")
          .length(0, 255)
          .doc("name or address of Redis 6 or later; empty: the embedded store"),
      field<&C::redis_port>("REDIS_PORT").range(1, 65535).doc("port of Redis (seed 2.2)"),
      field<&C::redis_db>("REDIS_DB").range(0, 1024).doc("database number of Redis (seed 2.2)"),
      field<&C::redis_user>("REDIS_USER")
          .length(0, 255)
          .doc("ACL user of Redis, which has REDIS_PASSWORD and what `session-cache-service print-acl` "
               "prints; "
               "empty: the default user"),
      field<&C::redis_password>("REDIS_PASSWORD")
          .secret()
          .length(0, 1024)
          .doc("password of Redis; empty: none"),
      field<&C::redis_key_prefix>("REDIS_KEY_PREFIX").length(1, 64).doc("every key begins with it"),
      field<&C::redis_tls>("REDIS_TLS")
          .one_of(kTls)
          .doc(
              "required: Redis, and the Sentinels, must show a certificate for the host as it is named here; "
              "off: no TLS is asked for"),
      field<&C::redis_ca_file>("REDIS_CA_FILE")
          .doc("certificates that may have signed those of Redis and of the Sentinels, read anew for a new "
               "connection when the file has changed; default: the system's"),
      field<&C::redis_tls_name>("REDIS_TLS_NAME")
          .length(0, 253)
          .doc("name that the certificates of Redis and of the Sentinels must be for, where these name "
               "addresses; empty: the host that is connected to"),
      field<&C::redis_sentinels>("REDIS_SENTINELS")
          .length(0, 2048)
          .doc("comma separated host:port of Redis Sentinels, which name the master; REDIS_HOST and "
               "REDIS_PORT "
               "do not count then"),
      field<&C::redis_sentinel_master>("REDIS_SENTINEL_MASTER")
          .length(1, 255)
          .doc("name under which the Sentinels know the master"),
      field<&C::redis_sentinel_user>("REDIS_SENTINEL_USER")
          .length(0, 255)
          .doc("ACL user of the Sentinels; empty: the default user"),
      field<&C::redis_sentinel_password>("REDIS_SENTINEL_PASSWORD")
          .secret()
          .length(0, 1024)
          .doc("password of the Sentinels; empty: none"),
      field<&C::session_store_file>("SESSION_STORE_FILE")
          .length(0, 4096)
          .doc("without REDIS_HOST: the file of the embedded store, for one replica; on a disk that survives "
               "restarts"),
  });
};
