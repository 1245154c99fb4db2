// Every route over HTTP: success, and each refusal.
#include <fstream>
#include <set>

#include "../support/backends.hpp"
#include "api/api.hpp"
#include "lgm/service/service.hpp"
#include "sample.hpp"
#include "support/bad_requests.hpp"
#include "support/raw_client.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;
using lgm::testing::body_of;
using lgm::testing::check_bad_bodies;
using lgm::testing::check_bad_queries;
using lgm::testing::Pairs;
using lgm::testing::RawClient;
using lgm::testing::status_of;

namespace {

const std::string kAuth(32, 'a'), kAdmin(32, 'b'), kGuard(32, 'c');
const std::string kHash(64, '1'), kNext(64, '2');

service::CommonConfig config() {
  service::CommonConfig made;
  made.bind_address = "127.0.0.1";
  made.tokens_from_auth = kAuth, made.tokens_from_admin = kAdmin, made.tokens_from_guard = kGuard;
  return made;
}

struct Fixture : Embedded {
  base::SystemClock wall;
  service::Metrics metrics;
  service::Service service{
      {"session-cache-service", "session_cache", "1.0"}, config(), {wall, random, log, metrics}};
  Api api{store.get(), wall, log, metrics};

  Fixture() {
    add_all_routes(service.internal_routes(), api);
    store->on_feed_news([this] { service.notify(); });
    service.health().add("store", true, [] { return service::CheckResult{}; });
    service.start();
  }
  ~Fixture() { service.stop(); }

  std::string ask(const std::string& method, const std::string& path, const std::string& token,
                  const std::string& body = "") const {
    RawClient client(service.internal_port());
    client.send(method + " " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" +
                (token.empty() ? "" : "Authorization: Bearer " + token + "\r\n") +
                "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n\r\n" + body);
    return client.rest();
  }
  std::string post(const std::string& path, const std::string& body, const std::string& token = kAuth) const {
    return ask("POST", "/internal/v1" + path, token, body);
  }
  // Everything that is kept: the file, to which each change is written before it is answered, and the
  // replicas.
  std::string dump() const {
    std::ifstream file(folder.file("store"), std::ios::binary);
    const std::string kept{std::istreambuf_iterator<char>(file), {}};
    REQUIRE_FALSE(kept.empty());
    return kept + describe::to_json(store->presence().replicas());
  }
  std::string get(const std::string& path, const std::string& token = kAdmin) const {
    return ask("GET", "/internal/v1" + path, token);
  }
};

std::string session_body(const std::string& sid = "s1", const std::string& hash = kHash) {
  return R"({"sid":")" + sid + R"(","uid":"u1","subject":"x","client_id":"console","refresh_hash":")" + hash +
         R"(","idle_seconds":60,"absolute_seconds":600,"max_sessions":3})";
}

// A good body of each POST route.
struct Good {
  const char* path;
  std::string body;
  std::string callers;  // letters of the tokens that may
};
std::vector<Good> all_posts() {
  return {
      {"/sessions", session_body(), "a"},
      {"/sessions/lookup", R"({"refresh_hash":")" + kHash + "\"}", "a"},
      {"/sessions/rotate",
       R"({"refresh_hash":")" + kHash + R"(","successor_hash":")" + kNext +
           R"(","idle_seconds":60,"access_seconds":60})",
       "a"},
      {"/sessions/reused", R"({"sid":"s9"})", "a"},
      {"/sessions/sealed", R"({"sid":"s1","sealed":"AAAA"})", "a"},
      {"/sessions/end", R"({"event_id":"e1","uid":"u1","until_ms":1990000000000})", "ab"},
      {"/revocations",
       R"({"event_id":"e2","kind":"user","id":"u1","not_before_ms":1,"until_ms":1990000000000})", "ab"},
      {"/user-info/get", R"({"user_ids":["anna"]})", "a"},
      {"/user-info/put", R"({"entries":[{"user_id":"anna","value":{"a":1}}],"keep_seconds":60})", "a"},
      {"/user-info/drop", R"({"user_ids":["anna"]})", "a"},
      {"/one-time/put", R"({"key":"k","value":"v","ttl_seconds":60})", "a"},
      {"/one-time/take", R"({"key":"k"})", "a"},
      {"/counters/add", R"({"key":"k","amount":1,"window_seconds":60})", "abc"},
      {"/counters/get", R"({"keys":["k"]})", "ab"},
      {"/counters/clear", R"({"key":"k"})", "ab"},
      {"/limits/lease", R"({"key":"k","per_minute":60,"burst":10,"want":5})", "abc"},
      {"/events/append", R"({"stream":"s","events":[{"id":"1","data":{}}],"keep":10})", "a"},
      {"/events/read", R"({"stream":"s","limit":10})", "a"},
      {"/events/remove", R"({"stream":"s","ids":["1"]})", "a"},
      {"/presence", R"({"service":"auth-service","pod":"p","version":"1","ready":true})", "a"},
  };
}

