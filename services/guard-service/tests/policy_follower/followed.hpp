// A PolicyFollower at work on a feed of its own, and files for it.
#pragma once
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "fake_feed.hpp"
#include "policy_follower/policy_follower.hpp"
#include "policy_follower/snapshot_lines.hpp"

namespace lgm::guard_service::testing {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "lgm-policy-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  std::string file() const { return path_ / "policy"; }

 private:
  std::filesystem::path path_;
};

template <class F>
void await(F&& condition) {
  while (!condition()) std::this_thread::yield();
}

// A follower of a feed of its own; the feed is closed before the follower stops.
struct Followed {
  explicit Followed(std::string file = {}, std::shared_ptr<FakeFeed> feed = std::make_shared<FakeFeed>(),
                    std::string log_file = {}, std::chrono::milliseconds within = std::chrono::seconds(60),
                    service::Level level = service::Level::Warning)
      : admin(std::move(feed)),
        log({"guard-service", log_file.empty() ? service::Level::Error : level, log_file}),
        follower(admin, options(std::move(file), within), clock, log, metrics) {
    admin->reopen();
  }
  ~Followed() { end(); }
  void end() {
    admin->close();
    follower.stop();
  }
  static PolicyFollower::Options options(std::string file, std::chrono::milliseconds within) {
    PolicyFollower::Options made;
    made.cache_file = std::move(file);
    made.first_answer_within = within;
    return made;
  }
  std::shared_ptr<FakeFeed> admin;
  base::ManualClock clock{base::from_unix_ms(1'800'000'000'000)};
  service::Log log;
  service::Metrics metrics;
  PolicyFollower follower;
  std::int64_t version() const {
    const auto policy = follower.policy();
    return policy ? policy->version : -1;
  }
};

inline std::string contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void put(const std::string& path, const std::string& text) {
  std::ofstream(path) << text;
}

}  // namespace lgm::guard_service::testing
