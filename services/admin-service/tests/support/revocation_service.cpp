#include "support/revocation_service.hpp"

namespace lgm::admin::testing {
namespace {

service::CommonConfig config_of(const std::string& token) {
  service::CommonConfig config;
  config.bind_address = "127.0.0.1";
  config.tokens_from_admin = token;
  return config;
}

service::Route route_of(http::Method method, const std::string& path, const std::string& name) {
  service::Route route;
  route.method = method;
  route.path = path;
  route.name = name;
  route.summary = name;
  route.group = "test";
  route.access = service::internal({"admin"});
  route.absolute = true;
  if (method == http::Method::Post) route.takes_raw();
  route.gives_json(json::Value());
  return route;
}

http::Response answer(const json::Value& value) {
  return http::Response::text(200, json::to_text(value), "application/json");
}

}  // namespace

RevocationService::RevocationService(const std::string& token)
    : service_({"session-cache", "session_cache", "1"}, config_of(token), {clock_, random_, log_, metrics_}) {
  auto& routes = service_.internal_routes();
  auto snapshot = route_of(http::Method::Get, "/internal/v1/revocations/snapshot", "snapshot");
  snapshot.does([this](service::Context&) { return answer(feed_after(0)); });
  routes.add(std::move(snapshot));
  auto feed = route_of(http::Method::Get, "/internal/v1/revocations", "feed");
  feed.errors = {{410, "feed_reset", "another epoch"}};
  feed.waits(std::chrono::seconds(25),
             [this](service::Context& context, bool last) { return follow(context, last); });
  routes.add(std::move(feed));
  auto revoke = route_of(http::Method::Post, "/internal/v1/revocations", "revoke");
  revoke.errors = {{503, "store_unavailable", "the test wants it so"}};
  revoke.does([this](service::Context& context) { return append(context); });
  routes.add(std::move(revoke));
  for (const char* path : {"/internal/v1/sessions/end", "/internal/v1/presence"}) {
    auto other = route_of(http::Method::Post, path, path);
    other.does([](service::Context&) {
      return answer(json::Object{{"replicas", 1}, {"ended", json::Array{}}, {"epoch", "1"}, {"seq", 1}});
    });
    routes.add(std::move(other));
  }
  service_.start();
}

std::string RevocationService::url() const {
  return "http://127.0.0.1:" + std::to_string(service_.internal_port());
}

std::vector<std::string> RevocationService::revoked() {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> out;
  for (const auto& entry : entries_)
    out.push_back(entry.text_at("kind").value() + " " + entry.text_at("id").value());
  return out;
}

void RevocationService::begin_anew(const std::string& epoch) {
  {
    const std::lock_guard lock(mutex_);
    epoch_ = epoch;
    entries_.clear();
  }
  service_.notify();
}

void RevocationService::refuse(bool refusing) {
  const std::lock_guard lock(mutex_);
  refusing_ = refusing;
}

json::Value RevocationService::feed_after(std::int64_t seq) {
  const std::lock_guard lock(mutex_);
  json::Array entries;
  for (const auto& entry : entries_)
    if (entry.integer_at("seq").value() > seq) entries.push_back(entry);
  return json::Object{{"epoch", epoch_},
                      {"epoch_since_ms", 0},
                      {"seq", static_cast<std::int64_t>(entries_.size())},
                      {"entries", std::move(entries)}};
}

std::optional<http::Response> RevocationService::follow(const service::Context& context, bool last) {
  const auto after = std::stoll(std::string(context.request().parameter("after").value()));
  {
    const std::lock_guard lock(mutex_);
    if (context.request().parameter("epoch") != epoch_)
      throw service::refusal<410>("feed_reset", "another epoch");
    if (!last && static_cast<std::int64_t>(entries_.size()) <= after) return std::nullopt;
  }
  return answer(feed_after(after));
}

http::Response RevocationService::append(service::Context& context) {
  json::Value body = context.json_body();
  {
    const std::lock_guard lock(mutex_);
    if (refusing_) throw service::unavailable("store_unavailable", "The test wants it so", {});
    body.set("seq", static_cast<std::int64_t>(entries_.size()) + 1);
    entries_.push_back(body);
  }
  service_.notify();
  return answer(json::Object{{"epoch", "1"}, {"seq", 1}});
}

}  // namespace lgm::admin::testing
