#include "suite.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>
#include <utility>

namespace lgm::testing {
namespace {

constexpr char kCookieStart[] = "Set-Cookie: __Host-lgm_refresh=";

std::string cookie_line(const std::string& head) {
  const std::size_t at = head.find(kCookieStart);
  return at == std::string::npos ? "" : head.substr(at, head.find("\r\n", at) - at);
}

http::ClientOptions usap_client(std::uint16_t port) {
  http::ClientOptions options;
  options.base_url = "http://127.0.0.1:" + std::to_string(port);
  options.name = "usap";
  options.timeout = std::chrono::milliseconds(2'000);
  options.breaker_failures = 0;
  return options;
}

}  // namespace

std::string Reply::cookie() const {
  const std::string line = cookie_line(head);
  if (line.empty()) return "";
  const std::size_t from = sizeof(kCookieStart) - 1;
  return line.substr(from, line.find(';') - from);
}

bool Reply::clears_cookie() const {
  return cookie_line(head).find("Max-Age=0") != std::string::npos;
}

std::string bearer(const std::string& token) {
  return "Authorization: Bearer " + token + "\r\n";
}

Suite::Suite() {
  usap.start();
  restart(configuration());
}

Suite::~Suite() {
  stop();
  std::remove(log_file.c_str());
}

std::string Suite::new_log_file() {
  static std::atomic<int> number{0};
  const std::string name = "auth-log-" + std::to_string(::getpid()) + "-" + std::to_string(++number);
  return std::filesystem::temp_directory_path() / name;
}

json::Value Suite::line_of(const std::string& code) const {
  for (int i = 0; i < 500; ++i, std::this_thread::sleep_for(std::chrono::milliseconds(10))) {
    std::optional<json::Value> found;
    std::ifstream lines(log_file);
    for (std::string text; std::getline(lines, text);)
      if (auto line = json::parse_or_nothing(text); line && line->text_at("code") == code) found = line;
    if (found) return *found;
  }
  FAIL("no line with " << code);
  return {};
}

void Suite::stop() {
  cache->close();
  auth.reset();
  cache->close(false);
}

auth_service::Configuration Suite::configuration() {
  auth_service::Configuration own;
  own.secret_key = std::string(32, 's');
  own.public_origin = kOrigin;
  own.usap_base_url = "http://simulated";
  own.usap_client_secret = kUsapSecret;
  own.local_login_enabled = true;
  own.max_sessions = 3;
  return own;
}

service::CommonConfig Suite::common() {
  service::CommonConfig made;
  made.bind_address = "127.0.0.1";
  made.jwt_algorithm = "HS256";
  made.jwt_hs256_key = std::string(32, 'k');
  made.trusted_proxies = "127.0.0.0/8";
  made.requests_per_minute = 0;
  return made;
}

void Suite::restart(const auth_service::Configuration& own, const auth_service::ProviderKinds& kinds,
                    const service::CommonConfig& shared) {
  stop();
  metrics = std::make_unique<service::Metrics>();
  auto callers = auth_service::provider_callers(kinds, own, clock, *metrics);
  callers["usap"] = std::make_shared<http::Client>(usap_client(usap.port()), clock);
  for (const auto& [name, caller] : provider_hosts) callers[name] = caller;
  auth.emplace(shared, own, std::vector{key}, auth_service::Neighbours{callers, admin, cache},
               auth_service::World{clock, random, log, *metrics,
                                   [this](std::chrono::milliseconds time) {
                                     std::function<void()> happens;
                                     {
                                       const std::lock_guard lock(pauses_mutex);
                                       pauses.push_back(time);
                                       happens = std::exchange(in_next_pause, {});
                                     }
                                     in_pause();
                                     if (happens) happens();
                                   }},
               kinds);
  auth->start();
  cache->settle();
}

void Suite::advance(std::chrono::seconds by) {
  clock.advance(by);
  cache->settle();
}

Reply Suite::ask(const std::string& method, const std::string& path, const std::string& headers,
                 const std::string& body, const std::string& from) const {
  cache->await_follower();  // what was ended before this request counts in it
  RawClient client(const_cast<Suite*>(this)->auth->service().public_port());
  const std::string address = from.empty() ? "" : "X-Forwarded-For: " + from + "\r\n";
  client.send(method + " /api/v1" + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + address +
              headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  const std::string answer = client.rest();
  Reply reply;
  reply.status = status_of(answer);
  reply.head = answer.substr(0, answer.find("\r\n\r\n") + 2);
  reply.body = json::parse_or_nothing(body_of(answer)).value_or(json::Value());
  return reply;
}

Reply Suite::post(const std::string& path, const json::Value& body, const std::string& headers) const {
  return ask("POST", path, "Content-Type: application/json\r\n" + headers, json::to_text(body));
}

Reply Suite::get(const std::string& path, const std::string& token) const {
  return ask("GET", path, bearer(token));
}

Reply Suite::console(const std::string& path, const json::Value& body, const std::string& cookie,
                     const std::string& more) const {
  std::string headers = "Origin: " + std::string(kOrigin) + "\r\n" + more;
  if (!cookie.empty()) headers += "Cookie: theme=dark; __Host-lgm_refresh=" + cookie + "\r\n";
  return post(path, body, headers);
}

Reply Suite::password(const std::string& name, const std::string& word, const std::string& from) const {
  return ask("POST", "/login/access-token", "Content-Type: application/x-www-form-urlencoded\r\n",
             "username=" + http::encode_component(name) + "&password=" + http::encode_component(word), from);
}

Reply Suite::form(const std::string& body, const std::string& headers) const {
  return ask("POST", "/login/access-token", "Content-Type: application/x-www-form-urlencoded\r\n" + headers,
             body);
}

Reply Suite::sign_in(const std::string& user_id) const {
  return post("/sso/login", json::Object{{"ticket", const_cast<Suite*>(this)->usap.ticket_for(user_id)}});
}

Reply Suite::sign_in_console(const std::string& user_id, const std::string& cookie) {
  return console("/sso/login",
                 json::Object{{"ticket", usap.ticket_for(user_id)}, {"token_delivery", "cookie"}}, cookie);
}

Reply Suite::refresh(const std::string& token) const {
  return post("/sso/refresh", json::Object{{"refresh_token", token}});
}

std::string Suite::metrics_text() const {
  return metrics->scrape();
}

std::vector<json::Value> Suite::audited(const std::string& action) const {
  std::map<std::string, json::Value> found;
  for (const auto& list : {admin->audit(), cache->events("audit")})
    for (const json::Value& event : list)
      if (event.text_at("action") == action) found[event.text_at("id").value()] = event;
  std::vector<json::Value> events;
  for (auto& [id, event] : found) events.push_back(std::move(event));
  return events;
}

}  // namespace lgm::testing
