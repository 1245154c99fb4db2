#include "configuration/configuration.hpp"

#include <doctest/doctest.h>

using namespace lgm;
using namespace lgm::session_cache;

namespace {

std::string fault_of(void (*change)(Configuration&)) {
  Configuration configuration;
  configuration.redis_host = "redis";
  change(configuration);
  std::string text;
  for (const auto& fault : check(configuration)) text += fault.pointer + " " + fault.detail + "\n";
  return text;
}

}  // namespace

TEST_CASE("each faulty variable is named, with what it must be") {
  CHECK(fault_of([](Configuration&) {}).empty());
  CHECK(fault_of([](Configuration& c) { c.redis_sentinels = "a"; }) ==
        "REDIS_SENTINELS must be host:port, several with commas between them\n");
  CHECK(fault_of([](Configuration& c) { c.redis_host.clear(), c.redis_tls = "required"; }) ==
        "REDIS_TLS is of use with REDIS_HOST or REDIS_SENTINELS only\n");
  CHECK(fault_of([](Configuration& c) { c.redis_ca_file = "/ca.pem"; }) ==
        "REDIS_CA_FILE is of use with REDIS_TLS=required only\n");
  CHECK(fault_of([](Configuration& c) { c.redis_tls_name = "redis.example"; }) ==
        "REDIS_TLS_NAME is of use with REDIS_TLS=required only\n");
  CHECK(fault_of([](Configuration& c) { c.redis_user = "llmguard"; }) ==
        "REDIS_PASSWORD is required with REDIS_USER\n");
  CHECK(fault_of([](Configuration& c) {
          c.redis_sentinel_user = "asking", c.redis_sentinel_password = "secret";
        }) == "REDIS_SENTINEL_USER is of use with REDIS_SENTINELS only\n");
  CHECK(fault_of([](Configuration& c) { c.redis_sentinels = "a:1", c.redis_sentinel_user = "asking"; }) ==
        "REDIS_SENTINEL_PASSWORD is required with REDIS_SENTINEL_USER\n");
}

TEST_CASE("what belongs together is taken") {
  CHECK(fault_of([](Configuration& c) {
          c.redis_host.clear(), c.redis_sentinels = "a:1, b:2";
          c.redis_sentinel_user = "asking", c.redis_sentinel_password = "secret";
          c.redis_user = "llmguard", c.redis_password = "secret";
          c.redis_tls = "required", c.redis_ca_file = "/ca.pem", c.redis_tls_name = "redis.example";
        }).empty());
}

TEST_CASE("the address has what the variables say") {
  Configuration c;
  c.redis_host = "redis", c.redis_port = 6380, c.redis_db = 3, c.redis_user = "u", c.redis_password = "p";
  c.redis_key_prefix = "x:", c.redis_sentinels = "a:1,b:2", c.redis_sentinel_master = "m";
  c.redis_sentinel_user = "su", c.redis_sentinel_password = "sp";
  CHECK_FALSE(c.redis_address().tls.required);
  c.redis_tls = "required", c.redis_ca_file = "/ca.pem", c.redis_tls_name = "n";
  const redis::Address address = c.redis_address();
  CHECK(address.host == "redis");
  CHECK(address.port == 6380);
  CHECK(address.db == 3);
  CHECK(address.user == "u");
  CHECK(address.password == "p");
  CHECK(address.key_prefix == "x:");
  CHECK(address.sentinels.size() == 2);
  CHECK(address.master == "m");
  CHECK(address.sentinel_user == "su");
  CHECK(address.sentinel_password == "sp");
  CHECK(address.tls.required);
  CHECK(address.tls.ca_file == "/ca.pem");
  CHECK(address.tls.name == "n");
}
