#include "mariadb.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>

#include "free_port.hpp"
#include "lgm/sql/database.hpp"
#include "server_kind.hpp"

namespace lgm::testing {
namespace {

namespace fs = std::filesystem;

constexpr char kUser[] = "lgm", kEncoded[] = "p%27ss%5Cw%40rd%20%22%2F%3A";

fs::path fresh_directory() {
  std::string pattern = (fs::temp_directory_path() / "lgm-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
  return pattern;
}

// Runs a program to its end; its output goes to `log`.
void run_program(const std::vector<std::string>& words, const fs::path& log) {
  const pid_t child = ::fork();
  if (child == 0) {
    const int out = ::open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
    ::dup2(out, 1);
    ::dup2(out, 2);
    std::vector<char*> arguments;
    for (const auto& word : words)
      if (!word.empty()) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error(words.front() + " failed; see " + log.string());
}

// Making a data directory takes seconds, copying one does not: made once a build directory.
fs::path data_template() {
  const fs::path& kept = server_kind().kept;
  fs::create_directories(kept.parent_path());
  const int lock = ::open((kept.string() + ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  ::flock(lock, LOCK_EX);
  if (!fs::exists(kept)) {
    const fs::path making = kept.string() + ".making";
    fs::remove_all(making);
    run_program(server_kind().making(making), kept.string() + ".log");
    fs::rename(making, kept);
  }
  ::close(lock);
  return kept;
}

// In the head of what a test program says: which server its results are of.
void say_version(const std::string& url) {
  static const bool said = [&] {
    sql::PoolOptions options;
    options.url = url;
    options.size = 1;
    sql::Database(options).with_session([](sql::Session& session) {
      const auto rows = session.query("SELECT VERSION(), @@version_comment", {}, 2);
      std::cout << "database server: " << rows.text(0, 0) << " (" << rows.text(0, 1) << ")" << std::endl;
    });
    return true;
  }();
  (void)said;
}

void make_certificate(const fs::path& directory, const std::string& name, const std::string& when) {
  std::vector<std::string> words{"openssl",
                                 "req",
                                 "-x509",
                                 "-newkey",
                                 "ec",
                                 "-pkeyopt",
                                 "ec_paramgen_curve:prime256v1",
                                 "-nodes",
                                 "-days",
                                 "2",
                                 "-subj",
                                 "/CN=database",
                                 "-addext",
                                 "subjectAltName=" + name,
                                 "-keyout",
                                 (directory / "key.pem").string(),
                                 "-out",
                                 (directory / "ca.pem").string()};
  if (!when.empty()) words.insert(words.begin(), {"faketime", "-f", when});
  run_program(words, directory / "openssl.log");
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() : path_(fresh_directory()) {}
TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

MariaDb::MariaDb(Options options) : options_(std::move(options)), directory_(fresh_directory()) {
  fs::copy(data_template(), directory_ / "data", fs::copy_options::recursive);
  std::ofstream(directory_ / "init.sql")
      << "CREATE USER IF NOT EXISTS '" << kUser << "'@'%' IDENTIFIED BY 'p\\'ss\\\\w@rd \"/:';\n"
      << "GRANT ALL ON *.* TO '" << kUser << "'@'%' WITH GRANT OPTION;\n";
  if (options_.tls) make_certificate(directory_, options_.tls_name, options_.tls_made);
  // Somebody else may take the port between our looking and the server's binding.
  for (int attempt = 1;; ++attempt) {
    port_ = free_port();
    try {
      start();
      say_version(url("mysql"));
      return;
    } catch (const std::runtime_error&) {
      if (attempt == 3) throw;
    }
  }
}

MariaDb::~MariaDb() {
  kill();
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

void MariaDb::start() {
  const std::string at = directory_.string();
  const ServerKind& kind = server_kind();
  std::vector<std::string> words{
      kind.program,
      "--no-defaults",
      "--datadir=" + at + "/data",
      "--socket=" + at + "/s",
      "--pid-file=" + at + "/pid",
      "--tmpdir=" + at,
      "--init-file=" + at + "/init.sql",
      "--bind-address=127.0.0.1",
      "--port=" + std::to_string(port_),
      "--skip-name-resolve",
      "--innodb-buffer-pool-size=32M",
      "--performance-schema=OFF",
      options_.durable ? "--innodb-flush-log-at-trx-commit=1" : "--innodb-flush-log-at-trx-commit=0"};
  if (!user_argument().empty()) words.push_back(user_argument());
  if (options_.tls) {
    words.push_back("--ssl-cert=" + at + "/ca.pem");
    words.push_back("--ssl-key=" + at + "/key.pem");
  }
  const auto settings = kind.settings(options_.tls);
  words.insert(words.end(), kind.base.begin(), kind.base.end());
  words.insert(words.end(), settings.begin(), settings.end());
  words.insert(words.end(), options_.arguments.begin(), options_.arguments.end());
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  ready_ = gone_ = false;
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(ends[1], 1);
    ::dup2(ends[1], 2);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    if (kind.base.empty()) ::execv("/usr/sbin/mariadbd", arguments.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  watcher_ = std::thread([this, descriptor = ends[0]] { watch(descriptor); });
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return ready_ || gone_; });
  if (ready_) return;
  const std::string log = log_;
  lock.unlock();
  end(SIGKILL);
  throw std::runtime_error(server_kind().program + " did not start (is mariadb-server installed?): " + log);
}

// Reads what the server says until it is gone.
void MariaDb::watch(int descriptor) {
  char buffer[4096];
  std::string said;
  for (;;) {
    const ssize_t got = ::read(descriptor, buffer, sizeof buffer);
    const std::lock_guard lock(mutex_);
    if (got <= 0) {
      gone_ = true;
      log_ = said;
      break;
    }
    said.append(buffer, static_cast<std::size_t>(got));
    if (said.find("ready for connections") != std::string::npos) ready_ = true;
    changed_.notify_all();
  }
  changed_.notify_all();
  ::close(descriptor);
}

void MariaDb::end(int signal) {
  if (pid_ == 0) return;
  ::kill(pid_, signal);
  ::waitpid(pid_, nullptr, 0);
  pid_ = 0;
  watcher_.join();
}

void MariaDb::stop() {
  end(SIGTERM);
}
void MariaDb::kill() {
  end(SIGKILL);
}

std::string MariaDb::url(const std::string& name) const {
  return std::string("mysql+aiomysql://") + kUser + ":" + kEncoded + "@127.0.0.1:" + std::to_string(port_) +
         "/" + name + "?charset=utf8mb4";
}

std::string MariaDb::create_database(const std::string& name) {
  sql::PoolOptions options;
  options.url = url("mysql");
  options.size = 1;
  sql::Database(options).with_session([&](sql::Session& session) {
    session.execute("CREATE DATABASE `" + name + "` CHARACTER SET utf8mb4", {});
  });
  return url(name);
}

}  // namespace lgm::testing