// `path` is whole.
Good good_of(const std::string& path) {
  for (Good& good : all_posts())
    if (path == std::string("/internal/v1") + good.path) return std::move(good);
  FAIL(path << " has no good body here");
  return {};
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "every route answers its callers, 401 without a token and 403 to others") {
  for (const Good& good : all_posts()) {
    const std::string answer = post(good.path, good.body);
    CHECK_MESSAGE(status_of(answer) == 200, good.path << " " << body_of(answer));
    CHECK(status_of(post(good.path, good.body, "")) == 401);
    CHECK(status_of(post(good.path, good.body, std::string(32, 'z'))) == 401);
    for (const std::string& token : {kAdmin, kGuard})
      if (good.callers.find(token[0]) == std::string::npos)
        CHECK_MESSAGE(status_of(post(good.path, good.body, token)) == 403, good.path);
  }
  CHECK(status_of(get("/presence")) == 200);
  CHECK(status_of(get("/presence", kAuth)) == 200);
  CHECK(status_of(get("/presence", kGuard)) == 403);
  CHECK(status_of(get("/sessions?uid=u1")) == 200);
  CHECK(status_of(get("/sessions?uid=u1", kGuard)) == 403);
  CHECK(status_of(get("/revocations/snapshot", kGuard)) == 200);
  CHECK(status_of(get("/revocations/snapshot", "")) == 401);
}

TEST_CASE_FIXTURE(Fixture,
                  "every body and query refuses, from its declaration, what it must, and nothing changes") {
  for (const Good& good : all_posts()) REQUIRE(status_of(post(good.path, good.body)) == 200);
  REQUIRE(status_of(post("/sessions", session_body("s2", std::string(64, '3')))) == 200);
  const std::string before = dump();
  std::set<std::string> posts;
  int queries = 0;
  for (const auto& route : service.internal_routes().routes()) {
    const auto send = [&](const std::string& query, const std::string& body) {
      return ask(std::string(http::to_string(route->method)),
                 route->path + (query.empty() ? "" : "?") + query, kAuth, body);
    };
    if (route->body) {
      const Good good = good_of(route->path);
      posts.insert(good.path);
      CHECK(check_bad_bodies(*route, good.body, send) > 25);
    }
    if (!route->query) continue;
    ++queries;
    const bool feed = route->name == "follow_revocations";
    CHECK(check_bad_queries(*route, feed ? Pairs{{"epoch", "1"}, {"after", "0"}} : Pairs{{"uid", "u1"}}, "",
                            send) > 3);
  }
  CHECK(posts.size() == all_posts().size());
  CHECK(queries == 2);
  CHECK(dump() == before);
  // No token of the bucket was taken: five by the good body, and no more.
  const auto lease = json::parse_or_nothing(
      body_of(post("/limits/lease", R"({"key":"k","per_minute":60,"burst":10,"want":9})")));
  REQUIRE(lease);
  CHECK(lease->integer_at("granted") == 5);
}

