// The keys of access tokens while the service runs: which of them verify, and which one signs.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "lgm/auth/jwt.hpp"

namespace lgm::auth_service {

using Key = std::shared_ptr<const auth::SigningKey>;
using Keys = std::vector<Key>;
using Kids = std::set<std::string>;

// The keys as they are configured at one time.
struct KeyList {
  KeyList() = default;
  KeyList(Keys given) : keys(std::move(given)) {}
  Keys keys;               // each once; the first is to sign
  std::size_t oldest = 0;  // the index of the one that signs while none was published for long enough
  Kids withdrawn;          // may name keys that are not there
};

// Thread-safe.
class KeyRing {
 public:
  // Whether a key was withdrawn somewhere else: the revocation feed says so.
  using Told = std::function<bool(const std::string& kid)>;
  // A key signs once it has been published here for `publish_first`. At a start, and where the keys that were
  // are all gone, none has: then the oldest that is not withdrawn signs, which the other replicas are the
  // most likely to publish.
  KeyRing(KeyList list, std::chrono::seconds publish_first, Told told, const base::Clock& clock);

  // A key that was there stays published since it first was. A key that was withdrawn here stays withdrawn
  // for as long as the process lives, whatever later lists say.
  void replace(KeyList list);
  // Null where every key is withdrawn.
  Key signer() const;
  // In the order of the list, without those that are withdrawn.
  Keys published() const;
  // As the lists have said, not the feed.
  Kids withdrawn() const;

 private:
  bool usable(const Key& key) const;
  void note_new_keys();

  const std::chrono::seconds publish_first_;
  const Told told_;
  const base::Clock& clock_;
  mutable std::mutex mutex_;
  KeyList list_;
  std::map<std::string, base::SteadyTime> published_since_;  // by kid
};

}  // namespace lgm::auth_service
