// The real programs: auth-service against the real simulator, from the environment, ended by SIGTERM.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"
#include "lgm/service/build_info.hpp"

using namespace lgm;

namespace {

// A child with its own environment, its output in a pipe; killed if it is still there at the end.
class Program {
 public:
  Program(const char* path, std::vector<std::string> environment, std::vector<std::string> arguments = {}) {
    int ends[2];
    REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], 1);
      dup2(ends[1], 2);
      std::vector<char*> argv{const_cast<char*>(path)}, env;
      for (auto& text : arguments) argv.push_back(text.data());
      for (auto& text : environment) env.push_back(text.data());
      argv.push_back(nullptr), env.push_back(nullptr);
      execve(path, argv.data(), env.data());
      _exit(127);
    }
    close(ends[1]);
    out_ = ends[0];
  }
  ~Program() {
    if (pid_ > 0) end(SIGKILL);
    close(out_);
  }
  // Reads until `text` has come, or the program's end; everything so far.
  const std::string& until(const std::string& text) {
    char buffer[4096];
    while (output_.find(text) == std::string::npos) {
      const ssize_t count = read(out_, buffer, sizeof buffer);
      if (count <= 0) break;
      output_.append(buffer, static_cast<std::size_t>(count));
    }
    return output_;
  }
  int end(int signal_number) {
    if (signal_number) kill(pid_, signal_number);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_ = -1;
  int out_ = -1;
  std::string output_;
};

std::string number_after(const std::string& text, const std::string& mark) {
  const std::size_t from = text.find(mark) + mark.size();
  return text.substr(from, text.find_first_not_of("0123456789", from) - from);
}

}  // namespace

TEST_CASE("auth-service starts from its environment, sees the simulator, and ends cleanly") {
  Program simulator(USAP_SIMULATOR, {"PORT=0", "USAP_CLIENT_SECRET=secret"});
  const std::string usap = number_after(simulator.until("/\n"), "127.0.0.1:");
  REQUIRE_FALSE(usap.empty());
  Program auth(
      AUTH_SERVICE,
      {"PORT=0", "INTERNAL_PORT=0", "BIND_ADDRESS=127.0.0.1", "SECRET_KEY=" + std::string(32, 's'),
       "JWT_ALGORITHM=HS256", "JWT_HS256_KEY=" + std::string(32, 'k'), "PUBLIC_ORIGIN=http://localhost:8080",
       "USAP_BASE_URL=http://127.0.0.1:" + usap, "USAP_CLIENT_SECRET=secret",
       "ADMIN_SERVICE_URL=http://127.0.0.1:1", "SESSION_CACHE_SERVICE_URL=http://127.0.0.1:1",
       "INTERNAL_TOKEN_TO_ADMIN=" + std::string(32, 'a'),
       "INTERNAL_TOKEN_TO_SESSION_CACHE=" + std::string(32, 'b')});
  const std::string port = number_after(auth.until("\"public_port\":"), "\"public_port\":");
  REQUIRE_FALSE(port.empty());
  const base::SystemClock clock;
  http::ClientOptions options;
  options.base_url = "http://127.0.0.1:" + port;
  http::Client client(options, clock);
  CHECK(client.call({.target = "/dbmanage/api/v1/sso/health"}).body ==
        R"({"sso_enabled":true,"usap_healthy":true,"local_login_enabled":false})");
  CHECK(client.call({.target = "/.well-known/jwks.json"}).status == 200);
  CHECK(client.call({.target = "/api/v1/health/ready"}).status == 503);  // no session-cache-service
  CHECK(auth.end(SIGTERM) == 0);
  CHECK(simulator.end(SIGTERM) == 0);
}

