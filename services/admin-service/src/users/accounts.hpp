// Local accounts, which sign in with a password, and service accounts, which do not sign in: made by an
// administrator, never by default. Whether the former are allowed at all (LOCAL_LOGIN_ENABLED) is asked by
// the routes.
#pragma once
#include "lgm/base/random.hpp"
#include "lgm/base/utf8.hpp"
#include "lgm/contracts/users.hpp"
#include "passwords/hasher.hpp"
#include "passwords/stored.hpp"
#include "users/password_attempts.hpp"
#include "users/users.hpp"
#include "work/work.hpp"

namespace lgm::admin {

struct NewAccount {
  std::string username;
  std::optional<std::string> password, display_name, role;
  std::string kind = std::string(kPerson);
};

// A User, and the password when we made it: shown this once.
struct Account {
  std::string id;
  std::optional<std::string> user_id;
  std::string username;
  std::optional<std::string> display_name, email;
  std::string role;
  bool is_active = true;
  base::WallTime created_at{}, updated_at{};
  std::optional<base::WallTime> last_login_at;
  std::int64_t version = 0;
  std::optional<std::string> password;
  std::string kind = std::string(kPerson);
};

struct PasswordChange {
  std::string password;
  std::optional<std::string> current_password;
};
struct PasswordReset {
  std::string username, password;
};
using contracts::PasswordAnswer;
using contracts::PasswordQuestion;

// Without a blank of any kind at either end: " ann" must not pass for "ann".
inline bool is_account_name(std::string_view name) {
  return !name.empty() && base::trimmed(name) == name;
}

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::NewAccount> {
  using T = lgm::admin::NewAccount;
  static constexpr std::string_view name = "NewAccount";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::username>("username")
          .length(1, 64)
          .required()
          .check("^\\S(.*\\S)?$", "must not begin or end with a blank", &lgm::admin::is_account_name)
          .doc("unique"),
      field<&T::password>("password")
          .length(8, 128)
          .multi_line()
          .secret()
          .doc("as sent, not among the commonest; without it one is made and answered once"),
      field<&T::display_name>("display_name").length(1, 128).blank_is_null(),
      field<&T::role>("role").length(1, 32).blank_is_null().trimmed().doc(
          "a role code; DEFAULT_ROLE when absent"),
      field<&T::kind>("kind")
          .one_of(lgm::admin::kUserKinds)
          .doc("PERSON when absent; SERVICE: a service account, without a password"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::Account> {
  using T = lgm::admin::Account;
  static constexpr std::string_view name = "Account";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id"),
      field<&T::user_id>("user_id"),
      field<&T::username>("username"),
      field<&T::display_name>("display_name"),
      field<&T::email>("email"),
      field<&T::role>("role"),
      field<&T::is_active>("is_active"),
      field<&T::created_at>("created_at"),
      field<&T::updated_at>("updated_at"),
      field<&T::last_login_at>("last_login_at"),
      field<&T::version>("version"),
      field<&T::password>("password").doc("one that we made: good for one sign-in within 24 hours"),
      field<&T::kind>("kind").one_of(lgm::admin::kUserKinds),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::PasswordChange> {
  using T = lgm::admin::PasswordChange;
  static constexpr std::string_view name = "PasswordChange";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::password>("password").length(8, 128).required().multi_line().secret(),
      field<&T::current_password>("current_password")
          .length(1, 1024)
          .multi_line()
          .secret()
          .doc("required for one's own"),
  });
};

template <>
struct lgm::describe::Description<lgm::admin::PasswordReset> {
  using T = lgm::admin::PasswordReset;
  static constexpr std::string_view name = "PasswordReset";
  static constexpr auto fields =
      std::to_array<Field>({field<&T::username>("username"),
                            field<&T::password>("password").doc("good for one sign-in within 24 hours")});
};

namespace lgm::admin::users {

// Told of what a change made, in its transaction.
template <class T>
using Left = std::function<void(Work&, const T&)>;

// Thread-safe. Hashes outside of transactions. Everything that `hasher` refuses (503) passes through.
class Accounts {
 public:
  // All outlive this. `default_role` is given where a new account names none. `session_cache` may be null.
  Accounts(Store& store, passwords::Hasher& hasher, const base::Clock& clock, base::Random& random,
           std::string default_role, http::Caller* session_cache = nullptr)
      : store_(store),
        hasher_(hasher),
        clock_(clock),
        random_(random),
        default_role_(std::move(default_role)),
        attempts_(clock, session_cache) {}

  // Throws 400 `duplicate`, `unknown_role`, `common_password`, `service_account_right`; 403 `not_held`; 422
  // for a service account with a password.
  Account create(const service::Actor& actor, const NewAccount& wanted, const Left<Account>& left = {});
  // One's own with the current one, or another user's by an administrator who holds all that this user
  // holds. Ends the user's sessions. Throws 404; 400 `common_password`, `not_local`,
  // `current_password_wrong`, which is audited; 429 `too_many_failures` after five of these; 403 `not_held`.
  void set_password(const service::Actor& actor, const std::string& id, const PasswordChange& change);
  // A password of ours in place of another user's. Throws 404; 400 `not_local`, `self_change`; 403
  // `not_held`.
  PasswordReset reset_password(const service::Actor& actor, const std::string& id,
                               const Left<PasswordReset>& left = {});
  // Takes the same time whether or not there is such a name, and answers nothing beyond `verified` and
  // `known` unless the password is right. Re-hashes what is outdated; spends a password of ours.
  PasswordAnswer verify(const service::Actor& actor, const PasswordQuestion& asked);

 private:
  struct Login;
  struct Known;
  Account create_service(const service::Actor& actor, const NewAccount& wanted, const Left<Account>& left);
  Known known(const std::string& username);
  bool matches(const Known& known, const passwords::Stored& stored, bool usable, const std::string& password);
  bool settle(const service::Actor& actor, const Login& login, passwords::Stored stored,
              const std::string& password);
  void check_current(const service::Actor& actor, const User& user, const PasswordChange& change);

  Store& store_;
  passwords::Hasher& hasher_;
  const base::Clock& clock_;
  base::Random& random_;
  std::string default_role_;
  PasswordAttempts attempts_;
};

// The first local administrator; false, and nothing done, while there is an active one. Throws Refusal 400
// for a name that is taken (`duplicate`) or a password that rules refuse.
bool ensure_first_administrator(Work& work, passwords::Hasher& hasher, const std::string& username,
                                const std::string& password);

// The public routes answer 403 `local_login_disabled` unless `enabled`. `accounts` outlives the tables.
void add_account_routes(service::RouteTable& public_routes, service::RouteTable& internal_routes,
                        Accounts& accounts, Store& store, bool enabled);

}  // namespace lgm::admin::users
