#include "lgm/sql/database.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "lgm/trace/span.hpp"
#include "pool.hpp"

namespace lgm::sql {
namespace {

constexpr int kAttempts = 3;

// A connection that cannot even roll back is not used again.
void roll_back(Connection& connection) {
  if (connection.broken) return;
  try {
    connection.rollback();
  } catch (const Error&) {
    connection.broken = true;
  }
}

bool may_run_again(const Error& error) {
  return error.kind() == Error::Kind::Deadlock || error.kind() == Error::Kind::ConnectionLost;
}

bool takes_no_writes(const Error& error) {
  return error.kind() == Error::Kind::ReadOnly || error.kind() == Error::Kind::Full;
}

}  // namespace

class Database::Impl {
 public:
  explicit Impl(PoolOptions options) : pool(std::move(options)) {}

  // SQLite has one writer: waiting here costs no polling.
  class Writer {
   public:
    explicit Writer(Impl& database) : database_(database), holds_(database.take_writer()) {}
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() {
      if (holds_) database_.free_writer();
    }

   private:
    Impl& database_;
    const bool holds_;
  };

  bool take_writer() {
    if (pool.url().dialect != Dialect::Sqlite) return false;
    std::unique_lock lock(writer_mutex_);
    if (!writer_freed_.wait_for(lock, pool.options().statement_timeout, [this] { return !writing_; }))
      throw Unavailable("the one writer of SQLite was not done in time");
    return writing_ = true;
  }
  void free_writer() {
    {
      const std::lock_guard lock(writer_mutex_);
      writing_ = false;
    }
    writer_freed_.notify_one();
  }

  void transaction_once(const std::function<void(Session&)>& work) {
    const Writer writer(*this);
    const Pool::Lease lease(pool, Use::Change);
    try {
      lease->begin(Connection::Begin::Write);
      work(*lease);
    } catch (...) {
      roll_back(*lease);
      throw;
    }
    try {
      lease->commit();
    } catch (const Error& error) {
      roll_back(*lease);
      if (error.kind() != Error::Kind::ConnectionLost) throw;
      throw Unavailable("the connection was lost while committing; whether it took place is unknown");
    }
  }

  // Not again after a statement's whole time has passed: a database that hangs would hold the caller that
  // much longer.
  template <class F>
  void repeated(F&& once) {
    const auto enough = std::chrono::steady_clock::now() + pool.options().statement_timeout;
    for (int attempt = 1;; ++attempt) {
      try {
        return once();
      } catch (const Error& error) {
        if (error.kind() == Error::Kind::Full) pool.count_full();
        if (takes_no_writes(error)) throw Unavailable(error.what());
        if (!may_run_again(error)) throw;
        if (attempt == kAttempts || std::chrono::steady_clock::now() >= enough)
          throw Unavailable(error.what());
      }
      pool.count_retry();
    }
  }

  // In a span of the request that is served: a transaction, retries and waiting for a connection included.
  // What `work` itself refuses is no failure of the database.
  template <class F>
  void traced(std::string_view operation, F&& whole) {
    const bool mysql = pool.url().dialect == Dialect::MySql;
    trace::ChildSpan span(operation, mysql ? "mysql" : "sqlite");
    span.set("db.system.name", mysql ? "mysql" : "sqlite");
    span.set("db.operation.name", operation);
    const auto began = std::chrono::steady_clock::now();
    const auto tell = [&](bool available) {
      if (observer) observer(available, std::chrono::steady_clock::now() - began);
    };
    try {
      whole();
      tell(true);
    } catch (const Unavailable&) {
      span.fail("unavailable");
      tell(false);
      throw;
    } catch (const Error&) {
      span.fail("error");
      tell(true);
      throw;
    } catch (...) {
      tell(true);
      throw;
    }
  }

  void end_within(std::chrono::milliseconds left) {
    const std::lock_guard lock(ending_mutex_);
    const auto at = std::chrono::steady_clock::now() + left;
    if (end_at_ && *end_at_ <= at) return;
    end_at_ = at;
    if (ending_.joinable())
      ending_changed_.notify_all();
    else
      ending_ = std::jthread([this](const std::stop_token& stop) { end_in_time(stop); });
  }

  Pool pool;
  Observer observer;

 private:
  void end_in_time(const std::stop_token& stop) {
    std::unique_lock lock(ending_mutex_);
    while (!stop.stop_requested() && std::chrono::steady_clock::now() < *end_at_) {
      const auto until = *end_at_;
      ending_changed_.wait_until(lock, stop, until, [&] { return *end_at_ != until; });
    }
    if (!stop.stop_requested()) pool.end();
  }

  std::mutex writer_mutex_;
  std::condition_variable writer_freed_;
  bool writing_ = false;
  std::mutex ending_mutex_;
  std::condition_variable_any ending_changed_;
  std::optional<std::chrono::steady_clock::time_point> end_at_;
  std::jthread ending_;  // waits for that moment
};

namespace {

class PooledSnapshot final : public Snapshot {
 public:
  PooledSnapshot(std::shared_ptr<void> keeps_pool, Pool& pool)
      : keeps_pool_(std::move(keeps_pool)), lease_(pool, Use::Read) {
    lease_->begin(Connection::Begin::Snapshot);
  }
  PooledSnapshot(const PooledSnapshot&) = delete;
  PooledSnapshot& operator=(const PooledSnapshot&) = delete;
  ~PooledSnapshot() override { roll_back(*lease_); }
  Session& session() override { return *lease_; }

 private:
  std::shared_ptr<void> keeps_pool_;
  Pool::Lease lease_;
};

}  // namespace

Database::Database(PoolOptions options) : impl_(std::make_shared<Impl>(std::move(options))) {}
Database::~Database() = default;

Dialect Database::dialect() const {
  return impl_->pool.url().dialect;
}

void Database::transaction(const std::function<void(Session&)>& work) {
  impl_->traced("transaction", [&] { impl_->repeated([&] { impl_->transaction_once(work); }); });
}

void Database::read(const std::function<void(Session&)>& work) {
  impl_->traced("read", [&] {
    impl_->repeated([&] {
      const Pool::Lease lease(impl_->pool, Use::Read);
      work(*lease);
    });
  });
}

std::unique_ptr<Snapshot> Database::snapshot() {
  std::unique_ptr<Snapshot> made;
  impl_->repeated([&] { made = std::make_unique<PooledSnapshot>(impl_, impl_->pool); });
  return made;
}

void Database::with_session(const std::function<void(Session&)>& work) {
  const Pool::Lease lease(impl_->pool, Use::Read);
  work(*lease);
}

bool Database::ping() {
  try {
    const Pool::Lease lease(impl_->pool, Use::Read);
    if (!lease->alive()) lease->broken = true;
    return !lease->broken;
  } catch (const Unavailable&) {
    return false;
  }
}

void Database::end_within(std::chrono::milliseconds left) {
  impl_->end_within(left);
}

PoolGauges Database::gauges() const {
  return impl_->pool.gauges();
}

void Database::observe(Observer observer) {
  impl_->observer = std::move(observer);
}

std::string Database::describe() const {
  return impl_->pool.url().describe();
}

}  // namespace lgm::sql
