// The embedded store's state: rows in memory under one mutex, every change written to the journal before it
// is acknowledged. A read waits for what it saw, too: nobody learns of a change that a crash could undo.
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <set>

#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"
#include "store/embedded/journal.hpp"
#include "store/embedded/rows.hpp"
#include "store/store.hpp"

namespace lgm::session_cache::embedded {

// The row as JSON, with the members that a later version gave it.
std::string json_of(std::string row, const json::Object& more);

// Rows of one kind by key. Changes are noted for the journal. Members that this version does not know stay
// with their row for as long as it lives.
template <class Row>
class Table {
 public:
  Table(char tag, std::string& changes) : tag_(tag), changes_(changes) {}
  const Row* find(std::string_view key) const {
    const auto found = rows_.find(key);
    return found == rows_.end() ? nullptr : &found->second;
  }
  const Row& put(const std::string& key, Row row) {
    Journal::add_put(changes_, tag_, key, text_of(key, row));
    return rows_.insert_or_assign(key, std::move(row)).first->second;
  }
  // Another thing under the same key: nothing of the old row stays.
  const Row& put_anew(const std::string& key, Row row) {
    more_.erase(key);
    return put(key, std::move(row));
  }
  void erase(const std::string& key) {
    if (rows_.erase(key) == 0) return;
    Journal::add_erase(changes_, tag_, key);
    more_.erase(key);
  }
  template <class Gone>
  void erase_if(Gone gone) {
    for (auto row = rows_.begin(); row != rows_.end();) {
      if (gone(row->first, row->second)) {
        Journal::add_erase(changes_, tag_, row->first);
        if (!more_.empty()) more_.erase(row->first);
        row = rows_.erase(row);
      } else {
        ++row;
      }
    }
  }
  const std::map<std::string, Row, std::less<>>& rows() const { return rows_; }

  bool replay(bool put, char tag, std::string_view key, std::string_view value) {
    if (tag != tag_) return false;
    const std::string name(key);
    more_.erase(name);
    if (!put) return rows_.erase(name), true;
    std::vector<describe::Fault> faults;
    const auto document = json::parse_or_nothing(value);
    auto row = document ? describe::decode_trusted<Row>(*document, faults) : std::nullopt;
    if (!row) throw malformed(faults);
    keep_more(name, *document->object());
    rows_.insert_or_assign(name, std::move(*row));
    return true;
  }
  void dump(std::string& out) const {
    for (const auto& [key, row] : rows_) Journal::add_put(out, tag_, key, text_of(key, row));
  }

 private:
  std::string text_of(const std::string& key, const Row& row) const {
    std::string text = describe::to_json(row);
    if (more_.empty()) return text;
    const auto more = more_.find(key);
    return more == more_.end() ? text : json_of(std::move(text), more->second);
  }
  void keep_more(const std::string& key, const json::Object& members) {
    json::Object more;
    for (const json::Member& member : members)
      if (!describe::type_of<Row>().find(member.first)) more.push_back(member);
    if (!more.empty()) more_.insert_or_assign(key, std::move(more));
  }
  static std::runtime_error malformed(const std::vector<describe::Fault>& faults) {
    std::string text =
        "a row of the session store is malformed: " + std::string(describe::type_of<Row>().name);
    if (!faults.empty()) text += ": " + describe::said(faults.front());
    return std::runtime_error(text);
  }

  const char tag_;
  std::string& changes_;
  std::map<std::string, Row, std::less<>> rows_;
  std::map<std::string, json::Object, std::less<>> more_;  // by key
};

class State {
 public:
  // Loads the file. Throws std::runtime_error with the reason: in use, unreadable, not writable.
  State(const std::string& file, const base::Clock& clock, base::Random& random);

