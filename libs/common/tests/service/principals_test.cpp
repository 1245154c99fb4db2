// Who calls, as a handler and the line of the request have it; and that a service adds a way to show it by
// nothing but an authenticator.
#include <doctest/doctest.h>

#include "fixture.hpp"
#include "keys.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

struct Callers {
  base::SystemClock clock;
  base::SystemRandom random;
  Log log{{"test-service", Level::Error, ""}};
  Metrics metrics;
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::hs256(std::string(32, 'k'));
  auth::TokenVerifier verifier{Fixture::verifier_options(), nullptr, clock};
  FixedRights rights;
  Keys keys;
  Service service{{"test-service", "test", "1.0"},
                  Fixture::config(),
                  {clock, random, log, metrics, &verifier, nullptr, &rights, nullptr, {&keys}}};

  Callers() {
    add("/who", "who", signed_in(), &Callers::who).honours_limit = "tag";
    add("/notes", "notes", needs("notes"), &Callers::who);
    add("/people", "people_only", signed_in(), &Callers::who);
    add("/sid", "sid", needs("notes"),
        [](Context& context) { return http::Response::text(200, context.access_token().sid, "text/plain"); });
    add("/uid", "uid", needs("notes"),
        [](Context& context) { return http::Response::text(200, context.uid(), "text/plain"); });
    add("/open", "open", open_to_all(), &Callers::who);
    add("/asks-nobody", "asks_nobody", open_to_all(),
        [](Context& context) { return http::Response::text(200, context.principal().id, "text/plain"); });
    Route& maybe = add("/maybe", "maybe", open_to_all(), &Callers::who);
    maybe.takes_api_keys = true;
    maybe.errors = {{401, "invalid_token", "a key that is not good"}};
    Route inside = Fixture::route(http::Method::Get, "/internal/v1/who", "who_inside", internal({"auth"}));
    inside.absolute = true;
    inside.gives_json(json::Value()).does(&Callers::who);
    service.internal_routes().add(std::move(inside));
    service.start();
  }
  Route& add(std::string path, std::string name, Access access, Handle handle) {
    Route route = Fixture::route(http::Method::Get, std::move(path), std::move(name), std::move(access));
    route.gives_json(json::Value()).does(std::move(handle));
    return service.public_routes().add(std::move(route));
  }
  static http::Response who(Context& context) {
    const Actor actor = context.actor();
    std::string text = actor.kind ? std::string(to_string(*actor.kind)) : "nobody";
    if (actor.kind) text += " " + context.principal().id + ", " + context.principal().display;
    return http::Response::text(200, text + "; " + actor.uid + ", " + actor.username, "text/plain");
  }
  std::string ask(const std::string& path, const std::string& headers) const {
    RawClient client(service.public_port());
    client.send("GET /api/v1" + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + headers + "\r\n");
    return client.rest();
  }
  std::string signed_by(const auth::Claims& claims) const {
    return "Authorization: Bearer " + key->sign(claims) + "\r\n";
  }
  std::string person(const std::string& uid) const {
    const std::int64_t now = base::to_unix_seconds(clock.now());
    return signed_by({"llm-guard-manager", "llm-guard-manager", "name in token", "console", uid, "ROLE",
                      "sid-1", "j", now, now, now + 60});
  }
  std::string check() const {
    return signed_by(testing::check_token_claims(base::to_unix_seconds(clock.now()), {"tag", "HELM_TEST_1"}));
  }
};

const std::string kNotesKey = "X-API-Key: key-notes\r\n", kPoorKey = "X-API-Key: key-none\r\n";
const std::string kNil = "00000000-0000-0000-0000-000000000000";

}  // namespace

TEST_CASE_FIXTURE(Callers, "each sort of caller is known by its kind, its id and its name") {
  CHECK(body_of(ask("/who", person("writer"))) == "person writer, name in token; writer, writer");
  CHECK(body_of(ask("/who", kNotesKey)) == "application app-1, Chat bot; " + kNil + ", Chat bot");
  const std::string nobody(auth::kCheckTokenUid), name = "check token for HELM_TEST_1";
  CHECK(body_of(ask("/who", check())) == "check " + nobody + ", " + name + "; " + nobody + ", " + name);
  CHECK(body_of(ask("/open", person("writer"))) == "nobody; " + kNil + ", ");
  RawClient inside(service.internal_port());
  inside.send("GET /internal/v1/who HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: Bearer " +
              kToken + "\r\n\r\n");
  CHECK(body_of(inside.rest()) == "service auth, auth; " + kNil + ", ");
}

TEST_CASE_FIXTURE(Callers, "an authenticator of the service is asked first, and of its routes alone") {
  // What it takes for its own is no access token that is malformed.
  CHECK(body_of(ask("/who", "Authorization: Bearer key-notes\r\n")).starts_with("application app-1"));
  CHECK(body_of(ask("/who", kNotesKey + person("writer"))).starts_with("application app-1"));
  CHECK(body_of(ask("/people", kNotesKey + person("writer"))).starts_with("person writer"));
  check_problem(ask("/who", "X-API-Key: key-other\r\n"), 401, "invalid_token");
  check_problem(ask("/people", kNotesKey), 401, "invalid_token");
}

TEST_CASE_FIXTURE(Callers, "who sends a key is asked where keys are taken, and who sends none is nobody") {
  const std::string nobody = "nobody; " + kNil + ", ";
  CHECK(body_of(ask("/maybe", kNotesKey)).starts_with("application app-1"));
  CHECK(body_of(ask("/maybe", "")) == nobody);
  CHECK(body_of(ask("/maybe", person("writer"))) == nobody);
  CHECK(body_of(ask("/maybe", "Authorization: Bearer x\r\n")) == nobody);
  check_problem(ask("/maybe", "X-API-Key: key-other\r\n"), 401, "invalid_token");
  CHECK(body_of(ask("/open", kNotesKey)) == nobody);
  const auto document = service.openapi();
  const auto ways = [&](const char* path) {
    return json::to_text(*document.find("paths")->find(path)->find("get")->find("security"));
  };
  CHECK(ways("/api/v1/maybe") == R"([{},{"api_key":[]}])");
  CHECK(ways("/api/v1/who") == R"([{"bearer":[]}])");
}

TEST_CASE_FIXTURE(Callers, "rights are those that came with the credentials, or none") {
  CHECK(status_of(ask("/notes", kNotesKey)) == 200);
  check_problem(ask("/notes", kPoorKey), 403, "not_authorized");
  check_problem(ask("/who", kPoorKey), 403, "not_authorized");
  check_problem(ask("/notes", person("reader")), 403, "missing_permission");
}

TEST_CASE_FIXTURE(Callers, "a handler that takes an application for a person, or asks nobody's id, fails") {
  CHECK(body_of(ask("/sid", person("admin"))) == "sid-1");
  CHECK(body_of(ask("/uid", person("admin"))) == "admin");
  for (const char* path : {"/sid", "/uid"}) check_problem(ask(path, kNotesKey), 500, "internal");
  check_problem(ask("/asks-nobody", person("admin")), 500, "internal");
}
