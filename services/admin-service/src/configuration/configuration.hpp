// The variables of admin-service beside those of every service.
#pragma once
#include "lgm/service/config.hpp"
#include "lgm/sql/database.hpp"
#include "users/sign_in.hpp"

namespace lgm::admin {

struct Configuration {
  std::string database_url, database_url_migrate, database_tls = "off", database_ca_file;
  std::int64_t database_pool_size = 8;
  bool migrate_on_start = false;
  std::string default_role = "ANNOTATOR";
  std::string bootstrap_admins;
  bool local_login_enabled = false;
  std::string admin_username, admin_password;
  std::int64_t access_token_expire_hours = 8;
  std::string audit_seal_key;
  std::string legacy_time_zone = "Asia/Shanghai";

  sql::PoolOptions pool_options() const;
  // The same database, by the account that may change its tables.
  sql::PoolOptions migration_options() const;
  users::SignInRules sign_in_rules() const;
};

// What the single fields cannot say; each fault names its variable. The second: of the database alone.
std::vector<describe::Fault> check(const service::CommonConfig& common, const Configuration& configuration);
std::vector<describe::Fault> check_database(const Configuration& configuration);

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::Configuration> {
  using C = lgm::admin::Configuration;
  static constexpr std::string_view name = "Configuration";
  static constexpr std::string_view kTls[] = {"off", "required"};
  static constexpr auto fields = std::to_array<Field>({
      field<&C::database_url>("DATABASE_URL")
          .secret()
          .required()
          .length(1, 2048)
          .doc("mysql://user:password@host:port/name, mysql+aiomysql://… or sqlite:///absolute/path"),
      field<&C::database_url_migrate>("DATABASE_URL_MIGRATE")
          .secret()
          .length(1, 2048)
          .doc("the same database by an account that may change its tables, for the subcommands alone; "
               "migrate gives the account of DATABASE_URL what the service needs; default: DATABASE_URL"),
      field<&C::database_tls>("DATABASE_TLS")
          .one_of(kTls)
          .doc("required: the server must show a certificate for its host; off: no TLS is asked for"),
      field<&C::database_ca_file>("DATABASE_CA_FILE")
          .doc("certificates that may have signed the database's; default: the system's"),
      field<&C::database_pool_size>("DATABASE_POOL_SIZE")
          .range(2, 256)
          .doc("connections at most; a quarter of them is for reads alone, however many changes wait"),
      field<&C::migrate_on_start>("MIGRATE_ON_START")
          .doc("bring the schema up to date at the start; otherwise an old schema is refused"),
      field<&C::default_role>("DEFAULT_ROLE")
          .length(1, 32)
          .doc("role of a user at the first sign-in; never SYSTEM_ADMIN"),
      field<&C::bootstrap_admins>("BOOTSTRAP_ADMINS")
          .doc("comma separated USAP user ids that become SYSTEM_ADMIN at sign-in while there is none"),
      field<&C::local_login_enabled>("LOCAL_LOGIN_ENABLED")
          .doc("whether local accounts may sign in by password"),
      field<&C::admin_username>("ADMIN_USERNAME")
          .length(1, 64)
          .doc("local account made SYSTEM_ADMIN at the start while there is none; with ADMIN_PASSWORD"),
      field<&C::admin_password>("ADMIN_PASSWORD").secret().length(8, 128).doc("its password"),
      field<&C::access_token_expire_hours>("ACCESS_TOKEN_EXPIRE_HOURS")
          .range(1, 8760)
          .doc("how long an access token of auth-service lives: revocations are kept that long"),
      field<&C::audit_seal_key>("AUDIT_SEAL_KEY")
          .secret()
          .length(32, 4096)
          .multi_line()
          .doc("key of the audit log's seal, at least 32 characters; none: rows are not sealed"),
      field<&C::legacy_time_zone>("LEGACY_TIME_ZONE")
          .length(1, 64)
          .doc("zone of times without an offset that older clients send"),
  });
};