  // Runs `body(now_ms)` alone; returns its result once everything it saw and changed is on the disk. Throws
  // StoreUnavailable when the disk fails. `body` refuses before it changes anything.
  template <class Body>
  auto run(Body body) {
    std::unique_lock lock(mutex_);
    begin();
    const auto before = std::pair(feed.seq, feed.epoch);
    auto result = body(base::to_unix_ms(clock_.now()));
    const std::uint64_t ticket = finish();
    const bool news = std::pair(feed.seq, feed.epoch) != before;
    lock.unlock();
    wait(ticket);
    if (news && notify_) notify_();
    return result;
  }

  // Feed (within run).
  std::int64_t append(const std::string& kind, const std::string& id, std::int64_t not_before_ms,
                      std::int64_t until_ms, std::int64_t now_ms);
  std::int64_t append(RevocationKind kind, const std::string& id, std::int64_t not_before_ms,
                      std::int64_t until_ms, std::int64_t now_ms) {
    return append(std::string(describe::name_of(kind)), id, not_before_ms, until_ms, now_ms);
  }
  void renew_epoch(std::int64_t now_ms);
  // Nobody knows what was ended or taken: a new epoch, every session ended, every one-time value forgotten.
  void lose(std::int64_t now_ms);
  static std::string feed_key(std::int64_t seq);
  // The live sessions of a user, oldest first (created_ms, sid).
  using UserSessions = std::set<std::pair<std::int64_t, std::string>>;
  std::map<std::string, UserSessions, std::less<>> of_user;
  // The sids of sessions that have not ended, by provider_key().
  std::map<std::string, std::set<std::string>, std::less<>> of_provider;
  // Of a row that is there: notes it for who looks for a user's or a provider's sessions, or forgets it.
  void note(const std::string& sid, const SessionRow& row);
  void forget(const std::string& sid, const SessionRow& row);

  void on_news(std::function<void()> notify) { notify_ = std::move(notify); }
  StoreState health() const;
  std::string load_report() const { return load_report_; }
  std::int64_t seq() const;

 private:
  void load();
  void begin();
  std::uint64_t finish();
  void wait(std::uint64_t ticket);
  void recover();
  void sweep(std::int64_t now_ms);
  void index();
  std::string dump() const;
  template <class F>
  void each_table(F f) const {
    f(epoch), f(sessions), f(tokens), f(entries), f(done), f(info), f(values), f(counts), f(streams),
        f(places), f(sealed), f(signed_out);
  }
  void save_epoch() { epoch.put("", feed); }

  // Rows of tables that this version does not know, as they stand: kept for the version that wrote them, also
  // where everything else ends (lose()).
  void replay_foreign(bool put, char tag, std::string_view key, std::string_view value);
  std::map<std::pair<char, std::string>, std::string> foreign_;

  const base::Clock& clock_;
  base::Random& random_;
  mutable std::mutex mutex_;
  std::string changes_;
  std::function<void()> notify_;
  std::string load_report_;
  std::int64_t swept_ms_ = 0;

 public:
  Table<EpochRow> epoch{'e', changes_};
  Table<SessionRow> sessions{'s', changes_};      // by sid
  Table<TokenRow> tokens{'t', changes_};          // by hash
  Table<EntryRow> entries{'f', changes_};         // by feed_key
  Table<DoneRow> done{'d', changes_};             // by event_id
  Table<InfoRow> info{'u', changes_};             // by user id
  Table<ValueRow> values{'o', changes_};          // by SHA-256 of the key
  Table<CounterRow> counts{'c', changes_};        // by key
  Table<StreamRow> streams{'q', changes_};        // by stream, NUL, number
  Table<PlaceRow> places{'p', changes_};          // by stream, NUL, event id
  Table<SealedRow> sealed{'b', changes_};         // by sid
  Table<SignedOutRow> signed_out{'x', changes_};  // by provider_key()
  std::map<std::string, std::int64_t, std::less<>> stream_lengths;
  EpochRow feed;

 private:
  Journal journal_;
};

}  // namespace lgm::session_cache::embedded
