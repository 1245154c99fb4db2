// The revocation feed: an ordered list of what no service may accept any longer. (epoch, seq) names a place
// in it; another epoch means that entries may have been lost, so every token older than `epoch_since_ms` is
// refused by its readers.
#pragma once
#include "lgm/auth/revocations.hpp"
#include "lgm/describe/describe.hpp"

namespace lgm::session_cache {

inline constexpr std::int64_t kEventMemoryMs = 24 * 3600 * 1000;
// Live entries kept. 200,000 sign-outs within one access token's life is far above need; beyond it the older
// half goes and the epoch changes, which refuses whatever that half refused, and more.
inline constexpr auto kMostEntries = static_cast<std::int64_t>(auth::kMostRevocations);
inline constexpr std::int64_t kEntriesAnAnswer = 5'000;

struct FeedEntry {
  std::int64_t seq = 0;
  std::string kind, id;
  std::int64_t not_before_ms = 0, until_ms = 0;
  bool operator==(const FeedEntry&) const = default;
};
struct Feed {
  std::string epoch;
  std::int64_t epoch_since_ms = 0, seq = 0;
  std::vector<FeedEntry> entries;
};
struct NewRevocation {
  std::string event_id, kind, id;
  std::int64_t not_before_ms = 0, until_ms = 0;
};
struct FeedPlace {
  std::string epoch;
  std::int64_t seq = 0;
  bool operator==(const FeedPlace&) const = default;
};
struct FeedQuery {
  std::string epoch;
  std::int64_t after = 0, wait = 0;
};

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

template <>
struct lgm::describe::Description<lgm::session_cache::FeedEntry> {
  using T = lgm::session_cache::FeedEntry;
  static constexpr std::string_view name = "FeedEntry";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::seq>("seq"),
      field<&T::kind>("kind"),
      field<&T::id>("id"),
      field<&T::not_before_ms>("not_before_ms"),
      field<&T::until_ms>("until_ms"),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::Feed> {
  using T = lgm::session_cache::Feed;
  static constexpr std::string_view name = "Feed";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::epoch>("epoch").doc("random 64-bit number; changes whenever the store may have lost writes"),
      field<&T::epoch_since_ms>("epoch_since_ms"),
      field<&T::seq>("seq").doc("the place to go on from"),
      field<&T::entries>("entries"),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::NewRevocation> {
  using T = lgm::session_cache::NewRevocation;
  static constexpr std::string_view name = "NewRevocation";
  static constexpr std::string_view kKinds[] = {"session", "user", "permissions", "api_key"};
  static constexpr auto fields = std::to_array<Field>({
      field<&T::event_id>("event_id").length(1, 255).required().doc("the same event appends once in 24 h"),
      field<&T::kind>("kind").one_of(kKinds).required(),
      field<&T::id>("id").length(1, 255).required(),
      field<&T::not_before_ms>("not_before_ms").range(0, 9'999'999'999'999).required(),
      field<&T::until_ms>("until_ms").range(1, 9'999'999'999'999).required(),
  });
};
template <>
struct lgm::describe::Description<lgm::session_cache::FeedPlace> {
  using T = lgm::session_cache::FeedPlace;
  static constexpr std::string_view name = "FeedPlace";
  static constexpr auto fields = std::to_array<Field>({field<&T::epoch>("epoch"), field<&T::seq>("seq")});
};
template <>
struct lgm::describe::Description<lgm::session_cache::FeedQuery> {
  using T = lgm::session_cache::FeedQuery;
  static constexpr std::string_view name = "FeedQuery";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::epoch>("epoch").length(1, 20).required(),
      field<&T::after>("after").range(0, INT64_MAX).required(),
      field<&T::wait>("wait").range(0, 25).doc("seconds to wait for news"),
  });
};
