// What groups of an ID token come to: the roles of every row that matches, or nothing that may change any.
#include <doctest/doctest.h>

#include <cstdlib>

#include "providers/oidc/groups.hpp"

using namespace lgm;
using namespace lgm::auth_service::oidc;
using contracts::MappedRole;
using json::Array;
using json::Object;
using json::Value;

namespace {

struct WithGroups {
  Entry entry;
  service::Log log{{"auth-service", service::Level::Error, ""}};
  service::Metrics metrics;

  WithGroups() {
    entry.id = "corp";
    entry.claims.groups = "groups";
    entry.groups = {{"/guard/shop", "SCENARIO_ADMIN", "shop"},
                    {"/guard/all", "SCENARIO_ADMIN", "shop"},
                    {"/guard/all", "SCENARIO_ADMIN", "bank"},
                    {"/guard/read", "AUDITOR", std::nullopt}};
  }
  std::optional<std::vector<MappedRole>> roles(const Value& claims) {
    return Groups(entry, log, metrics).roles_by(claims);
  }
  // Of claims that tell of no group: how it was counted.
  std::string unknown(const Value& claims) {
    CHECK_FALSE(roles(claims));
    for (const char* outcome : {"absent", "elsewhere", "unreadable", "too_many"})
      if (counted(outcome) > 0) return outcome;
    return "";
  }
  int counted(const std::string& outcome) {
    const std::string sample = R"(lgm_group_claims_total{outcome=")" + outcome + R"(",way="corp"} )";
    const std::string all = metrics.scrape();
    const auto at = all.find(sample);
    REQUIRE(at != std::string::npos);
    return std::atoi(all.c_str() + at + sample.size());
  }
};

const MappedRole kShop{"SCENARIO_ADMIN", "shop"}, kBank{"SCENARIO_ADMIN", "bank"}, kAuditor{"AUDITOR", {}};

}  // namespace

TEST_CASE_FIXTURE(WithGroups, "every row that matches counts, each role once") {
  CHECK(roles(Object{{"groups", Array{"/guard/shop"}}}) == std::vector{kShop});
  CHECK(roles(Object{{"groups", Array{"/guard/read", "/guard/all", "/guard/shop", "other"}}}) ==
        std::vector{kShop, kBank, kAuditor});
  CHECK(counted("read") == 2);
}

TEST_CASE_FIXTURE(WithGroups, "groups are compared to the letter") {
  for (const char* group : {"guard/shop", "/GUARD/shop", "/guard/shop ", "/guard", ""})
    CHECK(roles(Object{{"groups", Array{group}}}) == std::vector<MappedRole>{});
}

TEST_CASE_FIXTURE(WithGroups, "who is in no group has none of the roles, which is known") {
  CHECK(roles(Object{{"groups", Array{}}}) == std::vector<MappedRole>{});
  entry.groups.clear();
  CHECK(roles(Object{{"groups", Array{"/guard/shop"}}}) == std::vector<MappedRole>{});
  CHECK(counted("read") == 2);
}

TEST_CASE("claims that do not say it tell of no group") {
  const std::pair<Value, const char*> all[] = {
      {Object{}, "absent"},
      {Object{{"groups", Value()}}, "absent"},
      {Object{{"groups", "/guard/shop"}}, "unreadable"},
      {Object{{"groups", Array{"/guard/shop", 7}}}, "unreadable"},
      {Object{{"groups", Object{}}}, "unreadable"},
      {Object{{"_claim_names", Object{{"groups", "src1"}}}}, "elsewhere"},
      {Object{{"groups", Array{"/guard/shop"}}, {"_claim_names", Object{{"groups", "src1"}}}}, "elsewhere"}};
  for (const auto& [claims, outcome] : all) {
    CAPTURE(json::to_text(claims));
    CHECK(WithGroups().unknown(claims) == outcome);
  }
  // Of another claim it says nothing.
  CHECK(WithGroups().roles(Object{{"groups", Array{}}, {"_claim_names", Object{{"roles", "src1"}}}}) ==
        std::vector<MappedRole>{});
}

TEST_CASE_FIXTURE(WithGroups, "more roles than can wait for the browser are not taken for all of them") {
  entry.groups.clear();
  Array groups;
  for (int i = 0; i < 256; ++i) {
    const std::string name = "group-" + std::to_string(i);
    groups.push_back(name);
    entry.groups.push_back({name, "SCENARIO_ADMIN", "scenario-" + std::to_string(i)});
  }
  CHECK(unknown(Object{{"groups", groups}}) == "too_many");
  groups.resize(100);
  CHECK(roles(Object{{"groups", groups}})->size() == 100);
}

TEST_CASE_FIXTURE(WithGroups, "an entry that names no claim maps nothing, and counts nothing") {
  entry.claims.groups.reset();
  CHECK_FALSE(roles(Object{{"groups", Array{"/guard/shop"}}}));
  CHECK(metrics.scrape().find("lgm_group_claims_total") == std::string::npos);
}
