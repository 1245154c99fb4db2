#include "writer.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace lgm::http {

Writer::Writer() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
    throw std::runtime_error("no pipe for the writer thread");
  wake_read_ = ends[0];
  wake_write_ = ends[1];
  thread_ = std::thread([this] { run(); });
}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  wake();
  thread_.join();
  ::close(wake_read_);
  ::close(wake_write_);
}

void Writer::await(const ConnectionPtr& connection) {
  {
    const std::lock_guard lock(mutex_);
    waiting_[connection->descriptor()] = connection;
  }
  wake();
}

void Writer::forget(const ConnectionPtr& connection) {
  const std::lock_guard lock(mutex_);
  const auto found = waiting_.find(connection->descriptor());
  if (found != waiting_.end() && found->second == connection) waiting_.erase(found);
}

// A full pipe has woken the thread already.
void Writer::wake() const {
  [[maybe_unused]] const ssize_t written = ::write(wake_write_, "", 1);
}

void Writer::run() {
  std::vector<pollfd> polled;
  for (;;) {
    polled.assign(1, {wake_read_, POLLIN, 0});
    {
      const std::lock_guard lock(mutex_);
      if (ending_) return;
      for (const auto& [fd, connection] : waiting_) polled.push_back({fd, POLLOUT, 0});
    }
    if (::poll(polled.data(), polled.size(), -1) < 0) continue;
    std::array<char, 256> drained{};
    while (::read(wake_read_, drained.data(), drained.size()) > 0) {
    }
    for (std::size_t i = 1; i < polled.size(); ++i) {
      if (polled[i].revents == 0) continue;
      ConnectionPtr connection;
      {
        const std::lock_guard lock(mutex_);
        const auto found = waiting_.find(polled[i].fd);
        if (found == waiting_.end()) continue;
        connection = std::move(found->second);
        waiting_.erase(found);
      }
      connection->write_more();
    }
  }
}

}  // namespace lgm::http
