// Keeps the keys of access tokens as their files say, while the service runs: reads them again, and tells
// every service which keys were withdrawn.
#pragma once
#include "access_tokens/key_files.hpp"
#include "lgm/auth/revocations.hpp"
#include "lgm/http/client.hpp"
#include "lgm/service/log.hpp"
#include "lgm/service/metrics.hpp"

namespace lgm::auth_service {

// Used by one thread at a time.
class KeyWatch {
 public:
  // All outlive it; `session_cache` takes what is told.
  struct Parts {
    KeyRing& ring;
    auth::TokenVerifier& verifier;  // of this service
    const auth::RevocationSet& feed;
    http::Caller& session_cache;
    const base::Clock& clock;
    service::Log& log;
    service::Metrics& metrics;
  };
  KeyWatch(KeyPaths paths, Parts parts);

  // Once a second. Files that cannot be read, or hold anything wrong, change nothing; the log says so once,
  // and lgm_signing_keys_unreadable for as long as it lasts. What session-cache-service does not take is told
  // again the next time.
  void once();

 private:
  void look();
  void take(KeyList list);
  void tell_withdrawn();
  bool tell(const std::string& kid, std::int64_t now_ms);
  void note_signer();
  void set_gauges(const KeyList& list);
  void unreadable(const std::vector<describe::Fault>& faults);

  const KeyPaths paths_;
  const Parts parts_;
  std::string seen_;     // the keys and withdrawals that were taken last
  std::string said_;     // of the faults
  std::string signer_;   // its kid
  std::string told_in_;  // epoch and day of the feed
  Kids told_;            // there
};

}  // namespace lgm::auth_service
