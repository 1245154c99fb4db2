// Idempotency-Key of POST: what a request answered is kept for a day, in the transaction of what it did, and
// is answered again to who sends the same request with the same key. A request that was refused did nothing,
// and leaves its key free.
#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "lgm/service/route.hpp"
#include "lgm/sql/database.hpp"
#include "work/work.hpp"

namespace lgm::admin::idempotency {

inline constexpr std::size_t kLongestKey = 255;            // visible ASCII characters
inline constexpr std::size_t kLargestAnswer = 256 * 1024;  // bytes
inline constexpr std::chrono::hours kKept{24};
// How long a request has its key without an answer. One that takes longer may lose the key to another
// attempt, and is undone then.
inline constexpr std::chrono::seconds kHeld{60};

// A key, and what it was sent with.
struct Key {
  std::string caller, route, text;
  std::string request_hash;  // SHA-256, of path, query and body
};

// Of the request; none: it brings none. Throws Refusal 422 for one that is no 1 to 255 visible ASCII
// characters, or given twice.
std::optional<Key> key_of(const service::Context& context);

enum class Answer { Kept, Secret };  // Secret: the answer is not stored

// One attempt at a request. Not thread-safe.
class Attempt {
 public:
  // Takes the key, if there is one. Throws Refusal 422 `idempotency_key_reused`: it was sent with another
  // request; 409 `idempotency_key_running`: another attempt runs; 409 `idempotency_answer_not_kept`: this was
  // done, and its answer held a secret.
  Attempt(std::optional<Key> key, Store& store, const service::Actor& actor);
  // Leaves the key free unless what was done was committed.
  ~Attempt();
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;
  // What an attempt before this one answered.
  const std::optional<http::Response>& answered() const { return answered_; }
  // In the transaction of what is done. Throws Refusal 409 where another attempt has the key meanwhile, 422
  // `idempotency_answer_too_large`.
  void keep(Work& work, const http::Response& response, Answer answer = Answer::Kept) const;
  void committed() { key_.reset(); }

 private:
  void take(Work& work);
  void answer_of_before(const sql::Rows& rows, std::int64_t now);

  std::optional<Key> key_;
  Store& store_;
  const service::Actor& actor_;
  std::string holder_;
  std::optional<http::Response> answered_;
};

// Says in OpenAPI that the route's handler goes by the key.
void honour_key(service::Route& route);

// The answer of a POST to `work`'s result, done once for each key. `kept`: whether the answer is.
template <class F>
http::Response answer_once(service::Context& context, Store& store, F&& work, Answer kept = Answer::Kept) {
  const service::Actor actor = context.actor();
  Attempt attempt(key_of(context), store, actor);
  if (attempt.answered()) return *attempt.answered();
  http::Response response;
  store.change(actor, [&](Work& unit) {
    response = context.reply(work(unit));
    attempt.keep(unit, response, kept);
  });
  attempt.committed();
  return response;
}

// Drops what is older than a day; returns how many.
std::int64_t forget_old(sql::Database& database, base::WallTime now);

}  // namespace lgm::admin::idempotency
