#include "preparation/preparation.hpp"

#include "store/schema.hpp"

namespace lgm::admin {

sql::PoolOptions for_migrations(sql::PoolOptions options) {
  options.size = 1;
  options.statement_timeout = std::chrono::hours(1);
  return options;
}

Preparation::Outcome Preparation::attempt() {
  if (done_) return Outcome::Done;
  const Outcome outcome = tried();
  done_ = outcome == Outcome::Done;
  return outcome;
}

std::string Preparation::why() const {
  const std::lock_guard lock(mutex_);
  return why_;
}

Preparation::Outcome Preparation::tried() {
  const auto because = [this](Outcome outcome, std::string text) {
    const std::lock_guard lock(mutex_);
    why_ = std::move(text);
    return outcome;
  };
  try {
    sql::Database database(for_migrations(options_));
    if (migrate_) migrate_schema(database);
    if (const std::string fault = schema_fault(database); !fault.empty())
      return because(Outcome::Refused, fault);
    if (then_) then_();
    return because(Outcome::Done, "");
  } catch (const sql::Unavailable& away) {
    return because(Outcome::Waiting, away.what());
  } catch (const sql::Error& error) {
    return because(error.kind() == sql::Error::Kind::ConnectionLost ? Outcome::Waiting : Outcome::Refused,
                   error.what());
  } catch (const std::exception& error) {
    return because(Outcome::Refused, error.what());
  }
}

}  // namespace lgm::admin
