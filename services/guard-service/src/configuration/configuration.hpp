// The variables of guard-service beside those of every service.
#pragma once
#include "lgm/guard/matcher.hpp"
#include "lgm/service/config.hpp"

namespace lgm::guard_service {

// Of whom the older path asks for an API key.
enum class RequireKey {
  Always,
  Keyed,  // of apps that have, or once had, one
  Never,
};

struct Configuration {
  std::string fail_mode = "closed";
  std::string policy_cache_file;
  std::string rewrite_mask = "\xE2\x96\xA0";
  std::int64_t max_separators = 3;
  bool legacy_route = true;
  std::string require_api_key = "keyed";

  guard::MatchOptions match_options() const;  // of a checked configuration
  bool fails_open() const { return fail_mode == "open"; }
  RequireKey require_key() const {
    return require_api_key == "true"    ? RequireKey::Always
           : require_api_key == "keyed" ? RequireKey::Keyed
                                        : RequireKey::Never;
  }
};

// What the single fields cannot say; each fault names its variable.
std::vector<describe::Fault> check(const service::CommonConfig& common, const Configuration& configuration);

}  // namespace lgm::guard_service

template <>
struct lgm::describe::Description<lgm::guard_service::Configuration> {
  using C = lgm::guard_service::Configuration;
  static constexpr std::string_view name = "Configuration";
  static constexpr std::string_view kFailModes[] = {"closed", "open"};
  static constexpr std::string_view kRequired[] = {"true", "keyed", "false"};
  static constexpr auto fields = std::to_array<Field>({
      field<&C::fail_mode>("FAIL_MODE")
          .one_of(kFailModes)
          .doc(
              "without any policy: closed refuses checks with 503, open passes every text and says degraded"),
      field<&C::policy_cache_file>("POLICY_CACHE_FILE")
          .doc("file that keeps the last good policy for a cold start; default: none"),
      field<&C::rewrite_mask>("REWRITE_MASK")
          .length(1, 1)
          .doc("what REWRITE writes for each character; no letter, digit or separator"),
      field<&C::max_separators>("MAX_SEPARATORS")
          .range(0, 8)
          .doc("separators skipped between two neighbours of a keyword"),
      field<&C::legacy_route>("LEGACY_GUARD_ROUTE")
          .doc("whether the older POST /api/input/instance/rule/run is answered, in the cluster only"),
      field<&C::require_api_key>("GUARD_REQUIRE_API_KEY")
          .one_of(kRequired)
          .doc("of whom that path asks for an API key: true: of every app; keyed: of apps that have, or once "
               "had, one; false: of none"),
  });
};
