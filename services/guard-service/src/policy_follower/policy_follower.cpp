#include "policy_follower/policy_follower.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lgm/service/memory.hpp"

namespace lgm::guard_service {
namespace {

using std::chrono::milliseconds;

constexpr int kWaitSeconds = 1;  // of a poll: stop() waits for the end of one
constexpr milliseconds kSnapshotTimeout{120'000};
constexpr milliseconds kFirstPause{50}, kLongestPause{2'000};
constexpr std::chrono::seconds kCurrent{30};
constexpr int kRestsAfterBuild = 3;                // of the build's own length
constexpr std::chrono::seconds kBetweenWrites{5};  // of the file, while edits come in quick succession

// Without what differs from one failure to the next of its kind: the log names each kind once.
std::string refusal_of(http::CallError error, int status) {
  if (error != http::CallError::None) return "admin-service: " + std::string(http::to_string(error));
  return "admin-service answered " + std::to_string(status);
}

}  // namespace

PolicyFollower::PolicyFollower(std::shared_ptr<http::Caller> admin, Options options, const base::Clock& clock,
                               service::Log& log, service::Metrics& metrics)
    : admin_(std::move(admin)),
      options_(std::move(options)),
      clock_(clock),
      log_(log),
      version_gauge_(metrics.gauge("lgm_guard_policy_version", "Number of the policy that decides")),
      keywords_gauge_(metrics.gauge("lgm_guard_keywords", "Active keywords of the policy that decides")),
      build_seconds_(metrics.gauge("lgm_guard_policy_build_seconds", "Time of the last build")),
      merged_gauge_(
          metrics.gauge("lgm_guard_keywords_merged", "Keywords merged into an equal one of their list")),
      ineffective_gauge_(metrics.gauge("lgm_guard_keywords_ineffective", "Keywords that nothing can match")),
      from_file_gauge_(metrics.gauge("lgm_guard_policy_from_file",
                                     "1 while the kept file decides, not heard from admin-service since")),
      confirmed_gauge_(metrics.gauge("lgm_guard_policy_confirmed_timestamp_seconds",
                                     "When admin-service last said that the policy is its current one")) {}

PolicyFollower::~PolicyFollower() {
  stop();
}

void PolicyFollower::start() {
  load_file();
  thread_ = std::thread([this] { run(); });
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, options_.first_answer_within, [this] { return asked_; });
  if (kept_ && !policy_.load())
    decide_by_file(asked_ ? why_
                          : "admin-service did not answer within " +
                                std::to_string(options_.first_answer_within.count()) + " ms");
  kept_ = nullptr;
}

// Under the lock, so that a policy that comes this moment is not replaced by the file's.
void PolicyFollower::decide_by_file(const std::string& why) {
  keys_.store(kept_keys_);
  policy_.store(kept_);
  from_file_ = true;
  show(*kept_);
  deciding_by(*kept_, kept_build_, "kept file");
  from_file_gauge_.set(1);
  confirmed(kept_when_);
  json::Object members{{"policy_version", kept_->version}, {"reason", why}};
  if (kept_when_)
    members.emplace_back("kept_seconds_ago",
                         base::to_unix_seconds(clock_.now()) - base::to_unix_seconds(*kept_when_));
  log_.warning("the kept policy decides until admin-service answers", members);
}

void PolicyFollower::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void PolicyFollower::load_file() {
  if (options_.cache_file.empty()) return;
  try {
    KeptPolicy kept = read_cache_file(options_.cache_file, options_.match);
    rows_.emplace(std::move(kept.rows));
    if (kept.kept_ms) kept_when_ = base::from_unix_ms(*kept.kept_ms);
    kept_whole_ = kept.whole;
    const auto begun = clock_.steady();
    kept_ = rows_->build();
    kept_keys_ = rows_->keys();
    kept_build_ = clock_.steady() - begun;
    kept_version_ = rows_->version();
    quiet_ = true;
  } catch (const std::exception& error) {
    rows_.reset();
    log_.warning("the kept policy is not used", {{"reason", error.what()}});
  }
}

void PolicyFollower::run() {
  auto pause = kFirstPause;
  for (bool first = true; !stopping(); first = false) {
    bool ok = false;
    try {
      ok = first ? ask_first() : loaded_ ? follow() : load_snapshot();
    } catch (const std::exception& error) {
      failed(error.what());
      loaded_ = false;  // what was half applied is fetched anew
    }
    if (first) {
      quiet_ = false;
      const std::lock_guard lock(mutex_);
      asked_ = true;
      changed_.notify_all();
    }
    keep();
    if (ok) {
      pause = kFirstPause;
      rest();
      continue;
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, pause, [this] { return stopping(); });
    pause = std::min(pause * 2, kLongestPause);
  }
  keep();  // told to stop just after it was found to be too early
}

// What changed since the kept number is asked for before the whole policy: it is little, however large that
// is. Not where the version that kept it did not know all that we read.
bool PolicyFollower::ask_first() {
  switch (rows_ && kept_whole_ ? catch_up() : CaughtUp::OtherHistory) {
    case CaughtUp::Yes:
      return true;
    case CaughtUp::NoAnswer:
      return false;
    case CaughtUp::OtherHistory:
      break;
  }
  return load_snapshot();
}

// A database that was restored or replaced while we were away may have come to our number on another way:
// its change of that number must be one that our rows hold already.
PolicyFollower::CaughtUp PolicyFollower::catch_up() {
  const auto first = ask_changes(rows_->version() - 1, 0);
  if (!first.is(410) && !first.is(200)) {
    failed(refusal_of(first.error, first.status));
    return CaughtUp::NoAnswer;
  }
  if (!first || first->changes.empty()) return CaughtUp::OtherHistory;
  try {
    const policy::Change& ours = first->changes.front();
    if (!rows_->holds(ours.kind, ours.row_id, ours.row.value())) return CaughtUp::OtherHistory;
    rows_->set_version(rows_->version() - 1);
    bool more = false;
    if (!take_changes(*first, more)) return CaughtUp::OtherHistory;
    while (more && !stopping()) {
      const auto next = ask_changes(rows_->version(), 0);
      if (next.is(200) && !next) return CaughtUp::OtherHistory;
      if (!next) {
        failed(refusal_of(next.error, next.status));
        return CaughtUp::NoAnswer;
      }
      if (!take_changes(*next, more)) return CaughtUp::OtherHistory;
    }
  } catch (const BadRow&) {
    return CaughtUp::OtherHistory;
  }
  loaded_ = true;
  build();
  answered();
  log_.info("caught up with the policy from the kept one", {{"policy_version", rows_->version()}});
  return CaughtUp::Yes;
}

calls::Answer<policy::Changes> PolicyFollower::ask_changes(std::int64_t after, int wait) {
  calls::Asking how;
  how.waits_for_news = wait > 0;
  return calls::ask(*admin_, policy::kChanges, {std::max<std::int64_t>(after, 0), wait}, how);
}

bool PolicyFollower::load_snapshot() {
  http::Call call;
  call.target = policy::kSnapshotPath;
  call.timeout = kSnapshotTimeout;
  const auto result = admin_->call(call);
  if (!result.ok()) {
    failed(refusal_of(result.error, result.status));
    return false;
  }
  rows_.emplace(read_snapshot(result.body, options_.match));
  loaded_ = true;
  build();
  answered();
  log_.info("loaded the policy", {{"policy_version", rows_->version()}});
  return true;
}

// One waiting poll, and further ones without waiting while there is more: many edits make one build.
bool PolicyFollower::follow() {
  const std::int64_t before = rows_->version();
  for (int wait = kWaitSeconds;; wait = 0) {
    const auto answer = ask_changes(rows_->version(), wait);
    if (answer.is(410)) {
      log_.warning("admin-service went back to an older policy; loading it whole",
                   {{"policy_version", rows_->version()}});
      loaded_ = false;
      return true;
    }
    if (answer.is(200) && !answer) throw std::runtime_error(answer.why);
    if (!answer) {
      failed(refusal_of(answer.error, answer.status));
      if (rows_->version() != before) build();
      return false;
    }
    bool more = false;
    if (!take_changes(*answer, more)) throw std::runtime_error("admin-service left out a change");
    if (rows_->keys_touched()) keys_.store(rows_->keys());
    answered();
    // Our rows came from a replica that does not know API keys; whoever answers now does.
    if (rows_->format() < policy::kFormatWithKeys && answer->format >= policy::kFormatWithKeys) {
      log_.info("admin-service has API keys now; loading the policy whole",
                {{"policy_version", rows_->version()}});
      loaded_ = false;
      return true;
    }
    if (!more || stopping()) break;
  }
  if (rows_->version() != before) build();
  return true;
}

bool PolicyFollower::take_changes(const policy::Changes& answer, bool& more) {
  for (const policy::Change& change : answer.changes) {
    if (change.n != rows_->version() + 1) return false;
    rows_->apply(change.kind, change.row_id, change.row.value());
    rows_->set_version(change.n);
  }
  more = !answer.changes.empty() && rows_->version() < answer.head;
  return true;
}

void PolicyFollower::build() {
  const auto begun = clock_.steady();
  auto built = rows_->build();
  const auto took = last_build_ = clock_.steady() - begun;
  build_seconds_.set(std::chrono::duration<double>(took).count());
  deciding_by(*built, took, "admin-service");
  publish(std::move(built));
  service::give_back_memory();  // a build takes several times what it leaves
}

// While edits come in a row, every build compiles all keywords again: they wait for one another, so that a
// script that adds words takes a quarter of a processor here, and not the whole of it. An edit after a quiet
// time is built at once.
void PolicyFollower::rest() {
  const auto wanted = kRestsAfterBuild * std::exchange(last_build_, {});
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::min<base::SteadyTime::duration>(wanted, options_.longest_rest),
                    [this] { return stopping(); });
}

void PolicyFollower::publish(std::shared_ptr<const guard::PolicySnapshot> policy) {
  const std::lock_guard lock(mutex_);
  show(*policy);
  keys_.store(rows_->keys());
  from_file_ = false;
  from_file_gauge_.set(0);
  policy_.store(std::move(policy));
}

std::size_t PolicyFollower::keywords_of(const guard::PolicySnapshot& policy) {
  std::size_t keywords = policy.global->rows().size();
  for (const auto& [app_id, scenario] : policy.scenarios) keywords += scenario->words->rows().size();
  return keywords;
}

// Before it decides, so that no decision is older than the line that tells by which policy.
void PolicyFollower::deciding_by(const guard::PolicySnapshot& policy, base::SteadyTime::duration build,
                                 const char* source) {
  const auto milliseconds = std::chrono::duration<double, std::milli>(build).count();
  log_.info("deciding by policy", {{"policy_version", policy.version},
                                   {"keywords", static_cast<std::int64_t>(keywords_of(policy))},
                                   {"build_ms", std::round(milliseconds * 1e3) / 1e3},
                                   {"from", source}});
}

void PolicyFollower::show(const guard::PolicySnapshot& policy) {
  std::size_t merged = policy.global->doubles(), ineffective = policy.global->ineffective().size();
  for (const auto& [app_id, scenario] : policy.scenarios) {
    merged += scenario->words->doubles();
    ineffective += scenario->words->ineffective().size();
  }
  version_gauge_.set(static_cast<double>(policy.version));
  keywords_gauge_.set(static_cast<double>(keywords_of(policy)));
  merged_gauge_.set(static_cast<double>(merged));
  ineffective_gauge_.set(static_cast<double>(ineffective));
}

// Writes the file when the policy is another than the kept one: at once after a pause, at the latest at the
// end.
void PolicyFollower::keep() {
  if (options_.cache_file.empty() || !rows_ || !loaded_ || kept_version_ == rows_->version()) return;
  if (kept_version_ && !stopping() && clock_.steady() - kept_at_ < kBetweenWrites) return;
  kept_at_ = clock_.steady();
  try {
    write_cache_file(options_.cache_file, *rows_, base::to_unix_ms(clock_.now()));
    kept_version_ = rows_->version();
    service::give_back_memory();  // the file's text was in memory whole
  } catch (const std::exception& error) {
    log_.warning("the policy cannot be kept", {{"reason", error.what()}});
  }
}

void PolicyFollower::answered() {
  std::optional<base::SteadyTime> lost;
  const auto now = clock_.steady();
  {
    const std::lock_guard lock(mutex_);
    answered_ = now;
    why_.clear();
    confirmed(clock_.now());
    std::swap(lost, lost_);
  }
  if (lost)
    log_.info("the policy is followed again",
              {{"lost_seconds", std::chrono::duration_cast<std::chrono::seconds>(now - *lost).count()}});
}

// Under the lock.
void PolicyFollower::confirmed(std::optional<base::WallTime> when) {
  confirmed_ = when;
  if (when) confirmed_gauge_.set(static_cast<double>(base::to_unix_seconds(*when)));
}

void PolicyFollower::failed(const std::string& why) {
  bool news = false;
  {
    const std::lock_guard lock(mutex_);
    news = why_ != why;
    why_ = why;
    if (!lost_) lost_ = clock_.steady();
  }
  if (news && !quiet_) log_.warning("the policy cannot be followed", {{"reason", why}});
}

PolicyFollower::State PolicyFollower::state() const {
  const std::lock_guard lock(mutex_);
  State state{answered_ && clock_.steady() - *answered_ <= kCurrent, why_, from_file_, {}};
  if (confirmed_)
    state.age =
        std::chrono::seconds(base::to_unix_seconds(clock_.now()) - base::to_unix_seconds(*confirmed_));
  return state;
}

}  // namespace lgm::guard_service
