// IDENTITY_PROVIDERS_FILE: the OpenID Connect providers that this installation lets people in by.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lgm/contracts/users.hpp"
#include "lgm/describe/describe.hpp"
#include "providers/oidc/code_flow.hpp"

namespace lgm::auth_service::oidc {

struct EntryName {
  std::string zh, en;
  bool operator==(const EntryName&) const = default;
};
struct EntryClaims {
  std::string subject = "sub";
  std::optional<std::string> username, display_name, email, groups;
  bool operator==(const EntryClaims&) const = default;
};
struct EntryGroup {
  std::string group, role;
  std::optional<std::string> scenario;
  bool operator==(const EntryGroup&) const = default;
};
// As the file has it.
struct Entry {
  std::string id;
  EntryName name;
  std::optional<std::string> icon;
  std::string issuer, client_id;
  std::optional<std::string> client_secret_file, private_key_file;
  std::vector<std::string> scopes = {"openid", "profile", "email"};
  std::vector<std::string> hosts;
  std::optional<std::string> ca_file;
  EntryClaims claims;
  std::vector<EntryGroup> groups;
  std::optional<std::string> acr;
  std::vector<std::string> amr;
  std::string token_auth = "client_secret_basic";
  std::string recheck = "none", logout = "none";
};

// An entry, and what is read by it.
struct LoadedEntry {
  Entry entry;
  std::vector<std::string> origins;  // the issuer's first
  std::string secret;
  std::shared_ptr<const auth::ClientKey> key;
};

inline constexpr std::size_t kMostEntries = 16;

// Of an empty path none. `faults`: all at once, each named by variable, entry and member; none with a secret.
// Entries with faults are left out.
std::vector<LoadedEntry> load_entries(const std::string& path, std::vector<describe::Fault>& faults);

// How metrics, logs and readiness name the provider of this id.
std::string dependency_of(const std::string& id);

ClientProof proof_named(std::string_view token_auth);

inline constexpr std::string_view kByRefreshToken = "refresh_token";  // Entry::recheck

namespace detail {
inline constexpr std::string_view kTokenAuth[] = {"client_secret_basic", "client_secret_post",
                                                  "private_key_jwt"};
inline constexpr std::string_view kRechecks[] = {"none", kByRefreshToken};
inline constexpr std::string_view kLogouts[] = {"none", "rp", "backchannel", "both"};
bool is_entry_id(std::string_view id);
bool is_icon(std::string_view icon);
bool identifies(std::string_view claim);
bool is_scope(std::string_view scope);
}  // namespace detail

}  // namespace lgm::auth_service::oidc

namespace lgm::describe {

template <>
struct Description<auth_service::oidc::EntryName> {
  using T = auth_service::oidc::EntryName;
  static constexpr std::string_view name = "IdentityProviderName";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::zh>("zh").length(1, 64).trimmed().required(),
      field<&T::en>("en").length(1, 64).trimmed().required(),
  });
};

template <>
struct Description<auth_service::oidc::EntryClaims> {
  using T = auth_service::oidc::EntryClaims;
  static constexpr std::string_view name = "IdentityProviderClaims";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::subject>("subject").length(1, 255).required().check(
          "",
          "must be a claim that is never given to somebody else: not email, preferred_username, upn or name",
          &auth_service::oidc::detail::identifies),
      field<&T::username>("username").length(1, 255),
      field<&T::display_name>("display_name").length(1, 255),
      field<&T::email>("email").length(1, 255),
      field<&T::groups>("groups").length(1, 255),
  });
};

template <>
struct Description<auth_service::oidc::EntryGroup> {
  using T = auth_service::oidc::EntryGroup;
  static constexpr std::string_view name = "IdentityProviderGroup";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::group>("group").length(1, 255).required(),
      field<&T::role>("role").length(1, 64).trimmed().required().check(
          "", "must be no role that may do everything: SYSTEM_ADMIN is given by people alone",
          &contracts::may_be_mapped),
      field<&T::scenario>("scenario").length(1, 64).trimmed(),
  });
};

template <>
struct Description<auth_service::oidc::Entry> {
  using T = auth_service::oidc::Entry;
  static constexpr std::string_view name = "IdentityProvider";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").required().check("^[a-z0-9-]{1,32}$",
                                           "must be 1 to 32 of a-z, 0-9 and -, and none of ticket, password, "
                                           "local, usap",
                                           &auth_service::oidc::detail::is_entry_id),
      field<&T::name>("name").required(),
      field<&T::icon>("icon").check("^[a-z0-9-]{1,32}$", "must be 1 to 32 of a-z, 0-9 and -",
                                    &auth_service::oidc::detail::is_icon),
      field<&T::issuer>("issuer").length(1, 255).required(),
      field<&T::client_id>("client_id").length(1, 255).required(),
      field<&T::client_secret_file>("client_secret_file").length(1, 4096),
      field<&T::private_key_file>("private_key_file").length(1, 4096),
      field<&T::scopes>("scopes").items(32).length(1, 255).check(
          "", "must hold visible characters other than \" and \\", &auth_service::oidc::detail::is_scope),
      field<&T::hosts>("hosts").items(16).length(1, 255),
      field<&T::ca_file>("ca_file").length(1, 4096),
      field<&T::claims>("claims").required(),
      field<&T::groups>("groups").items(contracts::kMostMappedRoles),
      field<&T::acr>("acr").length(1, 255),
      field<&T::amr>("amr").items(16).length(1, 64),
      field<&T::token_auth>("token_auth").one_of(auth_service::oidc::detail::kTokenAuth),
      field<&T::recheck>("recheck").one_of(auth_service::oidc::detail::kRechecks),
      field<&T::logout>("logout").one_of(auth_service::oidc::detail::kLogouts),
  });
};

}  // namespace lgm::describe
