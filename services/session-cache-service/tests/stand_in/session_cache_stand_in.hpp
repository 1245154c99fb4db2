// session-cache-service for the tests of its callers: its own routes on its embedded store, under the test's
// clock, behind the Caller interface, and able to be away or to answer nonsense.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lgm/base/clock.hpp"
#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::testing {

class SessionCacheStandIn final : public http::Caller {
 public:
  // `caller` is as internal tokens name it: "auth". Its epoch began a second ago, before any token of the
  // test. `clock` outlives it.
  SessionCacheStandIn(const std::string& caller, const base::Clock& clock);
  ~SessionCacheStandIn() override;
  http::CallResult call(const http::Call& call) override;

  enum class Mood { Fine, Away, Nonsense };
  void set_mood(Mood mood);
  // 404 there from now on, as a version answers that does not know the path.
  void forget_path(const std::string& target);
  // What happens once, just before the next session begins.
  void before_next_session(std::function<void()> happens);
  // The same before the next refresh token is rotated.
  void before_next_rotation(std::function<void()> happens);
  // The body of the latest call of a target.
  json::Value last_asked(const std::string& target) const;
  // Everything that was ever kept, as one text: to search for what must not be there.
  std::string dump() const;
  bool knows_token(const std::string& token) const;
  std::vector<std::string> live_sessions(const std::string& uid) const;
  // The data of the events in a stream, oldest first.
  std::vector<json::Value> events(const std::string& stream) const;
  // A replica of this version says that it is alive.
  void report_replica(const std::string& service, const std::string& version);
  void revoke(const std::string& kind, const std::string& id);
  // Returns once the follower has asked for what comes after the last entry: it has then taken in all of
  // them. Polls that do not reach the feed (a mood, closed) are not waited for.
  void await_follower();
  // Answers the waiting poll now, and returns when the next one has begun: the follower has then seen all.
  void settle();
  // Closed: polls do not wait, so that a follower can be stopped.
  void close(bool closed = true);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lgm::testing
