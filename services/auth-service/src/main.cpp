// auth-service: who you are.
#include <fmt/core.h>

#include <cstdio>
#include <thread>

#include "access_tokens/keys_command.hpp"
#include "api/auth_service.hpp"
#include "check_tokens/check_tokens.hpp"

using namespace lgm;

namespace {

// --openapi and --problems need no configuration: a key and an origin that nobody is told.
int print(const service::CommandLine& line, auth_service::World world) {
  auth_service::Configuration own;
  own.secret_key = world.random.token();
  own.public_origin = "http://localhost";
  auto unreachable =
      std::make_shared<http::Client>(http::ClientOptions{"http://127.0.0.1:1", "none"}, world.clock);
  auth_service::AuthService printed(auth_service::default_common(), own,
                                    auth_service::Keys{auth::SigningKey::hs256(world.random.token())},
                                    {{}, unreachable, unreachable}, world);
  return line.print(printed.service());
}

// `auth-service revoke-check-tokens`
int revoke_check_tokens(const service::CommonConfig& common, const auth_service::World& world) {
  const auto session_cache = service::make_client("session-cache-service", common.session_cache_service_url,
                                                  common.token_to_session_cache, world.clock, world.metrics);
  const bool done = auth_service::revoke_check_tokens(*session_cache, world.clock, world.random);
  fmt::print(done ? stdout : stderr, "auth-service: {}\n",
             done ? "check tokens that were issued until now are refused"
                  : "session-cache-service did not take it; nothing was revoked");
  return done ? 0 : 1;
}

int run_subcommand(const std::vector<std::string>& arguments, const service::CommonConfig& common,
                   const auth_service::World& world) {
  if (arguments.size() == 1 && arguments[0] == "revoke-check-tokens")
    return revoke_check_tokens(common, world);
  fmt::print(stderr,
             "auth-service: there is no subcommand {}; there are issue-check-token DIRECTORY, "
             "revoke-check-tokens and keys new | list | withdraw KID\n",
             arguments[0]);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  // Where only the signing keys are mounted.
  if (!words.empty() && words[0] == "issue-check-token")
    return auth_service::issue_check_token_command(words);
  if (!words.empty() && words[0] == "keys") return auth_service::keys_command(words);
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
  if (line.wanted) return print(line, world);
  if (!line.arguments.empty()) return run_subcommand(line.arguments, common, world);
  std::vector<describe::Fault> faults;
  auto keys = auth_service::load_keys(common, own, faults);
  try {
    auth_service::AuthService running(common, own, std::move(keys),
                                      auth_service::neighbours_of(common, own, world), world);
    return running.run();
  } catch (const std::exception& error) {
    log.error("cannot start", {{"error", error.what()}});
    return 2;
  }
}
