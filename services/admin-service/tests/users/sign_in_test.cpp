#include "users/sign_in.hpp"

#include "support/refusals.hpp"

using namespace lgm;
using namespace lgm::admin;
using testing::refusal_of;
using testing::TestStore;

namespace {

SignedIn sign_in(TestStore& store, const SignIn& who, const users::SignInRules& rules = {}) {
  return store.changing_as_tester([&](Work& work) { return users::sign_in(work, rules, who); });
}

}  // namespace

TEST_CASE("a person is known by issuer and subject alone") {
  TestStore store;
  const auto first = sign_in(store, {"usap", "U1", "U1", "Ann", "ann@example.org"});
  CHECK(first.created);
  CHECK(first.username == "U1");
  CHECK(first.role == "ANNOTATOR");
  CHECK(store.trace.audits.size() == 1);
  const auto again = sign_in(store, {"usap", "U1", "U1", "Ann B", {}});
  CHECK_FALSE(again.created);
  CHECK(again.uid == first.uid);
  CHECK(again.display_name == "Ann B");
  CHECK(store.dump().find("ann@example.org") != std::string::npos);
  const auto impostor = sign_in(store, {"https://other.example", "U1", {}, "Ann", "ann@example.org"});
  CHECK(impostor.uid != first.uid);
  CHECK(impostor.username == "U1-2");
}

TEST_CASE("a name that a provider gives names a new user, and nobody is known by it") {
  TestStore store;
  const std::string issuer = "https://idp.example";
  const auto first = sign_in(store, {issuer, "s-1", {}, {}, {}, "ann"});
  CHECK(first.username == "ann");
  const auto second = sign_in(store, {issuer, "s-2", {}, {}, {}, "ann"});
  CHECK(second.uid != first.uid);
  CHECK(second.username == "ann-2");
  CHECK(sign_in(store, {issuer, "s-1", {}, {}, {}, "renamed"}).username == "ann");
  CHECK(sign_in(store, {issuer, "s-3", {}, {}, {}}).username == "s-3");
  CHECK(sign_in(store, {"usap", "U9", "U9", {}, {}, "ann"}).username == "U9");
}

TEST_CASE("a listed person becomes the administrator only while there is none") {
  TestStore store;
  const users::SignInRules rules{"ANNOTATOR", {"U1", "U2"}};
  CHECK(sign_in(store, {"https://other.example", "U1", {}, {}, {}}, rules).role == "ANNOTATOR");
  CHECK(sign_in(store, {"usap", "U1", "U1", {}, {}}, rules).role == "SYSTEM_ADMIN");
  CHECK(sign_in(store, {"usap", "U2", "U2", {}, {}}, rules).role == "ANNOTATOR");
  CHECK(store.trace.revocations.empty());  // somebody new holds no token that could be refused
}

TEST_CASE("whoever is raised after earlier sign-ins keeps the older tokens, with the new rights") {
  TestStore store;
  sign_in(store, {"usap", "U1", "U1", {}, {}});
  CHECK(sign_in(store, {"usap", "U1", "U1", {}, {}}, {"ANNOTATOR", {"U1"}}).role == "SYSTEM_ADMIN");
  CHECK(store.trace.revocations.empty());
  CHECK(store.trace.gifts.size() == 1);
}

TEST_CASE("a name or mail that changed is read anew everywhere, and nobody is signed out for it") {
  TestStore store;
  const std::string uid = sign_in(store, {"https://idp.example", "s-1", {}, "Ann", "ann@example.org"}).uid;
  sign_in(store, {"https://idp.example", "s-1", {}, "Ann", "ann@example.org"});
  sign_in(store, {"https://idp.example", "s-1", {}, {}, {}});
  CHECK(store.trace.gifts.empty());
  sign_in(store, {"https://idp.example", "s-1", {}, "Ann B", "ann@example.org"});
  CHECK(store.trace.gifts == std::vector<std::string>{uid});
  sign_in(store, {"https://idp.example", "s-1", {}, "Ann B", "b@example.org"});
  CHECK(store.trace.gifts.size() == 2);
  CHECK(store.trace.revocations.empty());
}

TEST_CASE("an inactive user is told so and neither refreshed nor raised") {
  TestStore store;
  sign_in(store, {"usap", "U1", "U1", "Ann", {}});
  store.changing_as_tester(
      [](Work& work) { return work.session().execute("UPDATE users SET is_active = 0", {}); });
  const auto answer = sign_in(store, {"usap", "U1", "U1", "New", {}}, {"ANNOTATOR", {"U1"}});
  CHECK_FALSE(answer.is_active);
  CHECK(answer.role == "ANNOTATOR");
  CHECK(answer.display_name == "Ann");
}

TEST_CASE("two identities cannot have one user_id") {
  TestStore store;
  sign_in(store, {"usap", "U1", "U1", {}, {}});
  CHECK(refusal_of(store, [](Work& work) {
          return users::sign_in(work, {}, {"https://other", "x", "U1", {}, {}});
        }) == "409 user_id_taken");
  // Blanks at the end make no other id, whichever came first; another case does.
  sign_in(store, {"usap", "U2 ", "U2 ", {}, {}});
  for (const char* same : {"U1 ", "U1  ", "U2"})
    CHECK_MESSAGE(
        refusal_of(store,
                   [&](Work& work) {
                     return users::sign_in(work, {}, {"usap", std::string("of ") + same, same, {}, {}});
                   }) == "409 user_id_taken",
        same);
  CHECK(sign_in(store, {"usap", "u1", "u1", {}, {}}).user_id == "u1");
}

TEST_CASE("no outside id can look like one of ours, in whatever case") {
  TestStore store;
  for (const char* id : {"local:x", "Local:x", "LOCAL:", "oidc:x", "OIDC:x", "oIdc:x"}) {
    CHECK_MESSAGE(refusal_of(store,
                             [&](Work& work) {
                               return users::sign_in(work, {}, {"usap", id, {}, {}, {}});
                             }) == "400 reserved_id",
                  std::string(id));
    CHECK_MESSAGE(refusal_of(store,
                             [&](Work& work) {
                               return users::sign_in(work, {}, {"usap", "x", id, {}, {}});
                             }) == "400 reserved_id",
                  std::string(id));
  }
  CHECK(sign_in(store, {"usap", "locally:x", "locally:x", {}, {}}).user_id == "locally:x");
}

TEST_CASE("a name has no blanks at its ends, and is nobody else's") {
  TestStore store;
  const auto name = [&](const std::string& subject) {
    return sign_in(store, {"usap", subject, {}, {}, {}}).username;
  };
  CHECK(name("ann") == "ann");
  CHECK(name("ann ") == "ann-2");
  CHECK(name("\u3000ann\u00A0") == "ann-3");
  CHECK(name(" ") == "user");
  CHECK(name("\u3000") == "user-2");
  CHECK(name(std::string(55, 'a') + " b") == std::string(55, 'a'));
  CHECK(name(std::string(54, 'a') + "语") == std::string(54, 'a'));
}

TEST_CASE("a blank at the end, another case or a number-like id is another person") {
  TestStore store;
  const auto uid = [&](const std::string& subject) {
    return sign_in(store, {"usap", subject, {}, {}, {}}).uid;
  };
  const std::set<std::string> people{uid("7"), uid("7 "), uid("07"),      uid("7.0"),
                                     uid("u"), uid("U"),  uid("\xC3\xBA")};
  CHECK(people.size() == 7);
}
