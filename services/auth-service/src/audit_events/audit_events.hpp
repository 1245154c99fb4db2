// Audit events on their way: into a stream in session-cache at once, from there to admin-service's audit log
// by a worker of every replica (idempotent by event id). While session-cache is away they wait here, while
// admin-service is away they wait in the stream; both are bounded, and what is dropped is counted.
//
// Equal refusals of one address and name are sent once and then counted: one more event a minute says how
// many there were, so that an attack cannot fill the log.
#pragma once
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "audit_events/visitor.hpp"
#include "lgm/base/random.hpp"
#include "lgm/contracts/audit.hpp"
#include "lgm/service/log.hpp"
#include "lgm/service/metrics.hpp"
#include "lgm/service/sign_in_events.hpp"
#include "session_cache/session_cache.hpp"
#include "users/users.hpp"

namespace lgm::auth_service {

struct AuditEvent {
  service::AuditWords words;  // of service::sign_in_events
  std::optional<std::string> resource_id;
  std::optional<std::string> uid, username;
  json::Object details;  // never a secret
};

class AuditEvents {
 public:
  AuditEvents(const SessionCache& cache, const Users& users, const base::Clock& clock, base::Random& random,
              service::Log& log, service::Metrics& metrics);
  ~AuditEvents();
  void start();
  // Hands over what it can within the time that one round takes.
  void stop();

  // Never throws: what it is about has happened.
  void record(const AuditEvent& event, const Visitor& visitor);
  // For refusals: of equal ones (action, way and reason in details, address, name) within a minute the first
  // is recorded and the others are counted. Of more kinds than can be told apart, the number alone is.
  void record_refusal(const AuditEvent& event, const Visitor& visitor);
  // One round of the worker: counted refusals, waiting events, stream → admin-service. True when nothing is
  // left.
  bool deliver();

 private:
  struct Repeated {
    base::SteadyTime since;
    std::int64_t count = 0;
    AuditEvent event;
    Visitor visitor;
  };
  contracts::AuditEvent written(const std::string& id, const AuditEvent& event, const Visitor& visitor) const;
  void keep(StreamEvent event);
  bool flush_waiting();
  void flush_repeated(bool all);
  bool forward();
  bool hand_over(const std::vector<StreamEvent>& events);
  void dropped(const char* reason);
  void run();

  const SessionCache& cache_;
  const Users& users_;
  const base::Clock& clock_;
  base::Random& random_;
  service::Log& log_;
  const service::Events dropped_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<StreamEvent> waiting_;
  std::map<std::string, Repeated> repeated_;
  bool stopping_ = false;
  std::thread worker_;
};

}  // namespace lgm::auth_service
