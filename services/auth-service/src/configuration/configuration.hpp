// The variables of auth-service beside those of every service, and what must hold between them.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "access_tokens/key_files.hpp"
#include "lgm/describe/describe.hpp"
#include "lgm/service/config.hpp"

namespace lgm::auth_service {

struct ProviderKind;

struct Configuration {
  std::string secret_key;
  std::string signing_key_files;    // comma separated paths
  std::string withdrawn_keys_file;  // empty: beside the first of them
  std::int64_t publish_key_seconds = 300;
  std::int64_t access_token_hours = 8;
  std::int64_t refresh_token_days = 7;
  std::int64_t session_max_days = 30;
  std::int64_t local_session_hours = 12;
  std::int64_t max_sessions = 20;
  std::int64_t recent_sign_in_minutes = 15;
  std::string public_origin;
  std::string portal_url;
  bool local_login_enabled = false;
  bool tools_cookie = false;
  std::string usap_base_url;
  std::string usap_client_id = "llm-guard-manager";
  std::string usap_client_secret;
  std::string usap_target_systems = "llm-guard-manager,llm-guard-manager-v2";
  std::string usap_ca_file;
  bool usap_oauth_enabled = false;
  std::string usap_oauth_authorize_url, usap_oauth_token_url, usap_oauth_userinfo_url;
  std::string usap_oauth_scope = "openid profile";
  std::string usap_oauth_client_auth = "basic";
  std::string usap_oauth_subject = "user_id";
  std::string usap_oidc_issuer;
  std::string identity_providers_file;
  std::int64_t user_info_ttl = 3600;        // seconds
  std::int64_t user_status_ttl = 900;       // seconds
  std::int64_t user_status_grace = 86'400;  // seconds
};

// What no single variable shows; every fault at once, none with a secret in it.
std::vector<describe::Fault> check(const service::CommonConfig& common, const Configuration& own);
// The same with other kinds of providers than the list's (providers/providers.hpp), for tests.
std::vector<describe::Fault> check(const service::CommonConfig& common, const Configuration& own,
                                   const std::vector<ProviderKind>& kinds);

// Where the keys of ES256 stand; no paths with HS256, whose keys do not change while a service runs.
KeyPaths key_paths(const service::CommonConfig& common, const Configuration& own);
// The keys that JWT_SIGNING_KEY_FILE (or JWT_HS256_KEY) names, the one that is to sign first. Pushes faults.
KeyList load_keys(const service::CommonConfig& common, const Configuration& own,
                  std::vector<describe::Fault>& faults);

// Items of a comma separated list, without blanks around them and without empty ones.
std::vector<std::string> list_items(std::string_view list);

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::Configuration> {
  using C = lgm::auth_service::Configuration;
  static constexpr std::string_view kUsapClientAuth[] = {"basic", "post"};
  static constexpr std::string_view name = "Configuration";
  static constexpr auto fields = std::to_array<Field>({
      field<&C::secret_key>("SECRET_KEY")
          .secret()
          .required()
          .multi_line()
          .length(1, 4096)
          .doc("master secret, at least 32 bytes; refresh and cookie keys are derived from it. Of two lines "
               "the "
               "first makes, both open"),
      field<&C::signing_key_files>("JWT_SIGNING_KEY_FILE")
          .doc("comma separated paths of files with PEM P-256 private keys, one or several in each, the "
               "newest "
               "first; the first of all signs, all verify. Read again when they change"),
      field<&C::withdrawn_keys_file>("JWT_WITHDRAWN_KEYS_FILE")
          .doc("list of signing keys that were withdrawn, by kid, one a line; it need not be there. Empty: "
               "beside the first file of JWT_SIGNING_KEY_FILE, its name with .withdrawn"),
      field<&C::publish_key_seconds>("JWT_KEY_PUBLISH_SECONDS")
          .range(0, 86'400)
          .doc("seconds for which a replica publishes a new signing key before it signs by it"),
      field<&C::access_token_hours>("ACCESS_TOKEN_EXPIRE_HOURS")
          .range(1, 168)
          .doc("life of an access token, in hours (seed 2.2)"),
      field<&C::refresh_token_days>("REFRESH_TOKEN_EXPIRE_DAYS")
          .range(1, 365)
          .doc("days without a refresh after which a session is over (seed 2.2)"),
      field<&C::session_max_days>("SESSION_MAX_DAYS")
          .range(1, 365)
          .doc("days after which a session is over however much it was used"),
      field<&C::local_session_hours>("LOCAL_SESSION_MAX_HOURS")
          .range(1, 168)
          .doc("the same for sign-ins by password, in hours; never shorter than an access token"),
      field<&C::max_sessions>("MAX_SESSIONS_PER_USER")
          .range(1, 1000)
          .doc("sessions a user may have at once; a further one ends the oldest"),
      field<&C::recent_sign_in_minutes>("RECENT_SIGN_IN_MINUTES")
          .range(1, 1440)
          .doc("how old a sign-in may be to end one's other sessions"),
      field<&C::public_origin>("PUBLIC_ORIGIN")
          .required()
          .doc("the console's origin, as browsers send it: https://host[:port]; http on loopback alone"),
      field<&C::portal_url>("PORTAL_URL").length(0, 2048).doc("where the console sends people to sign in"),
      field<&C::local_login_enabled>("LOCAL_LOGIN_ENABLED")
          .doc("break-glass sign-in of local accounts by password"),
      field<&C::tools_cookie>("TOOLS_COOKIE")
          .doc("a cookie by which other tools on this host may ask who is signed in (GET /auth/verify)"),
      field<&C::usap_base_url>("USAP_BASE_URL").doc("USAP's address (seed 2.2); none: no ticket sign-in"),
      field<&C::usap_client_id>("USAP_CLIENT_ID").length(1, 255).doc("our name at USAP (seed 2.2)"),
      field<&C::usap_client_secret>("USAP_CLIENT_SECRET").secret().doc("our secret at USAP (seed 2.3)"),
      field<&C::usap_target_systems>("USAP_TARGET_SYSTEMS")
          .doc("comma separated names under which tickets may be meant for us"),
      field<&C::usap_ca_file>("USAP_CA_FILE")
          .doc("CA certificates that USAP is verified by; none: the system's"),
      field<&C::usap_oauth_enabled>("USAP_OAUTH_ENABLED")
          .doc("sign-in by USAP's OAuth 2.0 (authorization code, PKCE), beside its tickets"),
      field<&C::usap_oauth_authorize_url>("USAP_OAUTH_AUTHORIZE_URL")
          .length(0, 2048)
          .doc("where browsers are sent; none: /oauth/authorize below USAP_BASE_URL"),
      field<&C::usap_oauth_token_url>("USAP_OAUTH_TOKEN_URL")
          .length(0, 2048)
          .doc("where codes are redeemed; none: /oauth/token below USAP_BASE_URL"),
      field<&C::usap_oauth_userinfo_url>("USAP_OAUTH_USERINFO_URL")
          .length(0, 2048)
          .doc("where it is asked who it is; none: /oauth/userinfo below USAP_BASE_URL"),
      field<&C::usap_oauth_scope>("USAP_OAUTH_SCOPE")
          .length(1, 1024)
          .doc("what is asked for, parted by blanks"),
      field<&C::usap_oauth_client_auth>("USAP_OAUTH_CLIENT_AUTH")
          .one_of(kUsapClientAuth)
          .doc("how id and secret go to the token endpoint: basic (in the header), post (in the form)"),
      field<&C::usap_oauth_subject>("USAP_OAUTH_SUBJECT")
          .length(1, 64)
          .doc("the member of UserInfo that holds the USAP id"),
      field<&C::usap_oidc_issuer>("USAP_OIDC_ISSUER")
          .length(0, 255)
          .doc("USAP's issuer, where it speaks OpenID Connect: its discovery replaces the three addresses"),
      field<&C::identity_providers_file>("IDENTITY_PROVIDERS_FILE")
          .doc("JSON list of OpenID Connect providers, at most 16"),
      field<&C::user_info_ttl>("USER_INFO_CACHE_TTL")
          .range(1, 604'800)
          .doc("seconds for which a person's data from USAP are taken as fresh (seed 2.2)"),
      field<&C::user_status_ttl>("USER_STATUS_TTL")
          .range(1, 86'400)
          .doc(
              "seconds after which sign-in and refresh ask USAP, or a provider with recheck, again whether a "
              "person is still active"),
      field<&C::user_status_grace>("USER_STATUS_GRACE")
          .range(0, 604'800)
          .doc("seconds for which refresh goes on while USAP, or a provider with recheck, cannot be asked; "
               "how "
               "long a session of a provider without it lasts"),
  });
};
