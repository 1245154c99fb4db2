#include "policy_follower/policy_follower.hpp"

#include "lgm/service/memory.hpp"
#include "policy_follower/snapshot_lines.hpp"

namespace lgm::guard_service {
namespace {

using std::chrono::milliseconds;

constexpr int kWaitSeconds = 1;  // of a poll: stop() waits for the end of one
constexpr milliseconds kPollTimeout{10'000}, kSnapshotTimeout{120'000};
constexpr milliseconds kFirstPause{50}, kLongestPause{2'000};
constexpr std::chrono::seconds kCurrent{30};
constexpr std::chrono::seconds kBetweenWrites{5};  // of the file, while edits come in quick succession

std::string refusal_of(const http::CallResult& result) {
  if (result.error != http::CallError::None)
    return "admin-service: " + std::string(http::to_string(result.error));
  return "admin-service answered " + std::to_string(result.status);
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
      ineffective_gauge_(metrics.gauge("lgm_guard_keywords_ineffective", "Keywords that nothing can match")) {
}

PolicyFollower::~PolicyFollower() {
  stop();
}

void PolicyFollower::start() {
  load_file();
  thread_ = std::thread([this] { run(); });
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
    rows_.emplace(read_cache_file(options_.cache_file, options_.match));
    build();
    kept_version_ = rows_->version();
    log_.info("loaded the kept policy", {{"policy_version", rows_->version()}});
  } catch (const std::exception& error) {
    log_.warning("the kept policy is not used", {{"reason", error.what()}});
  }
}

void PolicyFollower::run() {
  auto pause = kFirstPause;
  while (!stopping()) {
    bool ok = false;
    try {
      ok = loaded_ ? follow() : load_snapshot();
    } catch (const std::exception& error) {
      failed(error.what());
      loaded_ = false;  // what was half applied is fetched anew
    }
    keep();
    if (ok) {
      pause = kFirstPause;
      continue;
    }
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, pause, [this] { return stopping(); });
    pause = std::min(pause * 2, kLongestPause);
  }
}

bool PolicyFollower::load_snapshot() {
  http::Call call;
  call.target = "/internal/v1/policy/snapshot";
  call.timeout = kSnapshotTimeout;
  const auto result = admin_->call(call);
  if (!result.ok()) {
    failed(refusal_of(result));
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
    http::Call call;
    call.target = "/internal/v1/policy/changes?after=" + std::to_string(rows_->version()) +
                  "&wait=" + std::to_string(wait);
    call.timeout = kPollTimeout;
    const auto result = admin_->call(call);
    if (result.error == http::CallError::None && result.status == 410) {
      log_.warning("admin-service went back to an older policy; loading it whole",
                   {{"policy_version", rows_->version()}});
      loaded_ = false;
      return true;
    }
    if (!result.ok()) {
      failed(refusal_of(result));
      if (rows_->version() != before) build();
      return false;
    }
    bool more = false;
    if (!take_changes(result.body, more)) throw std::runtime_error("admin-service's changes cannot be read");
    answered();
    if (!more || stopping()) break;
  }
  if (rows_->version() != before) build();
  return true;
}

bool PolicyFollower::take_changes(const std::string& body, bool& more) {
  const auto document = json::parse_or_nothing(body);
  const json::Value* changes = document ? document->find("changes") : nullptr;
  const auto head = document ? document->integer_at("head") : std::nullopt;
  if (!changes || !changes->array() || !head) return false;
  for (const auto& change : *changes->array()) {
    const auto n = change.integer_at("n");
    const auto kind = change.text_at("kind"), id = change.text_at("row_id");
    const json::Value* row = change.find("row");
    if (n != rows_->version() + 1 || !kind || !id || !row) return false;
    rows_->apply(*kind, *id, *row);
    rows_->set_version(*n);
  }
  more = !changes->array()->empty() && rows_->version() < *head;
  return true;
}

void PolicyFollower::build() {
  const auto begun = clock_.steady();
  const auto built = rows_->build();
  std::size_t keywords = built->global->rows().size(), merged = built->global->doubles(),
              ineffective = built->global->ineffective().size();
  for (const auto& [app_id, scenario] : built->scenarios) {
    keywords += scenario->words->rows().size();
    merged += scenario->words->doubles();
    ineffective += scenario->words->ineffective().size();
  }
  policy_.store(built);
  service::give_back_memory();  // a build takes several times what it leaves
  build_seconds_.set(std::chrono::duration<double>(clock_.steady() - begun).count());
  version_gauge_.set(static_cast<double>(built->version));
  keywords_gauge_.set(static_cast<double>(keywords));
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
    write_cache_file(options_.cache_file, *rows_);
    kept_version_ = rows_->version();
    service::give_back_memory();  // the file's text was in memory whole
  } catch (const std::exception& error) {
    log_.warning("the policy cannot be kept", {{"reason", error.what()}});
  }
}

void PolicyFollower::answered() {
  const std::lock_guard lock(mutex_);
  answered_ = clock_.steady();
  why_.clear();
}

void PolicyFollower::failed(const std::string& why) {
  bool news = false;
  {
    const std::lock_guard lock(mutex_);
    news = why_ != why;
    why_ = why;
  }
  if (news) log_.warning("the policy cannot be followed", {{"reason", why}});
}

PolicyFollower::State PolicyFollower::state() const {
  const std::lock_guard lock(mutex_);
  return {answered_ && clock_.steady() - *answered_ <= kCurrent, why_};
}

}  // namespace lgm::guard_service
