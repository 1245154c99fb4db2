#include "configuration/configuration.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

#include "legacy_time/legacy_time.hpp"
#include "permissions/permissions.hpp"

namespace lgm::admin {

namespace {

// As a database may compare it: whatever the case, and with blanks at the end.
bool names_administrators(std::string_view role) {
  while (role.ends_with(' ')) role.remove_suffix(1);
  return std::equal(role.begin(), role.end(), kSystemAdmin.begin(), kSystemAdmin.end(),
                    [](unsigned char a, char b) { return std::toupper(a) == b; });
}

// Host, port and name of the database; with faults that name the variable, where it names none.
std::string database_of(const sql::PoolOptions& options, const char* variable,
                        std::vector<describe::Fault>& faults) {
  try {
    return sql::Database(options).describe();
  } catch (const std::invalid_argument& error) {
    const std::string text = error.what();  // "DATABASE_URL must …"
    const auto blank = text.find(' ');
    const bool ours = text.substr(0, blank) == "DATABASE_URL";
    if (faults.empty())
      faults.push_back({ours ? variable : text.substr(0, blank), "invalid", text.substr(blank + 1)});
    return {};
  }
}

}  // namespace

sql::PoolOptions Configuration::pool_options() const {
  sql::PoolOptions options;
  options.url = database_url;
  options.size = static_cast<std::size_t>(database_pool_size);
  options.tls_required = database_tls == "required";
  options.tls_ca_file = database_ca_file;
  return options;
}

sql::PoolOptions Configuration::migration_options() const {
  sql::PoolOptions options = pool_options();
  if (!database_url_migrate.empty()) options.url = database_url_migrate;
  return options;
}

users::SignInRules Configuration::sign_in_rules() const {
  users::SignInRules rules;
  rules.default_role = default_role;
  std::string_view rest = bootstrap_admins;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    std::string_view id = rest.substr(0, comma);
    while (id.starts_with(' ')) id.remove_prefix(1);
    while (id.ends_with(' ')) id.remove_suffix(1);
    if (!id.empty()) rules.bootstrap_admins.emplace(id);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return rules;
}

std::vector<describe::Fault> check_database(const Configuration& configuration) {
  std::vector<describe::Fault> faults;
  const std::string own = database_of(configuration.pool_options(), "DATABASE_URL", faults);
  const std::string migrated = database_of(configuration.migration_options(), "DATABASE_URL_MIGRATE", faults);
  if (faults.empty() && own != migrated)
    faults.push_back(
        {"DATABASE_URL_MIGRATE", "invalid", "must name the same host, port and database as DATABASE_URL"});
  if (!configuration.database_ca_file.empty() && configuration.database_tls != "required")
    faults.push_back({"DATABASE_CA_FILE", "invalid", "is of use with DATABASE_TLS=required only"});
  return faults;
}

std::vector<describe::Fault> check(const service::CommonConfig& common, const Configuration& configuration) {
  auto faults = check_database(configuration);
  if (common.auth_service_url.empty() && common.jwt_algorithm == "ES256")
    faults.push_back(
        {"AUTH_SERVICE_URL", "required", "is required with JWT_ALGORITHM=ES256: it has the keys"});
  if (names_administrators(configuration.default_role))
    faults.push_back({"DEFAULT_ROLE", "invalid", "must not be SYSTEM_ADMIN"});
  if (configuration.admin_username.empty() != configuration.admin_password.empty())
    faults.push_back({configuration.admin_username.empty() ? "ADMIN_USERNAME" : "ADMIN_PASSWORD", "required",
                      "is required: ADMIN_USERNAME and ADMIN_PASSWORD go together"});
  try {
    const LegacyZone zone(configuration.legacy_time_zone);
  } catch (const std::runtime_error&) {
    faults.push_back({"LEGACY_TIME_ZONE", "invalid", "is no zone that this system has data of"});
  }
  return faults;
}

}  // namespace lgm::admin
