#include "lgm/service/periodic.hpp"

namespace lgm::service {

void Periodic::start() {
  thread_ = std::thread([this] { run(); });
}

void Periodic::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Periodic::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    work_once();
    lock.lock();
    changed_.wait_for(lock, interval_, [this] { return stopping_; });
  }
}

void Periodic::work_once() {
  try {
    work_();
    if (failing_) log_.info(name_ + " works again");
    failing_ = false;
  } catch (const std::exception& error) {
    if (!failing_) log_.error(name_ + " fails", {{"error", error.what()}});
    failing_ = true;
  }
}

}  // namespace lgm::service
