// The connections of one database: made when first needed, checked after an idle while, dropped when dead.
#pragma once
#include <condition_variable>
#include <mutex>
#include <set>
#include <vector>

#include "connection.hpp"

namespace lgm::sql {

// What a connection is borrowed for. A change may wait for what another one has locked, so changes never hold
// all connections: a quarter of them is for reads alone (none of one connection to three).
enum class Use { Read, Change };

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
    Lease(Pool& pool, Use use) : pool_(pool), use_(use), connection_(pool.borrow(use)) {}
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    ~Lease() { pool_.give_back(std::move(connection_), use_); }
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    Pool& pool_;
    const Use use_;
    std::unique_ptr<Connection> connection_;
  };

 private:
  std::unique_ptr<Connection> borrow(Use use);
  void give_back(std::unique_ptr<Connection> connection, Use use);
  std::unique_ptr<Connection> take_idle_or_place(Use use);
  std::unique_ptr<Connection> connected(std::unique_ptr<Connection> idle);
  std::unique_ptr<Connection> connect();
  void change_over(Use use);
  void tell_who_waits();
  std::unique_ptr<Connection> lent(std::unique_ptr<Connection> connection);

  const PoolOptions options_;
  const DatabaseUrl url_;
  mutable std::mutex mutex_;
  std::condition_variable read_freed_, change_freed_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::set<Connection*> lent_;
  std::size_t open_ = 0;      // idle, lent and being made
  std::size_t changing_ = 0;  // of these, borrowed for a change
  bool ended_ = false;
  PoolGauges counted_;
};

}  // namespace lgm::sql
