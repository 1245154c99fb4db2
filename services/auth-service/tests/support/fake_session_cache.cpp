#include "fake_session_cache.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

namespace lgm::testing {
namespace {

using json::Array;
using json::Object;
using json::Value;

std::string query_of(const std::string& target, const std::string& name) {
  const std::size_t at = target.find(name + "=");
  if (at == std::string::npos) return {};
  const std::size_t from = at + name.size() + 1;
  return target.substr(from, target.find('&', from) - from);
}

}  // namespace

http::CallResult FakeSessionCache::call(const http::Call& call) {
  Lock lock(mutex_);
  const std::string target = call.target.substr(0, call.target.find('?'));
  ++calls_[target];
  http::CallResult result;
  if (mood_ == Mood::Away) {
    result.error = http::CallError::Connect;
    return result;
  }
  result.status = 200;
  if (mood_ == Mood::Nonsense) {
    result.body = "<html></html>";
    return result;
  }
  const Value body = call.body.empty() ? Value(Object{}) : json::parse_or_nothing(call.body).value();
  Value answered;
  if (target == "/internal/v1/revocations" && call.method == http::Method::Get)
    answered = feed(call, lock);
  else if (target == "/internal/v1/sessions" && call.method == http::Method::Get)
    answered = list(query_of(call.target, "uid"));
  else
    answered = answer(target, body, result.status);
  result.body = json::to_text(answered);
  return result;
}

Value FakeSessionCache::answer(const std::string& target, const Value& body, int& status) {
  if (target == "/internal/v1/sessions" && !knows_access_seconds_ && body.find("access_seconds")) {
    status = 422;
    return Object{{"code", "invalid"},
                  {"errors", Array{Object{{"pointer", "/access_seconds"}, {"code", "unknown_member"}}}}};
  }
  if (target == "/internal/v1/sessions") return begin(body);
  if (target == "/internal/v1/sessions/lookup") return lookup(body, status);
  if (target == "/internal/v1/sessions/rotate") return rotate(body);
  if (target == "/internal/v1/sessions/end") return end(body);
  if (target == "/internal/v1/revocations/snapshot")
    return Object{{"epoch", "1"},
                  {"epoch_since_ms", std::int64_t{0}},
                  {"seq", static_cast<std::int64_t>(entries_.size())},
                  {"entries", Array{}}};
  if (target.starts_with("/internal/v1/user-info/")) return user_info(target, body);
  if (target.starts_with("/internal/v1/one-time/")) return one_time(target, body, status);
  if (target.starts_with("/internal/v1/counters/")) return counters(target, body);
  if (target.starts_with("/internal/v1/events/")) return stream(target, body);
  if (target == "/internal/v1/limits/lease")
    return Object{{"granted", body.integer_at("want").value_or(1)}, {"retry_after_ms", 0}};
  if (target == "/internal/v1/presence" || target == "/health/ready") return Object{};
  status = 404;
  return Object{};
}

bool FakeSessionCache::over(const Session& session) const {
  return now() > session.used + session.idle * 1000 || now() > session.created + session.absolute * 1000;
}

Value FakeSessionCache::begin(const Value& body) {
  if (const auto happens = std::exchange(before_next_session_, {})) happens();
  Array ended;
  const auto finish = [&](const std::string& sid) {
    const auto found = sessions_.find(sid);
    if (found == sessions_.end() || found->second.ended) return;
    found->second.ended = true;
    append("session", sid);
    ended.push_back(sid);
  };
  if (const auto replaced = body.text_at("replaces_sid")) finish(*replaced);
  Session made;
  made.uid = body.text_at("uid").value();
  made.subject = body.text_at("subject").value();
  made.client_id = body.text_at("client_id").value();
  made.ip = body.text_at("ip").value_or("");
  made.user_agent = body.text_at("user_agent").value_or("");
  made.idle = body.integer_at("idle_seconds").value();
  made.absolute = body.integer_at("absolute_seconds").value();
  made.access = body.integer_at("access_seconds").value_or(0);
  made.created = made.used = now();
  made.generation = 1;
  if (const auto hash = body.text_at("refresh_hash")) made.current = *hash, made.generations[*hash] = 1;
  std::vector<std::pair<std::int64_t, std::string>> others;
  for (const auto& [sid, session] : sessions_)
    if (session.uid == made.uid && !session.ended && !over(session))
      others.emplace_back(session.created, sid);
  std::sort(others.begin(), others.end());
  const auto most = static_cast<std::size_t>(body.integer_at("max_sessions").value());
  for (std::size_t i = 0; others.size() - i + 1 > most; ++i) finish(others[i].second);
  const std::string sid = body.text_at("sid").value();
  sessions_[sid] = std::move(made);
  return Object{{"sid", sid}, {"ended", std::move(ended)}};
}

Value FakeSessionCache::lookup(const Value& body, int& status) {
  const std::string hash = body.text_at("refresh_hash").value();
  for (const auto& [sid, session] : sessions_) {
    const auto found = session.generations.find(hash);
    if (found == session.generations.end()) continue;
    const char* state = session.ended || over(session) ? "ended"
                        : hash == session.current      ? "current"
                                                       : "previous";
    return Object{{"sid", sid},
                  {"uid", session.uid},
                  {"subject", session.subject},
                  {"client_id", session.client_id},
                  {"generation", found->second},
                  {"state", state},
                  {"created_ms", session.created},
                  {"last_used_ms", session.used}};
  }
  status = 404;
  return Object{};
}

Value FakeSessionCache::rotate(const Value& body) {
  const std::string hash = body.text_at("refresh_hash").value(),
                    next = body.text_at("successor_hash").value();
  for (auto& [sid, session] : sessions_) {
    const auto found = session.generations.find(hash);
    if (found == session.generations.end()) continue;
    if (session.ended) return Object{{"outcome", "unknown"}};
    if (over(session)) return Object{{"outcome", "expired"}};
    if (hash == session.current) {
      session.current = next;
      session.generations[next] = ++session.generation;
      session.rotated = session.used = now();
      return Object{{"outcome", "rotated"}, {"sid", sid}};
    }
    if (next == session.current && now() - session.rotated <= 10'000) return Object{{"outcome", "replayed"}};
    session.ended = true;
    append("session", sid);
    return Object{{"outcome", "reused"}};
  }
  return Object{{"outcome", "unknown"}};
}

Value FakeSessionCache::list(const std::string& uid) const {
  Array rows;
  for (const auto& [sid, session] : sessions_)
    if (session.uid == uid && !session.ended && !over(session))
      rows.push_back(Object{{"sid", sid},
                            {"client_id", session.client_id},
                            {"created_ms", session.created},
                            {"last_used_ms", session.used},
                            {"ip", session.ip},
                            {"user_agent", session.user_agent}});
  return Object{{"sessions", std::move(rows)}};
}

Value FakeSessionCache::end(const Value& body) {
  Array ended;
  const auto sid = body.text_at("sid"), uid = body.text_at("uid");
  for (auto& [id, session] : sessions_) {
    if (session.ended || (sid && id != *sid) || (uid && session.uid != *uid)) continue;
    session.ended = true;
    ended.push_back(id);
    if (sid) append("session", id);
  }
  if (uid) append("user", *uid);
  return Object{
      {"ended", std::move(ended)}, {"epoch", "1"}, {"seq", static_cast<std::int64_t>(entries_.size())}};
}

void FakeSessionCache::append(const std::string& kind, const std::string& id) {
  entries_.push_back({static_cast<std::int64_t>(entries_.size()) + 1, kind, id, now()});
  changed_.notify_all();
}

Value FakeSessionCache::feed(const http::Call& call, Lock& lock) {
  const auto after = static_cast<std::size_t>(std::stoll("0" + query_of(call.target, "after")));
  const int pokes = pokes_;
  ++polls_;
  heard_ = after;
  changed_.notify_all();
  changed_.wait(lock, [&] { return closed_ || pokes != pokes_ || entries_.size() > after; });
  Array list;
  for (std::size_t i = after; i < entries_.size(); ++i)
    list.push_back(Object{{"seq", entries_[i].seq},
                          {"kind", entries_[i].kind},
                          {"id", entries_[i].id},
                          {"not_before_ms", entries_[i].not_before},
                          {"until_ms", entries_[i].not_before + 1'000'000'000}});
  return Object{{"epoch", "1"},
                {"epoch_since_ms", std::int64_t{0}},
                {"seq", static_cast<std::int64_t>(entries_.size())},
                {"entries", std::move(list)}};
}

Value FakeSessionCache::user_info(const std::string& target, const Value& body) {
  Array list;
  if (target.ends_with("/get")) {
    for (const Value& id : *body.find("user_ids")->array())
      if (const auto found = info_.find(*id.string()); found != info_.end() && now() < found->second.until_ms)
        list.push_back(
            Object{{"user_id", id}, {"value", found->second.value}, {"stored_ms", found->second.stored_ms}});
    return Object{{"entries", std::move(list)}};
  }
  if (target.ends_with("/put")) {
    for (const Value& entry : *body.find("entries")->array())
      info_[entry.text_at("user_id").value()] = {*entry.find("value"), now(),
                                                 now() + body.integer_at("keep_seconds").value() * 1000};
    return Object{{"stored", static_cast<std::int64_t>(body.find("entries")->array()->size())}};
  }
  std::int64_t dropped = 0;
  if (const Value* ids = body.find("user_ids")) {
    for (const Value& id : *ids->array()) dropped += static_cast<std::int64_t>(info_.erase(*id.string()));
  } else {
    dropped = static_cast<std::int64_t>(info_.size());
    info_.clear();
  }
  return Object{{"dropped", dropped}};
}

Value FakeSessionCache::one_time(const std::string& target, const Value& body, int& status) {
  const std::string key = body.text_at("key").value();
  const auto found = once_.find(key);
  if (target.ends_with("/put")) {
    once_[key] = {body.text_at("value").value(), now() + body.integer_at("ttl_seconds").value() * 1000};
    return Object{};
  }
  if (found == once_.end() || found->second.until <= now()) {
    status = 404;
    return Object{};
  }
  const std::string value = found->second.value;
  once_.erase(found);
  return Object{{"value", value}};
}

Value FakeSessionCache::counters(const std::string& target, const Value& body) {
  std::erase_if(counters_, [this](const auto& item) { return item.second.until <= now(); });
  if (target.ends_with("/add")) {
    const std::string key = body.text_at("key").value();
    const bool fresh = !counters_.contains(key);
    Counter& counter = counters_[key];
    if (fresh) counter.until = now() + body.integer_at("window_seconds").value() * 1000;
    counter.count += body.integer_at("amount").value();
    return Object{{"count", counter.count}, {"resets_in_ms", counter.until - now()}};
  }
  if (target.ends_with("/clear")) {
    counters_.erase(body.text_at("key").value());
    return Object{};
  }
  Array list;
  for (const Value& key : *body.find("keys")->array()) {
    const auto found = counters_.find(*key.string());
    const bool known = found != counters_.end();
    list.push_back(Object{{"key", key},
                          {"count", known ? found->second.count : 0},
                          {"resets_in_ms", known ? found->second.until - now() : 0}});
  }
  return Object{{"counters", std::move(list)}};
}

Value FakeSessionCache::stream(const std::string& target, const Value& body) {
  if (target.ends_with("/append")) {
    for (const Value& event : *body.find("events")->array()) {
      const std::string id = event.text_at("id").value();
      const bool known =
          std::any_of(stream_.begin(), stream_.end(), [&](const auto& kept) { return kept.first == id; });
      if (!known) stream_.emplace_back(id, *event.find("data"));
    }
    return Object{{"appended", 1}, {"dropped", 0}};
  }
  if (target.ends_with("/read")) {
    Array list;
    for (const auto& [id, data] : stream_) list.push_back(Object{{"id", id}, {"data", data}});
    return Object{{"events", std::move(list)}};
  }
  for (const Value& id : *body.find("ids")->array())
    std::erase_if(stream_, [&](const auto& kept) { return kept.first == *id.string(); });
  return Object{{"removed", static_cast<std::int64_t>(body.find("ids")->array()->size())}};
}

void FakeSessionCache::set_mood(Mood mood) {
  const std::lock_guard lock(mutex_);
  mood_ = mood;
}

void FakeSessionCache::before_next_session(std::function<void()> happens) {
  const std::lock_guard lock(mutex_);
  before_next_session_ = std::move(happens);
}

void FakeSessionCache::knows_access_seconds(bool knows) {
  const std::lock_guard lock(mutex_);
  knows_access_seconds_ = knows;
}

std::int64_t FakeSessionCache::access_seconds(const std::string& sid) const {
  const std::lock_guard lock(mutex_);
  return sessions_.at(sid).access;
}

int FakeSessionCache::calls(const std::string& target) const {
  const std::lock_guard lock(mutex_);
  const auto found = calls_.find(target);
  return found == calls_.end() ? 0 : found->second;
}

std::string FakeSessionCache::dump() const {
  const std::lock_guard lock(mutex_);
  std::string text;
  for (const auto& [sid, session] : sessions_) {
    text += sid + session.uid + session.subject + session.ip + session.user_agent;
    for (const auto& [hash, generation] : session.generations) text += hash + "\n";
  }
  for (const auto& [key, kept] : once_) text += key + kept.value;
  for (const auto& [key, counter] : counters_) text += key;
  for (const auto& [id, data] : stream_) text += json::to_text(data);
  return text;
}

std::vector<std::string> FakeSessionCache::live_sessions(const std::string& uid) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> sids;
  for (const auto& [sid, session] : sessions_)
    if (session.uid == uid && !session.ended && !over(session)) sids.push_back(sid);
  return sids;
}

std::vector<Value> FakeSessionCache::events() const {
  const std::lock_guard lock(mutex_);
  std::vector<Value> list;
  for (const auto& [id, data] : stream_) list.push_back(data);
  return list;
}

void FakeSessionCache::revoke(const std::string& kind, const std::string& id) {
  const std::lock_guard lock(mutex_);
  append(kind, id);
}

void FakeSessionCache::settle() {
  Lock lock(mutex_);
  // The poll that waits now ends; the one after it begins only when its answer was taken in.
  changed_.wait(lock, [&] { return polls_ > 0; });
  const int seen = polls_;
  ++pokes_;
  changed_.notify_all();
  changed_.wait(lock, [&] { return polls_ > seen; });
}

void FakeSessionCache::await_follower() {
  Lock lock(mutex_);
  if (mood_ != Mood::Fine || closed_) return;
  if (!changed_.wait_for(lock, std::chrono::seconds(30), [&] { return heard_ >= entries_.size(); }))
    throw std::runtime_error("the follower has not asked for what comes after the last entry");
}

void FakeSessionCache::close(bool closed) {
  const std::lock_guard lock(mutex_);
  closed_ = closed;
  changed_.notify_all();
}

}  // namespace lgm::testing
