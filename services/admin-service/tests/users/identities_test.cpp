#include "users/identities.hpp"

#include "support/people.hpp"
#include "users/sign_in.hpp"
#include "users/users.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::People;

namespace {

constexpr char kCorp[] = "https://idp.example", kNext[] = "https://next.example";

// "ann" comes by kCorp, as "a-1".
struct Comers : People {
  Comers() {
    execute("INSERT INTO user_identities VALUES ('https://idp.example', 'a-1', 'ann')");
    store.trace = {};
  }
  UserIdentity add(const std::string& provider, const std::string& subject, const std::string& who = "ann",
                   const std::string& by = "root") {
    return as(by, [&](Work& work) { return users::add_identity(work, who, {"", "", provider, subject}); });
  }
  std::string refused_to_add(const std::string& provider, const std::string& subject,
                             const std::string& who = "ann", const std::string& by = "root") {
    return refused(by, [&](Work& work) {
      return users::add_identity(work, who, {"", "", provider, subject});
    });
  }
  UserIdentity remove(const std::string& id, const std::string& who = "ann", const std::string& by = "root") {
    return as(by, [&](Work& work) { return users::remove_identity(work, who, id); });
  }
  std::string refused_to_remove(const std::string& id, const std::string& who = "ann",
                                const std::string& by = "root") {
    return refused(by, [&](Work& work) { return users::remove_identity(work, who, id); });
  }
  // "provider subject", one a line.
  std::string listed(const std::string& who = "ann") {
    std::string text;
    for (const auto& one :
         store.reading([&](sql::Session& session) { return users::identities_of(session, who); }))
      text += one.provider + " " + one.subject + "\n";
    return text;
  }
  std::string id_of_only(const std::string& who) {
    return store.reading([&](sql::Session& session) { return users::identities_of(session, who); })
        .front()
        .id;
  }
  User user_now(const std::string& who = "ann") {
    return store.reading([&](sql::Session& session) { return users::get(session, who); });
  }
  bool is_local(const std::string& who) {
    return store.reading([&](sql::Session& session) { return users::is_local(session, who); });
  }
  std::string uid_of(const std::string& issuer, const std::string& subject,
                     const std::optional<std::string>& user_id = {}) {
    return store
        .changing_as_tester([&](Work& work) {
          return users::sign_in(work, {}, {issuer, subject, user_id, {}, {}});
        })
        .uid;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Comers, "a user to whom an identity is given comes by it, and the sessions end") {
  const auto made = add(kNext, "7");
  CHECK(made.id.size() == 32);
  CHECK(made.user_id == "ann");
  CHECK(listed() == "https://idp.example a-1\nhttps://next.example 7\n");
  CHECK(last_revocation() == std::pair{auth::RevocationKind::User, std::string("ann")});
  REQUIRE(store.trace.audits.size() == 1);
  CHECK(store.trace.audits[0].resource_id == made.id);
  CHECK(json::to_text(store.trace.audits[0].details) ==
        R"({"before":null,"after":{"id":")" + made.id +
            R"(","user_id":"ann","provider":"https://next.example","subject":"7"}})");
  CHECK(uid_of(kNext, "7") == "ann");
  CHECK(uid_of(kNext, "8") != "ann");
}

TEST_CASE_FIXTURE(Comers, "whose identity is taken away comes as somebody new, and the sessions end") {
  const std::string first = id_of_only("ann");
  add(kNext, "7");
  CHECK(remove(first).subject == "a-1");
  CHECK(listed() == "https://next.example 7\n");
  CHECK(store.trace.revocations.size() == 2);
  CHECK(store.trace.audits.size() == 2);
  CHECK(uid_of(kCorp, "a-1") != "ann");
}

TEST_CASE_FIXTURE(Comers, "the last identity stays; one of somebody else is not found") {
  const std::string only = id_of_only("ann");
  CHECK(refused_to_remove(only) == "409 last_identity");
  add(kNext, "7");
  CHECK(refused_to_remove("x") == "404 not_found");
  CHECK(refused_to_remove(only, "boss") == "404 not_found");
  CHECK(refused_to_remove(only, "nobody") == "404 not_found");
  CHECK(refused_to_remove(only + " ") == "404 not_found");
}

TEST_CASE_FIXTURE(Comers, "an identity is of one user, who is named") {
  std::string detail;
  CHECK(testing::refusal_of(
            store,
            [](Work& work) {
              return users::add_identity(work, "boss", {"", "", kCorp, "a-1"});
            },
            &detail, actor("root")) == "400 duplicate");
  CHECK(detail == "This identity is the one of annNAME");
  CHECK(refused_to_add(kCorp, "a-1") == "400 duplicate");
  // Binary: neither case nor blanks make them one.
  CHECK(refused_to_add(kCorp, "A-1") == "none");
  CHECK(refused_to_add(kCorp, "a-1 ") == "none");
}

