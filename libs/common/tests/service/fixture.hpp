// A small service with one route of each kind, started on free ports; nothing is faked but the rights.
#pragma once
#include <doctest/doctest.h>

#include <atomic>

#include "../support/check_token.hpp"
#include "../support/raw_client.hpp"
#include "lgm/service/service.hpp"

namespace lgm::testing {

using namespace lgm::service;

struct Note {
  std::string id;
  std::string text;
  std::int64_t version = 3;
};

struct NoteFilter {
  std::optional<std::string> q;
};

// Rights by uid: "admin" may everything, "writer" holds notes in scenario s1, "off" is disabled.
struct FixedRights final : RightsSource {
  std::shared_ptr<const Rights> rights_of(const std::string& uid) override {
    if (uid == "gone") return nullptr;
    auto rights = std::make_shared<Rights>();
    rights->uid = rights->username = uid;
    rights->is_active = uid != "off";
    rights->is_admin = uid == "admin";
    if (uid == "writer") rights->scenarios["s1"] = {"notes"};
    return rights;
  }
  std::shared_ptr<const Rights> kept(const std::string& uid) override { return rights_of(uid); }
};

}  // namespace lgm::testing

template <>
struct lgm::describe::Description<lgm::testing::Note> {
  static constexpr std::string_view name = "Note";
  static constexpr auto fields =
      std::to_array<Field>({field<&lgm::testing::Note::id>("id").read_only(),
                            field<&lgm::testing::Note::text>("text").length(1, 5).required(),
                            field<&lgm::testing::Note::version>("version").read_only()});
};
template <>
struct lgm::describe::Description<lgm::testing::NoteFilter> {
  static constexpr std::string_view name = "NoteFilter";
  static constexpr auto fields =
      std::to_array<Field>({field<&lgm::testing::NoteFilter::q>("q").length(0, 5)});
};

namespace lgm::testing {

using namespace lgm::service;

inline const std::string kToken(32, 'a');
inline constexpr std::size_t kLarge = 16 * 1024 * 1024;  // what /large answers: more than a socket takes

// A service with one route of each kind; nothing is faked but the rights.
struct Fixture {
  base::SystemClock clock;
  base::SystemRandom random;
  Log log;
  Metrics metrics;
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::hs256(std::string(32, 'k'));
  auth::TokenVerifier verifier{verifier_options(), nullptr, clock};
  FixedRights rights;
  std::atomic<bool> news{false}, store_up{true};
  std::function<void()> held = [] {};  // run by GET and PUT /held, and inside
  const CommonConfig chosen;
  Service service{{"test-service", "test", "1.0"},
                  chosen,
                  {clock, random, log, metrics, &verifier, nullptr, &rights, nullptr}};

