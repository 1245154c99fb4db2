// guard-service as main() runs it, against an admin-service and a session-cache-service of the test's own.
#pragma once
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <source_location>
#include <thread>

#include "lgm/http/server.hpp"
#include "program/program.hpp"

namespace lgm::guard_service::testing {

inline const std::string kToken(32, 't');

// Answers what guard-service asks of admin-service and session-cache-service.
class Neighbours {
 public:
  Neighbours()
      : server_(
            options(),
            [this](http::Request&& request, http::Responder responder) { responder.send(answer(request)); },
            [](const http::FramingError& error) {
              return http::Response::text(error.status, std::string(error.detail), "text/plain");
            }) {
    server_.start();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
  void change(const std::string& kind, const std::string& id, json::Value row) {
    const std::lock_guard lock(mutex_);
    changes_.push_back(json::Object{{"n", ++head_}, {"kind", kind}, {"row_id", id}, {"row", std::move(row)}});
  }
  // As after a restore from an older backup: only what is passed is left.
  void go_back(std::int64_t head, std::string lines) {
    const std::lock_guard lock(mutex_);
    head_ = base_ = head;
    lines_ = std::move(lines);
    changes_.clear();
  }
  void set_down(bool down) { down_ = down; }
  // session-cache-service: then its feed, limits and counters are away.
  void set_session_cache_down(bool down) { session_cache_down_ = down; }
  // An entry of the revocation feed.
  void revoke_key(const std::string& id, std::int64_t not_before_ms) {
    const std::lock_guard lock(mutex_);
    revoked_.push_back(json::Object{{"seq", static_cast<std::int64_t>(revoked_.size()) + 1},
                                    {"kind", "api_key"},
                                    {"id", id},
                                    {"not_before_ms", not_before_ms},
                                    {"until_ms", 9'000'000'000'000}});
  }
  // What was told of the use of keys.
  std::vector<std::string> uses() {
    const std::lock_guard lock(mutex_);
    return uses_;
  }

 private:
  static http::ServerOptions options() {
    http::ServerOptions made;
    made.address = "127.0.0.1";
    return made;
  }
  http::Response answer(const http::Request& request) {
    const std::lock_guard lock(mutex_);
    const auto json_of = [](const json::Value& value) {
      return http::Response::text(200, json::to_text(value), "application/json");
    };
    if (session_cache_down_ && !request.path.starts_with("/internal/v1/policy"))
      return http::Response::text(503, "down", "text/plain");
    if (request.path == "/internal/v1/revocations/snapshot" || request.path == "/internal/v1/revocations")
      return json_of(revocations_after(request.parameter("after")));
    if (request.path == "/internal/v1/limits/lease" || request.path == "/internal/v1/counters/add")
      return booked(json::parse_or_nothing(request.body).value());
    if (request.path == "/internal/v1/presence") return json_of(json::Object{});
    if (down_) return http::Response::text(503, "down", "text/plain");
    if (request.path.starts_with("/internal/v1/users/")) return rights(request.path);
    if (request.path == "/internal/v1/api-keys/uses") {
      uses_.push_back(request.body);
      return json_of(json::Object{});
    }
    if (request.path == "/internal/v1/policy/snapshot")
      return http::Response::text(200, snapshot(), "application/x-ndjson");
    if (request.path == "/internal/v1/policy/changes")
      return changes(std::stoll(std::string(*request.parameter("after"))));
    return http::Response::text(404, "", "text/plain");
  }
  json::Value revocations_after(std::optional<std::string_view> after) const {
    const auto from = after ? static_cast<std::size_t>(std::stoll(std::string(*after))) : 0;
    json::Array entries(revoked_.begin() + static_cast<std::ptrdiff_t>(from), revoked_.end());
    return json::Object{{"epoch", "1"},
                        {"epoch_since_ms", 0},
                        {"seq", static_cast<std::int64_t>(revoked_.size())},
                        {"entries", std::move(entries)}};
  }
  // A lease, or a counter.
  http::Response booked(const json::Value& asked) {
    const auto burst = asked.integer_at("burst");
    std::int64_t& spent = spent_[asked.text_at("key").value()];
    spent += asked.integer_at(burst ? "want" : "amount").value();
    const json::Value made =
        burst ? json::Value(json::Object{{"granted", 0}, {"retry_after_ms", 0}, {"left", *burst - spent}})
              : json::Value(json::Object{{"count", spent}, {"resets_in_ms", 1}});
    return http::Response::text(200, json::to_text(made), "application/json");
  }
  http::Response rights(const std::string& path) const {
    const bool admin = path.find("/boss/") != std::string::npos;
    const json::Value made = json::Object{{"uid", admin ? "boss" : "tester"},
                                          {"username", "u"},
                                          {"role", "R"},
                                          {"is_active", true},
                                          {"is_admin", admin},
                                          {"global", json::Array{}},
                                          {"scenarios", json::Object{{"app", json::Array{"playground"}}}},
                                          {"held", json::Array{"app"}}};
    return http::Response::text(200, json::to_text(made), "application/json");
  }
  std::string snapshot() const {
    std::size_t rows = static_cast<std::size_t>(std::count(lines_.begin(), lines_.end(), '\n'));
    return "{\"version\":" + std::to_string(base_) + ",\"format\":2}\n" + lines_ +
           "{\"end\":" + std::to_string(rows) + "}\n";
  }
  http::Response changes(std::int64_t after) const {
    if (after > head_)
      return http::Response::text(410, R"({"code":"policy_reset"})", "application/problem+json");
    json::Array wanted;
    for (const auto& change : changes_)
      if (*change.integer_at("n") > after) wanted.push_back(change);
    return http::Response::text(
        200, json::to_text(json::Object{{"head", head_}, {"changes", std::move(wanted)}, {"format", 2}}),
        "application/json");
  }

  std::mutex mutex_;
  std::atomic<bool> down_{false}, session_cache_down_{false};
  json::Array revoked_;
  std::map<std::string, std::int64_t> spent_;
  std::vector<std::string> uses_;
  std::int64_t base_ = 3, head_ = 3;
  std::string lines_ =
      R"({"kind":"tag","row":{"id":"t","tag_code":"guns","tag_name":"G","parent_code":null}}
{"kind":"global_keyword","row":{"id":"g","keyword":"枪支","tag_code":"guns","risk_level":"High","is_active":true,"later":1}}
{"kind":"scenario","row":{"id":"s","app_id":"app","is_active":true,"rewrite_answer":null}}
{"kind":"scenario","row":{"id":"o","app_id":"off","is_active":false}}
{"kind":"scenario_keyword","row":{"id":"b","scenario_id":"app","keyword":"黑词","rule_mode":1,"category":1,"is_active":true}}
{"kind":"scenario_keyword","row":{"id":"w","scenario_id":"app","keyword":"枪支博物馆","rule_mode":1,"category":0,"is_active":true}}
)";
  json::Array changes_;
  http::Server server_;
};

struct Fixture {
  base::SystemClock clock;
  service::Log log{{"guard-service", service::Level::Error, ""}};
  Neighbours neighbours;
  std::filesystem::path folder;
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::hs256(std::string(32, 'k'));
  std::int64_t workers = 8;
  bool older_path = true;
  std::string require_key = "keyed";
  service::Log* logs_to = &log;
  const base::Clock* time = &clock;  // of the program
  std::unique_ptr<Program> program;