TEST_CASE_FIXTURE(Comers, "nobody changes their own, or those of somebody who may do more") {
  CHECK(refused_to_add(kNext, "7", "root", "root") == "400 self_change");
  execute("INSERT INTO user_identities VALUES ('https://idp.example', 'r-1', 'root')");
  CHECK(refused_to_remove(id_of_only("root"), "root", "root") == "400 self_change");
  CHECK(refused_to_add(kNext, "7", "root", "boss") == "403 not_held");
  CHECK(refused_to_add(kNext, "7", "ann", "boss") == "none");
  execute("UPDATE users SET role = 'WORDS' WHERE id = 'ann'");
  CHECK(refused_to_add(kNext, "8", "ann", "boss") == "403 not_held");
  CHECK(refused_to_remove(id_of_only("ann"), "ann", "boss") == "403 not_held");
  CHECK(refused_to_add(kNext, "7", "nobody") == "404 not_found");
}

TEST_CASE_FIXTURE(Comers, "the identity of USAP is the user's USAP id") {
  const auto before = user_now().version;
  const auto made = add("usap", "U7");
  CHECK(user_now().user_id == "U7");
  CHECK(user_now().version == before + 1);
  CHECK(uid_of("usap", "U7", "U7") == "ann");
  CHECK(refused_to_add("usap", "U8") == "409 other_usap_id");
  CHECK(refused_to_add("usap", "U7", "boss") == "400 duplicate");
  CHECK(refused_to_add("usap", "U7 ", "boss") == "400 duplicate");  // one to MySQL's index
  remove(made.id);
  CHECK_FALSE(user_now().user_id);
  CHECK(refused_to_add("usap", "U8") == "none");
}

TEST_CASE_FIXTURE(Comers, "a USAP id that a user has already gets its identity") {
  execute("UPDATE users SET user_id = 'U7' WHERE id = 'boss'");
  const auto before = user_now("boss").version;
  CHECK(refused_to_add("usap", "U7", "ann") == "400 duplicate");
  add("usap", "U7", "boss");
  CHECK(user_now("boss").version == before);
  CHECK(uid_of("usap", "U7", "U7") == "boss");
}

TEST_CASE_FIXTURE(Comers, "what an outside id may not be") {
  CHECK(refused_to_add(kNext, "local:7") == "400 reserved_id");
  CHECK(refused_to_add("usap", "OIDC:7") == "400 reserved_id");
  CHECK(refused_to_add("usap", std::string(65, 'x')) == "422 too_long");
  CHECK(refused_to_add("usap", std::string(64, 'x')) == "none");
  for (const char* wrong : {"local", "USAP", "corp", "idp.example", "https://", "https://a/?b", "https://a#b",
                            "ftp://a", " https://a"})
    CHECK_MESSAGE(!is_provider(wrong), wrong);
  for (const char* right : {"usap", "https://a", "https://a/realms/b", "http://127.0.0.1:8000"})
    CHECK_MESSAGE(is_provider(right), right);
}

TEST_CASE_FIXTURE(Comers, "a service account comes by no provider") {
  user("robot", "NONE");
  execute("INSERT INTO user_identities VALUES ('service', 'robot', 'robot')");
  CHECK(refused_to_add(kNext, "7", "robot") == "400 service_account_identity");
  CHECK(refused_to_add("usap", "U7", "robot") == "400 service_account_identity");
  CHECK(refused_to_remove(id_of_only("robot"), "robot") == "409 last_identity");
}

TEST_CASE_FIXTURE(Comers, "a local account becomes its provider's, and its password is forgotten") {
  // "boss" is an account of an older version, without an identity; "lea" one of this version.
  user("lea", "NONE");
  execute("INSERT INTO user_identities VALUES ('local', 'lea', 'lea')");
  for (const std::string who : {"boss", "lea"}) {
    CAPTURE(who);
    execute("UPDATE users SET hashed_password = 'secret-hash' WHERE id = '" + who + "'");
    CHECK(is_local(who));
    if (who == "lea") CHECK(refused_to_remove(id_of_only(who), who) == "409 last_identity");
    add(kNext, who, who);
    CHECK_FALSE(is_local(who));
    CHECK(listed(who) == "https://next.example " + who + "\n");
    CHECK(store.dump_all().find("secret-hash") == std::string::npos);
    CHECK(json::to_text(store.trace.audits.back().details).find(R"("password":"forgotten")") !=
          std::string::npos);
    CHECK(refused_to_remove(id_of_only(who), who) == "409 last_identity");
  }
}
