// Sign-ins by providers that people are sent to and come back from. The providers live here alone: they are
// given to the service by the list, and nothing else of it knows them.
#include <doctest/doctest.h>

#include <functional>
#include <set>

#include "../support/redirected.hpp"
#include "providers/usap/usap_ticket.hpp"

using namespace lgm;
using namespace lgm::auth_service;
using json::Object;
using testing::Reply;

namespace {

// Takes the code for the name of who comes, and needs its own transaction back.
struct Redirecting final : IdentityProvider {
  Redirecting(std::string name, const ProviderParts& parts)
      : name_(std::move(name)), addresses_(parts.addresses), random_(parts.random) {}
  std::string_view id() const override { return name_; }
  std::optional<Offer> offer() const override { return Offer{kRedirectKind, "公司", "Company"}; }
  SignInStart start(const std::string& state) override {
    if (away) throw service::unavailable("provider_unavailable", "It does not answer", {"idp: away"});
    verifier = random_.token() + more;
    given.insert(verifier);
    return {"https://idp.example/authorize?state=" + state +
                "&redirect_uri=" + http::encode_component(addresses_.callback(name_)),
            verifier};
  }
  Identity finish(const Proof& proof, const Visitor&) override {
    ++finished;
    if (auto happens = std::exchange(meanwhile, {})) happens();
    const auto code = proof.members.find("code");
    if (code == proof.members.end() || !given.contains(proof.transaction))
      throw SignInRefusal(service::refusal<401>("sign_in_refused", "No").problem(), "cancelled");
    return {"https://idp.example", code->second,          {}, {"Name of " + code->second, {}, {}, {}},
            std::nullopt,          code->second != "gone"};
  }
  std::vector<std::string> outcomes() const override { return {"cancelled"}; }
  bool healthy() override { return true; }
  std::string_view dependency() const override { return "idp"; }

  bool away = false;
  int finished = 0;
  std::string verifier, more;
  std::set<std::string> given;
  std::function<void()> meanwhile;  // happens once, while somebody waits for it

 private:
  const std::string name_;
  const Addresses& addresses_;
  base::Random& random_;
};

struct Installation : testing::Redirected {
  Redirecting *corp = nullptr, *other = nullptr;

  Installation() { begin(configuration()); }
  void begin(const Configuration& own) {
    restart(own,
            {usap_kind(),
             {[](const Configuration&) { return true; },
              [](const Configuration&, const base::Clock&, service::Metrics&) { return ProviderCallers{}; },
              [this](const ProviderParts& parts) {
                std::vector<std::unique_ptr<IdentityProvider>> made;
                for (Redirecting** one : {&corp, &other}) {
                  auto provider = std::make_unique<Redirecting>(one == &corp ? "corp" : "other", parts);
                  *one = provider.get();
                  made.push_back(std::move(provider));
                }
                return made;
              }}});
  }

