// Users between the services: who signs in, whether a password is right, what a user may do. admin-service
// answers.
#pragma once
#include "lgm/calls/operation.hpp"
#include "lgm/contracts/peers.hpp"

namespace lgm::contracts {

// POST /internal/v1/users/sign-in: somebody whom a way in has identified.
struct SignIn {
  std::string issuer, subject;
  std::optional<std::string> user_id, display_name, email;
  std::optional<std::string> username = {};
};
struct SignedIn {
  std::string uid;
  std::optional<std::string> user_id;
  std::string username;
  std::optional<std::string> display_name;
  std::string role;
  bool is_active = true, created = false;
};

// POST /internal/v1/users/find: whom an identity is of.
struct IdentityQuestion {
  std::string issuer, subject;
};
struct FoundUser {
  std::optional<std::string> uid;  // none: of nobody yet
};

// POST /internal/v1/users/mapped-roles: what the groups of a user, at the provider `source`, come to.
struct MappedRole {
  std::string role;
  std::optional<std::string> scenario;
  bool operator==(const MappedRole&) const = default;
};
struct MappedRoles {
  std::string uid, source;
  std::vector<MappedRole> roles;
};
struct UnknownRole {
  std::string role;
  std::optional<std::string> scenario;
  bool operator==(const UnknownRole&) const = default;
};
struct RolesMapped {
  std::int64_t given = 0, taken = 0;
  std::vector<UnknownRole> unknown;
};

// POST /internal/v1/users/verify-password
struct PasswordQuestion {
  std::string username, password;
};
// Nothing but `verified` and `known` unless the password is right.
struct PasswordAnswer {
  bool verified = false;
  std::optional<std::string> uid, user_id, username, role;
  std::optional<bool> is_active;
  std::optional<std::int64_t> version;
  bool known = false;
  std::optional<bool> one_time;
};

// GET /internal/v1/users/{uid}/rights
struct UserQuestion {
  std::string uid;
};
struct UserRights {
  std::string uid;
  std::optional<std::string> user_id;
  std::string username, role;
  bool is_active = true, is_admin = false;
  std::vector<std::string> global;
  std::map<std::string, std::vector<std::string>> scenarios;
  std::vector<std::string> held;
  std::optional<std::int64_t> version;
  std::optional<std::string> display_name, email;
};

// How many groups an entry of IDENTITY_PROVIDERS_FILE may map, and so how many roles they may come to.
inline constexpr std::int64_t kMostMappedRoles = 256;
// Whoever may do everything is made by people alone.
inline constexpr std::string_view kNeverMapped = "SYSTEM_ADMIN";
inline bool may_be_mapped(std::string_view role) {
  return role != kNeverMapped;
}

}  // namespace lgm::contracts