TEST_CASE_FIXTURE(Fixture, "what the next version asks is answered, whatever more it says") {
  for (const Good& good : all_posts()) {
    const auto match =
        service.internal_routes().find(http::Method::Post, std::string("/internal/v1") + good.path, true);
    REQUIRE(match.route);
    const auto more =
        contracts::testing::of_the_next_version(*match.route->body, *json::parse_or_nothing(good.body));
    const std::string answer = post(good.path, json::to_text(more));
    CHECK_MESSAGE(status_of(answer) == 200, good.path << " " << body_of(answer));
  }
  CHECK(status_of(get("/sessions?uid=u1&of_the_next_version=1")) == 200);
  const auto feed = json::parse_or_nothing(body_of(get("/revocations/snapshot?of_the_next_version=1")));
  REQUIRE(feed);
  CHECK(status_of(get("/revocations?after=0&of_the_next_version=1&epoch=" +
                      feed->text_at("epoch").value())) == 200);
}

TEST_CASE_FIXTURE(Fixture, "who took over one service spends and counts nothing that others live by") {
  const std::string lease = R"({"key":"api:u1","per_minute":1,"burst":10,"want":10})";
  const auto granted = [&](const std::string& token) {
    return json::parse_or_nothing(body_of(post("/limits/lease", lease, token)))->integer_at("granted");
  };
  for (int i = 0; i < 3; ++i) static_cast<void>(granted(kGuard));
  CHECK(granted(kAdmin) == 10);
  CHECK(granted(kAuth) == 0);  // one allowance at both
  const std::string hit = R"({"key":"sign-in:lock:x","amount":1,"window_seconds":60})";
  const std::string asked = R"({"keys":["sign-in:lock:x"]})", named = R"({"key":"sign-in:lock:x"})";
  const auto count = [&](const std::string& token) {
    const auto answer = json::parse_or_nothing(body_of(post("/counters/get", asked, token)));
    const auto& first = answer->find("counters")->array()->front();
    CHECK(first.text_at("key") == "sign-in:lock:x");
    return first.integer_at("count");
  };
  CHECK(status_of(post("/counters/add", hit, kAuth)) == 200);
  CHECK(status_of(post("/counters/clear", named, kAdmin)) == 200);
  CHECK(count(kAdmin) == 0);
  CHECK(count(kAuth) == 1);
  const auto report = [&](const std::string& name, const std::string& token) {
    return post("/presence", R"({"service":")" + name + R"(","pod":"q","version":"9","ready":true})", token);
  };
  CHECK(body_of(report("guard-service", kGuard)) == R"({"replicas":1})");
  for (const char* other : {"auth-service", "admin-service", "guard"}) {
    const std::string refused = report(other, kGuard);
    CHECK(status_of(refused) == 403);
    CHECK(body_of(refused).find("\"code\":\"not_the_caller\"") != std::string::npos);
    CHECK(body_of(refused).find("guard-service") != std::string::npos);
  }
}

TEST_CASE_FIXTURE(Fixture, "what may be missing") {
  CHECK(status_of(post("/user-info/drop", "{}")) == 200);
  json::Value session = *json::parse_or_nothing(session_body());
  std::erase_if(*session.object(), [](const json::Member& member) { return member.first == "refresh_hash"; });
  CHECK(status_of(post("/sessions", json::to_text(session))) == 200);
}

