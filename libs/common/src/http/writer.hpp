// Waits for sockets that could not take a whole answer, on one thread for the whole server.
#pragma once
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "connection.hpp"

namespace lgm::http {

class Writer {
 public:
  Writer();
  ~Writer();
  void await(const ConnectionPtr& connection);
  // Of a connection whose descriptor is about to be closed.
  void forget(const ConnectionPtr& connection);

 private:
  void run();
  void wake() const;
  std::mutex mutex_;
  std::map<int, ConnectionPtr> waiting_;  // by descriptor
  bool ending_ = false;
  int wake_read_ = -1, wake_write_ = -1;
  std::thread thread_;
};

}  // namespace lgm::http
