#include "lgm/service/remote_rights.hpp"

#include <doctest/doctest.h>

#include "lgm/service/problem.hpp"

using namespace lgm;
using namespace lgm::service;

namespace {

struct FixedAnswer final : http::Caller {
  http::CallResult result;
  std::vector<std::string> targets;
  http::CallResult call(const http::Call& call) override {
    targets.push_back(call.target);
    return result;
  }
  void say(int status, std::string body) {
    result = {};
    result.status = status;
    result.body = std::move(body);
  }
};

constexpr char kAnswer[] =
    R"({"uid":"u","user_id":null,"username":"ann","role":"ANNOTATOR","is_active":true,"is_admin":false,)"
    R"("global":["smart_labeling"],"scenarios":{"shop":["playground"]},"held":["shop","chat"],)"
    R"("of_the_next_version":[1]})";

struct Fixture {
  std::shared_ptr<FixedAnswer> admin = std::make_shared<FixedAnswer>();
  RemoteRights rights{admin, 2};
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "rights are asked for once and kept until the feed drops them") {
  admin->say(200, kAnswer);
  const auto first = rights.rights_of("u");
  REQUIRE(first);
  CHECK(first->username == "ann");
  CHECK(first->user_id.empty());
  CHECK(first->holds("smart_labeling"));
  CHECK_FALSE(first->holds("user_management"));
  CHECK(first->holds_in("playground", "shop"));
  CHECK(first->reaches("chat"));
  CHECK_FALSE(first->reaches("bank"));
  CHECK(rights.rights_of("u") == first);
  CHECK(admin->targets.size() == 1);
  rights.follow({1, auth::RevocationKind::Session, "u", 0, 0});
  rights.follow({2, auth::RevocationKind::Permissions, "other", 0, 0});
  static_cast<void>(rights.rights_of("u"));
  CHECK(admin->targets.size() == 1);
  for (const auto kind : {auth::RevocationKind::Permissions, auth::RevocationKind::User}) {
    rights.follow({3, kind, "u", 0, 0});
    const std::size_t asked = admin->targets.size();
    static_cast<void>(rights.rights_of("u"));
    CHECK(admin->targets.size() == asked + 1);
  }
  rights.drop_all();
  static_cast<void>(rights.rights_of("u"));
  CHECK(admin->targets.size() == 4);
}

TEST_CASE_FIXTURE(Fixture, "an unknown user is none, and is not kept") {
  admin->say(404, "{}");
  CHECK_FALSE(rights.rights_of("../x y"));
  CHECK(admin->targets[0] == "/internal/v1/users/..%2Fx%20y/rights");
  CHECK_FALSE(rights.rights_of("../x y"));
  CHECK(admin->targets.size() == 2);
}

TEST_CASE_FIXTURE(Fixture, "no answer, or another than the contract's, is never a permit") {
  std::string other_user = kAnswer, text_admin = kAnswer, no_held = kAnswer;
  other_user.replace(8, 1, "v");
  text_admin.replace(text_admin.find("\"is_admin\":false"), 16, "\"is_admin\":\"yes\"");
  no_held.replace(no_held.find("\"held\""), 6, "\"hold\"");
  for (const std::string& body :
       {std::string("<html>"), std::string("{}"), std::string("[]"), other_user, text_admin, no_held}) {
    admin->say(200, body);
    CHECK_THROWS_AS(rights.rights_of("u"), Refusal);
  }
  admin->say(503, kAnswer);
  CHECK_THROWS_AS(rights.rights_of("u"), Refusal);
  admin->result.error = http::CallError::Timeout;
  CHECK_THROWS_AS(rights.rights_of("u"), Refusal);
}

TEST_CASE_FIXTURE(Fixture, "no more users are kept than there is room for") {
  for (const char* uid : {"a", "b", "c"}) {
    std::string body = kAnswer;
    body.replace(8, 1, uid);
    admin->say(200, body);
    CHECK(rights.rights_of(uid));
  }
  // One of the first two had to go; both are asked for at most once more.
  CHECK(admin->targets.size() == 3);
}
