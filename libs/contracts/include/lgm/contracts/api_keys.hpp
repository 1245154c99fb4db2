// What guard-service tells of the API keys that were used.
#pragma once
#include "lgm/calls/operation.hpp"
#include "lgm/contracts/fields.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

inline constexpr std::int64_t kMostKeyUses = 1'000;  // in a report

// Of one key, in one minute, by one replica.
struct KeyUse {
  std::string id;
  std::int64_t minute = 0, texts = 0, last_ms = 0;
  std::string last_from;
  bool operator==(const KeyUse&) const = default;
};
struct KeyUses {
  std::vector<KeyUse> uses;
};

}  // namespace lgm::contracts

namespace lgm::describe {

template <>
struct Description<contracts::KeyUse> {
  using T = contracts::KeyUse;
  static constexpr std::string_view name = "KeyUse";
  static constexpr auto fields = std::to_array<Field>({
      contracts::fields::name<&T::id>("id").required().doc("of the key"),
      contracts::fields::moment<&T::minute>("minute", 0).doc("since 1970 began"),
      field<&T::texts>("texts")
          .range(0, INT64_MAX)
          .required()
          .doc("that were decided in that minute; 0: the minute was told before, in vain"),
      contracts::fields::moment<&T::last_ms>("last_ms", 0).doc("when it was used last"),
      field<&T::last_from>("last_from").length(0, 64).required().doc("the address of who used it last"),
  });
};

template <>
struct Description<contracts::KeyUses> {
  using T = contracts::KeyUses;
  static constexpr std::string_view name = "KeyUses";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::uses>("uses").items(contracts::kMostKeyUses).required(),
  });
};

}  // namespace lgm::describe

namespace lgm::contracts {

inline constexpr calls::Operation<KeyUses, calls::Nothing> kReportKeyUses{
    .callee = kAdmin,
    .path = "/internal/v1/api-keys/uses",
    .name = "report_api_key_uses",
    .summary = "Which API keys were used, by how many texts",
    .group = "api keys",
    .callers = {"guard"},
    .doc =
        "Once a minute. No version, ETag, policy number or audit row changes by it; keys that are gone are "
        "passed over. A "
        "version that does not know it answers 404, and what was told is lost."};

}  // namespace lgm::contracts
