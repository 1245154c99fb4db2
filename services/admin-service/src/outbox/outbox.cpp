#include "outbox/outbox.hpp"

#include "lgm/calls/ask.hpp"
#include "lgm/contracts/sessions.hpp"

namespace lgm::admin {
namespace {

constexpr std::chrono::milliseconds kPatience{1'000};  // of one call, while a request waits for it
constexpr std::chrono::seconds kLeeway{60};            // verifiers accept tokens that long after `exp`
// Longer than any replica of guard-service decides by a policy in which a deleted key still stands.
constexpr std::chrono::seconds kKeysLive = std::chrono::hours(24) * 30;
constexpr std::int64_t kPage = 500;

// A body that session-cache cannot take, and will not take the next time either.
bool malformed(const calls::Outcome& outcome) {
  return outcome.is(400) || outcome.is(413) || outcome.is(422);
}

}  // namespace

template <class Q, class A>
Outbox::Told Outbox::ask(const calls::Operation<Q, A>& operation, const Q& question) {
  const auto answer = calls::ask(*session_cache_, operation, question, {.patience = kPatience});
  if (answer) return Told::Yes;
  return malformed(answer) ? Told::Refused : Told::Later;
}

// Until when is a least: the store knows how long tokens can live that were issued under another setting.
// A disabled user's sessions end as well, so that no refresh token lives on. What only gives must reach its
// readers however late it is told; it refuses nothing, in any version, as no token is older than 0.
Outbox::Told Outbox::tell(const OutboxEvent& event) {
  const std::int64_t since = event.gives ? base::to_unix_ms(clock_.now()) : event.not_before_ms;
  const auto lives = event.kind == auth::RevocationKind::ApiKey ? kKeysLive : token_lifetime_ + kLeeway;
  const std::int64_t until = since + std::chrono::milliseconds(lives).count();
  const Told told = ask(contracts::kRevoke, {event.id, std::string(describe::name_of(event.kind)),
                                             event.target, event.gives ? 0 : event.not_before_ms, until});
  if (told != Told::Yes || event.kind != auth::RevocationKind::User) return told;
  return ask(contracts::kEndSessions, {event.id + "-end", {}, event.target, {}, until});
}

bool Outbox::is_first_of(const std::string& id) {
  const std::lock_guard lock(mutex_);
  return named_.insert(id).second;
}

void Outbox::refused(const OutboxEvent& event) {
  if (!is_first_of(event.id)) return;
  log_.error("session-cache-service refuses a revocation of the outbox; it stays there",
             {{"id", event.id}, {"kind", describe::name_of(event.kind)}, {"target", event.target}});
}

std::vector<OutboxEvent> Outbox::events_of(const std::vector<OutboxRow>& rows) {
  std::vector<OutboxEvent> events;
  for (const OutboxRow& row : rows) {
    if (const auto kind = describe::named<auth::RevocationKind>(row.kind))
      events.push_back({row.id, *kind, row.target_id, row.not_before_ms, row.gives});
    else if (is_first_of(row.id))
      log_.warning(
          "a row of the outbox is of a kind that this version does not know; it is left to one that does",
          {{"id", row.id}, {"kind", row.kind}, {"target", row.target_id}});
  }
  return events;
}

bool Outbox::deliver_all(const std::vector<OutboxEvent>& events, std::size_t& told) {
  for (const OutboxEvent& event : events) {
    const Told answer = tell(event);
    if (answer == Told::Later) return false;
    if (answer == Told::Refused) {
      refused(event);
      continue;
    }
    database_.transaction(
        [&](sql::Session& session) { session.execute("DELETE FROM `outbox` WHERE `id` = ?", {event.id}); });
    ++told;
  }
  return true;
}

std::size_t Outbox::deliver(const std::vector<OutboxEvent>& events) {
  std::size_t told = 0;
  deliver_all(events, told);
  return told;
}

std::size_t Outbox::redeliver(std::int64_t before_ms) {
  std::size_t told = 0;
  std::string after;
  for (;;) {
    const auto rows = database_.reading([&](sql::Session& session) {
      return describe::select<OutboxRow>(
          session, "WHERE `not_before_ms` < ? AND `id` > ? ORDER BY `id` LIMIT ?", {before_ms, after, kPage});
    });
    if (!deliver_all(events_of(rows), told) || rows.size() < static_cast<std::size_t>(kPage)) return told;
    after = rows.back().id;
  }
}

std::int64_t Outbox::depth() {
  return database_.reading([](sql::Session& session) {
    return session.query("SELECT COUNT(*) FROM `outbox`", {}, 1).integer(0, 0);
  });
}

bool Outbox::reseed(const std::string& epoch, std::int64_t now_ms) {
  const bool done = database_.reading([&](sql::Session& session) {
    return session.query("SELECT `epoch` FROM `seeded_epochs` WHERE `id` = 1", {}, 1).text(0, 0) == epoch;
  });
  if (done) return true;
  std::string after;
  for (;;) {
    const auto users = database_.reading([&](sql::Session& session) {
      return session.query(
          "SELECT `id` FROM `users` WHERE `is_active` = 0 AND `id` > ? ORDER BY `id` LIMIT ?", {after, kPage},
          1);
    });
    for (std::size_t i = 0; i < users.size(); ++i) {
      after = users.text(i, 0);
      std::string event = epoch;
      event.append("-").append(after);
      if (tell({event, auth::RevocationKind::User, after, now_ms}) == Told::Later) return false;
    }
    if (users.size() < static_cast<std::size_t>(kPage)) break;
  }
  database_.transaction([&](sql::Session& session) {
    session.execute("UPDATE `seeded_epochs` SET `epoch` = ? WHERE `id` = 1", {epoch});
  });
  return true;
}

}  // namespace lgm::admin
