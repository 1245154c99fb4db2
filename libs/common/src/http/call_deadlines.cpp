#include "call_deadlines.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace lgm::http {
namespace {

// A call may connect anew while it is being cut.
constexpr std::chrono::milliseconds kAgain{50};

}  // namespace

Line::~Line() {
  if (fd_ >= 0) ::close(fd_);
}

void Line::hold(int fd) {
  const int own = ::fcntl(fd, F_DUPFD_CLOEXEC, 0);
  const std::lock_guard lock(mutex_);
  if (fd_ >= 0) ::close(fd_);
  fd_ = own;
}

void Line::cut() {
  const std::lock_guard lock(mutex_);
  if (fd_ >= 0) static_cast<void>(::shutdown(fd_, SHUT_RDWR));
}

CallDeadlines::~CallDeadlines() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void CallDeadlines::end_at(Time end) {
  const std::lock_guard lock(mutex_);
  end_ = std::min(end_, end);
  changed_.notify_all();
}

CallDeadlines::Time CallDeadlines::at_most(Time deadline) const {
  const std::lock_guard lock(mutex_);
  return std::min(deadline, end_);
}

CallDeadlines::Watch::Watch(CallDeadlines& owner, Line& line, Time deadline) : owner_(owner) {
  const std::lock_guard lock(owner_.mutex_);
  place_ = owner_.watched_.emplace(deadline, &line);
  if (!owner_.thread_.joinable()) owner_.thread_ = std::thread([&made = owner_] { made.run(); });
  // Later ones are seen in their turn.
  if (place_ == owner_.watched_.begin()) owner_.changed_.notify_one();
}

CallDeadlines::Watch::~Watch() {
  const std::lock_guard lock(owner_.mutex_);
  owner_.watched_.erase(place_);
}

void CallDeadlines::run() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    if (watched_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const Time now = std::chrono::steady_clock::now();
    auto next = watched_.begin();
    for (; next != watched_.end() && std::min(next->first, end_) <= now; ++next) next->second->cut();
    // By value: the entry may be gone while we wait.
    const Time wake = next == watched_.begin() ? std::min(next->first, end_) : now + kAgain;
    changed_.wait_until(lock, wake);
  }
}

}  // namespace lgm::http
