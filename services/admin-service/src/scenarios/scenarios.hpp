// A scenario (an app) is what callers of the guard name by app_id: its switches, its own keywords and
// policies.
#pragma once
#include "policy_rows/policy_rows.hpp"

namespace lgm::admin {

struct Scenario {
  std::string id, app_id, app_name;
  std::optional<std::string> description;
  bool is_active = true, enable_whitelist = true, enable_blacklist = true, enable_custom_policy = true;
  std::optional<std::string> block_answer, rewrite_answer;
  std::int64_t version = 0;
};

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::Scenario> {
  using T = lgm::admin::Scenario;
  static constexpr std::string_view name = "Scenario", table = "scenarios", title = "Scenario";
  static constexpr auto kind = lgm::contracts::policy::Kind::Scenario;
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").read_only().doc("opaque id"),
      field<&T::app_id>("app_id").length(1, 64).required().write_once().trimmed().doc(
          "unique, trimmed; letters, digits, _ . - in new ones; cannot be changed"),
      field<&T::app_name>("app_name").length(1, 128).required().doc("shown to people"),
      field<&T::description>("description").length(1, 10'000).blank_is_null().multi_line().doc("for people"),
      field<&T::is_active>("is_active").doc("checks of an inactive scenario are refused"),
      field<&T::enable_whitelist>("enable_whitelist").doc("whether its white words count"),
      field<&T::enable_blacklist>("enable_blacklist").doc("whether its black words count"),
      field<&T::enable_custom_policy>("enable_custom_policy").doc("whether its custom policies count"),
      field<&T::block_answer>("block_answer")
          .length(1, 2000)
          .blank_is_null()
          .multi_line()
          .doc("what a blocked user is shown"),
      field<&T::rewrite_answer>("rewrite_answer")
          .length(1, 2000)
          .blank_is_null()
          .multi_line()
          .doc("what replaces a text whose rewrite has no span"),
      field<&T::version>("version").read_only().doc("raised by each change; the ETag"),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::scenarios {

std::vector<Scenario> all(sql::Session& session);
// Throws 404.
Scenario by_app_id(sql::Session& session, const std::string& app_id);
// Throw Refusal: 400 duplicate, app_id_pattern; 404; 412.
Scenario create(Work& work, Scenario scenario);
Scenario change(Work& work, const std::string& id, const describe::Draft<Scenario>& draft,
                std::optional<std::int64_t> expected);
struct Removal {
  std::int64_t keywords = 0, policies = 0, grants = 0, api_keys = 0;
};
// Its keywords, policies, grants and API keys go with it, in the same transaction.
Removal remove(Work& work, const std::string& id, std::optional<std::int64_t> expected);

void add_routes(service::RouteTable& routes, Store& store);

}  // namespace lgm::admin::scenarios
