#include "configuration/configuration.hpp"

namespace lgm::session_cache {
namespace {

using Faults = std::vector<describe::Fault>;

// A variable that means nothing without another one would be believed to do something.
void check_use(const Configuration& given, Faults& faults) {
  const auto needs = [&faults](bool is_used, const char* variable, const char* what) {
    if (!is_used) faults.push_back({variable, "invalid", std::string("is of use with ") + what + " only"});
  };
  const bool encrypts = given.redis_tls == "required", sentinels = !given.redis_sentinels.empty();
  needs(!encrypts || given.keeps_in_redis(), "REDIS_TLS", "REDIS_HOST or REDIS_SENTINELS");
  needs(given.redis_ca_file.empty() || encrypts, "REDIS_CA_FILE", "REDIS_TLS=required");
  needs(given.redis_tls_name.empty() || encrypts, "REDIS_TLS_NAME", "REDIS_TLS=required");
  needs(given.redis_sentinel_user.empty() || sentinels, "REDIS_SENTINEL_USER", "REDIS_SENTINELS");
}

// Without a password nobody says who they are: Redis would take the service for its default user.
void check_user(const std::string& user, const std::string& password, const std::string& variable,
                Faults& faults) {
  if (!user.empty() && password.empty())
    faults.push_back({variable + "_PASSWORD", "required", "is required with " + variable + "_USER"});
}

}  // namespace

Faults check(const Configuration& given) {
  Faults faults;
  if (!redis::parse_endpoints(given.redis_sentinels))
    faults.push_back({"REDIS_SENTINELS", "pattern", "must be host:port, several with commas between them"});
  check_use(given, faults);
  check_user(given.redis_user, given.redis_password, "REDIS", faults);
  check_user(given.redis_sentinel_user, given.redis_sentinel_password, "REDIS_SENTINEL", faults);
  return faults;
}

redis::Address Configuration::redis_address() const {
  redis::Address address{redis_host, static_cast<int>(redis_port), static_cast<int>(redis_db), redis_user,
                         redis_password};
  address.key_prefix = redis_key_prefix;
  address.sentinels = redis::parse_endpoints(redis_sentinels).value();
  address.master = redis_sentinel_master;
  address.sentinel_user = redis_sentinel_user;
  address.sentinel_password = redis_sentinel_password;
  address.tls = {redis_tls == "required", redis_ca_file, redis_tls_name};
  return address;
}

}  // namespace lgm::session_cache
