#include "configuration/configuration.hpp"

#include <doctest/doctest.h>

using namespace lgm;
using namespace lgm::admin;

namespace {

std::string fault_of(void (*change)(Configuration&), const char* algorithm = "HS256") {
  service::CommonConfig common;
  common.jwt_algorithm = algorithm;
  Configuration configuration;
  configuration.database_url = "sqlite:///tmp/x.db";
  change(configuration);
  std::string text;
  for (const auto& fault : check(common, configuration)) text += fault.pointer + " " + fault.detail + "\n";
  return text;
}

}  // namespace

TEST_CASE("each faulty variable is named, with what it must be") {
  CHECK(fault_of([](Configuration&) {}).empty());
  CHECK(fault_of([](Configuration&) {}, "ES256") ==
        "AUTH_SERVICE_URL is required with JWT_ALGORITHM=ES256: it has the keys\n");
  CHECK(fault_of([](Configuration& c) { c.database_url = "mysql://u:secret@h"; }) ==
        "DATABASE_URL must name a database: mysql://user:password@host:port/name\n");
  CHECK(fault_of([](Configuration& c) { c.default_role = "SYSTEM_ADMIN"; }) ==
        "DEFAULT_ROLE must not be SYSTEM_ADMIN\n");
  CHECK(fault_of([](Configuration& c) { c.admin_username = "root"; }) ==
        "ADMIN_PASSWORD is required: ADMIN_USERNAME and ADMIN_PASSWORD go together\n");
  CHECK(fault_of([](Configuration& c) { c.admin_password = "x"; }) ==
        "ADMIN_USERNAME is required: ADMIN_USERNAME and ADMIN_PASSWORD go together\n");
  CHECK(fault_of([](Configuration& c) { c.database_ca_file = "/ca.pem"; }) ==
        "DATABASE_CA_FILE is of use with DATABASE_TLS=required only\n");
}

TEST_CASE("lists are taken apart") {
  Configuration configuration;
  configuration.default_role = "READER";
  configuration.bootstrap_admins = " U1, U2 ,,U3";
  const auto rules = configuration.sign_in_rules();
  CHECK(rules.default_role == "READER");
  CHECK(rules.bootstrap_admins == std::set<std::string, std::less<>>{"U1", "U2", "U3"});
}
