#include <doctest/doctest.h>

#include <algorithm>
#include <condition_variable>
#include <thread>

#include "../support/suite.hpp"

using namespace lgm;
using namespace lgm::testing;
using json::Object;

namespace {

// Local accounts: root administers, anna does not, gone is disabled.
struct Local : Suite {
  Local() {
    admin->put({"uid-root", "", "root", "SYSTEM_ADMIN", "right horse"});
    admin->put({"uid-anna", "", "anna", "ANNOTATOR", "anna's own"});
    admin->put({"uid-gone", "", "gone", "ANNOTATOR", "was here", false});
  }
};

}  // namespace

TEST_CASE_FIXTURE(Local, "the answer is what older consoles read, and holds no refresh token") {
  const Reply reply = form("grant_type=&scope=&username=root&password=right+horse&client_id=&client_secret=");
  REQUIRE(reply.status == 200);
  CHECK(reply.text("token_type") == "bearer");
  CHECK(reply.text("role") == "ADMIN");
  CHECK(reply.text("user_id") == "uid-root");
  CHECK(reply.body.integer_at("expires_in") == 8 * 3600);
  CHECK(reply.body.object()->size() == 5);
  CHECK(password("anna", "anna's own").text("role") == "ANNOTATOR");
  const Reply info = get("/sso/user-info", reply.token());
  CHECK(info.text("user_name") == "root");
  CHECK(info.text("role") == "SYSTEM_ADMIN");
  REQUIRE(audited("LOGIN").size() == 2);
  CHECK(audited("LOGIN")[0].find("details")->text_at("way") == "password");
  CHECK(metrics_text().find(R"(lgm_sign_ins_total{outcome="ok",way="password"} 2)") != std::string::npos);
}

TEST_CASE_FIXTURE(Local, "wrong names, wrong passwords and locks look the same") {
  const Reply wrong = password("root", "wrong"), unknown = password("nobody", "wrong");
  CHECK(wrong.status == 401);
  CHECK(unknown.status == 401);
  CHECK(wrong.code() == "invalid_credentials");
  CHECK(wrong.text("detail") == unknown.text("detail"));
  for (const Reply* reply : {&wrong, &unknown})
    for (const char* telling : {"Retry-After", "WWW-Authenticate", "RateLimit"})
      CHECK(reply->head.find(telling) == std::string::npos);
  CHECK(admin->password_checks() == 2);
  CHECK(password("root", "right horse ").status == 401);  // as typed: no trim
  CHECK(audited("LOGIN_FAILED").size() == 2);             // one a name
  CHECK(password("gone", "was here").code() == "user_disabled");
}

TEST_CASE_FIXTURE(Local, "a password that is replaced before its session begins leaves no session") {
  // The reset ends every session that there is, and knows nothing of this one.
  const auto replaced = [this] {
    auto user = admin->user("uid-root");
    user.password = "another horse";
    ++user.version;
    admin->put(user);
  };
  cache->before_next_session(replaced);
  const Reply reply = password("root", "right horse");
  CHECK(reply.status == 401);
  CHECK(reply.code() == "invalid_credentials");
  CHECK(cache->live_sessions("uid-root").empty());
  CHECK(audited("LOGIN").empty());
  CHECK(audited("LOGIN_FAILED").size() == 1);
  CHECK(password("root", "another horse").status == 200);
  // The version before tells nothing: as it was.
  admin->knows_versions(false);
  CHECK(password("root", "another horse").status == 200);
}

TEST_CASE_FIXTURE(Local, "five failures lock a name from one address for ten minutes, silently") {
  for (int i = 0; i < 5; ++i) REQUIRE(password("root", "wrong").status == 401);
  const int checks = admin->password_checks();
  const Reply locked = password("root", "right horse");
  CHECK(locked.status == 401);
  CHECK(locked.code() == "invalid_credentials");
  CHECK(locked.text("detail") == password("nobody", "x").text("detail"));
  CHECK(admin->password_checks() == checks + 2);  // asked all the same: the same time
  CHECK(audited("LOGIN_LOCKED").size() == 1);
  CHECK(password("root", "right horse", "203.0.113.9").status == 200);  // the owner elsewhere gets in
  CHECK(password("anna", "anna's own").status == 200);
  advance(std::chrono::seconds(590));
  CHECK(password("root", "right horse").status == 401);
  advance(std::chrono::seconds(11));
  CHECK(password("root", "right horse").status == 200);
  for (int i = 0; i < 4; ++i) CHECK(password("root", "wrong").status == 401);
  CHECK(password("root", "right horse").status == 200);  // a right one clears the count
  for (int i = 0; i < 4; ++i) CHECK(password("root", "wrong").status == 401);
  CHECK(password("root", "right horse").status == 200);
}

