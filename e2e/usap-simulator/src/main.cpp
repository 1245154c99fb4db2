// usap-simulator: stands in for USAP in tests and demonstrations.
#include <fmt/core.h>
#include <signal.h>

#include <cstdio>

#include "lgm/describe/describe.hpp"
#include "lgm/service/config.hpp"
#include "server/simulator.hpp"

namespace {

struct Configuration {
  std::int64_t port = 9900;
  std::string address = "127.0.0.1";
  std::string client_id = "llm-guard-manager";
  std::string client_secret;
  std::string console_url, redirect_uri;
  std::int64_t further_people = 0;
};

}  // namespace

template <>
struct lgm::describe::Description<Configuration> {
  using C = Configuration;
  static constexpr std::string_view name = "Configuration";
  static constexpr auto fields = std::to_array<Field>({
      field<&C::port>("PORT").range(0, 65535).doc("port; 0 takes a free one, which the first line tells"),
      field<&C::address>("BIND_ADDRESS").doc("address to listen on"),
      field<&C::client_id>("USAP_CLIENT_ID").length(1, 255).doc("the system that may redeem tickets"),
      field<&C::client_secret>("USAP_CLIENT_SECRET").secret().required().length(1, 255).doc("its secret"),
      field<&C::console_url>("CONSOLE_URL")
          .doc("the console, e.g. http://127.0.0.1:8080/web-manager: the portal leads to "
               "{it}/sso/login?ticket=…"),
      field<&C::redirect_uri>("USAP_REDIRECT_URI")
          .doc("where OAuth sends people back to; none: /dbmanage/api/v1/auth/callback of the console's "
               "origin"),
      field<&C::further_people>("PEOPLE")
          .range(0, 100'000)
          .doc("further people, for load: person1, person2, …; each password is the name with -demo"),
  });
};

using namespace lgm;

int main(int argc, char** argv) {
  const auto& type = describe::type_of<Configuration>();
  Configuration configuration;
  if (argc > 1 && std::string_view(argv[1]) == "--help") {
    fmt::print(
        "usap-simulator: stands in for USAP in tests and demonstrations; never for anything else.\n\n"
        "Configuration comes from the environment:\n{}",
        service::describe_config(type, &configuration));
    return 0;
  }
  const auto faults = service::load_config(type, &configuration, service::process_environment());
  for (const auto& fault : faults) fmt::print(stderr, "usap-simulator: {} {}\n", fault.pointer, fault.detail);
  if (!faults.empty() || argc > 1) {
    if (argc > 1) fmt::print(stderr, "usap-simulator: unknown option {}; see --help\n", argv[1]);
    return 2;
  }
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  signal(SIGPIPE, SIG_IGN);
  const base::SystemClock clock;
  base::SystemRandom random;
  usap_simulator::Simulator simulator(
      {configuration.address, static_cast<int>(configuration.port), configuration.client_id,
       configuration.client_secret, configuration.console_url, configuration.redirect_uri,
       configuration.further_people},
      clock, random);
  try {
    simulator.start();
  } catch (const std::exception& error) {
    fmt::print(stderr, "usap-simulator: {}\n", error.what());
    return 1;
  }
  fmt::print("usap-simulator: a SIMULATOR for tests and demonstrations, on http://{}:{}/\n",
             configuration.address, simulator.port());
  std::fflush(stdout);
  int received = 0;
  sigwait(&ends, &received);
  simulator.stop();
  return 0;
}
