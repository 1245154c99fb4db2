// What USAP knows of people, kept in session-cache: names for the console, and whether somebody has left.
// Thread-safe. Without session-cache every question goes to USAP: slower, still right.
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
#include "session_cache/session_cache.hpp"
#include "usap/usap_client.hpp"

namespace lgm::auth_service {

// An entry as it is kept. `checked_ms`: when USAP last spoke about the status; batches do not. `whole`: with
// the members that batches leave out.
struct DirectoryEntry {
  UsapPerson person;
  std::int64_t fetched_ms = 0, checked_ms = 0;
  bool whole = false;
};

struct DirectoryAnswer {
  enum class Kind { Found, NotFound, Unavailable } kind = Kind::Unavailable;
  UsapPerson person;        // when Found
  bool stale = false;       // older than the TTL, because USAP cannot be asked
  service::Cause why = {};  // when Unavailable
};

enum class Standing {
  Active,
  Left,    // disabled in USAP, or not known there any more
  Unknown  // USAP cannot be asked, and the grace is over
};

class UserDirectory {
 public:
  struct Lives {
    std::chrono::seconds info{3600};     // USER_INFO_CACHE_TTL
    std::chrono::seconds status{900};    // USER_STATUS_TTL
    std::chrono::seconds grace{86'400};  // USER_STATUS_GRACE
  };
  UserDirectory(const SessionCache& cache, const UsapClient& usap, Lives lives, const base::Clock& clock,
                service::Metrics& metrics);

  DirectoryAnswer person(const std::string& user_id);
  // In the order asked; one read of the cache, USAP calls of up to 100 ids for the misses.
  std::vector<DirectoryAnswer> people(const std::vector<std::string>& user_ids);
  // Asks USAP whatever is kept.
  DirectoryAnswer reload(const std::string& user_id);
  // No id: everybody. The number of entries dropped.
  std::int64_t drop(const std::optional<std::string>& user_id);

  // `why`: of Unknown.
  Standing standing(const std::string& user_id, service::Cause* why = nullptr);
  // After a valid ticket: keeps what it said, and asks for the status where what is kept is old. Left alone
  // refuses the sign-in: USAP has just vouched for the person.
  Standing arrived(const UsapPerson& person);
  // A kept name, without asking USAP; the id itself where there is none.
  std::string name_of(const std::string& user_id);

 private:
  using Kept = std::map<std::string, DirectoryEntry>;
  // One question to USAP that is under way; who asks the same meanwhile waits for its answer.
  struct Flight {
    bool landed = false;
    UserAnswer answer;
  };
  using FlightRef = std::shared_ptr<Flight>;

  Kept kept(const std::vector<std::string>& user_ids);
  void keep(const std::vector<DirectoryEntry>& entries);
  void forget(const std::string& user_id);
  std::pair<FlightRef, bool> board(const std::string& user_id);  // true: ours to land
  void land(const std::string& user_id, const FlightRef& flight, UserAnswer answer);
  UserAnswer wait_for(const FlightRef& flight);
  UserAnswer ask(const std::string& user_id, const DirectoryEntry* old);
  UserAnswer fetch(const std::string& user_id, const DirectoryEntry* old);
  void ask_many(const std::vector<std::string>& user_ids, const Kept& old,
                std::map<std::string, UserAnswer>& answers);
  void fetch_chunk(const std::vector<std::string>& user_ids, const Kept& old,
                   std::map<std::string, UserAnswer>& answers);
  DirectoryAnswer answer_of(const UserAnswer& asked, const DirectoryEntry* old);
  bool fresh(const DirectoryEntry& entry) const;
  bool within(std::int64_t since_ms, std::chrono::seconds life) const;
  void count(const char* outcome, std::size_t by = 1);

  const SessionCache& cache_;
  const UsapClient& usap_;
  const Lives lives_;
  const base::Clock& clock_;
  const service::Events lookups_;
  std::mutex mutex_;
  std::condition_variable landed_;
  std::map<std::string, FlightRef> flights_;
};

}  // namespace lgm::auth_service