  Reply callback(const Reply& departure, const std::string& code, const std::string& to = "/corp",
                 const std::string& from = "") const {
    return arrive(departure, to, {{"code", code}, {"state", state_of(departure)}}, from);
  }
  // All the way.
  Reply enter(const std::string& name, const std::string& refresh = "") const {
    return complete(callback(login(), name), refresh);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Installation, "there and back: a session, and the page that was wanted") {
  const auto ways = ask("GET", "/sso/ways");
  CHECK(json::to_text(ways.body).find(R"("login_url":"/dbmanage/api/v1/auth/login?provider=corp")") !=
        std::string::npos);
  const auto departure = login("provider=corp&return_url=%2Fweb-manager%2Ftags%3Fx%3D1");
  CHECK(departure.status == 303);
  CHECK(location(departure).starts_with("https://idp.example/authorize?state="));
  CHECK(location(departure).ends_with(
      "redirect_uri=https%3A%2F%2Fconsole.example%2Fdbmanage%2Fapi%2Fv1%2Fauth%2Fcallback%2Fcorp"));
  const std::string set = header(departure, "Set-Cookie"), in = state_of(departure).substr(0, 8);
  CHECK(set.starts_with("__Host-lgm_in_" + in + "="));
  CHECK(set.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=600"));
  CHECK(set.find(corp->verifier) == std::string::npos);

  const auto arrival = callback(departure, "mallory");
  CHECK(arrival.status == 303);
  CHECK(location(arrival) == "/web-manager/sso/callback#in=" + in);
  CHECK(header(arrival, "Set-Cookie").ends_with("Max-Age=120"));
  CHECK(cache->live_sessions("uid-mallory").empty());
  CHECK_THROWS(admin->user("uid-mallory"));  // coming back makes nobody

  const auto done = complete(arrival);
  CHECK(done.status == 200);
  CHECK(done.text("return_url") == "/web-manager/tags?x=1");
  CHECK(done.text("user_id") == "uid-mallory");
  CHECK(done.body.find("refresh_token") == nullptr);
  CHECK_FALSE(done.cookie().empty());
  CHECK(done.head.find("__Host-lgm_in_" + in + "=; ") != std::string::npos);
  CHECK(cache->live_sessions("uid-mallory").size() == 1);
  CHECK(counted(R"(outcome="ok",way="corp")"));
  CHECK(audited("LOGIN")[0].find("details")->text_at("way") == "corp");
}

TEST_CASE_FIXTURE(Installation,
                  "nothing is stored at the departure, and return_url leaves the console never") {
  cache->set_mood(testing::SessionCacheStandIn::Mood::Away);
  for (const char* url :
       {"https://evil.example/", "//evil.example", "/web-manager/../x", "/web-manager/%2e%2e/x",
        "/web-manager//evil.example", "/web-manager/%5cevil", "/other", "/web-manager/\u4e2d"}) {
    CAPTURE(url);
    CHECK(Addresses::in_console(url) == "/web-manager/");
  }
  for (const char never : std::string("\"<>\\^`{|} \n")) {
    CAPTURE(never);
    CHECK(Addresses::in_console(std::string("/web-manager/tags?x=") + never) == "/web-manager/");
  }
  CHECK(Addresses::in_console("/web-manager/tags?x=//a#b") == "/web-manager/tags?x=//a#b");
  CHECK(Addresses::in_console("/web-manager/" + std::string(1012, 'x')) == "/web-manager/");
  CHECK(login().status == 303);
  cache->set_mood(testing::SessionCacheStandIn::Mood::Fine);
  CHECK(login("provider=corp&return_url=" + std::string(1025, 'x')).status == 422);
  CHECK(login("provider=nobody").status == 404);
  CHECK(login("provider=ticket").status == 404);
  CHECK(login("return_url=x").status == 422);
}

TEST_CASE_FIXTURE(Installation, "what does not come back as it left is told by our code, and ends there") {
  const auto departure = login();
  SUBCASE("no cookie: nothing is spent") {
    const auto lost = ask("GET", "/auth/callback/corp?code=m&state=" + state_of(departure));
    CHECK(error_of(lost) == "sign_in_expired");
    CHECK(error_of(ask("GET", "/auth/callback/corp")) == "sign_in_expired");
    CHECK(callback(departure, "m").head.find("#in=") != std::string::npos);
    CHECK(counted(R"(outcome="sign_in_expired",way="corp")", 2));
  }
  SUBCASE("another provider's callback, before anything is asked of it") {
    CHECK(error_of(callback(departure, "m", "/other")) == "sign_in_refused");
    CHECK(error_of(callback(departure, "m", "")) == "sign_in_expired");  // USAP's, where nobody is sent to
    CHECK(corp->finished + other->finished == 0);
    CHECK(cookie(callback(departure, "m", "/other")).empty());  // it is still of use
    CHECK(counted(R"(outcome="wrong_callback",way="other")", 2));
    CHECK(counted(R"(outcome="wrong_callback",way="corp")", 0));
    CHECK(callback(departure, "m").head.find("#in=") != std::string::npos);
  }
  SUBCASE("another provider's callback, of an error too") {
    const Answer error{{"error", "server_error"}, {"state", state_of(departure)}};
    CHECK(error_of(arrive(departure, "/other", error)) == "sign_in_refused");
    CHECK(counted(R"(outcome="wrong_callback",way="other")"));
    CHECK(corp->finished + other->finished == 0);
    CHECK(callback(departure, "m").head.find("#in=") != std::string::npos);  // nothing was spent
  }
  SUBCASE("twice") {
    CHECK(error_of(callback(departure, "m")).empty());
    CHECK(error_of(callback(departure, "m")) == "sign_in_expired");
    CHECK(corp->finished == 1);
  }
  SUBCASE("again, while the provider is asked for the first") {
    std::string told;
    corp->meanwhile = [&] { told = error_of(callback(departure, "m")); };
    CHECK(error_of(callback(departure, "m")).empty());
    CHECK(told == "sign_in_expired");
    CHECK(corp->finished == 1);
  }
  SUBCASE("late") {
    advance(std::chrono::seconds(600));
    CHECK(error_of(callback(departure, "m")) == "sign_in_expired");
  }
  SUBCASE("a parameter twice") {
    const auto doubled =
        ask("GET", "/auth/callback/corp?code=m&code=n&state=" + state_of(departure), with(cookie(departure)));
    CHECK(error_of(doubled) == "sign_in_refused");
    CHECK(corp->finished == 0);
  }
  SUBCASE("a cookie that was changed, or is another sign-in's") {
    const std::string changed = cookie(departure).substr(0, cookie(departure).size() - 2) + "AA";
    CHECK(error_of(ask("GET", "/auth/callback/corp?code=m&state=" + state_of(departure), with(changed))) ==
          "sign_in_expired");
    const auto second = login();
    const std::string moved = "__Host-lgm_in_" + state_of(departure).substr(0, 8) +
                              cookie(second).substr(std::string("__Host-lgm_in_12345678").size());
    CHECK(error_of(ask("GET", "/auth/callback/corp?code=m&state=" + state_of(departure), with(moved))) ==
          "sign_in_expired");
  }
  SUBCASE("what the provider says of an error is not repeated") {
    const auto refused = ask(
        "GET", "/auth/callback/corp?error=access_denied&error_description=evil&state=" + state_of(departure),
        with(cookie(departure)));
    CHECK(error_of(refused) == "sign_in_refused");
    CHECK(refused.head.find("evil") == std::string::npos);
    CHECK(counted(R"(outcome="cancelled",way="corp")"));
    const std::string cleared = header(refused, "Set-Cookie");
    CHECK(cleared.starts_with(cookie(departure).substr(0, cookie(departure).find('=')) + "=; "));
    CHECK(cleared.ends_with("; Max-Age=0"));
    CHECK(line_of("sign_in_refused").text_at("path") == "/api/v1/auth/callback/corp");
  }
  SUBCASE("the store is away: nothing is spent") {
    cache->set_mood(testing::SessionCacheStandIn::Mood::Away);
    CHECK(error_of(callback(departure, "m")) == "session_store_unavailable");
    cache->set_mood(testing::SessionCacheStandIn::Mood::Fine);
    CHECK(error_of(callback(departure, "m")).empty());
  }
}

TEST_CASE_FIXTURE(Installation, "a provider that is away is told by the console, with its cause in the log") {
  corp->away = true;
  CHECK(error_of(login()) == "provider_unavailable");
  CHECK(line_of("provider_unavailable").text_at("cause") == "idp: away");
  CHECK(counted(R"(outcome="provider_unavailable",way="corp")"));
}

TEST_CASE_FIXTURE(Installation,
                  "a slow provider holds a quarter of the workers; who finds none has lost nothing") {
  const auto first = login(), second = login(), third = login();
  std::string told;
  corp->meanwhile = [&] {
    corp->meanwhile = [&] {
      told = error_of(callback(third, "m"));
      CHECK(error_of(login()) == "provider_unavailable");
      CHECK(login("provider=other").status == 303);
    };
    callback(second, "m");
  };
  CHECK(error_of(callback(first, "m")).empty());
  CHECK(told == "provider_unavailable");
  CHECK(error_of(callback(third, "m")).empty());
}

TEST_CASE_FIXTURE(Installation, "callbacks are GET alone") {
  for (const char* path : {"/auth/callback", "/auth/callback/corp"})
    for (const char* method : {"POST", "HEAD"}) {
      CAPTURE(path);
      CAPTURE(method);
      const auto refused = ask(method, path);
      CHECK(refused.status == 405);
      CHECK(refused.has_header("Allow: GET"));
    }
  CHECK(ask("HEAD", "/auth/login?provider=corp").status == 405);
}

TEST_CASE_FIXTURE(Installation, "at most four sign-ins are on their way in a browser: the oldest goes") {
  std::string cookies;
  std::vector<std::string> names;
  for (int i = 0; i < 4; ++i) {
    const auto one = login("provider=corp", with(cookies));
    names.push_back(cookie(one).substr(0, cookie(one).find('=')));
    cookies += (cookies.empty() ? "" : "; ") + cookie(one);
    CHECK(one.head.find("Max-Age=0") == std::string::npos);
  }
  const auto fifth = login("provider=corp", with(cookies));
  CHECK(fifth.head.find(names[0] + "=; Path=/") != std::string::npos);
  CHECK(fifth.head.find(names[1] + "=;") == std::string::npos);
}

TEST_CASE_FIXTURE(Installation, "of very many cookies a few are cleared at a time") {
  std::string cookies = "a=b";
  for (int i = 0; i < 40; ++i) cookies += "; __Host-lgm_in_of-no-" + std::to_string(10 + i) + "=x";
  const std::string head = login("provider=corp", with(cookies)).head;
  int cleared = 0;
  for (std::size_t at = 0; (at = head.find("Max-Age=0\r\n", at)) != std::string::npos; ++at) ++cleared;
  CHECK(cleared == 8);
  CHECK(head.find("Max-Age=600") != std::string::npos);
}

TEST_CASE_FIXTURE(Installation, "a cookie that proxies may not let through leads to the first page instead") {
  const std::string where = "/web-manager/tags?x=" + std::string(1000, 'x');
  corp->more = std::string(800, 'm');
  const auto departure = login("provider=corp&return_url=" + http::encode_component(where));
  CHECK(cookie(departure).size() < 2'100);
  CHECK(complete(callback(departure, "mallory")).text("return_url") == "/web-manager/");
  corp->more.clear();
  const auto shorter = login("provider=corp&return_url=" + http::encode_component(where));
  CHECK(complete(callback(shorter, "mallory")).text("return_url") == where);
}

TEST_CASE_FIXTURE(Installation, "what a page fetches is no way there or back, and uses nothing up") {
  const std::string image = "Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n";
  for (const std::string& marks : {image, std::string("Sec-Fetch-Mode: cors\r\n"),
                                   std::string("Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n")})
    for (const char* path :
         {"/auth/login?provider=corp", "/auth/callback", "/auth/callback/corp?code=m&state=x"}) {
      CAPTURE(marks);
      CAPTURE(path);
      const auto refused = ask("GET", path, marks);
      CHECK(refused.status == 403);
      CHECK(refused.code() == "origin_not_allowed");
    }
  for (int i = 0; i < 90; ++i) login("provider=corp", image);
  const auto departure = login("provider=corp", "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n");
  CHECK(departure.status == 303);
  const std::string back = "/auth/callback/corp?code=m&state=" + state_of(departure);
  CHECK(ask("GET", back, with(cookie(departure)) + image).status == 403);
  CHECK(error_of(callback(departure, "m")).empty());
  CHECK(counted(R"(outcome="origin_not_allowed",way="corp")", 0));
}

TEST_CASE_FIXTURE(Installation, "a way back without a cookie that opens asks no store, and is no failure") {
  const auto good = login();
  for (int i = 0; i < 61; ++i) ask("GET", "/auth/callback/corp?state=" + state_of(good));
  cache->set_mood(testing::SessionCacheStandIn::Mood::Away);
  CHECK(error_of(ask("GET", "/auth/callback/corp?state=" + state_of(good))) == "sign_in_expired");
  cache->set_mood(testing::SessionCacheStandIn::Mood::Fine);
  CHECK(error_of(callback(good, "m")).empty());
}

TEST_CASE_FIXTURE(Installation, "what is refused for now waits, and is good once more") {
  const std::string held = enter("mallory").cookie();
  const auto arrival = callback(login(), "mallory");
  admin->set_away(true);
  CHECK(complete(arrival).code() == "users_unavailable");
  CHECK(complete(arrival, held).code() == "users_unavailable");  // who is to be compared first
  admin->set_away(false);
  CHECK(complete(arrival, held).status == 200);
  CHECK(complete(arrival).code() == "sign_in_expired");
}

TEST_CASE_FIXTURE(Installation,
                  "the session is begun once, in the browser that left, from the console alone") {
  const auto arrival = callback(login(), "mallory");
  CHECK(console("/auth/complete", Object{{"in", in_of(arrival)}}).code() == "sign_in_expired");
  const auto foreign = post("/auth/complete", Object{{"in", in_of(arrival)}},
                            "Origin: https://evil.example\r\n" + with(cookie(arrival)));
  CHECK(foreign.code() == "origin_not_allowed");
  const std::string ours = "Origin: " + std::string(testing::kOrigin) + "\r\n" + with(cookie(arrival));
  const std::string text = json::to_text(Object{{"in", in_of(arrival)}});
  for (const char* type : {"text/plain", "application/x-www-form-urlencoded"})  // what a form can send
    CHECK(ask("POST", "/auth/complete", ours + "Content-Type: " + type + "\r\n", text).status == 415);
  CHECK(ask("POST", "/auth/complete", ours, text).code() == "preflight_required");
  CHECK(counted(R"(outcome="origin_not_allowed",way="corp")"));
  CHECK(counted(R"(outcome="sign_in_expired",way="other")"));
  CHECK(console("/auth/complete", Object{{"in", "short"}}).status == 422);
  CHECK(complete(arrival).status == 200);
  CHECK(complete(arrival).code() == "sign_in_expired");
  CHECK(complete(login()).code() == "sign_in_expired");  // which has not been at the provider
  const auto late = callback(login(), "mallory");
  advance(std::chrono::seconds(120));
  CHECK(complete(late).code() == "sign_in_expired");
}

TEST_CASE_FIXTURE(Installation,
                  "somebody else is signed in: asked once, and the old session ends with the answer") {
  const std::string held = enter("mallory").cookie();
  const auto again = enter("mallory", held);  // the same person
  CHECK(again.status == 200);
  CHECK(cache->live_sessions("uid-mallory").size() == 1);
  const auto arrival = callback(login(), "peggy");
  const auto asked = complete(arrival, again.cookie(), true);  // an answer to no question
  REQUIRE(asked.status == 409);
  CHECK(asked.code() == "signed_in_as_other");
  CHECK(asked.body.find("arriving")->text_at("user_name") == "Name of peggy");
  CHECK(asked.body.find("handle") == nullptr);
  CHECK(cache->live_sessions("uid-mallory").size() == 1);
  SUBCASE("yes") {
    const auto done = complete(arrival, again.cookie(), true);
    CHECK(done.status == 200);
    CHECK(done.text("user_id") == "uid-peggy");
    CHECK(cache->live_sessions("uid-mallory").empty());
    CHECK(complete(arrival, done.cookie(), true).code() == "sign_in_expired");
  }
  SUBCASE("no answer: once more only") {
    CHECK(complete(arrival, again.cookie()).code() == "sign_in_expired");
    CHECK(complete(arrival, again.cookie(), true).code() == "sign_in_expired");
    CHECK(counted(R"(outcome="sign_in_expired",way="corp")", 2));
  }
  SUBCASE("the handle is no handle of /sso/login/complete") {
    CHECK(console("/sso/login/complete", Object{{"handle", in_of(arrival)}}, again.cookie()).status == 401);
  }
}

TEST_CASE_FIXTURE(Installation,
                  "whom the provider calls inactive is not let in, and is asked about nowhere else") {
  const auto refused = enter("gone");
  CHECK(refused.status == 403);
  CHECK(refused.code() == "user_disabled");
  CHECK(enter("gone", enter("mallory").cookie()).code() == "user_disabled");
  CHECK_THROWS(admin->user("uid-gone"));
}

TEST_CASE_FIXTURE(Installation, "departures and failures are limited by network, valid ways back are not") {
  const auto over = login(), good = login();
  for (int i = 0; i < 61; ++i) callback(over, "m", "/corp", "198.51.100.7");  // the first is good
  CHECK(error_of(callback(good, "m", "/corp", "198.51.100.7")) == "too_many_failures");
  CHECK(error_of(callback(good, "m", "/corp", "198.51.100.8")).empty());
  const auto complete_from = [&](const Reply& arrival, const std::string& from) {
    return ask("POST", "/auth/complete",
               "Origin: " + std::string(testing::kOrigin) + "\r\nContent-Type: application/json\r\n" +
                   with(cookie(arrival)),
               json::to_text(Object{{"in", in_of(arrival)}}), from);
  };
  for (int i = 0; i < 20; ++i) CHECK(complete_from(callback(login(), "m"), "198.51.100.10").status == 200);
  const auto before = callback(login(), "m"), after = callback(login(), "m");
  for (int i = 0; i < 59; ++i) CHECK(complete_from(over, "198.51.100.10").code() == "sign_in_expired");
  CHECK(complete_from(before, "198.51.100.10").status == 200);
  CHECK(complete_from(over, "198.51.100.10").code() == "sign_in_expired");
  CHECK(complete_from(after, "198.51.100.10").code() == "too_many_failures");
  CHECK(complete_from(after, "198.51.100.11").status == 200);
  int admitted = 0;
  Reply last;
  for (int i = 0; i < 90; ++i) {
    last = ask("GET", "/auth/login?provider=corp", "", "", "198.51.100.9");
    admitted += last.status == 303;
  }
  CHECK(last.status == 429);
  CHECK(last.code() == "rate_limited");
  CHECK(admitted >= 60);
  CHECK(admitted <= 80);
}

TEST_CASE_FIXTURE(Installation, "on plain-http loopback the cookie has neither prefix nor Secure") {
  auto own = configuration();
  own.public_origin = "http://localhost:8080";
  begin(own);
  const std::string set = header(login(), "Set-Cookie");
  CHECK(set.starts_with("lgm_in_"));
  CHECK(set.find("Secure") == std::string::npos);
}
