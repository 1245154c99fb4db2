// Named limits: how often one principal, application or network may call. A rule is said once; which requests
// spend from it before their handler stands in it, and a handler spends by Context::spend().
#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace lgm::service {

struct RateRule {
  // Whose bucket a request spends from before its handler.
  enum class Of {
    Principal,    // of a person or a check token; applications have limits of their own, services none
    Application,  // of an application that calls
    Network,      // of the client's address, an IPv6 one's /64
  };
  std::string name;                        // as RateLimit-Policy says it: 1 to 32 of a-z, 0-9, '-'
  std::string what;                        // is counted, for a person: "requests"
  std::int64_t per_minute = 0, burst = 0;  // per_minute 0: no limit; else burst ≥ 1
  std::string prefix = {};                 // of the shared bucket's key; empty: the name and ':'
  // How long a request is held back where the bucket is empty, before it is refused.
  std::chrono::milliseconds patience{0};
  Of of = Of::Principal;
  // Which requests spend from it before their handler: writes of classic routes, or all others. Neither: only
  // handlers spend from it.
  bool by_requests = false, by_classic_writes = false;
};

}  // namespace lgm::service