TEST_CASE_FIXTURE(Local, "who has a whole IPv6 network has five tries, not five an address") {
  for (int i = 1; i <= 5; ++i)
    REQUIRE(password("root", "wrong", "2001:db8:1:2::" + std::to_string(i)).status == 401);
  CHECK(password("root", "right horse", "2001:db8:1:2:aaaa::1").status == 401);
  CHECK(password("root", "right horse", "2001:db8:1:3::1").status == 200);
}

TEST_CASE_FIXTURE(Local, "one address over many names is stopped, others are not") {
  for (int i = 0; i < 50; ++i) REQUIRE(password("name" + std::to_string(i), "x").status == 401);
  const Reply stopped = password("name50", "x");
  CHECK(stopped.status == 429);
  CHECK(stopped.code() == "too_many_failures");
  CHECK(stopped.head.find("Retry-After: 600") != std::string::npos);
  CHECK(password("root", "right horse", "203.0.113.9").status == 200);
}

TEST_CASE_FIXTURE(Local,
                  "one name from many addresses only gets slower, up to four seconds, and never locked") {
  for (int i = 0; i < 30; ++i)
    REQUIRE(password("root", "wrong", "198.51.100." + std::to_string(i)).status == 401);
  REQUIRE(pauses.size() == 27);  // three are free
  CHECK(pauses.front() == std::chrono::milliseconds(250));
  CHECK(pauses[1] == std::chrono::milliseconds(500));
  CHECK(pauses.back() == std::chrono::milliseconds(4'000));
  CHECK(password("root", "right horse", "203.0.113.9").status == 200);
}

namespace {

// Guesses that are kept in their delay, as if it took for ever, until the test lets them go. The name has
// failed often enough for each attempt to be delayed.
struct Guessing : Local {
  Guessing() {
    for (int i = 0; i < 4; ++i)
      REQUIRE(password("root", "wrong", "192.0.2." + std::to_string(i + 1)).status == 401);
    in_pause = [this] {
      std::unique_lock lock(mutex);
      if (!keeps) return;
      ++kept;
      changed.notify_all();
      changed.wait(lock, [this] { return let; });
    };
  }
  ~Guessing() { let_go(); }
  // Returns when each of them waits, or was answered.
  void guess_from(const std::vector<std::string>& addresses) {
    keeps = true;
    for (const std::string& address : addresses)
      guesses.emplace_back([this, address] {
        const int status = password("root", "wrong", address).status;
        const std::lock_guard lock(mutex);
        statuses.push_back(status);
        changed.notify_all();
      });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return kept + statuses.size() == addresses.size(); });
  }
  Reply owner(const std::string& from = "10.1.1.1") {
    {
      const std::lock_guard lock(mutex);
      keeps = false;  // the owner's delay takes no time; those who are kept stay until let go
    }
    return password("root", "right horse", from);
  }
  void let_go() {
    {
      const std::lock_guard lock(mutex);
      keeps = false, let = true;
    }
    changed.notify_all();
    for (auto& guess : guesses) guess.join();
    guesses.clear();
  }
  std::size_t busy() {
    const std::lock_guard lock(mutex);
    return static_cast<std::size_t>(std::count(statuses.begin(), statuses.end(), 503));
  }
  std::mutex mutex;
  std::condition_variable changed;
  bool keeps = false, let = false;
  std::size_t kept = 0;
  std::vector<int> statuses;
  std::vector<std::thread> guesses;
};

}  // namespace

TEST_CASE_FIXTURE(Guessing,
                  "who guesses from many addresses of one network waits once, and the owner gets in") {
  std::vector<std::string> addresses;
  for (int i = 1; i <= 8; ++i) addresses.push_back("2001:db8:1:2::" + std::to_string(i));
  guess_from(addresses);
  CHECK(kept == 1);
  CHECK(busy() == 7);
  CHECK(owner().status == 200);
}

