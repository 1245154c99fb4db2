#include "pool.hpp"

#include <stdexcept>

namespace lgm::sql {
namespace {

constexpr char kEnded[] = "the program ends, and does not wait for the database any more";

}  // namespace

Pool::Pool(PoolOptions options) : options_(std::move(options)), url_(parse_database_url(options_.url)) {
  if (options_.size == 0) throw std::invalid_argument("DATABASE_POOL_SIZE must be at least 1");
}

PoolGauges Pool::gauges() const {
  const std::lock_guard lock(mutex_);
  PoolGauges gauges = counted_;
  gauges.size = open_;
  gauges.in_use = open_ - idle_.size();
  return gauges;
}

void Pool::count_retry() {
  const std::lock_guard lock(mutex_);
  ++counted_.retries;
}

void Pool::count_full() {
  const std::lock_guard lock(mutex_);
  ++counted_.full;
}

std::unique_ptr<Connection> Pool::connect() {
  try {
    {
      const std::lock_guard lock(mutex_);
      if (ended_) throw Unavailable(kEnded);
    }
    return url_.dialect == Dialect::MySql ? connect_mysql(url_, options_) : connect_sqlite(url_, options_);
  } catch (...) {
    {
      const std::lock_guard lock(mutex_);
      --open_;
    }
    freed_.notify_one();
    throw;
  }
}

// An idle connection, or null: a new one may be made, its place is counted.
std::unique_ptr<Connection> Pool::take_idle_or_place() {
  std::unique_lock lock(mutex_);
  const auto available = [this] { return !idle_.empty() || open_ < options_.size; };
  if (!available()) {
    ++counted_.waits;
    if (!freed_.wait_for(lock, options_.borrow_timeout, available)) {
      ++counted_.timeouts;
      throw Unavailable("no database connection was free within " +
                        std::to_string(options_.borrow_timeout.count()) + " ms");
    }
  }
  if (idle_.empty()) {
    ++open_;
    return nullptr;
  }
  auto connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

// Known as lent; throws where it may be no more.
std::unique_ptr<Connection> Pool::lent(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  if (ended_) {
    --open_;
    throw Unavailable(kEnded);
  }
  lent_.insert(connection.get());
  return connection;
}

std::unique_ptr<Connection> Pool::borrow() {
  auto connection = take_idle_or_place();
  if (!connection) return lent(connect());
  connection = lent(std::move(connection));
  const auto idle = std::chrono::steady_clock::now() - connection->idle_since;
  if (idle < options_.idle_before_check || connection->alive()) return connection;
  {
    const std::lock_guard lock(mutex_);
    lent_.erase(connection.get());
    ++counted_.reconnects;
  }
  connection.reset();
  return lent(connect());
}

void Pool::end() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  for (Connection* connection : lent_) connection->interrupt();
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  std::vector<std::unique_ptr<Connection>> dead;
  {
    const std::lock_guard lock(mutex_);
    lent_.erase(connection.get());
    if (connection->broken) {
      open_ -= 1 + idle_.size();
      counted_.reconnects += 1 + idle_.size();
      dead.swap(idle_);
      dead.push_back(std::move(connection));
    } else {
      connection->idle_since = std::chrono::steady_clock::now();
      idle_.push_back(std::move(connection));
    }
  }
  freed_.notify_one();
}

}  // namespace lgm::sql
