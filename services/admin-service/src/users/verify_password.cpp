#include "policy_rows/declare.hpp"
#include "users/accounts.hpp"
#include "users/administrators.hpp"
#include "users/operations.hpp"

namespace lgm::admin::users {
namespace {

// A password of whoever a provider identifies opens nothing, however it came there: it would pass the
// provider by.
std::string by_name() {
  return "SELECT `id`, `user_id`, `username`, " + std::string(kEffectiveRole) + ", `is_active`, CASE WHEN " +
         std::string(kIsLocal) + " THEN `hashed_password` END, `version` FROM `users` WHERE `username` = ?";
}
// The highest cost among adopted bcrypt hashes, "12"; NULL once all have been re-hashed.
constexpr char kBcryptCost[] =
    "SELECT MAX(SUBSTR(`hashed_password`, 5, 2)) FROM `users` WHERE `hashed_password` LIKE '$2%'";

// Hashes, at our costs, that no password is known to give.
constexpr char kNobodysArgon[] =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdC4uLg$bm9ib2R5IGtub3dzIGEgcGFzc3dvcmQgZm9yIHRoaXM";
// A bcrypt hash of that cost that no password is known to give.
std::string nobodys_bcrypt(const std::string& cost) {
  return "$2b$" + cost + "$" + std::string(21, '.') + "O" + std::string(31, '.');
}

}  // namespace

struct Accounts::Login {
  PasswordAnswer answer;  // if the password is right
  std::string stored_text;
};

struct Accounts::Known {
  std::optional<Login> login;
  std::optional<std::string> bcrypt_cost;
};

Accounts::Known Accounts::known(const std::string& username) {
  return store_.reading([&](sql::Session& session) {
    Known known;
    known.bcrypt_cost = text_or_none(session.query(kBcryptCost, {}, 1), 0);
    const auto rows = session.query(by_name(), {username}, 7);
    // A collation may take another name for this one.
    if (rows.empty() || rows.text(0, 2) != username) return known;
    known.login =
        Login{{true, std::string(rows.text(0, 0)), text_or_none(rows, 1), username,
               std::string(rows.text(0, 3)), rows.integer(0, 4) != 0, rows.integer(0, 6), true, std::nullopt},
              std::string(rows.cell(0, 5).value_or(""))};
    return known;
  });
}

// One Argon2id check for everybody and, while adopted hashes remain, one of bcrypt: whose name exists, and
// how the password is stored, does not show in the time.
bool Accounts::matches(const Known& known, const passwords::Stored& stored, bool usable,
                       const std::string& password) {
  const bool bcrypt = usable && passwords::is_bcrypt(stored.hash);
  const bool argon = usable && passwords::is_argon2id(stored.hash);
  const bool by_argon = hasher_.matches(password, argon ? stored.hash : kNobodysArgon);
  bool by_bcrypt = false;
  if (known.bcrypt_cost)
    by_bcrypt = hasher_.matches(password, bcrypt ? stored.hash : nobodys_bcrypt(*known.bcrypt_cost));
  return (argon && by_argon) || (bcrypt && by_bcrypt);
}

// What a right password leaves behind; false when something else is stored meanwhile.
bool Accounts::settle(const service::Actor& actor, const Login& login, passwords::Stored stored,
                      const std::string& password) {
  if (passwords::is_outdated(stored.hash)) stored.hash = hasher_.hash(password);
  stored.spent = stored.until.has_value();
  const auto changed = store_.changing(actor, [&](Work& work) {
    return work.session().execute(
        "UPDATE `users` SET `hashed_password` = ?, `last_login_at` = ? WHERE `id` = ? AND `hashed_password` "
        "= ?",
        {passwords::to_text(stored), base::format_sql(work.now()), *login.answer.uid, login.stored_text});
  });
  return changed > 0;
}

PasswordAnswer Accounts::verify(const service::Actor& actor, const PasswordQuestion& asked) {
  // While it is checked, a password may be replaced, spent, or re-hashed by another sign-in: what is stored
  // then is checked in its turn.
  constexpr int kChecks = 2;
  PasswordAnswer answer;
  for (int check = 0; check < kChecks; ++check) {
    const Known found = known(asked.username);
    passwords::Stored stored;
    if (found.login) stored = passwords::parse_stored(found.login->stored_text);
    const bool usable = found.login && !stored.spent && !stored.expired(clock_.now());
    answer = {};
    answer.known = found.login.has_value();
    if (!matches(found, stored, usable, asked.password)) return answer;
    if (!*found.login->answer.is_active || settle(actor, *found.login, stored, asked.password)) {
      answer = found.login->answer;
      answer.one_time = stored.until.has_value();
      return answer;
    }
  }
  return answer;
}

}  // namespace lgm::admin::users