TEST_CASE("the health command asks the running service, needs no secret, and ends with 0 or 1") {
  Program nobody(AUTH_SERVICE, {"BIND_ADDRESS=127.0.0.1", "INTERNAL_PORT=1"}, {"health"});
  CHECK(nobody.until("\x01").find("auth-service: no answer from http://127.0.0.1:1: ") == 0);
  CHECK(nobody.end(0) == 1);
  Program wrong(AUTH_SERVICE, {"INTERNAL_PORT=http"}, {"health"});
  CHECK(wrong.until("\x01").find("auth-service: INTERNAL_PORT ") == 0);
  CHECK(wrong.end(0) == 1);

  // A service that is ready: session-cache-service needs nothing but a file.
  const auto directory = std::filesystem::temp_directory_path() / ("health-" + std::to_string(getpid()));
  std::filesystem::create_directories(directory);
  Program cache(SESSION_CACHE_SERVICE, {"BIND_ADDRESS=127.0.0.1", "INTERNAL_PORT=0",
                                        "SESSION_STORE_FILE=" + (directory / "s").string(),
                                        "INTERNAL_TOKENS_FROM_AUTH=" + std::string(32, 'a')});
  const std::string port = number_after(cache.until("\"internal_port\":"), "\"internal_port\":");
  REQUIRE_FALSE(port.empty());
  Program asked(SESSION_CACHE_SERVICE, {"BIND_ADDRESS=127.0.0.1", "INTERNAL_PORT=" + port}, {"health"});
  const std::string answer = asked.until("\x01");
  CHECK_MESSAGE(answer.find("\"store\"") != std::string::npos, answer);
  CHECK(std::count(answer.begin(), answer.end(), '\n') == 1);
  CHECK(asked.end(0) == 0);
  CHECK(cache.end(SIGTERM) == 0);
  std::filesystem::remove_all(directory);
}

TEST_CASE("--version names the version") {
  Program auth(AUTH_SERVICE, {}, {"--version"});
  const std::string expected = "auth-service " + service::build_version();
  CHECK(auth.until("\x01").find(expected) == 0);
  CHECK(auth.end(0) == 0);
}

TEST_CASE("auth-service says everything that is wrong with its configuration, without the secrets") {
  Program auth(AUTH_SERVICE,
               {"SECRET_KEY=too-short-to-be-one", "PUBLIC_ORIGIN=nowhere", "ACCESS_TOKEN_EXPIRE_HOURS=0"},
               {"--check-config"});
  const std::string output = auth.until("\x01");
  for (const char* name : {"SECRET_KEY", "PUBLIC_ORIGIN", "ACCESS_TOKEN_EXPIRE_HOURS", "JWT_SIGNING_KEY_FILE",
                           "ADMIN_SERVICE_URL", "USAP_BASE_URL"})
    CHECK_MESSAGE(output.find(name) != std::string::npos, std::string(name));
  CHECK(output.find("too-short-to-be-one") == std::string::npos);
  CHECK(auth.end(0) == 2);
}

TEST_CASE(
    "what keeps a service from starting is a line of its log for each fault, with the limit and no secret") {
  Program auth(AUTH_SERVICE, {"SECRET_KEY=too-short-to-be-one", "PUBLIC_ORIGIN=http://localhost",
                              "PORT=70000", "LOG_LEVEL=loud", "INTERNAL_TOKEN_TO_ADMIN_FILE=/nowhere/token"});
  const std::string output = auth.until("\x01");
  CHECK(auth.end(0) == 2);
  CHECK(output.find("too-short-to-be-one") == std::string::npos);
  std::map<std::string, json::Value> faults;
  for (std::size_t start = 0, end = 0; (end = output.find('\n', start)) != std::string::npos;
       start = end + 1) {
    auto line = json::parse_or_nothing(output.substr(start, end - start));
    REQUIRE_MESSAGE(line, output);
    CHECK(line->text_at("level") == "ERROR");
    CHECK(line->text_at("service") == "auth-service");
    CHECK(line->text_at("message") == "cannot start: configuration");
    CHECK_FALSE(line->text_at("error").value_or("").empty());
    faults[line->text_at("variable").value_or("")] = std::move(*line);
  }
  CHECK(faults["PORT"].integer_at("maximum") == 65535);
  CHECK(faults["PORT"].text_at("code") == "out_of_range");
  CHECK(faults["SECRET_KEY"].integer_at("max_length") == 4096);
  CHECK(json::to_text(faults["LOG_LEVEL"]).find(R"("values":["debug","info","warning","error"])") !=
        std::string::npos);
  CHECK(faults["INTERNAL_TOKEN_TO_ADMIN_FILE"].text_at("code") == "unreadable");
}

