// session-cache-service in memory, as docs/internal-api.md says what it does, for tests: behind the Caller
// interface, on the test's clock, and able to be away or to answer nonsense.
#pragma once
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "lgm/base/clock.hpp"
#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::testing {

class FakeSessionCache final : public http::Caller {
 public:
  explicit FakeSessionCache(const base::Clock& clock) : clock_(clock) {}
  http::CallResult call(const http::Call& call) override;

  enum class Mood { Fine, Away, Nonsense };
  void set_mood(Mood mood);
  // What happens once, just before the next session begins.
  void before_next_session(std::function<void()> happens);
  // As the version before: a member of a request that it does not know is refused.
  void knows_access_seconds(bool knows);
  // How long the access tokens of a session live, as it was begun; none said: 0.
  std::int64_t access_seconds(const std::string& sid) const;
  // Calls so far of a target (without its query).
  int calls(const std::string& target) const;
  // Everything that is kept, as one text: to search for what must not be there.
  std::string dump() const;
  std::vector<std::string> live_sessions(const std::string& uid) const;
  std::vector<json::Value> events() const;
  void revoke(const std::string& kind, const std::string& id);
  // Returns once the follower has asked for what comes after the last entry: it has then taken in all of
  // them. Polls that do not reach the feed (a mood, closed) are not waited for.
  void await_follower();
  // Answers the waiting poll now, and returns when the next one has begun: the follower has then seen all.
  void settle();
  // Closed: polls do not wait, so that a follower can be stopped.
  void close(bool closed = true);

 private:
  struct Session {
    std::string uid, subject, client_id, ip, user_agent, current;
    std::int64_t idle = 0, absolute = 0, access = 0, created = 0, used = 0, rotated = 0, generation = 0;
    std::map<std::string, std::int64_t> generations;  // every refresh hash there was
    bool ended = false;
  };
  struct Entry {
    std::int64_t seq;
    std::string kind, id;
    std::int64_t not_before;
  };
  struct Timed {
    std::string value;
    std::int64_t until = 0;
  };
  struct Counter {
    std::int64_t count = 0, until = 0;
  };
  using Lock = std::unique_lock<std::mutex>;
  json::Value answer(const std::string& target, const json::Value& body, int& status);
  json::Value begin(const json::Value& body);
  json::Value lookup(const json::Value& body, int& status);
  json::Value rotate(const json::Value& body);
  json::Value list(const std::string& uid) const;
  json::Value end(const json::Value& body);
  json::Value user_info(const std::string& target, const json::Value& body);
  json::Value one_time(const std::string& target, const json::Value& body, int& status);
  json::Value counters(const std::string& target, const json::Value& body);
  json::Value stream(const std::string& target, const json::Value& body);
  json::Value feed(const http::Call& call, Lock& lock);
  void append(const std::string& kind, const std::string& id);
  bool over(const Session& session) const;
  std::int64_t now() const { return base::to_unix_ms(clock_.now()); }

  const base::Clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Mood mood_ = Mood::Fine;
  bool closed_ = false, knows_access_seconds_ = true;
  std::function<void()> before_next_session_;
  int polls_ = 0, pokes_ = 0;
  std::size_t heard_ = 0;  // the newest entry that the poll under way knows
  std::map<std::string, int> calls_;
  std::map<std::string, Session> sessions_;
  std::vector<Entry> entries_;
  struct KeptInfo {
    json::Value value;
    std::int64_t stored_ms, until_ms;
  };
  std::map<std::string, KeptInfo> info_;
  std::map<std::string, Timed> once_;
  std::map<std::string, Counter> counters_;
  std::vector<std::pair<std::string, json::Value>> stream_;
};

}  // namespace lgm::testing