template <>
struct lgm::describe::Description<lgm::contracts::SignIn> {
  using T = lgm::contracts::SignIn;
  static constexpr std::string_view name = "SignIn";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::issuer>("issuer").length(1, 255).required().doc("usap, local or the provider's issuer URL"),
      field<&T::subject>("subject").length(1, 255).required().doc("who that issuer says it is"),
      field<&T::user_id>("user_id").length(1, 64).blank_is_null().absent_when_null().doc("USAP id"),
      field<&T::display_name>("display_name").length(1, 128).blank_is_null().absent_when_null(),
      field<&T::email>("email").length(1, 128).blank_is_null().absent_when_null(),
      field<&T::username>("username")
          .length(1, 128)
          .blank_is_null()
          .absent_when_null()
          .doc("what a new user without USAP id is called; absent: as the subject"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::SignedIn> {
  using T = lgm::contracts::SignedIn;
  static constexpr std::string_view name = "SignedIn";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::uid>("uid").length(1, kNoLimit).required(),
      field<&T::user_id>("user_id").as_stored(),
      field<&T::username>("username").as_stored().required(),
      field<&T::display_name>("display_name").as_stored(),
      field<&T::role>("role").as_stored().required(),
      field<&T::is_active>("is_active").required(),
      field<&T::created>("created"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::IdentityQuestion> {
  using T = lgm::contracts::IdentityQuestion;
  static constexpr std::string_view name = "IdentityQuestion";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::issuer>("issuer").length(1, 255).required().doc("usap, local or the provider's issuer URL"),
      field<&T::subject>("subject").length(1, 255).required().doc("who that issuer says it is"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::FoundUser> {
  using T = lgm::contracts::FoundUser;
  static constexpr std::string_view name = "FoundUser";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::uid>("uid").as_stored().doc("null: of nobody yet"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::MappedRole> {
  using T = lgm::contracts::MappedRole;
  static constexpr std::string_view name = "MappedRole";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::role>("role")
          .length(1, 64)
          .required()
          .check("", "must not be SYSTEM_ADMIN", &lgm::contracts::may_be_mapped)
          .doc("a role code"),
      field<&T::scenario>("scenario")
          .length(1, 64)
          .blank_is_null()
          .absent_when_null()
          .doc("an app_id; absent: everywhere"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::MappedRoles> {
  using T = lgm::contracts::MappedRoles;
  static constexpr std::string_view name = "MappedRoles";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::uid>("uid").length(1, 36).required(),
      field<&T::source>("source").length(1, 255).required().doc("the provider's issuer URL"),
      field<&T::roles>("roles").items(lgm::contracts::kMostMappedRoles).required().doc("all of them"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::UnknownRole> {
  using T = lgm::contracts::UnknownRole;
  static constexpr std::string_view name = "UnknownRole";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::role>("role").as_stored().required(),
      field<&T::scenario>("scenario").as_stored().absent_when_null(),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::RolesMapped> {
  using T = lgm::contracts::RolesMapped;
  static constexpr std::string_view name = "RolesMapped";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::given>("given").doc("roles that the user did not have from this source"),
      field<&T::taken>("taken"),
      field<&T::unknown>("unknown").doc(
          "what gives nothing: there is no such active role or no such scenario, or the one needs the other"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::PasswordQuestion> {
  using T = lgm::contracts::PasswordQuestion;
  static constexpr std::string_view name = "PasswordQuestion";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::username>("username").length(0, 1024).required().multi_line(),
      field<&T::password>("password").length(0, 1024).required().multi_line().secret(),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::PasswordAnswer> {
  using T = lgm::contracts::PasswordAnswer;
  static constexpr std::string_view name = "PasswordAnswer";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::verified>("verified").required(),
      field<&T::uid>("uid").as_stored(),
      field<&T::user_id>("user_id").as_stored(),
      field<&T::username>("username").as_stored(),
      field<&T::role>("role").as_stored(),
      field<&T::is_active>("is_active"),
      field<&T::version>("version").doc("of the user when the password was right"),
      field<&T::known>("known").doc("whether somebody has this name; for the log alone"),
      field<&T::one_time>("one_time").doc("we made this password: the sign-in may only replace it"),
  });
};

template <>
struct lgm::describe::Description<lgm::contracts::UserQuestion> {
  static constexpr std::string_view name = "UserQuestion";
  static constexpr auto fields =
      std::to_array<Field>({field<&lgm::contracts::UserQuestion::uid>("uid").required()});
};

template <>
struct lgm::describe::Description<lgm::contracts::UserRights> {
  using T = lgm::contracts::UserRights;
  static constexpr std::string_view name = "Rights";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::uid>("uid").length(1, kNoLimit).required(),
      field<&T::user_id>("user_id").as_stored(),
      field<&T::username>("username").as_stored().required(),
      field<&T::role>("role").as_stored().required(),
      field<&T::is_active>("is_active").required(),
      field<&T::is_admin>("is_admin").required(),
      field<&T::global>("global").as_stored().required().doc("codes held everywhere"),
      field<&T::scenarios>("scenarios").as_stored().required().doc("codes by app_id"),
      field<&T::held>("held").as_stored().required().doc("app_ids of every scenario in which a role is held"),
      field<&T::version>("version").doc("raised by each change of role, status and password"),
      field<&T::display_name>("display_name").as_stored().absent_when_null().doc("to auth-service alone"),
      field<&T::email>("email").as_stored().absent_when_null().doc("to auth-service alone"),
  });
};

namespace lgm::contracts {

inline constexpr calls::Operation<SignIn, SignedIn> kSignInUser{
    .callee = kAdmin,
    .path = "/internal/v1/users/sign-in",
    .name = "sign_in_user",
    .summary = "Finds or makes the user behind an identity",
    .group = "users",
    .callers = {"auth"},
    .idempotent = true,
    .patience = std::chrono::seconds(4),
    .refused = {{{400, "reserved_id", "the id looks like a local one"},
                 {409, "user_id_taken", "another identity has this user_id"}}},
    .doc = "By `user_identities(issuer, subject)` alone; refreshes name, mail, `last_login_at`."};
inline constexpr calls::Operation<IdentityQuestion, FoundUser> kFindUser{
    .callee = kAdmin,
    .path = "/internal/v1/users/find",
    .name = "find_user",
    .summary = "Whom an identity is of",
    .group = "users",
    .callers = {"auth"},
    .idempotent = true,
    .patience = std::chrono::seconds(2),
    .doc = "By `user_identities(issuer, subject)` alone; makes and changes nothing."};
inline constexpr calls::Operation<MappedRoles, RolesMapped> kMapRoles{
    .callee = kAdmin,
    .path = "/internal/v1/users/mapped-roles",
    .name = "map_user_roles",
    .summary = "Gives a user the roles that a provider's groups come to, and takes those that they do not",
    .group = "users",
    .callers = {"auth"},
    .idempotent = true,
    .patience = std::chrono::seconds(4),
    .doc =
        "Of rows with this `source` alone; what somebody gave, and `users.role`, stay. 404 `not_found`: "
        "there "
        "is no such user."};
inline constexpr calls::Operation<PasswordQuestion, PasswordAnswer> kVerifyPassword{
    .callee = kAdmin,
    .path = "/internal/v1/users/verify-password",
    .name = "verify_password",
    .summary = "Whether this is the user's password",
    .group = "users",
    .callers = {"auth"},
    .patience = std::chrono::seconds(5),
    .refused = {{{503, "password_checks_busy", "as many checks as allowed are running and waiting"}}},
    .doc =
        "Takes the same time for unknown names. A password that admin-service made verifies once, within 24 "
        "hours, "
        "and says `one_time`: auth-service then gives a token that can only replace it."};
inline constexpr calls::Operation<UserQuestion, UserRights> kUserRights{
    .callee = kAdmin,
    .method = http::Method::Get,
    .path = "/internal/v1/users/{uid}/rights",
    .name = "user_rights",
    .summary = "What a user may do",
    .group = "users",
    .callers = {"auth", "guard"},
    .idempotent = true,
    .patience = std::chrono::seconds(2),
    .doc =
        "404 `not_found`: there is no such user. auth-service compares `version` with that of "
        "`verify-password` once a session stands."};

}  // namespace lgm::contracts
