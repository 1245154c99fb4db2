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
    tell_who_waits();
    throw;
  }
}

// One of each kind: only who looks knows whether the place is for it.
void Pool::tell_who_waits() {
  read_freed_.notify_one();
  change_freed_.notify_one();
}

// An idle connection, or null: a new one may be made, its place is counted.
std::unique_ptr<Connection> Pool::take_idle_or_place(Use use) {
  const bool change = use == Use::Change;
  const std::size_t most_changes = options_.size - options_.size / 4;
  std::unique_lock lock(mutex_);
  const auto available = [&] {
    return (!idle_.empty() || open_ < options_.size) && (!change || changing_ < most_changes);
  };
  if (!available()) {
    ++counted_.waits;
    if (!(change ? change_freed_ : read_freed_).wait_for(lock, options_.borrow_timeout, available)) {
      ++counted_.timeouts;
      throw Unavailable(std::string("no database connection was free ") + (change ? "for a change " : "") +
                        "within " + std::to_string(options_.borrow_timeout.count()) + " ms");
    }
  }
  if (change) ++changing_;
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

// The idle one where it lives, else a new one.
std::unique_ptr<Connection> Pool::connected(std::unique_ptr<Connection> idle) {
  if (!idle) return lent(connect());
  auto connection = lent(std::move(idle));
  const auto rested = std::chrono::steady_clock::now() - connection->idle_since;
  if (rested < options_.idle_before_check || connection->alive()) return connection;
  {
    const std::lock_guard lock(mutex_);
    lent_.erase(connection.get());
    ++counted_.reconnects;
  }
  connection.reset();
  return lent(connect());
}

std::unique_ptr<Connection> Pool::borrow(Use use) {
  auto idle = take_idle_or_place(use);
  try {
    return connected(std::move(idle));
  } catch (...) {
    change_over(use);
    throw;
  }
}

void Pool::change_over(Use use) {
  if (use != Use::Change) return;
  {
    const std::lock_guard lock(mutex_);
    --changing_;
  }
  change_freed_.notify_one();
}

void Pool::end() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  for (Connection* connection : lent_) connection->interrupt();
}

void Pool::give_back(std::unique_ptr<Connection> connection, Use use) {
  std::vector<std::unique_ptr<Connection>> dead;
  {
    const std::lock_guard lock(mutex_);
    lent_.erase(connection.get());
    if (use == Use::Change) --changing_;
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
  tell_who_waits();
}

}  // namespace lgm::sql
