#include "health_watch.hpp"

#include <cmath>
#include <stdexcept>

namespace lgm::service {
namespace {

constexpr std::chrono::seconds kEvery{3};
// A round waits for dependencies; a value that was read longer ago than some rounds tells of another time.
constexpr std::chrono::seconds kKept{15};

double seconds_between(base::SteadyTime from, base::SteadyTime to) {
  return std::round(std::chrono::duration<double>(to - from).count() * 10) / 10;
}

}  // namespace

void HealthWatch::gauge(const std::string& name, const std::string& help, Metrics::Read read) {
  Watched& watched = watched_[name];
  watched.read = std::move(read);
  metrics_.gauge(name, help, {}, [this, &watched] { return kept(watched); });
}

double HealthWatch::kept(const Watched& watched) const {
  const std::lock_guard lock(mutex_);
  if (!watched.known || clock_.steady() - watched.read_at > kKept)
    throw std::runtime_error("it could not be read lately");
  return watched.value;
}

void HealthWatch::start() {
  not_ready_since_ = clock_.steady();
  thread_ = std::thread([this] { run(); });
}

void HealthWatch::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void HealthWatch::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    look();
    lock.lock();
    changed_.wait_for(lock, kEvery, [this] { return stopping_; });
  }
}

void HealthWatch::look() {
  try {
    tell(health_.report());
    if (also_) also_();
  } catch (const std::exception& error) {
    log_.error("readiness cannot be looked at", {{"error", error.what()}});
  }
  for (auto& [name, watched] : watched_) read(watched);
}

void HealthWatch::tell(const Health::Report& report) {
  metrics_.gauge("lgm_ready", "1: the service is ready; 0: a required check fails, or it is going down")
      .set(report.ready ? 1 : 0);
  std::string failing;
  json::Object why;
  for (const auto& check : report.checks) {
    metrics_
        .gauge("lgm_readiness_check", "1: the check of readiness is passed",
               {{"check", check.name}, {"required", check.required ? "true" : "false"}})
        .set(check.result.ok ? 1 : 0);
    if (check.result.ok || !check.required) continue;
    failing += (failing.empty() ? "" : ", ") + check.name;
    why.emplace_back(check.name, check.result.detail);
  }
  if (report.draining || (failing == not_ready_ && was_ready_)) return;
  const auto now = clock_.steady();
  if (failing.empty()) {
    log_.info(was_ready_ ? "ready again" : "ready",
              {{"after_seconds", seconds_between(not_ready_since_, now)}});
    was_ready_ = true;
  } else if (failing != not_ready_) {
    if (not_ready_.empty() && was_ready_) not_ready_since_ = now;
    // At the start what a service needs may be starting, too.
    log_.write(was_ready_ ? Level::Error : Level::Info, was_ready_ ? "not ready" : "not ready yet",
               {{"checks", failing}, {"why", std::move(why)}});
  }
  not_ready_ = failing;
}

void HealthWatch::read(Watched& watched) {
  double value = 0;
  bool known = true;
  try {
    value = watched.read();
  } catch (const std::exception&) {
    known = false;
  }
  const std::lock_guard lock(mutex_);
  watched.value = value;
  watched.read_at = clock_.steady();
  watched.known = known;
}

}  // namespace lgm::service
