// What a change of roles, grants or status comes to for the user: rights that grew are read anew everywhere,
// rights that shrank also refuse the tokens issued so far. Older consoles cannot refresh a token, so a gift
// must sign nobody out.
#pragma once
#include <memory>
#include <string>

#include "lgm/service/rights.hpp"
#include "work/work.hpp"

namespace lgm::admin::users {

// Something that was held is not held any more.
bool takes_away(const service::Rights& before, const service::Rights& after);

// Made before the change; the caller holds the lock on rights.
class RightsChange {
 public:
  RightsChange(Work& work, std::string uid);
  // After the change: tells what it came to, nothing when the rights are as they were.
  void tell() const;

 private:
  Work& work_;
  std::string uid_;
  std::shared_ptr<const service::Rights> before_;
};

}  // namespace lgm::admin::users
