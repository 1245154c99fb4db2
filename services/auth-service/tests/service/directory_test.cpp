#include <doctest/doctest.h>

#include <thread>

#include "../support/suite.hpp"

using namespace lgm;
using namespace lgm::testing;
using json::Array;
using json::Object;

namespace {

void usap_mode(Suite& suite, const std::string& mode) {
  usap_simulator::Behaviour behaviour;
  behaviour.mode = mode;
  suite.usap.behaviour().set(behaviour);
}

Reply names(const Suite& suite, const std::string& token, const Array& ids) {
  return suite.post("/sso/users/batch", Object{{"user_ids", ids}}, bearer(token));
}

void make_manager(Suite& suite, const std::string& uid) {
  auto user = suite.admin->user(uid);
  user.global = {"user_management"};
  user.scenarios = {{"shop", {"playground"}}, {"chat", {}}};
  suite.admin->put(user);
  suite.cache->revoke("permissions", uid);
  suite.cache->settle();
  suite.clock.advance(std::chrono::milliseconds(1));  // a token of the very same moment would be refused
}

}  // namespace

TEST_CASE_FIXTURE(Suite, "user info: from USAP once, then from the cache, with rights") {
  const Reply signed_in = sign_in("alice");
  make_manager(*this, "uid-alice");
  const std::string token = refresh(signed_in.text("refresh_token")).token();
  const std::int64_t asked = usap.calls("users");
  const Reply info = get("/sso/user-info", token);
  REQUIRE(info.status == 200);
  CHECK(info.text("user_id") == "alice");
  CHECK(info.text("user_name") == "Alice Zhang 张爱丽");
  CHECK(info.text("email") == "alice@example.com");
  CHECK(info.text("phone") == "+86 10 5555 0101");
  CHECK(info.text("role") == "ANNOTATOR");
  CHECK(json::to_text(*info.body.find("scenarios")) == R"(["chat","shop"])");
  CHECK(json::to_text(*info.body.find("global_permissions")) == R"(["user_management"])");
  CHECK(json::to_text(*info.body.find("scenario_permissions")) == R"({"chat":[],"shop":["playground"]})");
  CHECK(info.body.find("stale") == nullptr);
  CHECK(get("/sso/user-info", token).status == 200);
  CHECK(usap.calls("users") == asked);  // the sign-in had kept it
  CHECK(ask("GET", "/sso/user-info").status == 401);
  const Reply erin = get("/sso/user-info", sign_in("erin").token());
  CHECK(erin.status == 200);
  CHECK(erin.body.find("email") == nullptr);
}

TEST_CASE_FIXTURE(Suite, "user info of somebody without a USAP id is the local row") {
  auto own = configuration();
  own.local_login_enabled = true;
  restart(own);
  admin->put({.uid = "uid-lea",
              .username = "lea",
              .password = "a long phrase",
              .display_name = "Lea Sommer",
              .email = "lea@example.com"});
  admin->put({.uid = "uid-leo", .username = "leo", .password = "a long phrase"});
  const std::string token = password("lea", "a long phrase").token();
  const std::int64_t asked = usap.calls("users");
  const Reply info = get("/sso/user-info", token);
  CHECK(info.text("user_id") == "uid-lea");
  CHECK(info.text("user_name") == "Lea Sommer");
  CHECK(info.text("email") == "lea@example.com");
  CHECK(info.body.find("department") == nullptr);
  const Reply reload = ask("POST", "/sso/user-info/refresh", bearer(token));
  CHECK(reload.text("user_name") == "Lea Sommer");
  CHECK(reload.text("email") == "lea@example.com");
  CHECK(usap.calls("users") == asked);
  // Without a name of their own, or by an admin-service of the version before, which tells none.
  const Reply plain = get("/sso/user-info", password("leo", "a long phrase").token());
  CHECK(plain.text("user_name") == "leo");
  CHECK(plain.body.find("email") == nullptr);
}

