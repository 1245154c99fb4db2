#include "leases/lease.hpp"

namespace lgm::admin {

// One statement decides, so of two that ask at once one gets it.
bool Lease::take() {
  const std::int64_t now = base::to_unix_ms(clock_.now());
  const std::int64_t until = now + std::chrono::duration_cast<std::chrono::milliseconds>(kLifetime).count();
  return database_.transact([&](sql::Session& session) {
    return session.execute(
        "UPDATE `leases` SET `holder` = ?, `held_until_ms` = ? WHERE `name` = ? AND (`holder` = ? OR "
        "`held_until_ms` < ?)",
        {holder_, until, name_, holder_, now});
  }) == 1;
}

void Lease::give_up() {
  database_.transaction([&](sql::Session& session) {
    session.execute("UPDATE `leases` SET `held_until_ms` = 0 WHERE `name` = ? AND `holder` = ?",
                    {name_, holder_});
  });
}

}  // namespace lgm::admin
