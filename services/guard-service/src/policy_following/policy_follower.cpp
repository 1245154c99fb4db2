#include "policy_following/policy_follower.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <thread>

#include "policy_following/policy_file.hpp"
#include "policy_rows/policy_rows.hpp"

namespace lgm::guard_service {
namespace {

constexpr int kWaitSeconds = 2;  // of a poll: stop() waits for the end of one
constexpr std::chrono::milliseconds kPollTimeout{6'000}, kSnapshotTimeout{120'000};
constexpr std::chrono::milliseconds kFirstPause{50}, kLongestPause{2'000};
constexpr std::chrono::seconds kInTouch{10};
constexpr std::size_t kFullPage = 5'000;  // docs/internal-api.md: changes a call

struct Changes {
  std::int64_t head = 0;  // the number of the last change read
  std::size_t count = 0;
};

// The lines of a body, without copying them.
template <class F>
bool each_line(std::string_view body, F&& take) {
  while (!body.empty()) {
    const std::size_t end = body.find('\n');
    if (end == std::string_view::npos) return false;  // cut off
    if (!take(body.substr(0, end))) return false;
    body.remove_prefix(end + 1);
  }
  return true;
}

// The version of a whole snapshot, with its rows; nullopt for one that is cut off or cannot be read.
std::optional<std::int64_t> read_snapshot(std::string_view body, PolicyRows& rows) {
  std::optional<std::int64_t> version;
  std::int64_t count = 0;
  bool whole = false;
  const bool readable = each_line(body, [&](std::string_view line) {
    const auto value = json::parse_or_nothing(line);
    if (!value || whole) return false;
    if (!version) return (version = value->integer_at("version")).has_value();
    if (const auto end = value->integer_at("end")) return whole = *end == count;
    ++count;
    const auto* row = value->find("row");
    return row && rows.apply(value->text_at("kind").value_or(""), row->text_at("id").value_or(""), *row);
  });
  return readable && whole ? version : std::nullopt;
}

// Applies an answer of /policy/changes; nullopt when it does not continue `version` without a gap.
std::optional<Changes> apply_changes(const std::string& body, std::int64_t version, PolicyRows& rows) {
  const auto value = json::parse_or_nothing(body);
  const json::Value* list = value ? value->find("changes") : nullptr;
  if (!list || !list->array() || !value->integer_at("head")) return std::nullopt;
  Changes changes{version, list->array()->size()};
  for (const json::Value& change : *list->array()) {
    const auto n = change.integer_at("n");
    const auto kind = change.text_at("kind"), id = change.text_at("row_id");
    const json::Value* row = change.find("row");
    if (n != changes.head + 1 || !kind || !id || !row || !rows.apply(*kind, *id, *row)) return std::nullopt;
    changes.head = *n;
  }
  return changes;
}

}  // namespace

class PolicyFollower::Impl {
 public:
  Impl(std::shared_ptr<http::Caller> admin_service, Options options, const base::Clock& clock,
       service::Log& log)
      : admin_(std::move(admin_service)),
        options_(std::move(options)),
        file_(options_.file),
        clock_(clock),
        log_(log) {}
  ~Impl() { stop(); }

  void start() {
    load_file();
    thread_ = std::thread([this] { run(); });
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    if (!thread_.joinable()) return;
    thread_.join();
    if (unwritten_ && !lost_) write_file();
  }

  std::shared_ptr<const guard::PolicySnapshot> current() const {
    const std::shared_lock lock(current_mutex_);
    return current_;
  }

  PolicyFigures figures() const {
    const std::lock_guard lock(mutex_);
    return figures_;
  }

  bool in_touch() const {
    const std::lock_guard lock(mutex_);
    return answered_ && clock_.steady() - *answered_ <= kInTouch;
  }

 private:
  void load_file() {
    if (!file_.kept()) return;
    std::string fault;
    const auto version = file_.read(rows_, fault);
    if (!version) return log_.info("no policy from the file", {{"reason", fault}});
    version_ = *version;
    build();
    unwritten_ = false;
    log_.info("policy from the file", {{"policy_version", version_}});
  }

  void run() {
    auto pause = kFirstPause;
    while (!stopping()) {
      const bool ok = version_ < 0 || lost_ ? load_snapshot() : follow();
      write_file_if_due();
      if (ok) {
        pause = kFirstPause;
        continue;
      }
      std::unique_lock lock(mutex_);
      changed_.wait_for(lock, pause, [this] { return stopping_; });
      pause = std::min(pause * 2, kLongestPause);
    }
  }

