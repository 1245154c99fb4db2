// The service over HTTP with signed tokens, on a database of the test's own. "root" is SYSTEM_ADMIN, "none"
// holds nothing.
#pragma once
#include <doctest/doctest.h>

#include "account_keys/by_key.hpp"
#include "api/api.hpp"
#include "api_keys/api_keys.hpp"
#include "lgm/service/service.hpp"
#include "permissions/permissions.hpp"
#include "policy_feed/policy_feed.hpp"
#include "support/ascii_forms.hpp"
#include "support/check_token.hpp"
#include "support/fake_guard.hpp"
#include "support/plain_hasher.hpp"
#include "support/raw_client.hpp"
#include "support/test_store.hpp"

namespace lgm::admin::testing {

using lgm::testing::body_of;
using lgm::testing::RawClient;
using lgm::testing::status_of;

inline const std::string kInternalToken(32, 'a'), kGuardToken(32, 'g');

struct ApiFixture {
  base::SystemClock clock;
  base::SystemRandom random;
  service::Log log{{"admin-service", service::Level::Error, ""}};
  service::Metrics metrics;
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::hs256(std::string(32, 'k'));
  auth::TokenVerifier verifier{verifier_options(), nullptr, clock};
  TestStore store;
  AsciiForms forms;
  FakeGuard guard;
  PlainHasher hasher;
  LegacyZone zone{"Asia/Shanghai"};
  permissions::CachedRights rights{store};
  PolicyFeed feed{store.database(), 1};
  Api api;
  service::KeyUses key_uses{[this](const contracts::KeyUses& told) {
                              store.change(TestStore::tester(),
                                           [&](Work& work) { api_keys::note_uses(work, told.uses); });
                              return true;
                            },
                            clock};
  ByAccountKey by_key{store, clock, key_uses, metrics};
  service::Service service{{"admin-service", "admin", "1.0"},
                           config(),
                           {clock, random, log, metrics, &verifier, nullptr, &rights, nullptr, {&by_key}}};
  std::map<std::string, std::string> ids;  // by resource: "tag", "global_keyword", …

  explicit ApiFixture(TestDatabase::Seeds seeds = TestDatabase::Seeds::Remove, bool local_login = true)
      : store(seeds), api({store, forms, &guard, clock, random, hasher, zone, {"NONE", {}}, local_login}) {
    if (seeds == TestDatabase::Seeds::Remove)
      execute(
          "INSERT INTO roles VALUES ('r1', 'SYSTEM_ADMIN', 'x', 'GLOBAL', NULL, 1, 1, '2026-02-06 08:00:00', "
          "1)");
    execute("INSERT INTO roles VALUES ('r0', 'NONE', 'x', 'GLOBAL', NULL, 0, 1, '2026-02-06 08:00:00', 1)");
    user("root", "SYSTEM_ADMIN");
    user("none", "NONE");
    execute("UPDATE users SET user_id = 'U0' WHERE id = 'root'");
    api.add_all_routes(service.public_routes(), service.internal_routes());
    add_policy_feed_routes(service.internal_routes(), feed);
    service.add_limit(service::limit_of_key_failures());
    service.publish_openapi_below("");
    service.start();
  }
  static auth::VerifierOptions verifier_options() {
    auth::VerifierOptions options;
    options.algorithm = auth::Algorithm::Hs256;
    options.hs256_secret = std::string(32, 'k');
    return options;
  }
  static service::CommonConfig config() {
    service::CommonConfig made;
    made.bind_address = "127.0.0.1";
    made.tokens_from_auth = kInternalToken;
    made.tokens_from_guard = kGuardToken;
    made.tokens_from_session_cache = std::string(32, 's');
    made.requests_per_minute = 0;
    return made;
  }
  void execute(const std::string& sql) {
    store.changing_as_tester([&](Work& work) { return work.session().execute(sql, {}); });
  }
  void user(const std::string& id, const std::string& role) {
    execute("INSERT INTO users VALUES ('" + id + "', NULL, '" + id + "', NULL, NULL, NULL, '" + role +
            "', 1, '2026-02-06 08:00:00', '2026-02-06 08:00:00', NULL, 1)");
  }
  std::string ask(const std::string& uid, const std::string& method, const std::string& path,
                  const std::string& body = "", const std::string& headers = "") {
    rights.clear();  // no revocation feed here
    const std::int64_t now = base::to_unix_seconds(clock.now());
    return sent(
        {"llm-guard-manager", "llm-guard-manager", "u", "console", uid, "x", "s", "j", now, now, now + 60},
        method, path, body, headers);
  }
  std::string sent(const auth::Claims& claims, const std::string& method, const std::string& path,
                   const std::string& body, const std::string& headers = "") {
    RawClient client(service.public_port());
    client.send(method + " /api/v1" + path +
                " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " + key->sign(claims) +
                "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.rest();
  }
  // By X-API-Key.
  std::string by(const std::string& key_text, const std::string& method, const std::string& path,
                 const std::string& body = "", const std::string& headers = "") {
    RawClient client(service.public_port());
    client.send(method + " /api/v1" + path +
                " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nX-API-Key: " + key_text + "\r\n" + headers +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.rest();
  }
  // The key of a new service account, whose id is ids[name].
  std::string service_account(const std::string& name, const std::string& role) {
    ids[name] =
        answer("POST", "/users/", R"({"kind":"SERVICE","username":")" + name + R"(","role":")" + role + "\"}")
            .text_at("id")
            .value();
    return answer("POST", "/users/" + ids[name] + "/api-keys", R"({"name":"ci"})").text_at("key").value();
  }
  // By a check token for the tag `code`.
  std::string check(const std::string& code, const std::string& method, const std::string& path,
                    const std::string& body = "") {
    return sent(lgm::testing::check_token_claims(base::to_unix_seconds(clock.now()), {"tag", code}), method,
                path, body);
  }
  // By what a one-time password gives to `uid`.
  std::string limited(const std::string& uid, const std::string& method, const std::string& path,
                      const std::string& body = "") {
    return sent(lgm::testing::password_change_claims(base::to_unix_seconds(clock.now()), uid), method, path,
                body);
  }
  std::string inside(const std::string& method, const std::string& path, const std::string& body = "",
                     const std::string& token = kInternalToken) {
    RawClient client(service.internal_port());
    client.send(method + " " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " +
                token + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.rest();
  }
  json::Value answer(const std::string& method, const std::string& path, const std::string& body = "") {
    const std::string text = ask("root", method, path, body);
    REQUIRE_MESSAGE(status_of(text) == 200, text);
    return json::parse_or_nothing(body_of(text)).value();
  }
  // One row of each resource; "lea" is a local account with a role and an assignment, "robot" a service
  // account with a key.
  void fill();
  // A path that exists, for a route's template; `unknown` names a parameter that gets an id nobody has.
  std::string path_of(const service::Route& route, std::string_view unknown = {}) const;
  // A body that the route takes, on the rows of fill().
  static std::string good_body(const std::string& route);
};

// The parameters of a route's template.
std::vector<std::string> parameters_of(const service::Route& route);

}  // namespace lgm::admin::testing
