// Refresh tokens that the store has forgotten: they name their session themselves.
#include <doctest/doctest.h>

#include <thread>

#include "../support/suite.hpp"
#include "lgm/crypto/crypto.hpp"

using namespace lgm;
using namespace lgm::testing;
using json::Object;

namespace {

// Of one session, the newest last; each made by the one before it.
std::vector<std::string> family(const Suite& suite, const std::string& user, int refreshes) {
  std::vector<std::string> tokens{suite.sign_in(user).text("refresh_token")};
  for (int i = 0; i < refreshes; ++i) {
    tokens.push_back(suite.refresh(tokens.back()).text("refresh_token"));
    REQUIRE(tokens.back().size() == 43);
  }
  return tokens;
}

void check_ended(Suite& suite, const std::string& uid) {
  CHECK(suite.cache->live_sessions(uid).empty());
  const auto events = suite.audited("TOKEN_REUSED");
  REQUIRE(events.size() == 1);
  CHECK(events[0].text_at("uid") == uid);
  CHECK(suite.metrics_text().find(R"(lgm_refreshes_total{outcome="reused"} 1)") != std::string::npos);
}

}  // namespace

TEST_CASE_FIXTURE(Suite, "a token of any generation that is used again ends its session") {
  const auto tokens = family(*this, "alice", 51);
  CHECK(cache->knows_token(tokens[51]));
  CHECK(cache->knows_token(tokens[50]));
  CHECK_FALSE(cache->knows_token(tokens[49]));
  advance(std::chrono::seconds(11));
  int generations = 0;
  SUBCASE("the previous one") {
    generations = 1;
  }
  SUBCASE("the one before it") {
    generations = 2;
  }
  SUBCASE("of fifty generations ago") {
    generations = 50;
  }
  SUBCASE("the first") {
    generations = 51;
  }
  const Reply reused = refresh(tokens[static_cast<std::size_t>(51 - generations)]);
  CHECK(reused.status == 401);
  CHECK(reused.code() == "invalid_refresh_token");
  check_ended(*this, "uid-alice");
  CHECK(refresh(tokens[51]).status == 401);
  CHECK(refresh(tokens[0]).status == 401);  // it is over, not reused once more
  check_ended(*this, "uid-alice");
}

TEST_CASE_FIXTURE(Suite, "what is made up of tokens ends nobody's session") {
  const auto own = family(*this, "alice", 3), theirs = family(*this, "bob", 3);
  const auto bytes = [](const std::string& text) { return crypto::base64url_decode(text).value(); };
  const auto of = [](const std::string& left, const std::string& right) {
    return crypto::base64url(left.substr(0, 16) + right.substr(right.size() - 16));
  };
  const std::string sid = bytes(cache->live_sessions("uid-bob").at(0));
  std::vector<std::string> made{std::string(43, 'A'), of(sid, sid), of(bytes(own[0]), sid)};
  for (const std::string& left : {own[0], own[1], theirs[0]})
    for (const std::string& right : {own[0], own[1], theirs[0]})
      if (left != right) made.push_back(of(bytes(left), bytes(right)));
  for (std::size_t i = 0; i < 43; i += 6) {
    made.push_back(own[0]);
    made.back()[i] = made.back()[i] == 'A' ? 'Q' : 'A';
  }
  for (const std::string& token : made) CHECK(refresh(token).status == 401);
  CHECK(audited("TOKEN_REUSED").empty());
  CHECK(refresh(own[3]).status == 200);
  CHECK(refresh(theirs[3]).status == 200);
}

TEST_CASE_FIXTURE(Suite, "a forgotten token is known by either line of SECRET_KEY, and by no third") {
  const auto tokens = family(*this, "alice", 3);
  auto own = configuration();
  const std::string fresh(32, 'n');
  SUBCASE("the line that made it is the second now") {
    own.secret_key = fresh + "\n" + own.secret_key;
    restart(own);
    CHECK(refresh(tokens[0]).status == 401);
    check_ended(*this, "uid-alice");
  }
  SUBCASE("nobody has it any more") {
    own.secret_key = fresh;
    restart(own);
    CHECK(refresh(tokens[0]).status == 401);
    CHECK(audited("TOKEN_REUSED").empty());
    CHECK(cache->live_sessions("uid-alice").size() == 1);
  }
}

