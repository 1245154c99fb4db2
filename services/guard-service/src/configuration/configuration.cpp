#include "configuration/configuration.hpp"

#include "lgm/guard/policy.hpp"

namespace lgm::guard_service {

guard::MatchOptions Configuration::match_options() const {
  guard::MatchOptions options;
  options.max_separators = static_cast<unsigned>(max_separators);
  if (const auto mask = guard::normalize_keyword(rewrite_mask); mask && mask->size() == 1)
    options.mask = mask->front();
  return options;
}

std::vector<describe::Fault> check(const service::CommonConfig& common, const Configuration& configuration) {
  std::vector<describe::Fault> faults;
  const auto required = [&](const char* variable, const std::string& value, const char* why) {
    if (value.empty()) faults.push_back({variable, "required", std::string("is required: ") + why});
  };
  required("ADMIN_SERVICE_URL", common.admin_service_url, "the policy is followed from there");
  required("INTERNAL_TOKEN_TO_ADMIN", common.token_to_admin, "admin-service refuses calls without");
  required("SESSION_CACHE_SERVICE_URL", common.session_cache_service_url,
           "ended sessions are learned from there");
  required("INTERNAL_TOKEN_TO_SESSION_CACHE", common.token_to_session_cache,
           "session-cache-service refuses calls without");
  if (common.jwt_algorithm == "ES256")
    required("AUTH_SERVICE_URL", common.auth_service_url, "the keys of access tokens are fetched from there");
  else
    required("JWT_HS256_KEY", common.jwt_hs256_key,
             "access tokens are verified by it with JWT_ALGORITHM=HS256");
  if (const auto refused = guard::refuse_mask(configuration.rewrite_mask))
    faults.push_back({"REWRITE_MASK", "pattern", *refused});
  return faults;
}

}  // namespace lgm::guard_service
