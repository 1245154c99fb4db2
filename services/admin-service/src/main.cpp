// admin-service: what the policy is and who may change it.
#include <cstdio>
#include <stdexcept>

#include "account_keys/live_keys.hpp"
#include "audit_seal/audit_seal.hpp"
#include "dry_run/dry_run.hpp"
#include "grants/grants.hpp"
#include "lgm/service/build_info.hpp"
#include "lgm/sql/client_options.hpp"
#include "program/program.hpp"
#include "store/schema.hpp"

using namespace lgm;

namespace {

// `admin-service migrate [--dry-run [--allow-pending] | --print-grants]`; the codes stand in dry_run.hpp.
// With
// --allow-pending migrations that would run are no reason to fail: 0.
int plan(const admin::Configuration& configuration, bool allow_pending) {
  const auto result = admin::dry_run(configuration.migration_options());
  static_cast<void>(std::fputs(result.report.c_str(), stdout));
  return allow_pending && result.code == admin::DryRun::kPending ? 0 : static_cast<int>(result.code);
}

int migrate(const admin::Configuration& configuration, const std::vector<std::string>& arguments) {
  const std::vector<std::string> options(arguments.begin() + 1, arguments.end());
  const bool dry = !options.empty() && options[0] == "--dry-run";
  const bool allow_pending = options.size() == 2 && options[1] == "--allow-pending";
  const bool print = options.size() == 1 && options[0] == "--print-grants";
  if (!options.empty() && !print && (!dry || options.size() != (allow_pending ? 2U : 1U))) {
    static_cast<void>(
        std::fprintf(stderr,
                     "admin-service: migrate takes nothing, or --dry-run, or --dry-run --allow-pending, or "
                     "--print-grants; nothing was done\n"));
    return 2;
  }
  if (dry) return plan(configuration, allow_pending);
  sql::Database database(admin::for_migrations(configuration.migration_options()));
  const auto report = admin::migrate_schema(database);
  static_cast<void>(std::printf("%s: schema version %d", database.describe().c_str(), report.to));
  if (const int known = admin::migrations().back().number; report.to > known)
    static_cast<void>(std::printf(", made by a newer version than this one, which is of %d", known));
  if (report.applied.empty())
    static_cast<void>(std::printf(", nothing to do\n"));
  else
    static_cast<void>(std::printf(", was %d\n", report.from));
  for (const auto& name : report.applied) static_cast<void>(std::printf("  applied %s\n", name.c_str()));
  const std::string rights = print ? admin::printed_rights(configuration) : admin::give_rights(configuration);
  static_cast<void>(std::fputs(rights.c_str(), stdout));
  return 0;
}

// `admin-service verify-audit`
int verify_audit(const admin::Configuration& configuration) {
  if (configuration.audit_seal_key.empty())
    throw std::runtime_error("AUDIT_SEAL_KEY is needed to check seals");
  sql::Database database(configuration.pool_options());
  const auto verdict = admin::audit_seal::verify(database, configuration.audit_seal_key);
  static_cast<void>(std::printf("%lld sealed audit rows hold\n", static_cast<long long>(verdict.rows)));
  if (verdict.broken)
    static_cast<void>(std::printf("row %lld does not: it was changed, dropped or moved\n",
                                  static_cast<long long>(*verdict.broken)));
  return verdict.broken ? 1 : 0;
}

// `admin-service list-api-keys`: those that open something, as a restore of the database brings deleted ones
// back.
int list_api_keys(const admin::Configuration& configuration) {
  sql::Database database(configuration.pool_options());
  const base::SystemClock clock;
  const std::string text =
      database.reading([&](sql::Session& session) { return admin::live_keys(session, clock.now()); });
  static_cast<void>(std::fputs(text.c_str(), stdout));
  return 0;
}

// `admin-service client-options DIRECTORY`: for backups, which the database's own programs make.
int client_options(const admin::Configuration& configuration, const std::vector<std::string>& arguments) {
  if (arguments.size() != 2) {
    static_cast<void>(
        std::fprintf(stderr, "admin-service: client-options takes the directory to write client.cnf into\n"));
    return 2;
  }
  sql::write_client_options(configuration.migration_options(), arguments[1]);  // a restore makes tables
  return 0;
}

int run_subcommand(const std::vector<std::string>& arguments, const admin::Configuration& configuration) {
  const std::string& name = arguments.front();
  try {
    if (name == "client-options") return client_options(configuration, arguments);
    if (name == "migrate") return migrate(configuration, arguments);
    if (name == "verify-audit") return verify_audit(configuration);
    if (name == "list-api-keys") return list_api_keys(configuration);
    static_cast<void>(std::fprintf(stderr,
                                   "admin-service: there is no subcommand %s; there are migrate (also "
                                   "--dry-run), verify-audit, list-api-keys and client-options\n",
                                   name.c_str()));
    return 2;
  } catch (const std::exception& error) {
    static_cast<void>(std::fprintf(stderr, "admin-service: %s\n", error.what()));
    return 1;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const service::Identity identity{"admin-service", "admin", service::build_version()};
  service::CommonConfig common;
  common.port = 9002;
  common.internal_port = 9102;
  admin::Configuration own;
  // The subcommands need the database alone.
  const bool serves = argc < 2 || argv[1][0] == '-';
  const auto line = service::parse_command_line(
      argc, argv, identity, common, describe::type_of<admin::Configuration>(), &own,
      [&] { return serves ? admin::check(common, own) : admin::check_database(own); });
  if (line.exit_code) return *line.exit_code;
  if (line.wanted) {
    own.database_url = "sqlite:///nowhere";
    common.auth_service_url = "http://nowhere";
  }
  if (!line.arguments.empty() && !line.wanted) return run_subcommand(line.arguments, own);
  service::Log log({identity.name, service::level_of(common.log_level), common.log_file});
  try {
    admin::Program program(identity, common, own, log);
    return line.wanted ? line.print(program.service()) : program.run();
  } catch (const std::exception& error) {
    log.error("cannot start", {{"error", error.what()}});
    return 2;
  }
}