  Fixture() {
    std::string name = (std::filesystem::temp_directory_path() / "guard-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~Fixture() {
    program.reset();
    std::filesystem::remove_all(folder);
  }
  void start(const std::string& fail_mode = "closed", const std::string& admin_url = "") {
    service::CommonConfig common = default_common();
    common.port = common.internal_port = 0;
    common.bind_address = "127.0.0.1";
    common.session_cache_service_url = neighbours.url();
    common.admin_service_url = admin_url.empty() ? neighbours.url() : admin_url;
    common.token_to_admin = common.token_to_session_cache = common.tokens_from_admin = kToken;
    common.tokens_from_auth = std::string(32, 'a');
    common.jwt_algorithm = "HS256";
    common.jwt_hs256_key = std::string(32, 'k');
    common.requests_per_minute = 0;
    common.worker_threads = workers;
    Configuration own;
    own.fail_mode = fail_mode;
    own.policy_cache_file = folder / "policy";
    own.legacy_route = older_path;
    own.require_api_key = require_key;
    REQUIRE(check(common, own).empty());
    program = std::make_unique<Program>(common, own, *logs_to, *time);
    program->start();
  }
  http::CallResult call(std::uint16_t port, http::Call call, const std::string& bearer) {
    http::ClientOptions options;
    options.base_url = "http://127.0.0.1:" + std::to_string(port);
    options.bearer = bearer;
    options.timeout = std::chrono::seconds(120);  // for the longest texts, sanitizers and a busy machine
    http::Client client(options, clock);
    return client.call(call);
  }
  std::string token(const std::string& uid) const {
    const auto now = base::to_unix_seconds(time->now());
    return key->sign(
        {"llm-guard-manager", "llm-guard-manager", "u", "console", uid, "R", "s", "j", now, now, now + 60});
  }
  http::CallResult post(const std::string& path, const std::string& body, const std::string& uid = "tester") {
    return call(program->service().public_port(),
                {.method = http::Method::Post, .target = path, .body = body}, uid.empty() ? "" : token(uid));
  }
  http::CallResult inside(const std::string& body, const std::string& bearer = kToken) {
    return call(program->service().internal_port(),
                {.method = http::Method::Post, .target = "/internal/v1/guard/try", .body = body}, bearer);
  }
  int ready() { return readiness().status; }
  http::CallResult readiness() {
    return call(program->service().internal_port(), {.target = "/health/ready"}, "");
  }
  std::string metrics() { return call(program->service().internal_port(), {.target = "/metrics"}, "").body; }
  void wait_for(const std::function<bool()>& happened,
                std::source_location where = std::source_location::current()) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!happened()) {
      if (std::chrono::steady_clock::now() >= end)
        ADD_FAIL_AT(where.file_name(), static_cast<int>(where.line()),
                    "what is waited for here does not come");
      std::this_thread::yield();
    }
  }
  // The policy of that number decides, and tokens are taken: the revocations come by a feed of their own.
  void wait_version(std::int64_t version, std::source_location where = std::source_location::current()) {
    wait_for(
        [&] {
          const auto policy = program->follower().policy();
          return policy && policy->version == version && ready() == 200;
        },
        where);
  }
};

inline json::Value parsed(const http::CallResult& result) {
  const auto value = json::parse_or_nothing(result.body);
  REQUIRE_MESSAGE(value, result.body);
  return *value;
}
inline std::string strategy_of(const http::CallResult& result) {
  const auto answer = parsed(result);
  const json::Value* decision = answer.find("final_decision");
  return decision ? decision->text_at("strategy").value_or("") : "";
}
inline std::string code_of(const http::CallResult& result) {
  return parsed(result).text_at("code").value_or("");
}
inline std::string check_body(const std::string& text, const std::string& app = "app",
                              const std::string& more = "") {
  return R"({"app_id":")" + app + R"(","direction":"INPUT","text":")" + text + "\"" + more + "}";
}

}  // namespace lgm::guard_service::testing