  explicit Fixture(CommonConfig wanted = config(), Log::Options logged = {"test-service", Level::Error, ""})
      : log(std::move(logged)), chosen(std::move(wanted)) {
    add(http::Method::Get, "/notes/", "list_notes", signed_in())
        .filters<NoteFilter>()
        .gives_list<Note>()
        .does([](Context& context) {
          const auto filter = context.query<NoteFilter>();
          const auto page = context.page();
          return context.reply(
              std::vector<Note>(static_cast<std::size_t>(*page.limit), Note{"1", filter.q.value_or("-")}),
              20'000);
        });
    add(http::Method::Post, "/notes/", "create_note", needs("notes"))
        .takes<Note>(describe::Purpose::Create)
        .gives<Note>()
        .does([](Context& context) {
          auto draft = context.body<Note>();
          draft.value.id = "new";
          return context.reply(draft.value);
        });
    Route older = route(http::Method::Post, "/older-notes/", "create_older_note", needs("notes"));
    older.classic = true;
    older.takes<Note>(describe::Purpose::Create)
        .filters<NoteFilter>()
        .gives<Note>()
        .does([](Context& context) {
          static_cast<void>(context.query<NoteFilter>());
          const Note note = context.body<Note>().value;
          if (note.text == "-") throw invalid("/text", "keyword_empty", "must hold a letter");
          return context.reply(note);
        });
    service.public_routes().add(std::move(older));
    service.public_routes().lacks("Drawing", "/drawings/*");
    service.public_routes().lacks("Changing notes in bulk", "/notes/", {http::Method::Put});
    add(http::Method::Get, "/scenarios/{app_id}/notes", "scenario_notes", needs_in("notes", "app_id"))
        .gives_array<Note>()
        .does([](Context& context) {
          return context.reply(std::vector<Note>{{context.path("app_id"), "x"}});
        });
    add(http::Method::Put, "/notes/{id}", "change_note", decided_by_row("notes"))
        .takes<Note>(describe::Purpose::Update)
        .gives<Note>()
        .does([](Context& context) {
          if (context.path("id") == "careless") return context.reply(Note{"careless", "x"});
          context.require_in("notes", context.path("id"));
          if (context.if_match().value_or(3) != 3) throw version_mismatch();
          return context.reply(Note{context.path("id"), context.body<Note>().value.text});
        });
    add(http::Method::Delete, "/notes/{name}", "delete_note", open_to_all())
        .gives<Note>()
        .does([](Context& context) {
          return context.reply(Note{context.path("name"), "x"});
        });
    add(http::Method::Get, "/fails", "fails", open_to_all())
        .gives_json(json::Value())
        .does([](Context&) -> http::Response { throw std::runtime_error("secret internals at 10.0.0.1"); });
    add(http::Method::Get, "/pages/{id}", "pages", signed_in()).gives_list<Note>().does([](Context& context) {
      return context.reply(std::vector<Note>(static_cast<std::size_t>(*context.page().limit)), 5);
    });
    add(http::Method::Post, "/throws", "throws", open_to_all())
        .gives_json(json::Value())
        .does([](Context&) -> http::Response { throw 7; });
    add(http::Method::Get, "/held", "held", open_to_all()).gives_json(json::Value()).does([this](Context&) {
      held();
      return http::Response::text(200, "held", "text/plain");
    });
    add(http::Method::Put, "/held", "change_held", open_to_all())
        .gives_json(json::Value())
        .does([this](Context&) {
          held();
          return http::Response::text(200, "changed", "text/plain");
        })
        .audit_action = "UPDATE";
    const auto large = [](Context&) {
      return http::Response::text(200, std::string(kLarge, 'x'), "text/plain");
    };
    add(http::Method::Get, "/large", "large", signed_in()).gives_json(json::Value()).does(large);
    add(http::Method::Put, "/large", "change_large", signed_in())
        .gives_json(json::Value())
        .does(large)
        .audit_action = "UPDATE";
    add(http::Method::Get, "/actor", "actor", open_to_all())
        .gives_json(json::Value())
        .does([](Context& context) {
          const Actor actor = context.actor();
          return http::Response::text(200, actor.ip_address + " " + actor.user_agent, "text/plain");
        });
    add(http::Method::Post, "/own-note", "own_note", needs("notes"))
        .gives_json(json::Value())
        .does([](Context& context) {
          const auth::Limit* limit = context.limit();
          return http::Response::text(200, limit ? limit->value : "unlimited", "text/plain");
        })
        .honours_limit = "tag";
    Route& word = add(http::Method::Put, "/people/{id}/word", "own_word", decided_by_row("people"));
    word.gives_json(json::Value())
        .does([](Context& context) {
          const auth::Limit* limit = context.limit();
          if (limit && limit->value != context.path("id")) throw password_change_required();
          context.require_or_self("people", context.path("id"));
          return http::Response::text(200, "set", "text/plain");
        })
        .honours_limit = auth::kOwnPassword;
    word.errors = {{403, "password_change_required", "somebody else's"}};
    add(http::Method::Get, "/forgetful", "forgetful", signed_in())
        .gives_json(json::Value())
        .does([](Context&) { return http::Response::text(200, "everything", "text/plain"); })
        .honours_limit = "tag";
    Route upload = route(http::Method::Post, "/uploads", "upload", open_to_all());
    upload.max_body = 2 * 1024 * 1024;
    upload.takes_raw().gives_json(json::Value()).does([](Context& context) {
      return http::Response::text(200, std::to_string(context.request().body.size()), "text/plain");
    });
    service.public_routes().add(std::move(upload));
    Route inside = route(http::Method::Get, "/internal/v1/news", "news", internal({"auth"}));
    inside.absolute = true;
    inside.gives_json(json::Value())
        .waits(std::chrono::seconds(25), [this](Context&, bool last) -> std::optional<http::Response> {
          if (!news && !last) return std::nullopt;
          return http::Response::text(200, news ? "news" : "none", "text/plain");
        });
    service.internal_routes().add(std::move(inside));
    Route held_inside = route(http::Method::Get, "/internal/v1/held", "held_inside", internal({"auth"}));
    held_inside.absolute = true;
    held_inside.gives_json(json::Value()).does([this](Context&) {
      held();
      return http::Response::text(200, "held", "text/plain");
    });
    service.internal_routes().add(std::move(held_inside));
    service.health().add("store", true, [this] { return CheckResult{store_up, "store at 10.0.0.2"}; });
    service.start();
  }

  static Route route(http::Method method, std::string path, std::string name, Access access) {
    Route made;
    made.method = method, made.path = std::move(path), made.name = std::move(name),
    made.access = std::move(access);
    return made;
  }
  // The route is added with a placeholder for its handler, which the caller sets by does().
  Route& add(http::Method method, std::string path, std::string name, Access access) {
    Route made = route(method, std::move(path), std::move(name), std::move(access));
    made.handle = [](Context&) { return http::Response(); };
    return service.public_routes().add(std::move(made));
  }
  static auth::VerifierOptions verifier_options() {
    auth::VerifierOptions options;
    options.algorithm = auth::Algorithm::Hs256;
    options.hs256_secret = std::string(32, 'k');
    return options;
  }
  static CommonConfig config() {
    CommonConfig made;
    made.bind_address = "127.0.0.1";
    made.tokens_from_auth = kToken;
    made.tokens_from_guard = std::string(32, 'b') + "," + std::string(32, 'c');
    made.trusted_proxies = "127.0.0.0/8";
    made.cors_allowed_origins = "https://console.example";
    made.requests_per_minute = 600;
    made.request_burst = 30;
    return made;
  }
  std::string bearer(const std::string& uid, std::chrono::seconds valid = std::chrono::minutes(1)) const {
    const std::int64_t now = base::to_unix_seconds(clock.now());
    return "Authorization: Bearer " +
           key->sign({"llm-guard-manager", "llm-guard-manager", "u", "console", uid, "SYSTEM_ADMIN", "s", "j",
                      now, now, now + valid.count()}) +
           "\r\n";
  }
  // A check token's; `kind` empty: limited to what nobody knows.
  std::string check_bearer(const std::string& kind, const std::string& value) const {
    const auto claims = testing::check_token_claims(base::to_unix_seconds(clock.now()), {kind, value});
    return "Authorization: Bearer " + key->sign(claims) + "\r\n";
  }
  // What a one-time password gives.
  std::string password_change_bearer(const std::string& uid) const {
    const auto claims = testing::password_change_claims(base::to_unix_seconds(clock.now()), uid);
    return "Authorization: Bearer " + key->sign(claims) + "\r\n";
  }
  std::string ask(const std::string& method, const std::string& path, const std::string& headers = "",
                  const std::string& body = "") const {
    RawClient client(service.public_port());
    client.send(method + " " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + headers +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.rest();
  }
  std::string ask_inside(const std::string& path, const std::string& headers = "") const {
    RawClient client(service.internal_port());
    client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + headers + "\r\n");
    return client.rest();
  }
};

inline void check_problem(const std::string& answer, int status, std::string_view code) {
  CHECK(status_of(answer) == status);
  CHECK(answer.find("Content-Type: application/problem+json") != std::string::npos);
  const auto body = json::parse_or_nothing(body_of(answer));
  REQUIRE(body);
  CHECK(body->text_at("code") == code);
  CHECK(body->integer_at("status") == status);
  CHECK_FALSE(body->text_at("detail").value_or("").empty());
}

}  // namespace lgm::testing
