#include "lgm/service/log.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "lgm/json/value.hpp"

using namespace lgm;

namespace {

// Standard output led into a pipe that is read as slowly as the test likes, until the end of the scope.
class CapturedOutput {
 public:
  CapturedOutput() {
    REQUIRE(::pipe2(pipe_.data(), O_CLOEXEC) == 0);
    std::fflush(stdout);
    kept_ = ::dup(STDOUT_FILENO);
    REQUIRE(::dup2(pipe_[1], STDOUT_FILENO) >= 0);
    ::close(pipe_[1]);
  }
  ~CapturedOutput() { restore(); }
  void restore() {
    if (kept_ < 0) return;
    std::fflush(stdout);
    ::dup2(kept_, STDOUT_FILENO);
    ::close(kept_);
    kept_ = -1;
  }
  // Everything up to restore(), which another thread calls.
  std::string read_all() {
    std::string all;
    std::array<char, 65536> piece{};
    for (ssize_t count = 0; (count = ::read(pipe_[0], piece.data(), piece.size())) > 0;)
      all.append(piece.data(), static_cast<std::size_t>(count));
    ::close(pipe_[0]);
    return all;
  }

 private:
  std::array<int, 2> pipe_{};
  int kept_ = -1;
};

}  // namespace

TEST_CASE("no line is lost or torn when many threads log more than the reader takes") {
  constexpr int kThreads = 4, kLines = 10'000;  // 8 MB: twice what may wait to be written
  CapturedOutput captured;
  std::thread writers([&] {
    {
      service::Log log({"test", service::Level::Info, ""});
      std::vector<std::thread> threads;
      for (int t = 0; t < kThreads; ++t)
        threads.emplace_back([&log, t] {
          for (int i = 0; i < kLines; ++i)
            log.info(std::string(100, 'x'), {{"line", std::int64_t{t} * kLines + i}});
        });
      for (std::thread& thread : threads) thread.join();
    }
    captured.restore();
  });
  const std::string all = captured.read_all();
  writers.join();
  std::set<std::int64_t> seen;
  for (std::size_t start = 0, end = 0; (end = all.find('\n', start)) != std::string::npos; start = end + 1) {
    const auto line = json::parse_or_nothing(all.substr(start, end - start));
    REQUIRE(line);
    seen.insert(*line->find("line")->integer());
  }
  CHECK(seen.size() == kThreads * kLines);
}

TEST_CASE("a logging thread does not wait for whoever reads the log") {
  CapturedOutput captured;
  auto log = std::make_unique<service::Log>(service::Log::Options{"test", service::Level::Info, ""});
  // Far more than a pipe holds (64 KiB), and nobody reads yet.
  for (int i = 0; i < 4'000; ++i) log->info(std::string(100, 'x'));
  std::string all;
  std::thread reader([&] { all = captured.read_all(); });
  log.reset();
  captured.restore();
  reader.join();
  CHECK(all.size() > 400'000);
}

TEST_CASE("audit events leave at every level, each as one line") {
  CapturedOutput captured;
  {
    service::Log log({"test", service::Level::Error, ""});
    log.info("something else");
    log.audit(json::Object{{"action", "LOGIN"}, {"username", "ann\n{\"forged\":true}"}});
  }
  captured.restore();
  const std::string all = captured.read_all();
  REQUIRE(std::count(all.begin(), all.end(), '\n') == 1);
  const auto line = json::parse_or_nothing(all);
  REQUIRE(line);
  CHECK(line->text_at("message") == "audit");
  CHECK(line->text_at("level") == "INFO");
  CHECK(line->find("event")->text_at("username") == "ann\n{\"forged\":true}");
}
