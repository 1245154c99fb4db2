// auth-service: who you are.
#include <fmt/core.h>

#include <cstdio>
#include <thread>

#include "api/auth_service.hpp"

using namespace lgm;

namespace {

// --openapi needs no configuration: a key and an origin that nobody is told.
int print_openapi(auth_service::World world) {
  auth_service::Configuration own;
  own.secret_key = world.random.token();
  own.public_origin = "http://localhost";
  auto unreachable =
      std::make_shared<http::Client>(http::ClientOptions{"http://127.0.0.1:1", "none"}, world.clock);
  auth_service::AuthService printed(auth_service::default_common(), own,
                                    {auth::SigningKey::hs256(world.random.token())},
                                    {nullptr, unreachable, unreachable}, world);
  fmt::print("{}\n", json::to_text(printed.service().openapi()));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  service::CommonConfig common = auth_service::default_common();
  auth_service::Configuration own;
  const auto line = service::parse_command_line(argc, argv, auth_service::identity(), common,
                                                describe::type_of<auth_service::Configuration>(), &own,
                                                [&] { return auth_service::check(common, own); });
  if (line.exit_code) return *line.exit_code;
  const base::SystemClock clock;
  base::SystemRandom random;
  service::Log log({"auth-service", service::level_of(common.log_level), common.log_file});
  service::Metrics metrics;
  const auth_service::World world{clock, random, log, metrics,
                                  [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }};
  if (line.print_openapi) return print_openapi(world);
  std::vector<describe::Fault> faults;
  auto keys = auth_service::load_keys(common, own, faults);
  auth_service::AuthService running(common, own, std::move(keys),
                                    auth_service::neighbours_of(common, own, world), world);
  return running.run();
}