  // What is decided by stays until the new snapshot is whole.
  bool load_snapshot() {
    const auto result = ask("/internal/v1/policy/snapshot", kSnapshotTimeout);
    if (!result.ok()) return false;
    PolicyRows fresh;
    const auto version = read_snapshot(result.body, fresh);
    if (!version) {
      log_.warning("a policy snapshot was cut off or cannot be read; asking again");
      return false;
    }
    rows_ = std::move(fresh);
    version_ = *version;
    previous_.reset();
    lost_ = false;
    build();
    log_.info("policy loaded", {{"policy_version", version_}});
    return true;
  }

  bool follow() {
    const auto result = ask("/internal/v1/policy/changes?after=" + std::to_string(version_) +
                                "&wait=" + std::to_string(kWaitSeconds),
                            kPollTimeout);
    if (result.error == http::CallError::None && result.status == 410) {
      log_.warning("the policy went back behind our number; loading it anew", {{"policy_version", version_}});
      return lost_ = true;
    }
    if (!result.ok()) return false;
    const auto changes = apply_changes(result.body, version_, rows_);
    if (!changes) {
      log_.warning("policy changes do not continue ours; loading the policy anew",
                   {{"policy_version", version_}});
      return lost_ = true;
    }
    version_ = changes->head;
    pending_ = pending_ || changes->count > 0;
    // A full page: more is waiting, and one build serves all of it.
    if (pending_ && changes->count < kFullPage) build();
    return true;
  }

  http::CallResult ask(const std::string& target, std::chrono::milliseconds timeout) {
    http::Call call;
    call.target = target;
    call.timeout = timeout;
    auto result = admin_->call(call);
    if (result.error == http::CallError::None && (result.ok() || result.status == 410)) {
      const std::lock_guard lock(mutex_);
      answered_ = clock_.steady();
    }
    return result;
  }

  void build() {
    const auto began = clock_.steady();
    auto made = rows_.compile(version_, options_.match, previous_.get());
    const double seconds = std::chrono::duration<double>(clock_.steady() - began).count();
    previous_ = made;
    pending_ = false;
    unwritten_ = file_.kept();
    note(*made, seconds);
    const std::unique_lock lock(current_mutex_);
    current_ = std::move(made);
  }

  void note(const guard::PolicySnapshot& made, double seconds) {
    PolicyFigures figures;
    figures.version = version_;
    figures.rows = rows_.size();
    figures.keywords = rows_.keywords();
    const auto add = [&](const guard::KeywordList& list) {
      figures.doubles += list.doubles();
      figures.ineffective += list.ineffective().size();
      figures.bytes += list.bytes();
    };
    add(*made.global);
    for (const auto& [app_id, scenario] : made.scenarios) add(*scenario->words);
    figures.last_build_seconds = seconds;
    const std::lock_guard lock(mutex_);
    figures.builds = figures_.builds + 1;
    figures_ = figures;
  }

  void write_file_if_due() {
    if (!unwritten_ || pending_ || lost_) return;
    const auto now = clock_.steady();
    if (written_ && now - *written_ < options_.file_interval) return;
    written_ = now;
    write_file();
  }

  void write_file() {
    try {
      file_.write(version_, rows_);
      unwritten_ = false;
    } catch (const std::runtime_error& error) {
      log_.error("the policy could not be kept on disk", {{"error", error.what()}});
    }
  }

  bool stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
  }

  const std::shared_ptr<http::Caller> admin_;
  const Options options_;
  const PolicyFile file_;
  const base::Clock& clock_;
  service::Log& log_;

  // Of the following thread (and of start() before, stop() after it).
  PolicyRows rows_;
  std::int64_t version_ = -1;
  bool lost_ = false;       // the rows continue nothing: a snapshot is needed
  bool pending_ = false;    // rows changed since the last build
  bool unwritten_ = false;  // built since the file was written
  std::optional<base::SteadyTime> written_;
  std::shared_ptr<const guard::PolicySnapshot> previous_;

  mutable std::shared_mutex current_mutex_;
  std::shared_ptr<const guard::PolicySnapshot> current_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::optional<base::SteadyTime> answered_;
  PolicyFigures figures_;
  std::thread thread_;
};

PolicyFollower::PolicyFollower(std::shared_ptr<http::Caller> admin_service, Options options,
                               const base::Clock& clock, service::Log& log)
    : impl_(std::make_unique<Impl>(std::move(admin_service), std::move(options), clock, log)) {}
PolicyFollower::~PolicyFollower() = default;
void PolicyFollower::start() {
  impl_->start();
}
void PolicyFollower::stop() {
  impl_->stop();
}
std::shared_ptr<const guard::PolicySnapshot> PolicyFollower::current() const {
  return impl_->current();
}
std::int64_t PolicyFollower::version() const {
  return impl_->figures().version;
}
bool PolicyFollower::in_touch() const {
  return impl_->in_touch();
}
PolicyFigures PolicyFollower::figures() const {
  return impl_->figures();
}

}  // namespace lgm::guard_service
