#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <thread>

#include "common_config.hpp"
#include "lgm/service/build_info.hpp"
#include "lgm/service/service.hpp"
#include "tracing.hpp"

namespace lgm::service {
namespace {

void print_help(const Identity& identity, const describe::TypeInfo& own_type, const void* own,
                const CommonConfig& common) {
  fmt::print(
      "{0} {1}\n\nUsage: {0} [--help | --version | --variables | --check-config | --openapi | --problems | "
      "health | pause SECONDS | SUBCOMMAND]\n\n"
      "Configuration comes from the environment; each variable may also be given as NAME_FILE, a file that "
      "holds the value.\n\n"
      "Variables of this service\n{2}\nVariables of every service\n{3}",
      identity.name, identity.version, describe_config(own_type, own),
      describe_config(describe::type_of<CommonConfig>(), &common));
}

// What --help says, for programs: the chart's values are made from it.
void print_variables(const Identity& identity, const describe::TypeInfo& own_type, const void* own,
                     const CommonConfig& common) {
  const json::Object listing{{"service", identity.name},
                             {"own", list_config(own_type, own)},
                             {"common", list_config(describe::type_of<CommonConfig>(), &common)}};
  fmt::print("{}\n", json::to_text(listing));
}

// A container's preStop hook: its image has no shell, and the cluster needs a moment to send new connections
// elsewhere before the listeners close.
int pause(const Identity& identity, const std::vector<std::string>& arguments) {
  constexpr int kLongest = 600;
  const std::string text = arguments.size() == 2 ? arguments[1] : "";
  int seconds = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds < 0 || seconds > kLongest) {
    fmt::print(stderr, "{}: pause takes a whole number of seconds from 0 to {}\n", identity.name, kLongest);
    return 2;
  }
  std::this_thread::sleep_for(std::chrono::seconds(seconds));
  return 0;
}

void print_version(const Identity& identity) {
  const std::string commit = build_commit();
  fmt::print("{} {}{}\n", identity.name, identity.version, commit.empty() ? "" : " (commit " + commit + ")");
}

// The running service as a program on this host reaches it.
std::string own_address(const CommonConfig& config) {
  std::string host = config.bind_address;
  if (host == "0.0.0.0" || host == "::") host = host == "::" ? "::1" : "127.0.0.1";
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return "http://" + host + ":" + std::to_string(config.internal_port);
}

// Asks the readiness of the running service on this host; for container health commands, which know 0 and 1
// alone. Nothing but where it listens is read: asking needs no secret.
int ask_health(const Identity& identity, CommonConfig& config) {
  Environment environment;
  for (const auto& [name, value] : process_environment())
    if (name == "BIND_ADDRESS" || name == "INTERNAL_PORT") environment.emplace(name, value);
  const auto faults = load_config(describe::type_of<CommonConfig>(), &config, environment);
  for (const auto& fault : faults)
    fmt::print(stderr, "{}: {} {}\n", identity.name, fault.pointer, fault.detail);
  if (!faults.empty()) return 1;
  const base::SystemClock clock;
  http::ClientOptions options;
  options.base_url = own_address(config);
  options.name = "self";
  http::Client client(options, clock);
  const auto result = client.call({.target = "/health/ready", .timeout = std::chrono::milliseconds(3000)});
  if (result.error != http::CallError::None) {
    fmt::print(stderr, "{}: no answer from {}: {}\n", identity.name, options.base_url,
               http::to_string(result.error));
    return 1;
  }
  fmt::print("{}\n", result.body);
  return result.ok() ? 0 : 1;
}

// A token is looked for in the whole environment, but a variable that the other struct declares is not
// unknown.
std::vector<describe::Fault> load_both(CommonConfig& common, const describe::TypeInfo& own_type, void* own) {
  const Environment environment = process_environment();
  auto faults = load_config(describe::type_of<CommonConfig>(), &common, environment, {"INTERNAL_TOKEN"});
  auto more = load_config(own_type, own, environment);
  faults.insert(faults.end(), more.begin(), more.end());
  check_secret_lines("JWT_HS256_KEY", common.jwt_hs256_key, faults);
  more = tracing_faults(common);
  faults.insert(faults.end(), more.begin(), more.end());
  return faults;
}

// What limits the value of a variable, as a member each.
void add_limits(json::Object& members, const describe::Field& field) {
  if (field.minimum != INT64_MIN) members.emplace_back("minimum", field.minimum);
  if (field.maximum != INT64_MAX) members.emplace_back("maximum", field.maximum);
  if (field.min_length != 0) members.emplace_back("min_length", field.min_length);
  if (field.max_length != describe::kNoLimit) members.emplace_back("max_length", field.max_length);
  if (!field.values.empty())
    members.emplace_back("values", json::Array(field.values.begin(), field.values.end()));
}

// What keeps a service from starting stands among its log's lines, as one of them: what collects them reads
// no other. A person at a terminal, and who asks for something else than a service, reads text.
void tell(const Identity& identity, const std::vector<describe::Fault>& faults,
          const describe::TypeInfo& own_type, bool serves) {
  if (!serves || ::isatty(STDOUT_FILENO) == 1) {
    for (const auto& fault : faults)
      fmt::print(stderr, "{}: {} {}\n", identity.name, fault.pointer, fault.detail);
    return;
  }
  Log log({identity.name, Level::Error, ""});
  for (const auto& fault : faults) {
    json::Object members{{"variable", fault.pointer}, {"code", fault.code.text()}, {"error", fault.detail}};
    const describe::Field* field = own_type.find(fault.pointer);
    if (!field) field = describe::type_of<CommonConfig>().find(fault.pointer);
    if (field) add_limits(members, *field);
    log.error("cannot start: configuration", members);
  }
}

// A start without its log would be one without a word about anything.
std::optional<describe::Fault> check_log_file(const std::string& file) {
  if (file.empty()) return std::nullopt;
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(file).parent_path(), ignored);
  const int opened = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (opened < 0)
    return describe::Fault{"LOG_FILE", "unwritable",
                           "cannot be opened: " + file + ": " + std::strerror(errno)};
  ::close(opened);
  return std::nullopt;
}

}  // namespace

