// Work that one replica alone should do belongs to the holder of a row in `leases`. Two replicas whose clocks
// disagree may both believe to hold it for a while: what they do must be harmless twice.
#pragma once
#include <string>

#include "lgm/base/clock.hpp"
#include "lgm/sql/database.hpp"

namespace lgm::admin {

class Lease {
 public:
  static constexpr std::chrono::seconds kLifetime{10};

  // `holder` names this replica and differs from every other's.
  Lease(sql::Database& database, const base::Clock& clock, std::string name, std::string holder)
      : database_(database), clock_(clock), name_(std::move(name)), holder_(std::move(holder)) {}
  // Takes the lease when it is free or over, prolongs it when it is ours; whether it is ours for kLifetime.
  bool take();
  // Frees it for the others, when it is ours.
  void give_up();

 private:
  sql::Database& database_;
  const base::Clock& clock_;
  const std::string name_, holder_;
};

}  // namespace lgm::admin