TEST_CASE_FIXTURE(Suite, "USAP down: what is kept is served as stale, and nothing kept is 503") {
  const std::string token = sign_in("alice").token();
  usap_mode(*this, "down");
  CHECK(get("/sso/user-info", token).body.find("stale") == nullptr);
  advance(std::chrono::seconds(3601));
  const Reply stale = get("/sso/user-info", token);
  CHECK(stale.status == 200);
  CHECK(stale.body.flag_at("stale") == true);
  const Reply batch = names(*this, token, {"alice", "bob"});
  CHECK(batch.status == 200);
  CHECK(json::to_text(*batch.body.find("unavailable")) == R"(["bob"])");
  CHECK((*batch.body.find("users")->array())[0].flag_at("stale") == true);
  CHECK(names(*this, token, {"bob"}).code() == "usap_unavailable");
  cache->call({http::Method::Post, "/internal/v1/user-info/drop", {}, "{}"});
  CHECK(get("/sso/user-info", token).code() == "usap_unavailable");
  usap_mode(*this, "normal");
  CHECK(get("/sso/user-info", token).body.find("stale") == nullptr);
  CHECK(metrics_text().find(R"(lgm_user_info_lookups_total{outcome="stale"})") != std::string::npos);
}

TEST_CASE_FIXTURE(Suite, "what is kept of people ends, also while USAP is down") {
  admin->put({"uid-root", "", "root", "SYSTEM_ADMIN", "right horse"});
  sign_in("alice");
  usap_mode(*this, "down");
  const auto asked_by_a_local_account = [&] {
    return names(*this, password("root", "right horse").token(), {"alice"});
  };
  advance(std::chrono::seconds(configuration().user_status_grace - 1));
  CHECK((*asked_by_a_local_account().body.find("users")->array())[0].flag_at("stale") == true);
  advance(std::chrono::seconds(1));
  CHECK(asked_by_a_local_account().code() == "usap_unavailable");
}

TEST_CASE_FIXTURE(Suite, "answers that are none count as USAP being down") {
  const std::string token = sign_in("alice").token();
  advance(std::chrono::seconds(3601));
  for (const char* mode :
       {"html", "not_an_object", "truncated", "other_user", "missing_user_id", "redirect"}) {
    usap_mode(*this, mode);
    const Reply reply = get("/sso/user-info", token);
    CHECK_MESSAGE(reply.status == 200, std::string(mode));
    CHECK_MESSAGE(reply.text("user_name") == "Alice Zhang 张爱丽", std::string(mode));
    CHECK_MESSAGE(reply.body.flag_at("stale") == true, std::string(mode));
  }
}

TEST_CASE_FIXTURE(Suite, "the store away: straight to USAP, still right") {
  const std::string token = sign_in("alice").token();
  static_cast<void>(get("/sso/user-info", token));  // rights are kept
  const std::int64_t asked = usap.calls("users");
  cache->set_mood(SessionCacheStandIn::Mood::Away);
  CHECK(get("/sso/user-info", token).text("user_name") == "Alice Zhang 张爱丽");
  CHECK(usap.calls("users") == asked + 1);
  CHECK(names(*this, token, {"alice", "bob"}).body.find("users")->array()->size() == 2);
  cache->set_mood(SessionCacheStandIn::Mood::Fine);
}

