// What the database must hold before the first request is served: the schema of this version and, where one
// is configured, the first administrator.
#pragma once
#include <atomic>
#include <functional>
#include <mutex>
#include <string>

#include "lgm/sql/database.hpp"

namespace lgm::admin {

// Thread-safe.
class Preparation {
 public:
  enum class Outcome {
    Done,
    Waiting,  // the database cannot be reached: try again
    Refused   // a person has to do something: why() says what
  };
  // `migrate`: bring an older schema up to date. `then`: what else has to be done once the schema is there.
  Preparation(sql::PoolOptions options, bool migrate, std::function<void()> then)
      : options_(std::move(options)), migrate_(migrate), then_(std::move(then)) {}
  // Once done, does nothing.
  Outcome attempt();
  bool done() const { return done_; }
  std::string why() const;

 private:
  Outcome tried();

  const sql::PoolOptions options_;
  const bool migrate_;
  const std::function<void()> then_;
  std::atomic<bool> done_{false};
  mutable std::mutex mutex_;
  std::string why_ = "not tried yet";
};

// Migrations may take long on large tables: their statements have an hour.
sql::PoolOptions for_migrations(sql::PoolOptions options);

}  // namespace lgm::admin
