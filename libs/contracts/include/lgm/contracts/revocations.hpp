// The revocation feed: an ordered list of what no service may accept any longer. (epoch, seq) names a place
// in it; another epoch means that entries may have been lost, so every token older than `epoch_since_ms` is
// refused by its readers.
#pragma once
#include "lgm/calls/operation.hpp"
#include "lgm/contracts/fields.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

// What an entry is about. The store keeps and tells of kinds that it does not know, and readers pass over
// those that they do not know: a kind is sent one version after it is understood (docs/versioning.md).
enum class RevocationKind { Session, User, Permissions, ApiKey, SigningKey };

// Live entries that the feed keeps at most, and a follower must be able to load.
inline constexpr std::size_t kMostRevocations = 200'000;
inline constexpr std::int64_t kEntriesAnAnswer = 5'000;

struct FeedEntry {
  std::int64_t seq = 0;
  std::string kind, id;
  std::int64_t not_before_ms = 0;  // user, permissions: tokens issued before this are refused
  std::int64_t until_ms = 0;       // every token that it could refuse is dead then
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

}  // namespace lgm::contracts

namespace lgm::describe {

template <>
struct Names<contracts::RevocationKind> {
  static constexpr std::string_view list[] = {"session", "user", "permissions", "api_key", "signing_key"};
};

template <>
struct Description<contracts::FeedEntry> {
  using T = contracts::FeedEntry;
  static constexpr std::string_view name = "FeedEntry";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::seq>("seq"),
      contracts::fields::kind<&T::kind>("kind").doc(
          "`session`, `user`, `permissions`, `api_key`, `signing_key`; readers pass over others"),
      contracts::fields::always<&T::id>("id").doc("of `signing_key`: its `kid`"),
      contracts::fields::always<&T::not_before_ms>("not_before_ms"),
      contracts::fields::always<&T::until_ms>("until_ms"),
  });
};

template <>
struct Description<contracts::Feed> {
  using T = contracts::Feed;
  static constexpr std::string_view name = "Feed";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::epoch>("epoch").doc(
          "a random 64-bit number as a decimal string; changes whenever the store may have lost writes"),
      contracts::fields::always<&T::epoch_since_ms>("epoch_since_ms").doc("when it began"),
      contracts::fields::always<&T::seq>("seq").doc("the place to go on from"),
      contracts::fields::always<&T::entries>("entries"),
  });
};

template <>
struct Description<contracts::NewRevocation> {
  using T = contracts::NewRevocation;
  static constexpr std::string_view name = "NewRevocation";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::name<&T::event_id>("event_id").required().doc("the same event appends once in 24 h"),
      contracts::fields::kind<&T::kind>("kind").doc("`session`, `user`, `permissions`, `api_key` or "
                                                    "`signing_key`; others are kept and told, for a later "
                                                    "version"),
      contracts::fields::name<&T::id>("id").required(),
      contracts::fields::moment<&T::not_before_ms>("not_before_ms", 0),
      contracts::fields::moment<&T::until_ms>("until_ms", 1),
  });
};

template <>
struct Description<contracts::FeedPlace> {
  using T = contracts::FeedPlace;
  static constexpr std::string_view name = "FeedPlace";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::always<&T::epoch>("epoch"),
      contracts::fields::always<&T::seq>("seq"),
  });
};

template <>
struct Description<contracts::FeedQuery> {
  using T = contracts::FeedQuery;
  static constexpr std::string_view name = "FeedQuery";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::epoch>("epoch").length(1, 20).required(),
      field<&T::after>("after").range(0, INT64_MAX).required(),
      field<&T::wait>("wait").range(0, 25).doc("seconds to wait for news"),
  });
};

}  // namespace lgm::describe

namespace lgm::contracts {

inline constexpr calls::Operation<NewRevocation, FeedPlace> kRevoke{
    .callee = kSessionCache,
    .path = "/internal/v1/revocations",
    .name = "revoke",
    .summary = "Appends to the feed",
    .group = "revocations",
    .callers = {"auth", "admin"},
    .idempotent = true,
    .doc =
        "Idempotent by `event_id`. `user` and `permissions` live at least 168 hours, the longest life that a "
        "token can "
        "have been given. `permissions` with `not_before_ms` 0 is a gift: readers drop the rights that they "
        "keep "
        "and refuse no token."};
// The patience of a poll is that of one that waits a second.
inline constexpr calls::Operation<FeedQuery, Feed> kFollowRevocations{
    .callee = kSessionCache,
    .method = http::Method::Get,
    .path = "/internal/v1/revocations",
    .name = "follow_revocations",
    .summary = "Entries after a place in the feed; waits for news",
    .group = "revocations",
    .callers = {"auth", "admin", "guard"},
    .patience = std::chrono::milliseconds(5'000),
    .longest_wait = std::chrono::seconds(25),
    .refused = {{{410, "feed_reset", "another epoch, or the place is trimmed or ahead: load the snapshot"}}},
    .doc = "At most 5,000 entries; `seq` is then the place of the last of them."};
// The fullest is some 28 MB.
inline constexpr calls::Operation<calls::Nothing, Feed> kRevocationSnapshot{
    .callee = kSessionCache,
    .method = http::Method::Get,
    .path = "/internal/v1/revocations/snapshot",
    .name = "revocation_snapshot",
    .summary = "Every live entry",
    .group = "revocations",
    .callers = {"auth", "admin", "guard"},
    .patience = std::chrono::milliseconds(10'000),
    .doc = "At most 200,000 entries, at `seq`."};

}  // namespace lgm::contracts
