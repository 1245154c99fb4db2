// The connections of one database: made when first needed, checked after an idle while, dropped when dead.
#pragma once
#include <condition_variable>
#include <mutex>
#include <set>
#include <vector>

#include "connection.hpp"

namespace lgm::sql {

// Thread-safe.
class Pool {
 public:
  explicit Pool(PoolOptions options);
  const DatabaseUrl& url() const { return url_; }
  const PoolOptions& options() const { return options_; }
  PoolGauges gauges() const;
  void count_retry();
  void count_full();
  // Statements under way fail, and from then on there is no connection.
  void end();

  // A borrowed connection, given back by its destructor; a broken one is closed instead, and with it those
  // that lie idle, because what killed it has likely killed them.
  class Lease {
   public:
    explicit Lease(Pool& pool) : pool_(pool), connection_(pool.borrow()) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool_.give_back(std::move(connection_)); }
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
  };

 private:
  std::unique_ptr<Connection> borrow();
  void give_back(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> take_idle_or_place();
  std::unique_ptr<Connection> connect();
  std::unique_ptr<Connection> lent(std::unique_ptr<Connection> connection);

  const PoolOptions options_;
  const DatabaseUrl url_;
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::set<Connection*> lent_;
  std::size_t open_ = 0;  // idle, lent and being made
  bool ended_ = false;
  PoolGauges counted_;
};

}  // namespace lgm::sql
