#include "providers/oidc/groups.hpp"

#include <algorithm>

namespace lgm::auth_service::oidc {
namespace {

using contracts::MappedRole;
using json::Value;

// How a claim was found. Whatever is not Read tells of no group: neither that somebody is in one, nor that
// they are in none.
constexpr std::string_view kRead = "read", kAbsent = "absent", kElsewhere = "elsewhere",
                           kUnreadable = "unreadable", kTooMany = "too_many";

// Roles wait with the rest of an arrival in one value of session-cache-service (contracts::kLargestValue).
constexpr std::size_t kLargestRoles = 8 * 1024;  // bytes of JSON

// OpenID Connect Core section 5.6.2: the claim is somewhere else. Entra says so of more groups than fit.
bool is_elsewhere(const Value& claims, const std::string& claim) {
  const Value* names = claims.find("_claim_names");
  return names && names->find(claim);
}

bool are_texts(const json::Array& list) {
  return std::all_of(list.begin(), list.end(), [](const Value& one) { return one.string() != nullptr; });
}

std::string_view state_of(const Value& claims, const std::string& claim) {
  if (is_elsewhere(claims, claim)) return kElsewhere;
  const Value* said = claims.find(claim);
  if (!said || said->is_null()) return kAbsent;
  return said->array() && are_texts(*said->array()) ? kRead : kUnreadable;
}

std::size_t size_of(const std::vector<MappedRole>& roles) {
  std::size_t size = 0;
  for (const MappedRole& role : roles) size += describe::to_json(role).size();
  return size;
}

}  // namespace

Groups::Groups(const Entry& entry, service::Log& log, service::Metrics& metrics) : entry_(entry), log_(log) {
  if (!entry.claims.groups) return;
  read_ = service::Events(metrics, "lgm_group_claims_total",
                          "Groups of people at identity providers that map them, by what was said of them",
                          {{"way", {entry.id}},
                           {"outcome",
                            {std::string(kRead), std::string(kAbsent), std::string(kElsewhere),
                             std::string(kUnreadable), std::string(kTooMany)}}});
}

void Groups::count(std::string_view outcome) const {
  read_->of({entry_.id, outcome}).add();
  if (outcome == kRead) return;
  log_.warning(
      "somebody's groups at the identity provider are not known: the roles that they give stay as "
      "they are",
      {{"way", entry_.id}, {"claim", *entry_.claims.groups}, {"why", outcome}});
}

std::vector<MappedRole> Groups::roles_of(const json::Array& groups) const {
  std::vector<MappedRole> roles;
  for (const EntryGroup& row : entry_.groups) {
    const bool matches = std::any_of(groups.begin(), groups.end(),
                                     [&](const Value& group) { return *group.string() == row.group; });
    const MappedRole role{row.role, row.scenario};
    if (matches && std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
  }
  return roles;
}

std::optional<std::vector<MappedRole>> Groups::roles_by(const Value& claims) const {
  if (!read_) return std::nullopt;
  std::string_view state = state_of(claims, *entry_.claims.groups);
  std::vector<MappedRole> roles;
  if (state == kRead) roles = roles_of(*claims.find(*entry_.claims.groups)->array());
  if (size_of(roles) > kLargestRoles) state = kTooMany;
  count(state);
  return state == kRead ? std::optional(std::move(roles)) : std::nullopt;
}

}  // namespace lgm::auth_service::oidc
