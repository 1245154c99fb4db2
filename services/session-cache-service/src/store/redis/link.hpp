// What the parts of the Redis store share: the connections, what this replica remembers of its writes, and
// the thread that watches the feed and the server.
#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <thread>

#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"
#include "lgm/service/log.hpp"
#include "store/redis/connection.hpp"
#include "store/redis/scripts.hpp"
#include "store/store.hpp"

namespace lgm::session_cache::redis {

class Link {
 public:
  Link(Address address, const base::Clock& clock, base::Random& random, service::Log& log);
  ~Link();

  // Runs a script behind the guard (scripts.cpp); the answer without its first element.
  Reply guarded(const Script& script, const Words& arguments, bool force = false);
  // Runs a script without.
  Reply plain(const Script& script, const Words& arguments);
  // This replica appended: followers are told without waiting for the watch.
  void appended();
  std::int64_t now() const { return base::to_unix_ms(clock_.now()); }
  StoreState state() const;
  std::int64_t seq() const { return seq_; }
  StoreMemory memory() const;
  void on_news(std::function<void()> notify);

 private:
  std::int64_t acknowledged();
  void watch();
  void look(bool write);
  void look_if_only_to_read(bool write);
  void check_settings();
  void read_memory();
  std::optional<std::string> setting(const std::string& name);
  void tell(StoreState state);
  void notify();

  Connections connections_;
  const base::Clock& clock_;
  base::Random& random_;
  service::Log& log_;
  const std::string replica_;
  std::atomic<std::int64_t> acknowledged_{0};
  std::atomic<base::SteadyTime> answered_;  // when the last guarded call that was answered began
  std::atomic<std::int64_t> seq_{0};
  mutable std::mutex mutex_;
  std::mutex notify_mutex_;
  std::condition_variable changed_;
  StoreState state_{false, "not connected yet", true, ""};
  std::string told_ = state_.detail;  // what the log has last, or need not have
  std::chrono::steady_clock::time_point told_when_{};
  StoreMemory memory_;
  std::string epoch_;
  std::function<void()> notify_;
  bool stopping_ = false;
  std::thread thread_;
};

// Texts of a reply; nil is a broken contract.
const std::string& text_at(const Reply& reply, std::size_t at);
std::int64_t number_at(const Reply& reply, std::size_t at);

}  // namespace lgm::session_cache::redis