TEST_CASE_FIXTURE(Fixture, "limits of members") {
  struct Bad {
    const char* path;
    const char* member;
    json::Value value;
    const char* code;
  };
  const Bad bads[] = {
      {"/sessions", "sid", std::string(256, 'x'), "too_long"},
      {"/sessions", "refresh_hash", "a raw token", "pattern"},
      {"/sessions", "idle_seconds", 0, "out_of_range"},
      {"/sessions", "max_sessions", 1001, "out_of_range"},
      {"/sessions/lookup", "refresh_hash", std::string(64, 'G'), "pattern"},
      {"/sessions/rotate", "successor_hash", "", "pattern"},
      {"/sessions/reused", "sid", std::string(256, 'x'), "too_long"},
      {"/sessions/end", "sid", "s1", "one_of"},
      {"/revocations", "kind", "Other kind", "pattern"},
      {"/revocations", "until_ms", 0, "out_of_range"},
      {"/user-info/put", "keep_seconds", 31'536'001, "out_of_range"},
      {"/one-time/put", "value", std::string(49'153, 'x'), "too_long"},
      {"/one-time/put", "value",
       [] {
         std::string text;
         for (int i = 0; i < 18'000; ++i) text += "敏";
         return json::Value(text);
       }(),
       "too_long"},
      {"/one-time/put", "ttl_seconds", 86'401, "out_of_range"},
      {"/counters/add", "amount", 0, "out_of_range"},
      {"/limits/lease", "want", 0, "out_of_range"},
      {"/events/append", "keep", 0, "out_of_range"},
      {"/events/read", "limit", 1001, "out_of_range"},
      {"/presence", "version", "", "too_short"},
  };
  for (const Bad& bad : bads)
    for (const Good& good : all_posts()) {
      if (std::string(good.path) != bad.path) continue;
      json::Value body = *json::parse_or_nothing(good.body);
      body.set(bad.member, bad.value);
      const std::string answer = post(bad.path, json::to_text(body));
      CHECK_MESSAGE(status_of(answer) == 422, bad.path << " " << bad.member);
      CHECK_MESSAGE(body_of(answer).find("\"pointer\":\"/" + std::string(bad.member) + "\",\"code\":\"" +
                                         bad.code) != std::string::npos,
                    body_of(answer));
    }
  CHECK(status_of(post("/sessions/end", R"({"event_id":"e","until_ms":1})")) == 422);
  CHECK(status_of(post("/sessions/end", R"({"event_id":"e","sid":"s","except_sid":"t","until_ms":1})")) ==
        422);
  CHECK(status_of(post("/user-info/put", R"({"entries":[{"user_id":"a","value":[]}],"keep_seconds":1})")) ==
        422);
  CHECK(status_of(post("/events/append", R"({"stream":"s","events":[{"id":"1","data":"x"}],"keep":1})")) ==
        422);
  for (const char* query : {"?after=0", "?epoch=1", "?epoch=1&after=-1", "?epoch=1&after=0&wait=26"})
    CHECK_MESSAGE(status_of(get("/revocations" + std::string(query))) == 422, query);
  CHECK(status_of(get("/sessions")) == 422);
}

TEST_CASE_FIXTURE(Fixture, "not found, exists, gone") {
  CHECK(status_of(post("/sessions/lookup", R"({"refresh_hash":")" + kNext + "\"}")) == 404);
  CHECK(status_of(post("/one-time/take", R"({"key":"none"})")) == 404);
  post("/one-time/put", R"({"key":"k","value":"v","ttl_seconds":60})");
  const std::string again = post("/one-time/put", R"({"key":"k","value":"w","ttl_seconds":60})");
  CHECK(status_of(again) == 409);
  CHECK(body_of(again).find("\"code\":\"exists\"") != std::string::npos);
  post("/sessions", session_body());
  CHECK(status_of(post("/sessions", session_body("s2"))) == 409);
  const std::string gone = get("/revocations?epoch=1&after=0");
  CHECK(status_of(gone) == 410);
  CHECK(body_of(gone).find("\"code\":\"feed_reset\"") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a follower that waits is answered by an entry") {
  const auto start = json::parse_or_nothing(body_of(get("/revocations/snapshot")));
  REQUIRE(start);
  const std::string epoch = start->text_at("epoch").value_or("");
  std::string answer;
  std::thread follower([&] { answer = get("/revocations?epoch=" + epoch + "&after=0&wait=25", kGuard); });
  while (ask("GET", "/metrics", "").find("lgm_waiting_polls 1") == std::string::npos)
    std::this_thread::yield();
  post("/revocations",
       R"({"event_id":"e","kind":"user","id":"u1","not_before_ms":1,"until_ms":1990000000000})");
  follower.join();
  const auto feed = json::parse_or_nothing(body_of(answer));
  REQUIRE(feed);
  CHECK(feed->integer_at("seq") == 1);
  CHECK(feed->find("entries")->array()->size() == 1);
}

TEST_CASE_FIXTURE(
    Fixture, "health and readiness are on the internal listener, bare and below the prefix; none is public") {
  for (const char* path :
       {"/health", "/health/ready", "/api/v1/health", "/api/v1/health/ready", "/dbmanage/api/v1/health"})
    CHECK_MESSAGE(status_of(ask("GET", path, "")) == 200, path);
  CHECK(service.public_port() == 0);
}
