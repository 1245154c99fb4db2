#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "lgm/service/sign_in_events.hpp"
#include "service/api_fixture.hpp"

using namespace lgm;
using namespace lgm::admin::testing;

namespace {

using Events = std::set<std::pair<std::string, std::string>>;

Events on_the_page() {
  std::ifstream file(LGM_LOGS_PAGE);
  std::stringstream text;
  text << file.rdbuf();
  const std::string page = text.str();
  const std::regex row(R"(\n\| `([A-Z_]+)` \| `([A-Z_]+)` \|)");
  Events events;
  for (std::sregex_iterator at(page.begin(), page.end(), row), end; at != end; ++at)
    events.emplace((*at)[1], (*at)[2]);
  return events;
}

}  // namespace

TEST_CASE_FIXTURE(ApiFixture, "the page of logs lists each audit event that there is, and no other") {
  Events known;
  for (const auto* table : {&service.public_routes(), &service.internal_routes()})
    for (const auto& route : table->routes())
      if (!route->audit_action.empty()) known.emplace(route->audit_action, route->audit_resource);
  for (const auto& words : lgm::service::sign_in_events::kAll)
    known.emplace(std::string(words.action), std::string(words.resource_type));
  const Events listed = on_the_page();
  for (const auto& [action, resource] : known)
    CHECK_MESSAGE(listed.contains({action, resource}), action << " of " << resource << " is not on the page");
  for (const auto& [action, resource] : listed)
    CHECK_MESSAGE(known.contains({action, resource}), action << " of " << resource << " is no event");
}
