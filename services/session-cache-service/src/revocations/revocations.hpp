// The revocation feed: an ordered list of what no service may accept any longer. (epoch, seq) names a place
// in it; another epoch means that entries may have been lost, so every token older than `epoch_since_ms` is
// refused by its readers.
#pragma once
#include "lgm/contracts/revocations.hpp"

namespace lgm::session_cache {

using contracts::Feed;
using contracts::FeedEntry;
using contracts::FeedPlace;
using contracts::FeedQuery;
using contracts::kEntriesAnAnswer;
using contracts::NewRevocation;
using contracts::RevocationKind;

inline constexpr std::int64_t kEventMemoryMs = 24 * 3600 * 1000;
// Live entries kept. 200,000 sign-outs within one access token's life is far above need; beyond it the older
// half goes and the epoch changes, which refuses whatever that half refused, and more.
inline constexpr auto kMostEntries = static_cast<std::int64_t>(contracts::kMostRevocations);

// Thread-safe. Every function throws StoreUnavailable when the store cannot be asked.
class RevocationFeed {
 public:
  virtual ~RevocationFeed() = default;
  virtual FeedPlace append(const NewRevocation& revocation) = 0;
  // Entries after a place, at most kEntriesAnAnswer; `seq` is the place to go on from. Throws Refusal 410
  // `feed_reset` for another epoch, or a place that is trimmed or ahead.
  virtual Feed read(const std::string& epoch, std::int64_t after) = 0;
  virtual Feed snapshot() = 0;
};

}  // namespace lgm::session_cache

namespace lgm::service {
class RouteTable;
}
namespace lgm::session_cache {
struct Api;
void add_revocation_routes(service::RouteTable& routes, const Api& api);
}  // namespace lgm::session_cache