namespace {

struct KeysCommand {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("lgm-keys-command-" + std::to_string(::getpid()));
  const std::string file = (folder / "keys.pem").string();
  std::string said;
  KeysCommand() { std::filesystem::create_directory(folder); }
  ~KeysCommand() { std::filesystem::remove_all(folder); }
  int run(std::vector<std::string> arguments, std::vector<std::string> environment = {}) {
    arguments.insert(arguments.begin(), "keys");
    if (environment.empty()) environment = {"JWT_SIGNING_KEY_FILE=" + file};
    Program program(AUTH_SERVICE, std::move(environment), std::move(arguments));
    said = program.until("\x01");
    return program.end(0);
  }
  std::string text(const std::string& name) const {
    std::ifstream stream(folder / name);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  std::string make() {
    REQUIRE(run({"new"}) == 0);
    return said.substr(0, said.find('\n'));
  }
};

constexpr char kSigns[] = "  signs, once a replica has published it for JWT_KEY_PUBLISH_SECONDS\n";

}  // namespace

TEST_CASE_FIXTURE(KeysCommand,
                  "keys new puts a key before the others, keys list names them, keys withdraw ends one") {
  const std::string old = make();
  CHECK(std::filesystem::status(file).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  std::filesystem::permissions(file, std::filesystem::perms(0640));
  const std::string fresh = make();
  CHECK(text("keys.pem").starts_with("# " + fresh + ", made 20"));
  CHECK(std::filesystem::status(file).permissions() == std::filesystem::perms(0640));
  CHECK(said.find("PRIVATE KEY") == std::string::npos);
  REQUIRE(run({"list"}) == 0);
  CHECK(said == fresh + kSigns + old + "  verifies\n");

  CHECK(run({"withdraw", old}) == 0);
  CHECK(text("keys.pem.withdrawn").starts_with(old + " # 20"));
  CHECK(run({"list"}) == 0);
  CHECK(said == fresh + kSigns + old + "  withdrawn\n");
  CHECK(run({"withdraw", old}) == 0);
  CHECK(said == "auth-service: " + old + " is withdrawn already\n");
  CHECK(run({"withdraw", fresh}) == 1);
  CHECK(
      said.find(fresh + " is the only key that may sign: `auth-service keys new` makes another one first") !=
      std::string::npos);
  CHECK(run({"withdraw", "x"}) == 1);
  CHECK(said.find("there is no key x; `auth-service keys list` lists those that there are") !=
        std::string::npos);
}

TEST_CASE_FIXTURE(KeysCommand, "keys says what it cannot do, and leaves the files alone") {
  for (const std::vector<std::string>& words : {std::vector<std::string>{},
                                                {"make"},
                                                {"new", "x"},
                                                {"list", "x"},
                                                {"withdraw"},
                                                {"withdraw", "x", "y"}}) {
    CHECK(run(words) == 2);
    CHECK(said == "auth-service: keys takes new, list, or withdraw KID\n");
  }
  CHECK(run({"new"}, {"LOG_LEVEL=info"}) == 2);
  CHECK(said == "auth-service: JWT_SIGNING_KEY_FILE is required: it names the files of the keys\n");
  CHECK(run({"new"}, {"JWT_ALGORITHM=HS256", "JWT_HS256_KEY=" + std::string(32, 'k')}) == 2);
  CHECK(said.find("are the lines of JWT_HS256_KEY: change them there") != std::string::npos);
  CHECK(run({"list"}) == 2);
  CHECK(said.find("JWT_SIGNING_KEY_FILE names a file that cannot be read: " + file) != std::string::npos);
  std::ofstream(file) << "words";
  CHECK(run({"new"}) == 2);
  CHECK(text("keys.pem") == "words");
  CHECK(run({"new"}, {"JWT_SIGNING_KEY_FILE=/proc/nowhere/keys.pem"}) == 1);
  CHECK(said.find("cannot write /proc/nowhere/keys.pem: ") != std::string::npos);
  CHECK(said.find("in a cluster `make keys-rotate` changes the Secret") != std::string::npos);
}
