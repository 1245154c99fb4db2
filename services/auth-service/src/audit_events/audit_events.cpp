#include "audit_events/audit_events.hpp"

#include "lgm/crypto/crypto.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

constexpr char kStream[] = "audit";
constexpr std::int64_t kStreamLength = 100'000;
constexpr std::int64_t kBatch = 200;
constexpr std::size_t kMostWaiting = 10'000, kMostRepeated = 10'000;
constexpr std::chrono::seconds kRound{1}, kRepeatsWindow{60};

std::string key_of(const AuditEvent& event, const Visitor& visitor) {
  std::string key = std::string(event.words.action) + '\n' + visitor.address;
  // Names are as long as somebody types them.
  if (event.username) key += '\n' + crypto::to_hex(crypto::sha256(*event.username));
  for (const auto& [name, value] : event.details)
    if (name == "reason" || name == "way") key += '\n' + json::to_text(value);
  return key;
}

// Stands for kinds that are not kept apart any more: nothing in it is true of one of them alone.
AuditEvent beyond_telling(const AuditEvent& event) {
  AuditEvent others{event.words};
  others.details = {{"reason", "too_many_kinds"}};
  return others;
}

}  // namespace

AuditEvents::AuditEvents(const SessionCache& cache, const Users& users, const base::Clock& clock,
                         base::Random& random, service::Log& log, service::Metrics& metrics)
    : cache_(cache),
      users_(users),
      clock_(clock),
      random_(random),
      log_(log),
      dropped_(metrics, "lgm_audit_events_dropped_total", "Audit events lost, by reason",
               {{"reason", {"too_many", "refused"}}}) {
  metrics.gauge("lgm_audit_events_waiting", "Audit events that session-cache has not taken yet", {}, [this] {
    const std::lock_guard lock(mutex_);
    return static_cast<double>(waiting_.size());
  });
}

AuditEvents::~AuditEvents() {
  stop();
}

void AuditEvents::start() {
  worker_ = std::thread([this] { run(); });
}

void AuditEvents::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  changed_.notify_all();
  if (!worker_.joinable()) return;
  worker_.join();
  flush_repeated(true);
  deliver();
}

void AuditEvents::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    deliver();
    lock.lock();
    changed_.wait_for(lock, kRound, [this] { return stopping_; });
  }
}

contracts::AuditEvent AuditEvents::written(const std::string& id, const AuditEvent& event,
                                           const Visitor& visitor) const {
  contracts::AuditEvent made;
  made.id = id;
  made.at_ms = base::to_unix_ms(clock_.now());
  made.uid = event.uid;
  made.username = event.username;
  made.action = event.words.action;
  made.resource_type = event.words.resource_type;
  made.resource_id = event.resource_id;
  made.details = event.details;
  made.ip = none_if_empty(visitor.address);
  made.user_agent = none_if_empty(visitor.user_agent);
  made.request_id = none_if_empty(visitor.request_id);
  return made;
}

void AuditEvents::record(const AuditEvent& event, const Visitor& visitor) {
  const std::string id = base::uuid_v7(clock_, random_);
  StreamEvent made{id, json::parse_or_nothing(describe::to_json(written(id, event, visitor))).value()};
  log_.audit(made.data);
  try {
    cache_.append_events(kStream, {made}, kStreamLength);
  } catch (const service::Refusal&) {
    keep(std::move(made));
  }
}

void AuditEvents::record_refusal(const AuditEvent& event, const Visitor& visitor) {
  {
    const std::lock_guard lock(mutex_);
    const std::string key = key_of(event, visitor);
    if (const auto found = repeated_.find(key); found != repeated_.end()) {
      ++found->second.count;
      return;
    }
    if (repeated_.size() >= kMostRepeated) {
      const std::string others = "others\n" + std::string(event.words.action);
      const Repeated none{clock_.steady(), 0, beyond_telling(event), {}};
      ++repeated_.try_emplace(others, none).first->second.count;
      return;
    }
    repeated_.emplace(key, Repeated{clock_.steady(), 0, event, visitor});
  }
  record(event, visitor);
}

void AuditEvents::keep(StreamEvent event) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= kMostWaiting) {
    waiting_.pop_front();
    dropped("too_many");
  }
  waiting_.push_back(std::move(event));
}

bool AuditEvents::deliver() {
  flush_repeated(false);
  try {
    return flush_waiting() && forward();
  } catch (const std::exception&) {
    return false;  // the next round tries again
  }
}

// A minute after the first of its kind, the others are one event with their number.
void AuditEvents::flush_repeated(bool all) {
  std::vector<Repeated> over;
  {
    const std::lock_guard lock(mutex_);
    const auto now = clock_.steady();
    for (auto item = repeated_.begin(); item != repeated_.end();) {
      if (!all && now - item->second.since < kRepeatsWindow) {
        ++item;
        continue;
      }
      if (item->second.count > 0) over.push_back(std::move(item->second));
      item = repeated_.erase(item);
    }
  }
  for (Repeated& repeated : over) {
    repeated.event.details.emplace_back("repeated", repeated.count);
    record(repeated.event, repeated.visitor);
  }
}

bool AuditEvents::flush_waiting() {
  std::vector<StreamEvent> batch;
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < waiting_.size() && i < static_cast<std::size_t>(kBatch); ++i)
      batch.push_back(waiting_[i]);
  }
  if (batch.empty()) return true;
  cache_.append_events(kStream, batch, kStreamLength);  // idempotent: an event that got there twice is one
  const std::lock_guard lock(mutex_);
  for (const StreamEvent& sent : batch)
    if (!waiting_.empty() && waiting_.front().id == sent.id) waiting_.pop_front();
  return waiting_.empty();
}

void AuditEvents::dropped(const char* reason) {
  dropped_.of({reason}).add();
}

bool AuditEvents::forward() {
  for (;;) {
    const auto events = cache_.read_events(kStream, kBatch);
    if (events.empty()) return true;
    if (!hand_over(events)) return false;
  }
}

// An event that admin-service refuses must not hold up the others: then each is sent alone, and the refused
// one stays in the log of this service only.
bool AuditEvents::hand_over(const std::vector<StreamEvent>& events) {
  std::vector<json::Value> bodies;
  std::vector<std::string> ids;
  for (const StreamEvent& event : events) bodies.push_back(event.data), ids.push_back(event.id);
  const auto stored = users_.store_audit(std::move(bodies));
  if (stored == Users::Stored::Later) return false;
  if (stored == Users::Stored::Refused && events.size() > 1) {
    for (const StreamEvent& event : events)
      if (!hand_over({event})) return false;
    return true;
  }
  if (stored == Users::Stored::Refused) {
    dropped("refused");
    log_.error("admin-service refuses an audit event", {{"event", events.front().data}});
  }
  cache_.remove_events(kStream, ids);
  return true;
}

}  // namespace lgm::auth_service
