#include "session_cache/session_cache.hpp"

#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

using json::Array;
using json::Object;
using json::Value;

constexpr std::chrono::milliseconds kTimeout{3'000};

constexpr std::string_view kName = "session-cache-service";

service::Refusal no_store(service::Cause cause = service::unreadable_answer(kName)) {
  return service::unavailable(
      "session_store_unavailable",
      "Sessions cannot be read or changed at the moment; nothing was used up, try again shortly",
      std::move(cause));
}

http::Call call_of(http::Method method, std::string target, bool idempotent) {
  http::Call call;
  call.method = method;
  call.target = std::move(target);
  call.timeout = kTimeout;
  call.idempotent = idempotent;
  return call;
}

// Texts of a list member; an answer of another shape is no answer.
std::vector<std::string> texts_at(const Value& body, std::string_view name) {
  const Value* list = body.find(name);
  if (!list || !list->array()) throw no_store();
  std::vector<std::string> texts;
  for (const Value& item : *list->array()) {
    if (!item.string()) throw no_store();
    texts.push_back(*item.string());
  }
  return texts;
}

const Array& list_at(const Value& body, std::string_view name) {
  const Value* list = body.find(name);
  if (!list || !list->array()) throw no_store();
  return *list->array();
}

std::string text_at(const Value& body, std::string_view name) {
  auto text = body.text_at(name);
  if (!text) throw no_store();
  return std::move(*text);
}

std::int64_t number_at(const Value& body, std::string_view name) {
  const auto number = body.integer_at(name);
  if (!number) throw no_store();
  return *number;
}

Array array_of(const std::vector<std::string>& texts) {
  return Array(texts.begin(), texts.end());
}

template <class T>
void set_if(Value& body, const char* name, const std::optional<T>& value) {
  if (value) body.set(name, *value);
}

Value parsed(const http::CallResult& result) {
  auto body = result.ok() ? json::parse_or_nothing(result.body) : std::nullopt;
  if (!body || !body->object()) throw no_store(service::cause_of(kName, result));
  return std::move(*body);
}

}  // namespace

std::string_view to_string(Rotation outcome) {
  switch (outcome) {
    case Rotation::Rotated:
      return "rotated";
    case Rotation::Replayed:
      return "replayed";
    case Rotation::Reused:
      return "reused";
    case Rotation::Expired:
      return "expired";
    case Rotation::Unknown:
      break;
  }
  return "unknown";
}

Value SessionCache::post(const char* target, const Value& body, bool idempotent) const {
  http::Call call = call_of(http::Method::Post, target, idempotent);
  call.body = json::to_text(body);
  return parsed(caller_->call(call));
}

std::vector<std::string> SessionCache::begin(const NewSession& session) const {
  Value body(Object{{"sid", session.sid},
                    {"uid", session.uid},
                    {"subject", session.subject},
                    {"client_id", session.client_id},
                    {"idle_seconds", session.idle_seconds},
                    {"absolute_seconds", session.absolute_seconds},
                    {"max_sessions", session.max_sessions},
                    {"ip", session.ip},
                    {"user_agent", session.user_agent}});
  set_if(body, "refresh_hash", session.refresh_hash);
  set_if(body, "replaces_sid", session.replaces_sid);
  http::Call call = call_of(http::Method::Post, "/internal/v1/sessions", false);
  Value whole = body;
  call.body = json::to_text(whole.set("access_seconds", session.access_seconds));
  auto result = caller_->call(call);
  // The version before refuses a member that it does not know, and has done nothing then.
  if (result.error == http::CallError::None && result.status == 422) {
    call.body = json::to_text(body);
    result = caller_->call(call);
  }
  return texts_at(parsed(result), "ended");
}

std::optional<FoundSession> SessionCache::lookup(const std::string& refresh_hash) const {
  http::Call call = call_of(http::Method::Post, "/internal/v1/sessions/lookup", true);
  call.body = json::to_text(Object{{"refresh_hash", refresh_hash}});
  const auto result = caller_->call(call);
  if (result.error == http::CallError::None && result.status == 404) return std::nullopt;
  const Value body = parsed(result);
  FoundSession found;
  found.sid = text_at(body, "sid");
  found.uid = text_at(body, "uid");
  found.subject = text_at(body, "subject");
  found.client_id = text_at(body, "client_id");
  found.generation = number_at(body, "generation");
  found.state = text_at(body, "state");
  found.created_ms = number_at(body, "created_ms");
  found.last_used_ms = number_at(body, "last_used_ms");
  return found;
}

// Sent again after a lost answer it finds its own successor and answers `replayed`.
Rotation SessionCache::rotate(const std::string& refresh_hash, const std::string& successor_hash,
                              std::int64_t idle_seconds, std::int64_t access_seconds) const {
  const Value body = post("/internal/v1/sessions/rotate",
                          Object{{"refresh_hash", refresh_hash},
                                 {"successor_hash", successor_hash},
                                 {"idle_seconds", idle_seconds},
                                 {"access_seconds", access_seconds}},
                          true);
  const std::string outcome = text_at(body, "outcome");
  for (const auto known :
       {Rotation::Rotated, Rotation::Replayed, Rotation::Reused, Rotation::Expired, Rotation::Unknown})
    if (outcome == to_string(known)) return known;
  throw no_store();
}

