// What is kept of a provider with the sessions that it began: asked again, signed out from either side.
#include <doctest/doctest.h>

#include <thread>

#include "../support/fake_issuer.hpp"
#include "../support/providers_file.hpp"
#include "../support/redirected.hpp"
#include "lgm/crypto/crypto.hpp"
#include "provider_sessions/kept.hpp"

using namespace lgm;
using namespace lgm::auth_service;
using json::Array;
using json::Object;
using json::Value;
using std::chrono::hours;
using std::chrono::seconds;
using testing::FakeIssuer;
using testing::Reply;

namespace {

struct Kept : testing::Redirected {
  testing::Files files;
  std::shared_ptr<FakeIssuer> issuer = std::make_shared<FakeIssuer>(clock);
  Value entry = testing::entry_of(files);
  Configuration own = configuration();

  Kept() {
    issuer->metadata.set("end_session_endpoint", std::string(FakeIssuer::kIssuer) + "/end");
    issuer->refresh_token = "rt-1";
    begin();
  }
  void begin() {
    own.identity_providers_file = files.write("providers", Array{entry});
    provider_hosts = {{"idp-corp", issuer}};
    restart(own);
  }
  void rechecks() {
    entry.set("recheck", "refresh_token");
    entry.set("scopes", Array{"openid", "offline_access"});
    begin();
  }
  void signs_out(const std::string& how) {
    entry.set("logout", how);
    begin();
  }
  Reply left() const { return Redirected::login("provider=corp"); }
  Reply back(const Reply& departure) const {
    return arrive(departure, "/corp", issuer->answer_to(location(departure)));
  }
  Reply enter() const { return complete(back(left())); }
  Reply again(const Reply& before) const { return console("/sso/refresh", Object{}, before.cookie()); }
  Reply tell(const std::string& token, const std::string& from = "",
             const std::string& provider = "corp") const {
    return ask("POST", "/auth/backchannel-logout/" + provider,
               "Content-Type: application/x-www-form-urlencoded\r\n", "logout_token=" + token, from);
  }
  void of_sid(const std::string& sid) {
    issuer->spoil = [sid](Value&, Value& claims) { claims.set("sid", sid); };
  }
  bool has(const std::string& metric, const std::string& labels, int times) const {
    return metrics_text().find(metric + "{" + labels + "} " + std::to_string(times) + "\n") !=
           std::string::npos;
  }
  std::vector<std::string> reasons(const std::string& action) const {
    std::vector<std::string> found;
    for (const Value& event : audited(action))
      if (const Value* details = event.find("details"))
        found.push_back(details->text_at("reason").value_or(""));
    return found;
  }
  // As the log says of the logout token that was refused as the n-th.
  std::string cause_of_refused(int n) const {
    for (int i = 0; i < 500; ++i, std::this_thread::sleep_for(std::chrono::milliseconds(10))) {
      std::istringstream lines(log_text());
      int seen = 0;
      for (std::string text; std::getline(lines, text);)
        if (const auto line = json::parse_or_nothing(text);
            line && line->text_at("code") == "invalid_logout_token" && ++seen == n)
          return line->text_at("cause").value_or("");
    }
    return "no line";
  }
  std::int64_t lasts(const Reply& answer) const { return answer.body.integer_at("expires_in").value(); }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE_FIXTURE(Kept,
                  "a session whose provider is not asked again ends USER_STATUS_GRACE after its sign-in") {
  own.user_status_grace = 10 * 3600;
  begin();
  auto signed_in = enter();
  REQUIRE(signed_in.status == 200);
  advance(hours(4));
  signed_in = again(signed_in);
  REQUIRE(signed_in.status == 200);
  CHECK(lasts(signed_in) == 6 * 3600);  // no token outlives its session
  advance(hours(5));
  signed_in = again(signed_in);
  REQUIRE(signed_in.status == 200);
  advance(hours(1));
  CHECK(again(signed_in).code() == "invalid_refresh_token");
  CHECK(issuer->asked("/token") == 1);
}

TEST_CASE_FIXTURE(Kept, "the USAP ticket's sessions last as long as they did") {
  own.user_status_grace = 60;
  begin();
  const auto signed_in = sign_in_console("alice");
  REQUIRE(signed_in.status == 200);
  CHECK(lasts(signed_in) == 8 * 3600);
}

TEST_CASE_FIXTURE(Kept,
                  "nothing of the provider lies in the store but sealed, and of its tokens what is used") {
  bool asks = false, leads_out = false;
  SUBCASE("none") {}
  SUBCASE("for asking again") {
    asks = true;
    rechecks();
  }
  SUBCASE("for signing out there") {
    leads_out = true;
    signs_out("rp");
  }
  SUBCASE("none for being told that somebody signed out there") {
    signs_out("backchannel");
  }
  SUBCASE("all") {
    asks = leads_out = true;
    entry.set("logout", "both");
    rechecks();
  }
  const auto signed_in = enter();
  REQUIRE(signed_in.status == 200);
  const std::string stored = cache->dump();
  for (const char* secret : {"rt-1", "at-1", "eyJ"}) CHECK(stored.find(secret) == std::string::npos);
  const auto asked = cache->last_asked("/internal/v1/sessions");
  CHECK(asked.text_at("provider") == "corp");
  CHECK(asked.text_at("provider_sub") == "sub-1");
  CHECK((asked.find("sealed") != nullptr) == (asks || leads_out));
  const KeptSeals seals(own.secret_key, random);
  const auto kept =
      seals.open(asked.text_at("sealed"), asked.text_at("sid").value()).value_or(KeptOfProvider{});
  CHECK(kept.refresh_token.has_value() == asks);
  CHECK(kept.id_token.has_value() == leads_out);
  CHECK_FALSE(seals.open(asked.text_at("sealed"), "another session"));
}

TEST_CASE_FIXTURE(Kept, "the provider is asked when its last word is old, each time by its newest token") {
  rechecks();
  auto signed_in = again(enter());
  REQUIRE(signed_in.status == 200);
  CHECK(issuer->asked("/token") == 1);
  for (int i = 1; i < 4; ++i) {
    advance(seconds(901));
    signed_in = again(signed_in);
    REQUIRE(signed_in.status == 200);
    CHECK(testing::parameters_of(issuer->last("/token").body).at("refresh_token") ==
          "rt-" + std::to_string(i));
  }
  CHECK(issuer->asked("/token") == 4);
  CHECK(has("lgm_provider_rechecks_total", R"(outcome="confirmed",way="corp")", 3));
}

TEST_CASE_FIXTURE(Kept,
                  "the provider's new token is kept before ours rotates: a refresh that fails loses none") {
  rechecks();
  auto signed_in = enter();
  advance(seconds(901));
  admin->set_away(true);  // asked for the rights between the two
  CHECK(again(signed_in).code() == "rights_unavailable");
  CHECK(issuer->asked("/token") == 2);
  admin->set_away(false);
  signed_in = again(signed_in);
  REQUIRE(signed_in.status == 200);
  CHECK(issuer->asked("/token") == 2);  // its word is fresh
  advance(seconds(901));
  CHECK(again(signed_in).status == 200);
  CHECK(testing::parameters_of(issuer->last("/token").body).at("refresh_token") == "rt-2");
}

TEST_CASE_FIXTURE(Kept, "when the provider is asked again, groups are what UserInfo says then") {
  entry.set("claims", Object{{"subject", "sub"}, {"groups", "groups"}});
  entry.set("groups", Array{Object{{"group", "all"}, {"role", "TAGGER"}}});
  rechecks();
  auto signed_in = enter();
  const auto later = [&] {
    advance(seconds(901));
    signed_in = again(signed_in);
    REQUIRE(signed_in.status == 200);
    return admin->mappings();
  };
  const auto mapped = [&] { return json::to_text(*admin->last_mapping().find("roles")); };
  CHECK(later() == 0);  // UserInfo says nothing of groups
  issuer->user_info.set("groups", Array{"all"});
  CHECK(later() == 1);
  CHECK(mapped() == R"([{"role":"TAGGER"}])");
  CHECK(admin->last_mapping().text_at("source") == FakeIssuer::kIssuer);
  CHECK(admin->last_mapping().text_at("uid") == "uid-sub-1");
  issuer->user_info.set("groups", Array{});
  CHECK(later() == 2);
  CHECK(mapped() == "[]");
  issuer->user_info.set("sub", "somebody-else");  // it is no answer then, and they may stay
  issuer->user_info.set("groups", Array{"all"});
  CHECK(later() == 2);
  CHECK(has("lgm_provider_rechecks_total", R"(outcome="confirmed",way="corp")", 4));
}

TEST_CASE_FIXTURE(Kept, "a token that the provider has withdrawn ends this session alone") {
  rechecks();
  const auto other = enter();
  const auto signed_in = enter();
  issuer->refresh_token = "rt-9";
  advance(seconds(901));
  const auto refused = again(signed_in);
  CHECK(refused.status == 401);
  CHECK(refused.code() == "invalid_refresh_token");
  CHECK(refused.clears_cookie());
  CHECK(get("/sso/user-info", signed_in.token()).status == 401);
  CHECK(get("/sso/user-info", other.token()).status == 200);
  CHECK(reasons("SESSION_ENDED") == Texts{"withdrawn_by_provider"});
  CHECK(has("lgm_provider_rechecks_total", R"(outcome="withdrawn",way="corp")", 1));
  CHECK(has("lgm_refreshes_total", R"(outcome="ended_by_provider")", 1));
}

TEST_CASE_FIXTURE(Kept,
                  "a provider that does not answer is not waited for within the grace, and is after it") {
  rechecks();
  own.user_status_grace = 3600;
  begin();
  auto signed_in = enter();
  SUBCASE("away") {
    issuer->away = true;
  }
  SUBCASE("failing") {
    issuer->instead["/token"] = FakeIssuer::answered(500, "");
  }
  SUBCASE("not knowing us") {
    issuer->instead["/token"] = FakeIssuer::answered(401, R"({"error":"invalid_client"})");
  }
  SUBCASE("of somebody else") {
    issuer->spoil = [](Value&, Value& claims) { claims.set("sub", "sub-2"); };
  }
  advance(seconds(1800));
  signed_in = again(signed_in);
  REQUIRE(signed_in.status == 200);
  const int asked = issuer->asked("/token");
  signed_in = again(signed_in);
  REQUIRE(signed_in.status == 200);
  CHECK(issuer->asked("/token") == asked);  // once in ten seconds
  issuer->refresh_token = "rt-1";           // who lied gave a new one that was not taken
  advance(seconds(1801));
  const auto refused = again(signed_in);
  CHECK(refused.status == 503);
  CHECK(refused.code() == "provider_unavailable");
  CHECK_FALSE(refused.clears_cookie());
  if (!issuer->away) return;
  issuer->away = false;  // nothing was used up
  advance(seconds(11));
  CHECK(again(signed_in).status == 200);
}

TEST_CASE_FIXTURE(Kept, "while one asks, the others go on by the last answer") {
  rechecks();
  const auto signed_in = enter();
  advance(seconds(901));
  const SessionCache store(cache);
  REQUIRE(store.spend_once("recheck:" + cache->live_sessions("uid-sub-1").front(), 10));
  const auto went_on = again(signed_in);
  CHECK(went_on.status == 200);
  CHECK(issuer->asked("/token") == 1);
  advance(seconds(11));  // whoever asked has died
  CHECK(again(went_on).status == 200);
  CHECK(issuer->asked("/token") == 2);
}

TEST_CASE_FIXTURE(Kept, "roles of which admin-service cannot be told are counted, warned of, and wait") {
  entry.set("claims", Object{{"subject", "sub"}, {"groups", "groups"}});
  entry.set("groups", Array{Object{{"group", "all"}, {"role", "TAGGER"}}});
  rechecks();
  auto signed_in = enter();
  issuer->user_info.set("groups", Array{"all"});
  advance(seconds(901));
  signed_in = again(signed_in);
  REQUIRE(admin->mappings() == 1);
  advance(seconds(901));
  admin->set_away(true);
  signed_in = again(signed_in);
  CHECK(signed_in.status == 200);  // by the rights that are known
  CHECK(has("lgm_group_roles_total", R"(outcome="not_told")", 1));
  CHECK(log_text().find("roles by groups stay as they are until the identity provider is asked again") !=
        std::string::npos);
  admin->set_away(false);
  signed_in = again(signed_in);
  CHECK(admin->mappings() == 1);
  advance(seconds(901));
  CHECK(again(signed_in).status == 200);
  CHECK(admin->mappings() == 2);
}

TEST_CASE_FIXTURE(Kept, "what cannot be opened is as if none were kept: the session ends after the grace") {
  rechecks();
  own.user_status_grace = 3600;
  begin();
  auto signed_in = enter();
  SUBCASE("by another SECRET_KEY") {
    own.secret_key = std::string(40, 'z') + "\n" + std::string(40, 'y');
  }
  SUBCASE("a provider that is asked no more") {
    entry.set("recheck", "none");
  }
  begin();
  signed_in = again(signed_in);
  REQUIRE(signed_in.status == 200);
  advance(seconds(3601));
  CHECK(again(signed_in).code() == "invalid_refresh_token");
  CHECK(reasons("SESSION_ENDED") == Texts{"provider_cannot_be_asked"});
}

TEST_CASE_FIXTURE(Kept, "by a second line of SECRET_KEY it opens") {
  rechecks();
  const auto signed_in = enter();
  own.secret_key = std::string(40, 'z') + "\n" + own.secret_key;
  begin();
  advance(seconds(901));
  CHECK(again(signed_in).status == 200);
  CHECK(issuer->asked("/token") == 2);
}

TEST_CASE_FIXTURE(Kept, "a provider that gives no refresh token, or one too long, is not asked again") {
  rechecks();
  SUBCASE("none") {
    issuer->refresh_token.clear();
  }
  SUBCASE("too long") {
    issuer->token_answer = Object{{"refresh_token", std::string(8 * 1024 + 1, 'r')}};
  }
  auto signed_in = enter();
  REQUIRE(signed_in.status == 200);
  CHECK(cache->last_asked("/internal/v1/sessions").integer_at("absolute_seconds") == 86'400);
}

TEST_CASE_FIXTURE(Kept, "a logout token ends the provider's session of that sid, or all of a person") {
  signs_out("backchannel");
  of_sid("sid-1");
  const auto first = enter();
  of_sid("sid-2");
  const auto second = enter();
  const auto by_ticket = sign_in_console("alice");
  const auto one = tell(issuer->logout_token([](Value&, Value& claims) { claims.set("sid", "sid-1"); }));
  CHECK(one.status == 200);
  CHECK(one.has_header("Cache-Control: no-store"));
  CHECK(get("/sso/user-info", first.token()).status == 401);
  CHECK(again(first).status == 401);
  CHECK(get("/sso/user-info", second.token()).status == 200);
  CHECK(reasons("SESSION_ENDED") == Texts{"signed_out_at_provider"});
  // Two providers may say the same id.
  CHECK(cache->last_asked("/internal/v1/sessions/end").text_at("event_id") ==
        crypto::to_hex(crypto::sha256(std::string("corp\0jti-1", 10))));
  CHECK(tell(issuer->logout_token([](Value&, Value& claims) { claims.set("jti", "jti-2"); })).status == 200);
  CHECK(get("/sso/user-info", second.token()).status == 401);
  CHECK(get("/sso/user-info", by_ticket.token()).status == 200);
  CHECK(has("lgm_provider_sign_outs_total", R"(outcome="ended",way="corp")", 2));
}

TEST_CASE_FIXTURE(Kept, "the same logout token again changes nothing; one of nobody is as good") {
  signs_out("backchannel");
  const std::string token = issuer->logout_token();
  CHECK(tell(token).status == 200);
  advance(seconds(1));
  const auto signed_in = enter();
  REQUIRE(signed_in.status == 200);
  CHECK(tell(token).status == 200);
  CHECK(get("/sso/user-info", signed_in.token()).status == 200);
  CHECK(audited("SESSION_ENDED").empty());
  CHECK(has("lgm_provider_sign_outs_total", R"(outcome="nobody",way="corp")", 1));
  CHECK(has("lgm_provider_sign_outs_total", R"(outcome="repeated",way="corp")", 1));
  // The same id of another provider's is another token.
  const std::string at = "https://next.example";
  auto next = std::make_shared<FakeIssuer>(clock);
  for (const char* member :
       {"issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"})
    next->metadata.set(member,
                       at + next->metadata.text_at(member)->substr(std::string(FakeIssuer::kIssuer).size()));
  Value second = testing::entry_of(files, "next");
  second.set("issuer", at), second.set("logout", "backchannel");
  own.identity_providers_file = files.write("providers", Array{entry, second});
  provider_hosts = {{"idp-corp", issuer}, {"idp-next", next}};
  restart(own);
  const std::string theirs = next->logout_token([&](Value&, Value& claims) { claims.set("iss", at); });
  CHECK(tell(theirs, "", "next").status == 200);
  CHECK(has("lgm_provider_sign_outs_total", R"(outcome="nobody",way="next")", 1));
  CHECK(tell(theirs, "", "next").status == 200);
  CHECK(has("lgm_provider_sign_outs_total", R"(outcome="repeated",way="next")", 1));
}

TEST_CASE_FIXTURE(Kept, "who signs out there while they are on the way here has no session") {
  signs_out("backchannel");
  SUBCASE("by sid") {
    of_sid("sid-1");
    const auto arrival = back(left());
    tell(issuer->logout_token([](Value&, Value& claims) { claims.set("sid", "sid-1"); }));
    advance(seconds(60));
    CHECK(complete(arrival).code() == "sign_in_expired");
    CHECK(complete(back(left())).code() ==
          "sign_in_expired");  // a session that is over there, for 15 minutes
    advance(seconds(900));
    CHECK(complete(back(left())).status == 200);
  }
  SUBCASE("at the very moment at which their session begins") {
    const auto arrival = back(left());
    advance(seconds(1));
    cache->before_next_session([&] { tell(issuer->logout_token()); });
    CHECK(complete(arrival).code() == "sign_in_expired");
    CHECK(cache->live_sessions("uid-sub-1").empty());
  }
  SUBCASE("by person") {
    const auto departure = left();
    advance(seconds(1));
    tell(issuer->logout_token());
    CHECK(complete(back(departure)).code() == "sign_in_expired");
    advance(seconds(1));
    CHECK(enter().status == 200);  // who comes anew
  }
  CHECK(metrics_text().find(R"(lgm_sign_ins_total{outcome="signed_out",way="corp"} )") != std::string::npos);
}

TEST_CASE_FIXTURE(Kept, "a logout token that does not hold, each for its reason") {
  signs_out("backchannel");
  const auto signed_in = enter();
  int refused = 0;
  const auto why = [&](const std::function<void(Value&, Value&)>& change) {
    const auto answer = tell(issuer->logout_token(change));
    CHECK(answer.status == 400);
    CHECK(answer.code() == "invalid_logout_token");
    const std::string cause = cause_of_refused(++refused);
    return cause.substr(cause.rfind(' ') + 1);
  };
  const auto with = [&](const char* claim, Value value) {
    return why([&](Value&, Value& claims) { claims.set(claim, value); });
  };
  const std::int64_t now = base::to_unix_seconds(clock.now());
  CHECK(with("iss", "https://other.example") == "issuer");
  CHECK(with("aud", "other") == "audience");
  CHECK(with("nonce", "n") == "nonce");
  CHECK(with("events", Value()) == "events");
  CHECK(with("events", Object{}) == "events");
  CHECK(with("events", Object{{"http://schemas.openid.net/event/backchannel-logout", true}}) == "events");
  CHECK(with("jti", Value()) == "claims");
  CHECK(with("jti", "") == "claims");
  CHECK(with("sub", 7) == "claims");
  CHECK(with("sid", std::string(256, 's')) == "claims");
  CHECK(with("iat", Value()) == "claims");
  CHECK(with("iat", now + 61) == "not_yet_valid");
  CHECK(with("exp", now - 60) == "expired");
  CHECK(why([](Value& header, Value&) { header.set("alg", "none"); }) == "algorithm");
  CHECK(why([](Value& header, Value&) { header.set("alg", "HS256"); }) == "algorithm");
  CHECK(why([](Value& header, Value&) { header.set("typ", "at+jwt"); }) == "type");
  CHECK(why([](Value& header, Value&) { header.set("kid", "k9"); }) == "unknown_key");
  CHECK(why([&](Value&, Value& claims) {
          claims.set("iat", now - 86'401);
          claims.set("exp", now + 60);
        }) == "expired");
  CHECK(why([&](Value&, Value& claims) {
          *claims.object() = {{"iss", FakeIssuer::kIssuer}, {"aud", FakeIssuer::kClient}, {"iat", now}};
        }) == "claims");
  std::string forged = issuer->logout_token();
  forged[forged.size() - 10] = forged[forged.size() - 10] == 'A' ? 'B' : 'A';
  const auto answer = tell(forged);
  CHECK(answer.status == 400);
  CHECK(answer.has_header("Cache-Control: no-store"));
  CHECK(cause_of_refused(++refused).ends_with(" signature"));
  for (const char* body : {"", "logout_token=", "logout_token=a.b.c", "other=1", "logout_token=%zz"})
    CHECK(ask("POST", "/auth/backchannel-logout/corp", "Content-Type: application/x-www-form-urlencoded\r\n",
              body)
              .status == 400);
  const std::string good = issuer->logout_token();
  CHECK(tell(good + "&logout_token=" + good).status == 400);
  CHECK(get("/sso/user-info", signed_in.token()).status == 200);
  CHECK(tell(good + "&other=1").status == 200);
  CHECK(get("/sso/user-info", signed_in.token()).status == 401);
  const auto plain = enter();
  CHECK(tell(issuer->logout_token([](Value& header, Value& claims) {
          header.set("typ", "JWT");
          claims.set("jti", "jti-2");
        })).status == 200);
  CHECK(get("/sso/user-info", plain.token()).status == 401);
}

TEST_CASE_FIXTURE(Kept, "a logout token without exp and sub holds for five minutes") {
  signs_out("backchannel");
  of_sid("sid-1");
  const auto signed_in = enter();
  const auto bare = [&](std::int64_t age) {
    return issuer->logout_token([&](Value& header, Value& claims) {
      *header.object() = {{"alg", "ES256"}, {"kid", *header.text_at("kid")}};
      const std::int64_t at = base::to_unix_seconds(clock.now()) - age;
      *claims.object() = {{"iss", FakeIssuer::kIssuer},
                          {"aud", Array{"other", FakeIssuer::kClient}},
                          {"iat", at},
                          {"jti", "bare"},
                          {"sid", "sid-1"},
                          {"events", *claims.find("events")}};
    });
  };
  CHECK(tell(bare(300)).status == 400);
  CHECK(get("/sso/user-info", signed_in.token()).status == 200);
  CHECK(tell(bare(299)).status == 200);
  CHECK(get("/sso/user-info", signed_in.token()).status == 401);
}

TEST_CASE_FIXTURE(Kept, "with the store away a logout token is 400, and is carried out when it comes again") {
  signs_out("backchannel");
  const auto signed_in = enter();
  const std::string token = issuer->logout_token();
  cache->set_mood(testing::SessionCacheStandIn::Mood::Away);
  CHECK(tell(token).status == 400);
  cache->set_mood(testing::SessionCacheStandIn::Mood::Fine);
  CHECK(tell(token).status == 200);
  CHECK(again(signed_in).status == 401);
}

TEST_CASE_FIXTURE(Kept, "who is no provider that signs out is not found") {
  CHECK(tell(issuer->logout_token()).status == 404);
  signs_out("rp");
  CHECK(tell(issuer->logout_token()).status == 404);
  CHECK(tell(issuer->logout_token(), "", "never").status == 404);
  CHECK(ask("GET", "/auth/backchannel-logout/corp").status == 405);
}

TEST_CASE_FIXTURE(Kept, "only logout tokens that do not hold are limited, by network") {
  signs_out("backchannel");
  for (int i = 0; i < 70; ++i) CHECK(tell(issuer->logout_token(), "192.0.2.7").status == 200);
  for (int i = 0; i < 60; ++i) CHECK(tell("a.b.c", "192.0.2.7").status == 400);
  const auto refused = tell("a.b.c", "192.0.2.7");
  CHECK(refused.status == 429);
  CHECK(refused.code() == "too_many_failures");
  CHECK(tell(issuer->logout_token(), "192.0.2.8").status == 200);
}

TEST_CASE_FIXTURE(Kept, "signing out tells where to sign out at the provider") {
  signs_out("rp");
  const auto signed_in = enter();
  const auto answer = console("/sso/logout", Object{}, signed_in.cookie());
  CHECK(answer.status == 200);
  CHECK(answer.text("message") == "Signed out");
  const std::string where = answer.text("logout_url");
  REQUIRE(where.starts_with("https://idp.example/end?"));
  const auto asked = testing::parameters_of(where);
  CHECK(asked.at("client_id") == FakeIssuer::kClient);
  CHECK(asked.at("post_logout_redirect_uri") == std::string(testing::kOrigin) + "/web-manager/signed-out");
  CHECK(asked.at("state").size() == 43);
  CHECK(asked.at("id_token_hint").starts_with("eyJ"));
  CHECK(log_text().find(asked.at("id_token_hint")) == std::string::npos);
  CHECK(console("/sso/logout", Object{}, signed_in.cookie()).text("logout_url").empty());  // nobody was
}

TEST_CASE_FIXTURE(Kept, "without hint, or without address") {
  signs_out("rp");
  SUBCASE("an ID token longer than is kept") {
    issuer->spoil = [](Value&, Value& claims) { claims.set("x", std::string(8 * 1024, 'x')); };
    const auto where = console("/sso/logout", Object{}, enter().cookie()).text("logout_url");
    CHECK(testing::parameters_of(where).contains("client_id"));
    CHECK_FALSE(testing::parameters_of(where).contains("id_token_hint"));
    return;
  }
  SUBCASE("logout is not the provider's") {
    signs_out("backchannel");
  }
  SUBCASE("the provider names none") {
    issuer->metadata.set("end_session_endpoint", Value());
    begin();
  }
  SUBCASE("it names one on another host") {
    issuer->metadata.set("end_session_endpoint", "https://other.example/end");
    begin();
  }
  const auto answer = console("/sso/logout", Object{}, enter().cookie());
  CHECK(answer.status == 200);
  CHECK(answer.body.find("logout_url") == nullptr);
}
