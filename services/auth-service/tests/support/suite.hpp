// auth-service as a whole over HTTP, with the USAP simulator and session-cache-service behind it and a fake
// of admin-service, on a clock that the test moves.
#pragma once
#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "api/auth_service.hpp"
#include "fake_admin_service.hpp"
#include "server/simulator.hpp"
#include "session_cache_stand_in.hpp"
#include "support/raw_client.hpp"

namespace lgm::testing {

inline constexpr char kOrigin[] = "https://console.example";
inline constexpr char kUsapSecret[] = "usap-secret-for-tests";

struct Reply {
  int status = 0;
  std::string head;
  json::Value body;
  std::string text(std::string_view member) const { return body.text_at(member).value_or(""); }
  bool has_header(const std::string& header) const { return head.find(header + "\r\n") != std::string::npos; }
  std::string code() const { return text("code"); }
  std::string token() const { return text("access_token"); }
  // The value of the refresh cookie that the answer sets; empty: none, or it is cleared.
  std::string cookie() const;
  bool clears_cookie() const;
};

struct Suite {
  base::ManualClock clock{base::from_unix_ms(1'900'000'000'000)};
  base::SystemRandom random;
  const std::string log_file = new_log_file();
  service::Log log{{"auth-service", service::Level::Info, log_file}};
  std::unique_ptr<service::Metrics> metrics;  // of the running service: gauges read its parts
  usap_simulator::Simulator usap{{"127.0.0.1", 0, "llm-guard-manager", kUsapSecret, kOrigin}, clock, random};
  std::shared_ptr<FakeAdminService> admin = std::make_shared<FakeAdminService>();
  std::shared_ptr<SessionCacheStandIn> cache = std::make_shared<SessionCacheStandIn>("auth", clock);
  std::shared_ptr<const auth::SigningKey> key = auth::SigningKey::hs256(std::string(32, 'k'));
  std::vector<std::chrono::milliseconds> pauses;  // what the sign-in by password waited for
  std::function<void()> in_next_pause;            // happens once, while a sign-in waits
  std::function<void()> in_pause = [] {};         // run while it waits, by several threads
  std::mutex pauses_mutex;
  auth_service::ProviderCallers provider_hosts;  // in place of those that the configuration names
  std::optional<auth_service::AuthService> auth;

  Suite();
  ~Suite();
  void stop();
  // Started anew with another configuration; sessions stay.
  void restart(const auth_service::Configuration& own,
               const auth_service::ProviderKinds& kinds = auth_service::provider_kinds(),
               const service::CommonConfig& shared = common());
  static auth_service::Configuration configuration();
  static service::CommonConfig common();

  // Moves the clock, and lets the revocation feed answer at the new time.
  void advance(std::chrono::seconds by);

  Reply ask(const std::string& method, const std::string& path, const std::string& headers = "",
            const std::string& body = "", const std::string& from = "") const;
  Reply post(const std::string& path, const json::Value& body, const std::string& headers = "") const;
  Reply get(const std::string& path, const std::string& token) const;
  // As the console does it: Origin, JSON, cookie if any.
  Reply console(const std::string& path, const json::Value& body, const std::string& cookie = "",
                const std::string& more = "") const;
  Reply form(const std::string& body, const std::string& headers = "") const;
  Reply password(const std::string& name, const std::string& word, const std::string& from = "") const;
  Reply sign_in(const std::string& user_id) const;  // an API client's
  Reply sign_in_console(const std::string& user_id, const std::string& cookie = "");
  Reply refresh(const std::string& token) const;
  std::string metrics_text() const;
  // The log's line of the answer to the latest request, which was refused by this code.
  json::Value line_of(const std::string& code) const;
  static std::string new_log_file();
  // Audit events of an action that have arrived at admin-service or wait in the stream.
  std::vector<json::Value> audited(const std::string& action) const;
};

std::string bearer(const std::string& token);

}  // namespace lgm::testing
