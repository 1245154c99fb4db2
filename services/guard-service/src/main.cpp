// guard-service: decides texts by the policy.
#include <cstdio>

#include "program/program.hpp"

using namespace lgm;

int main(int argc, char** argv) {
  service::CommonConfig common = guard_service::default_common();
  guard_service::Configuration own;
  const auto line = service::parse_command_line(argc, argv, guard_service::identity(), common,
                                                describe::type_of<guard_service::Configuration>(), &own,
                                                [&] { return guard_service::check(common, own); });
  if (line.exit_code) return *line.exit_code;
  const base::SystemClock clock;
  service::Log log({"guard-service", service::level_of(common.log_level), common.log_file});
  try {
    guard_service::Program program(common, own, log, clock);
    return line.wanted ? line.print(program.service()) : program.run();
  } catch (const std::exception& error) {
    log.error("cannot start", {{"error", error.what()}});
    return 2;
  }
}