std::vector<ListedSession> SessionCache::list(const std::string& uid) const {
  const auto result = caller_->call(
      call_of(http::Method::Get, "/internal/v1/sessions?uid=" + http::encode_component(uid), true));
  const Value body = parsed(result);
  std::vector<ListedSession> sessions;
  for (const Value& item : list_at(body, "sessions"))
    sessions.push_back({text_at(item, "sid"), text_at(item, "client_id"), item.text_at("ip").value_or(""),
                        item.text_at("user_agent").value_or(""), number_at(item, "created_ms"),
                        number_at(item, "last_used_ms")});
  return sessions;
}

std::vector<std::string> SessionCache::end(const EndSessions& which) const {
  Value body(Object{{"event_id", which.event_id}, {"until_ms", which.until_ms}});
  set_if(body, "sid", which.sid);
  set_if(body, "uid", which.uid);
  set_if(body, "except_sid", which.except_sid);
  return texts_at(post("/internal/v1/sessions/end", body, true), "ended");
}

std::vector<StoredValue> SessionCache::user_info(const std::vector<std::string>& user_ids) const {
  const Value body = post("/internal/v1/user-info/get", Object{{"user_ids", array_of(user_ids)}}, true);
  std::vector<StoredValue> values;
  for (const Value& item : list_at(body, "entries")) {
    const Value* value = item.find("value");
    if (!value) throw no_store();
    values.push_back({text_at(item, "user_id"), *value, number_at(item, "stored_ms")});
  }
  return values;
}

void SessionCache::keep_user_info(const std::vector<StoredValue>& values, std::int64_t keep_seconds) const {
  Array entries;
  for (const StoredValue& value : values)
    entries.push_back(Object{{"user_id", value.user_id}, {"value", value.value}});
  post("/internal/v1/user-info/put", Object{{"entries", std::move(entries)}, {"keep_seconds", keep_seconds}},
       true);
}

std::int64_t SessionCache::drop_user_info(const std::optional<std::vector<std::string>>& user_ids) const {
  Value body(Object{});
  if (user_ids) body.set("user_ids", array_of(*user_ids));
  return number_at(post("/internal/v1/user-info/drop", body, true), "dropped");
}

void SessionCache::put_once(const std::string& key, const std::string& value, std::int64_t seconds) const {
  post("/internal/v1/one-time/put", Object{{"key", key}, {"value", value}, {"ttl_seconds", seconds}}, false);
}

std::optional<std::string> SessionCache::take_once(const std::string& key) const {
  http::Call call = call_of(http::Method::Post, "/internal/v1/one-time/take", false);
  call.body = json::to_text(Object{{"key", key}});
  const auto result = caller_->call(call);
  if (result.error == http::CallError::None && result.status == 404) return std::nullopt;
  return text_at(parsed(result), "value");
}

Count SessionCache::add(const std::string& key, std::int64_t amount, std::int64_t window_seconds) const {
  const Value body =
      post("/internal/v1/counters/add",
           Object{{"key", key}, {"amount", amount}, {"window_seconds", window_seconds}}, false);
  return {number_at(body, "count"), number_at(body, "resets_in_ms")};
}

std::vector<Count> SessionCache::counts(const std::vector<std::string>& keys) const {
  const Value body = post("/internal/v1/counters/get", Object{{"keys", array_of(keys)}}, true);
  std::vector<Count> counts(keys.size());
  for (const Value& item : list_at(body, "counters"))
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (item.text_at("key") == keys[i])
        counts[i] = {number_at(item, "count"), number_at(item, "resets_in_ms")};
  return counts;
}

void SessionCache::clear(const std::string& key) const {
  post("/internal/v1/counters/clear", Object{{"key", key}}, true);
}

void SessionCache::append_events(const std::string& stream, const std::vector<StreamEvent>& events,
                                 std::int64_t keep) const {
  Array list;
  for (const StreamEvent& event : events) list.push_back(Object{{"id", event.id}, {"data", event.data}});
  post("/internal/v1/events/append", Object{{"stream", stream}, {"events", std::move(list)}, {"keep", keep}},
       true);
}

std::vector<StreamEvent> SessionCache::read_events(const std::string& stream, std::int64_t limit) const {
  const Value body = post("/internal/v1/events/read", Object{{"stream", stream}, {"limit", limit}}, true);
  std::vector<StreamEvent> events;
  for (const Value& item : list_at(body, "events")) {
    const Value* data = item.find("data");
    if (!data) throw no_store();
    events.push_back({text_at(item, "id"), *data});
  }
  return events;
}

void SessionCache::remove_events(const std::string& stream, const std::vector<std::string>& ids) const {
  post("/internal/v1/events/remove", Object{{"stream", stream}, {"ids", array_of(ids)}}, true);
}

bool SessionCache::reachable() const {
  http::Call call = call_of(http::Method::Get, "/health/ready", false);
  call.timeout = std::chrono::milliseconds(1'000);
  return caller_->call(call).ok();
}

}  // namespace lgm::auth_service