TEST_CASE_FIXTURE(Suite,
                  "batch: one call for the misses, none for what is kept; mail only for who manages users") {
  const Reply signed_in = sign_in("alice");
  const Reply first =
      names(*this, signed_in.token(), {"alice", "bob", "nobody", "local:x", "../x?y#z", "erin"});
  REQUIRE(first.status == 200);
  CHECK(usap.calls("batch") == 1);
  CHECK(json::to_text(*first.body.find("not_found")) == R"(["nobody","local:x","../x?y#z"])");
  const Array& users = *first.body.find("users")->array();
  REQUIRE(users.size() == 3);
  CHECK(users[0].text_at("email") == "alice@example.com");  // oneself
  CHECK(users[1].text_at("user_name") == "Bob Li 李博");
  CHECK(users[1].find("email") == nullptr);
  CHECK(users[1].find("department") == nullptr);
  CHECK(users[1].find("phone") == nullptr);
  CHECK(names(*this, signed_in.token(), {"alice", "bob"}).status == 200);
  CHECK(usap.calls("batch") == 1);
  make_manager(*this, "uid-alice");
  const std::string token = refresh(signed_in.text("refresh_token")).token();
  const Reply whole = names(*this, token, {"bob"});
  CHECK((*whole.body.find("users")->array())[0].text_at("email") == "bob@example.com");
  Array many;
  for (int i = 0; i < 250; ++i) many.push_back("user" + std::to_string(i));
  CHECK(names(*this, token, many).body.find("not_found")->array()->size() == 250);
  CHECK(usap.calls("batch") == 4);  // a hundred ids a call
  for (int i = 0; i < 751; ++i) many.push_back("more" + std::to_string(i));
  CHECK(names(*this, token, many).status == 400);
  CHECK(names(*this, token, {5}).status == 422);
  CHECK(names(*this, token, {""}).status == 400);
  CHECK(post("/sso/users/batch", Object{}, bearer(token)).status == 400);
  CHECK(post("/sso/users/batch", Object{{"user_ids", Array{}}}).status == 401);
}

TEST_CASE_FIXTURE(Suite, "a path segment is encoded: strange ids ask for themselves") {
  const Reply signed_in = sign_in("alice");
  make_manager(*this, "uid-alice");
  const std::string token = refresh(signed_in.text("refresh_token")).token();
  const std::string strange = "../health?y#z 张";
  usap.people().put({strange, "Strange", "", "", "", "x"});
  const Reply reply = post("/sso/user-info/refresh", Object{{"user_id", strange}}, bearer(token));
  CHECK(reply.status == 200);
  CHECK(reply.text("user_name") == "Strange");
  for (const char* id : {".", "..", "local:x", "OIDC:x"})
    CHECK(post("/sso/user-info/refresh", Object{{"user_id", id}}, bearer(token)).status == 404);
}

TEST_CASE_FIXTURE(Suite, "concurrent misses for one person make one call") {
  const std::string token = sign_in("alice").token();
  static_cast<void>(get("/sso/user-info", token));
  advance(std::chrono::seconds(3601));
  usap_simulator::Behaviour slow;
  slow.latency_ms = 300;
  usap.behaviour().set(slow);
  const std::int64_t asked = usap.calls("users");
  std::vector<std::thread> threads;
  std::vector<Reply> replies(6);
  for (Reply& reply : replies) threads.emplace_back([&, this] { reply = get("/sso/user-info", token); });
  for (std::thread& thread : threads) thread.join();
  for (const Reply& reply : replies) CHECK(reply.text("user_name") == "Alice Zhang 张爱丽");
  CHECK(usap.calls("users") == asked + 1);
}

TEST_CASE_FIXTURE(Suite, "asking anew and forgetting") {
  const Reply signed_in = sign_in("bob");
  auto bob = usap.people().find("bob").value();
  bob.user_name = "Robert Li";
  usap.people().put(bob);
  CHECK(get("/sso/user-info", signed_in.token()).text("user_name") == "Bob Li 李博");
  CHECK(ask("POST", "/sso/user-info/refresh", bearer(signed_in.token())).text("user_name") == "Robert Li");
  CHECK(get("/sso/user-info", signed_in.token()).text("user_name") == "Robert Li");
  CHECK(post("/sso/user-info/refresh", Object{{"user_id", "alice"}}, bearer(signed_in.token()))
            .text("detail") == "Missing permission: user_management");
  CHECK(ask("DELETE", "/sso/user-info/cache", bearer(signed_in.token())).status == 403);
  CHECK(ask("DELETE", "/sso/user-info/cache").status == 401);
  make_manager(*this, "uid-bob");
  const std::string token = bearer(refresh(signed_in.text("refresh_token")).token());
  CHECK(ask("DELETE", "/sso/user-info/cache?user_id=bob", token).text("message") == "1 entries forgotten");
  CHECK(ask("DELETE", "/sso/user-info/cache", token).text("message") == "0 entries forgotten");
  CHECK(ask("DELETE", "/sso/user-info/cache?odd=1", token).status == 422);
  CHECK(audited("DELETE").size() == 2);
}

TEST_CASE_FIXTURE(Suite, "somebody whom USAP does not know any more is 404") {
  const std::string token = sign_in("carol").token();
  usap.people().remove("carol");
  advance(std::chrono::seconds(3601));
  CHECK(get("/sso/user-info", token).status == 404);
}