TEST_CASE_FIXTURE(Guessing, "networks that have failed leave a slot to those that have not") {
  std::vector<std::string> addresses;
  for (int i = 1; i <= 12; ++i) addresses.push_back("198.51.100." + std::to_string(i));
  for (const std::string& address : addresses) REQUIRE(password("root", "wrong", address).status == 401);
  guess_from(addresses);
  CHECK(kept == 3);
  CHECK(busy() == 9);
  CHECK(owner().status == 200);
  CHECK(owner("2001:db8::7").status == 200);
}

TEST_CASE_FIXTURE(Guessing, "an attempt that was refused as busy is held against nobody") {
  guess_from({"198.51.100.1", "198.51.100.2", "198.51.100.3", "198.51.100.4"});
  REQUIRE(kept == 4);
  for (int i = 0; i < 6; ++i) {
    const Reply busy_now = owner();
    CHECK(busy_now.status == 503);
    CHECK(busy_now.code() == "sign_in_busy");
    CHECK(busy_now.head.find("Retry-After: ") != std::string::npos);
  }
  let_go();
  CHECK(owner().status == 200);
}

TEST_CASE_FIXTURE(Local, "off by default") {
  auth_service::Configuration own = configuration();
  own.local_login_enabled = false;
  restart(own);
  const Reply reply = password("root", "right horse");
  CHECK(reply.status == 403);
  CHECK(reply.code() == "local_login_disabled");
  CHECK(admin->password_checks() == 0);
  CHECK_FALSE(auth_service::Configuration().local_login_enabled);
}

TEST_CASE_FIXTURE(Local, "bad forms are refused with the name of the field") {
  // A person left a field empty, or filled it with too much.
  for (const char* body : {"", "username=root", "password=x", "username=&password=x",
                           "username=root&password=", "username=root&password=x&token_delivery=mail"})
    CHECK_MESSAGE(form(body).status == 400, std::string(body));
  CHECK(form("username=root&password=" + std::string(1025, 'x')).status == 400);
  for (const char* body :
       {"username=root&username=root&password=x", "username=root&password=x&odd=1", "username=%ff&password=x",
        "username=a%00b&password=x", "username=&password=x&odd=1"})
    CHECK_MESSAGE(form(body).status == 422, std::string(body));
  CHECK(post("/login/access-token", Object{{"username", "root"}}).status == 415);
  CHECK(admin->password_checks() == 0);
}

TEST_CASE_FIXTURE(Local,
                  "the console's form gets a cookie: own origin and a header that forces a preflight") {
  const std::string body = "username=root&password=right+horse&token_delivery=cookie";
  const std::string origin = "Origin: " + std::string(kOrigin) + "\r\n";
  CHECK(form(body).code() == "origin_not_allowed");
  CHECK(form(body, origin).code() == "preflight_required");
  CHECK(admin->password_checks() == 0);
  const std::string cookie = "Cookie: __Host-lgm_refresh=" + sign_in_console("alice").cookie() + "\r\n";
  const Reply reply = form(body, origin + cookie + "X-Requested-With: console\r\n");
  REQUIRE(reply.status == 200);
  CHECK(reply.body.find("refresh_token") == nullptr);
  CHECK(cache->live_sessions("uid-alice").empty());  // who types a password means it
  std::string held = reply.cookie();
  advance(std::chrono::hours(6));
  const Reply refreshed = console("/sso/refresh", Object{}, held);
  REQUIRE(refreshed.status == 200);
  CHECK(refreshed.text("role") == "SYSTEM_ADMIN");
  advance(std::chrono::hours(6) + std::chrono::seconds(1));  // sessions by password are short
  CHECK(console("/sso/refresh", Object{}, refreshed.cookie()).status == 401);
}

TEST_CASE_FIXTURE(Local, "admin-service away: 503, and no failure is held against anybody") {
  admin->set_away(true);
  CHECK(password("root", "right horse").code() == "users_unavailable");
  admin->set_away(false);
  CHECK(password("root", "right horse").status == 200);
}
