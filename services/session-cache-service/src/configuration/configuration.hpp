// What this service is told beyond what every service is.
#pragma once
#include "lgm/describe/describe.hpp"

namespace lgm::session_cache {

struct Configuration {
  std::string redis_host;
  std::int64_t redis_port = 6379, redis_db = 0;
  std::string redis_user, redis_password;
  std::string redis_key_prefix = "lgm:";
  std::string redis_sentinels, redis_sentinel_master = "mymaster", redis_sentinel_password;
  std::string session_store_file;
};

}  // namespace lgm::session_cache

template <>
struct lgm::describe::Description<lgm::session_cache::Configuration> {
  using C = lgm::session_cache::Configuration;
  static constexpr std::string_view name = "SessionCacheConfiguration";
  static constexpr auto fields = std::to_array<Field>({
      field<&C::redis_host>("REDIS_HOST")
          .length(0, 255)
          .doc("name or address of Redis 6 or later; empty: the embedded store"),
      field<&C::redis_port>("REDIS_PORT").range(1, 65535).doc("port of Redis (seed 2.2)"),
      field<&C::redis_db>("REDIS_DB").range(0, 1024).doc("database number of Redis (seed 2.2)"),
      field<&C::redis_user>("REDIS_USER").length(0, 255).doc("ACL user of Redis; empty: the default user"),
      field<&C::redis_password>("REDIS_PASSWORD")
          .secret()
          .length(0, 1024)
          .doc("password of Redis; empty: none"),
      field<&C::redis_key_prefix>("REDIS_KEY_PREFIX").length(1, 64).doc("every key begins with it"),
      field<&C::redis_sentinels>("REDIS_SENTINELS")
          .length(0, 2048)
          .doc("comma separated host:port of Redis Sentinels, which name the master; REDIS_HOST and "
               "REDIS_PORT "
               "do not count then"),
      field<&C::redis_sentinel_master>("REDIS_SENTINEL_MASTER")
          .length(1, 255)
          .doc("name under which the Sentinels know the master"),
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
