// What a provider's directory knows of people, kept in session-cache: names for the console, and whether
// somebody has left. Thread-safe. Without session-cache every question goes to the directory: slower, still
// right.
#pragma once
#include <chrono>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "lgm/base/clock.hpp"
#include "lgm/service/metrics.hpp"
#include "providers/directory.hpp"
#include "session_cache/session_cache.hpp"

namespace lgm::auth_service {

// An entry as it is kept. `checked_ms`: when the directory last spoke about the status; batches do not.
// `whole`: with the members that batches leave out.
struct DirectoryEntry {
  Person person;
  std::int64_t fetched_ms = 0, checked_ms = 0;
  bool whole = false;
};

struct DirectoryAnswer {
  enum class Kind { Found, NotFound, Unavailable } kind = Kind::Unavailable;
  Person person;            // when Found
  bool stale = false;       // older than the TTL, because the directory cannot be asked
  service::Cause why = {};  // when Unavailable
};

enum class Standing {
  Active,
  Left,    // disabled there, or not known any more
  Unknown  // the directory cannot be asked, and the grace is over
};

class UserDirectory {
 public:
  struct Lives {
    std::chrono::seconds info{3600};     // USER_INFO_CACHE_TTL
    std::chrono::seconds status{900};    // USER_STATUS_TTL
    std::chrono::seconds grace{86'400};  // USER_STATUS_GRACE
  };
  UserDirectory(const SessionCache& cache, const Directory& source, Lives lives, const base::Clock& clock,
                service::Metrics& metrics);

  const Directory::Words& words() const { return source_.words(); }
  bool may_know(const std::string& user_id) const { return source_.may_know(user_id); }

  DirectoryAnswer person(const std::string& user_id);
  // In the order asked; one read of the cache, calls of the directory of up to 100 ids for the misses.
  std::vector<DirectoryAnswer> people(const std::vector<std::string>& user_ids);
  // Asks the directory whatever is kept.
  DirectoryAnswer reload(const std::string& user_id);
  // No id: everybody. The number of entries dropped.
  std::int64_t drop(const std::optional<std::string>& user_id);

  // `why`: of Unknown.
  Standing standing(const std::string& user_id, service::Cause* why = nullptr);
  // After a sign-in: keeps what it said, and asks for the status where what is kept is old. Left alone
  // refuses the sign-in: the provider has just vouched for the person.
  Standing arrived(const Person& person);
  // A kept name, without asking the directory; the id itself where there is none.
  std::string name_of(const std::string& user_id);

 private:
  using Kept = std::map<std::string, DirectoryEntry>;
  // One question to the directory that is under way; who asks the same meanwhile waits for its answer.
  struct Flight {
    bool landed = false;
    PersonAnswer answer;
  };
  using FlightRef = std::shared_ptr<Flight>;

  Kept kept(const std::vector<std::string>& user_ids);
  void keep(const std::vector<DirectoryEntry>& entries);
  void forget(const std::string& user_id);
  std::pair<FlightRef, bool> board(const std::string& user_id);  // true: ours to land
  void land(const std::string& user_id, const FlightRef& flight, PersonAnswer answer);
  PersonAnswer wait_for(const FlightRef& flight);
  PersonAnswer ask(const std::string& user_id, const DirectoryEntry* old);
  PersonAnswer fetch(const std::string& user_id, const DirectoryEntry* old);
  void ask_many(const std::vector<std::string>& user_ids, const Kept& old,
                std::map<std::string, PersonAnswer>& answers);
  void fetch_chunk(const std::vector<std::string>& user_ids, const Kept& old,
                   std::map<std::string, PersonAnswer>& answers);
  DirectoryAnswer answer_of(const PersonAnswer& asked, const DirectoryEntry* old);
  bool fresh(const DirectoryEntry& entry) const;
  bool within(std::int64_t since_ms, std::chrono::seconds life) const;
  void count(std::string_view outcome, std::size_t by = 1);

  const SessionCache& cache_;
  const Directory& source_;
  const Lives lives_;
  const base::Clock& clock_;
  const service::Events lookups_;
  std::mutex mutex_;
  std::condition_variable landed_;
  std::map<std::string, FlightRef> flights_;
};

}  // namespace lgm::auth_service