TEST_CASE_FIXTURE(Suite,
                  "a session with a longer id, as versions before 0.5.0 made them, goes on as it did") {
  sign_in("alice");  // who is a user from here on
  const std::string first(43, 'f'), sid(43, 's');
  http::Call begin;
  begin.method = http::Method::Post;
  begin.target = "/internal/v1/sessions";
  begin.body = json::to_text(Object{{"sid", sid},
                                    {"uid", "uid-alice"},
                                    {"subject", "alice"},
                                    {"client_id", "api"},
                                    {"refresh_hash", crypto::to_hex(crypto::sha256(first))},
                                    {"idle_seconds", 7 * 86'400},
                                    {"absolute_seconds", 30 * 86'400},
                                    {"max_sessions", 1}});
  REQUIRE(cache->call(begin).status == 200);
  std::vector<std::string> tokens{first};
  for (int i = 0; i < 3; ++i) tokens.push_back(refresh(tokens.back()).text("refresh_token"));
  CHECK(refresh(tokens[2]).text("refresh_token") == tokens[3]);  // an answer that was lost
  for (const std::string& token : tokens) CHECK(cache->knows_token(token));
  CHECK(refresh(tokens[0]).status == 401);
  check_ended(*this, "uid-alice");
}

TEST_CASE_FIXTURE(Suite, "beside an auth-service of another version tokens have the form that it makes") {
  cache->report_replica("auth-service", "0.4.0");
  restart(configuration());
  const auto tokens = family(*this, "alice", 3);
  for (const std::string& token : tokens) CHECK(cache->knows_token(token));
  CHECK(cache->last_asked("/internal/v1/sessions").flag_at("token_names_session") == false);
  SUBCASE("an answer that was lost") {
    CHECK(refresh(tokens[2]).text("refresh_token") == tokens[3]);
    CHECK(refresh(tokens[3]).status == 200);
  }
  SUBCASE("reuse of an old one") {
    CHECK(refresh(tokens[0]).status == 401);
    check_ended(*this, "uid-alice");
  }
  SUBCASE("once it has gone, later ones are forgotten and these are not") {
    advance(std::chrono::seconds(16));
    const std::string fourth = refresh(tokens[3]).text("refresh_token"),
                      fifth = refresh(fourth).text("refresh_token");
    CHECK(refresh(refresh(fifth).text("refresh_token")).status == 200);
    CHECK_FALSE(cache->knows_token(fourth));
    for (const std::string& token : tokens) CHECK(cache->knows_token(token));
    CHECK(refresh(tokens[1]).status == 401);
    check_ended(*this, "uid-alice");
  }
}

TEST_CASE_FIXTURE(Suite, "a retry gets the successor that was made before another version came") {
  const std::string token = sign_in("alice").text("refresh_token");
  const Reply first = refresh(token);
  cache->report_replica("auth-service", "0.4.0");
  advance(std::chrono::seconds(3));
  const Reply again = refresh(token);
  REQUIRE(again.status == 200);
  CHECK(again.text("refresh_token") == first.text("refresh_token"));
  const std::string next = refresh(first.text("refresh_token")).text("refresh_token");
  CHECK(cache->last_asked("/internal/v1/sessions/rotate").flag_at("successor_names_session") == false);
  CHECK(refresh(next).status == 200);
}

TEST_CASE_FIXTURE(Suite,
                  "a session-cache-service that does not know forgotten tokens takes them for unknown") {
  const auto tokens = family(*this, "alice", 3);
  cache->forget_path("/internal/v1/sessions/reused");
  CHECK(refresh(tokens[0]).code() == "invalid_refresh_token");
  CHECK(metrics_text().find(R"(lgm_refreshes_total{outcome="unknown"} 1)") != std::string::npos);
  CHECK(refresh(tokens[3]).status == 200);
}

TEST_CASE_FIXTURE(Suite,
                  "while the store is away a forgotten token costs a 503, and ends its session later") {
  const auto tokens = family(*this, "alice", 3);
  cache->set_mood(SessionCacheStandIn::Mood::Away);
  CHECK(refresh(tokens[0]).code() == "session_store_unavailable");
  cache->set_mood(SessionCacheStandIn::Mood::Fine);
  CHECK(refresh(tokens[0]).status == 401);
  check_ended(*this, "uid-alice");
}

TEST_CASE_FIXTURE(Suite,
                  "of many uses of a forgotten token one ends the session, and all are refused alike") {
  const auto tokens = family(*this, "alice", 3);
  std::vector<Reply> replies(12);
  std::vector<std::thread> threads;
  for (Reply& reply : replies) threads.emplace_back([&] { reply = refresh(tokens[0]); });
  for (std::thread& thread : threads) thread.join();
  for (const Reply& reply : replies) CHECK(reply.code() == "invalid_refresh_token");
  check_ended(*this, "uid-alice");
}

TEST_CASE_FIXTURE(Suite, "a token that is forgotten while it is being used ends its session as well") {
  const std::string token = sign_in("alice").text("refresh_token");
  cache->before_next_rotation([&] { refresh(refresh(token).text("refresh_token")); });
  CHECK(refresh(token).code() == "invalid_refresh_token");
  check_ended(*this, "uid-alice");
}
