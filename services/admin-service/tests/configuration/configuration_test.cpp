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
  for (const char* role : {"SYSTEM_ADMIN", "SYSTEM_ADMIN ", "System_Admin"}) {
    static std::string wanted;
    wanted = role;
    CHECK(fault_of([](Configuration& c) { c.default_role = wanted; }) ==
          "DEFAULT_ROLE must not be SYSTEM_ADMIN\n");
  }
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

TEST_CASE("the first administrator's password has the bounds of every other") {
  const auto faults_with = [](std::size_t length) {
    Configuration configuration;
    std::string text;
    for (const auto& fault : service::load_config(
             describe::type_of<Configuration>(), &configuration,
             {{"DATABASE_URL", "sqlite:///tmp/x.db"}, {"ADMIN_PASSWORD", std::string(length, 'p')}}))
      text += fault.pointer + " ";
    return text;
  };
  CHECK(faults_with(7) == "ADMIN_PASSWORD ");
  CHECK(faults_with(8).empty());
  CHECK(faults_with(128).empty());
  CHECK(faults_with(129) == "ADMIN_PASSWORD ");
}
