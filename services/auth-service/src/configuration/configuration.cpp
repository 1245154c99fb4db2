#include "configuration/configuration.hpp"

#include "browser/browser.hpp"
#include "providers/providers.hpp"

namespace lgm::auth_service {
namespace {

using describe::Fault;
using Faults = std::vector<Fault>;

void need(const std::string& value, const char* name, const char* why, Faults& faults) {
  if (value.empty()) faults.push_back({name, "required", std::string("is required: ") + why});
}

bool is_http_url(std::string_view url) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (url.starts_with(scheme) && url.size() > scheme.size() && url[scheme.size()] != '/') return true;
  return false;
}

void check_url(const std::string& value, const char* name, Faults& faults) {
  if (!value.empty() && !is_http_url(value))
    faults.push_back({name, "pattern", "must be an http:// or https:// URL with a host"});
}

void check_neighbours(const service::CommonConfig& common, Faults& faults) {
  need(common.admin_service_url, "ADMIN_SERVICE_URL", "users and rights are admin-service's", faults);
  need(common.session_cache_service_url, "SESSION_CACHE_SERVICE_URL", "sessions are session-cache-service's",
       faults);
  need(common.token_to_admin, "INTERNAL_TOKEN_TO_ADMIN", "the token for admin-service", faults);
  need(common.token_to_session_cache, "INTERNAL_TOKEN_TO_SESSION_CACHE",
       "the token for session-cache-service", faults);
  check_url(common.admin_service_url, "ADMIN_SERVICE_URL", faults);
  check_url(common.session_cache_service_url, "SESSION_CACHE_SERVICE_URL", faults);
}

void check_usap(const Configuration& own, Faults& faults) {
  check_url(own.usap_base_url, "USAP_BASE_URL", faults);
  check_url(own.portal_url, "PORTAL_URL", faults);
  if (own.usap_base_url.empty()) return;
  need(own.usap_client_secret, "USAP_CLIENT_SECRET", "USAP knows us by it", faults);
  if (list_items(own.usap_target_systems).empty())
    faults.push_back({"USAP_TARGET_SYSTEMS", "required", "must name at least one system"});
}

void check_ways_in(const Configuration& own, const ProviderKinds& kinds, Faults& faults) {
  if (!own.local_login_enabled && !any_is_configured(kinds, own))
    faults.push_back({"USAP_BASE_URL", "required",
                      "is required unless another provider is configured or LOCAL_LOGIN_ENABLED=true: nobody "
                      "could sign in"});
}

}  // namespace

std::vector<std::string> list_items(std::string_view list) {
  std::vector<std::string> items;
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    std::string_view item = list.substr(0, comma);
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    if (!item.empty()) items.emplace_back(item);
  }
  return items;
}

KeyPaths key_paths(const service::CommonConfig& common, const Configuration& own) {
  return common.jwt_algorithm == "HS256" ? KeyPaths{}
                                         : KeyPaths::of(own.signing_key_files, own.withdrawn_keys_file);
}

KeyList load_keys(const service::CommonConfig& common, const Configuration& own, Faults& faults) {
  if (common.jwt_algorithm != "HS256") return read_keys_to_start(key_paths(common, own), faults);
  if (common.jwt_hs256_key.empty())
    faults.push_back({"JWT_HS256_KEY", "required", "is required with JWT_ALGORITHM=HS256"});
  const auto before = faults.size();
  service::check_secret_lines("JWT_HS256_KEY", common.jwt_hs256_key, faults);
  KeyList list;
  if (faults.size() > before) return list;
  for (const std::string& line : service::secret_lines(common.jwt_hs256_key))
    list.keys.push_back(auth::SigningKey::hs256(line));
  return list;
}

Faults check(const service::CommonConfig& common, const Configuration& own) {
  return check(common, own, provider_kinds());
}

Faults check(const service::CommonConfig& common, const Configuration& own, const ProviderKinds& kinds) {
  Faults faults;
  static_cast<void>(load_keys(common, own, faults));
  service::check_secret_lines("SECRET_KEY", own.secret_key, faults);
  if (!own.public_origin.empty() && !Browser::valid_origin(own.public_origin))
    faults.push_back({"PUBLIC_ORIGIN", "pattern",
                      "must be https://host[:port] without a path (http:// on a loopback address alone)"});
  if (own.session_max_days < own.refresh_token_days)
    faults.push_back({"SESSION_MAX_DAYS", "out_of_range", "must not be less than REFRESH_TOKEN_EXPIRE_DAYS"});
  if (own.local_session_hours < own.access_token_hours)
    faults.push_back(
        {"LOCAL_SESSION_MAX_HOURS", "out_of_range", "must not be less than ACCESS_TOKEN_EXPIRE_HOURS"});
  check_neighbours(common, faults);
  check_usap(own, faults);
  for (const ProviderKind& kind : kinds)
    if (kind.check) kind.check(own, faults);
  check_ways_in(own, kinds, faults);
  return faults;
}

}  // namespace lgm::auth_service