int CommandLine::print(const Service& service) const {
  fmt::print("{}\n", json::to_text((service.*wanted)()));
  return 0;
}

CommandLine parse_command_line(int argc, char** argv, const Identity& identity, CommonConfig& common,
                               const describe::TypeInfo& own_type, void* own, const ConfigCheck& check) {
  block_ending_signals();
  CommandLine line;
  line.arguments.assign(argv + 1, argv + argc);
  const std::string first = line.arguments.empty() ? "" : line.arguments.front();
  if (first == "--help" || first == "-h") {
    print_help(identity, own_type, own, common);
    line.exit_code = 0;
    return line;
  }
  if (first == "--version") {
    print_version(identity);
    line.exit_code = 0;
    return line;
  }
  if (first == "--variables") {
    print_variables(identity, own_type, own, common);
    line.exit_code = 0;
    return line;
  }
  if (first == "pause") {
    line.exit_code = pause(identity, line.arguments);
    return line;
  }
  if (first == "health") {
    line.exit_code = ask_health(identity, common);
    return line;
  }
  if (first == "--openapi" || first == "--problems") {
    line.wanted = first == "--openapi" ? &Service::openapi : &Service::problems;
    return line;
  }
  auto faults = load_both(common, own_type, own);
  if (check) {
    // It may have looked at the same lines of a secret.
    for (auto& more : check())
      if (std::find(faults.begin(), faults.end(), more) == faults.end()) faults.push_back(std::move(more));
  }
  if (auto fault = check_log_file(common.log_file)) faults.push_back(std::move(*fault));
  tell(identity, faults, own_type, line.arguments.empty());
  if (!faults.empty()) {
    line.exit_code = 2;
  } else if (first == "--check-config") {
    fmt::print("{}: the configuration is valid\n", identity.name);
    line.exit_code = 0;
  } else if (first.starts_with("-")) {
    fmt::print(stderr, "{}: unknown option {}; see --help\n", identity.name, first);
    line.exit_code = 2;
  }
  return line;
}

}  // namespace lgm::service
