#include "store/redis/link.hpp"

#include <algorithm>
#include <charconv>

namespace lgm::session_cache::redis {
namespace {

// A follower of another replica hears of an entry this much later at most; a second is allowed.
constexpr std::chrono::milliseconds kWatchEvery{100};
// Each look at a server whose certificate is refused is a failed handshake, which it logs.
constexpr std::chrono::milliseconds kLongestRest{5'000};
// A server that refuses in two ways by turns fills no log.
constexpr std::chrono::seconds kOtherReasonAfter{10};
constexpr int kWriteEvery = 50;  // watches: 5 s; an older copy of the data is told by it on an idle system
constexpr int kSettingsEvery = 300;  // watches: 30 s
constexpr int kMemoryEvery = 50;     // watches: 5 s
// Within this time of a call a missing mark was lost; later it may have expired (scripts.cpp).
constexpr std::chrono::hours kMarkStays{12};
// A replica that cannot vouch for the data waits this long for another one that can.
constexpr std::chrono::seconds kWitnessWait{2};

class Unvouched : public StoreUnavailable {
 public:
  Unvouched() : StoreUnavailable("it is not known yet whether Redis has lost writes") {}
};

// A number of what INFO answers, a "name:value" a line; 0 where it is not there.
std::int64_t number_of(const std::string& info, const std::string& name) {
  const std::size_t at = info.find("\n" + name + ":");
  if (at == std::string::npos) return 0;
  std::int64_t number = 0;
  std::from_chars(info.data() + at + name.size() + 2, info.data() + info.size(), number);
  return number;
}

}  // namespace

const std::string& text_at(const Reply& reply, std::size_t at) {
  if (at >= reply.size() || !reply[at]) throw StoreUnavailable("Redis answered less than its script returns");
  return *reply[at];
}

std::int64_t number_at(const Reply& reply, std::size_t at) {
  const std::string& text = text_at(reply, at);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    throw StoreUnavailable("Redis answered \"" + text + "\" where a number belongs");
  return number;
}

Link::Link(Address address, const base::Clock& clock, base::Random& random, service::Log& log)
    : connections_(std::move(address)),
      clock_(clock),
      random_(random),
      log_(log),
      replica_(random.token()),
      answered_(clock.steady()) {
  thread_ = std::thread([this] { watch(); });
}

Link::~Link() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

// A mark that is missing after a long silence has expired: then this replica joins as a new one does. One
// that is still there counts, whether it vouches for the data or tells of an older copy.
std::int64_t Link::acknowledged() {
  std::int64_t known = acknowledged_;
  if (known > 0 && clock_.steady() - answered_.load() > kMarkStays &&
      text_at(plain(scripts::has_mark, {replica_}), 0) == "0")
    acknowledged_.compare_exchange_strong(known, 0);  // another call may have done so, and written since
  return acknowledged_;
}

Reply Link::guarded(const Script& script, const Words& arguments, bool force) {
  // Read before the call: whatever is acknowledged by now must be found by it.
  const std::int64_t acknowledged = this->acknowledged();
  const base::SteadyTime began = clock_.steady();
  Words all{std::to_string(now()), std::to_string(random_.number()), replica_, std::to_string(acknowledged),
            force ? "1" : "0"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  bool kept = true;
  Reply reply = connections_.run(script, all, &kept);
  if (text_at(reply, 0) == "unvouched") {
    if (text_at(reply, 1) == "waiting") throw Unvouched();
    // Another replica cannot vouch either: the wait for one has not begun.
    throw StoreTakesNoWrites("Redis takes no writes, and it is not known yet whether it has lost any");
  }
  const std::int64_t mark = number_at(reply, 0);
  std::int64_t seen = acknowledged;
  // A mark that a failover may lose vouches for nothing.
  while (kept && seen < mark && !acknowledged_.compare_exchange_weak(seen, mark)) {
  }
  answered_ = began;
  reply.erase(reply.begin());
  return reply;
}

Reply Link::plain(const Script& script, const Words& arguments) {
  Words all{std::to_string(now())};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return connections_.run(script, all);
}

void Link::on_news(std::function<void()> notify) {
  const std::lock_guard lock(notify_mutex_);
  notify_ = std::move(notify);
}

void Link::notify() {
  const std::lock_guard lock(notify_mutex_);
  if (notify_) notify_();
}

void Link::appended() {
  notify();
}

StoreState Link::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

StoreMemory Link::memory() const {
  const std::lock_guard lock(mutex_);
  return memory_;
}

void Link::tell(StoreState state) {
  bool changed = false, new_warning = false;
  {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    changed = state_.ready != state.ready ||
              (!state.ready && told_ != state.detail && now - told_when_ >= kOtherReasonAfter);
    if (changed) told_ = state.detail, told_when_ = now;
    new_warning = state_.warning != state.warning && !state.warning.empty();
    state_ = state;
  }
  if (changed && state.ready) log_.info("Redis is ready");
  if (changed && !state.ready) log_.error("Redis cannot be used", {{"error", state.detail}});
  if (new_warning) log_.warning(state.warning);
}

void Link::watch() {
  int round = 0;
  std::chrono::milliseconds rest = kWatchEvery;
  const auto failed = [&](const std::exception& error) {
    StoreState state = this->state();
    state.ready = false, state.detail = error.what();
    tell(std::move(state));
    round = 0;
  };
  constexpr auto kNever = std::chrono::steady_clock::time_point::min();
  auto unvouched_since = kNever;  // no optional: g++ 12 at -O3 takes it for uninitialised
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    try {
      try {
        look_if_only_to_read(round % kWriteEvery == 0);
        unvouched_since = kNever;
      } catch (const Unvouched&) {
        const auto now = std::chrono::steady_clock::now();
        if (unvouched_since == kNever) unvouched_since = now;
        if (now - unvouched_since < kWitnessWait) throw;
        log_.warning(
            "Redis is another process than the last one that was vouched for, and no replica knows its data: "
            "a new epoch signs everyone out");
        guarded(scripts::watch, {"1"}, true);
      }
      if (round % kSettingsEvery == 0) check_settings();
      if (round % kMemoryEvery == 0) read_memory();
      StoreState state = this->state();
      state.ready = true, state.detail = "redis";
      tell(std::move(state));
      ++round;
      rest = kWatchEvery;
    } catch (const StoreDistrusted& error) {
      failed(error);
      rest = std::min(2 * rest, kLongestRest);
    } catch (const std::exception& error) {
      failed(error);
      rest = kWatchEvery;
    }
    lock.lock();
    changed_.wait_for(lock, rest, [this] { return stopping_; });
  }
}

// A Redis that is full still tells who has signed out: the followers must not be cut off from it.
void Link::look_if_only_to_read(bool write) {
  std::string why;
  try {
    look(write);
    if (!write) return;  // it does not show whether writing works
  } catch (const StoreTakesNoWrites& error) {
    look(false);
    why = error.what();
  }
  const std::lock_guard lock(mutex_);
  if (!why.empty() && state_.no_writes.empty()) log_.error("Redis takes no writes", {{"error", why}});
  if (why.empty() && !state_.no_writes.empty()) log_.info("Redis takes writes again");
  state_.no_writes = why;
}

void Link::look(bool write) {
  const Reply place = guarded(scripts::watch, {write ? "1" : "0"});
  const std::string& epoch = text_at(place, 0);
  const std::int64_t seq = number_at(place, 1);
  if (epoch == epoch_ && seq == seq_) return;
  if (!epoch_.empty() && epoch != epoch_)
    log_.warning("the store may have lost writes: a new epoch began, older access tokens are refused");
  epoch_ = epoch;
  seq_ = seq;
  notify();
}

void Link::read_memory() {
  const Reply reply = connections_.command({"INFO", "memory"});
  const std::string& info = text_at(reply, 0);
  const std::lock_guard lock(mutex_);
  memory_ = {number_of(info, "used_memory"), number_of(info, "maxmemory")};
}

// nullopt where the server does not tell (managed servers forbid CONFIG).
std::optional<std::string> Link::setting(const std::string& name) {
  try {
    const Reply reply = connections_.command({"CONFIG", "GET", name});
    return reply.size() < 2 ? std::nullopt : reply[1];
  } catch (const StoreUnavailable&) {
    return std::nullopt;
  }
}

void Link::check_settings() {
  StoreState state = this->state();
  state.warning.clear();
  const auto append_only = setting("appendonly"), sync = setting("appendfsync"),
             policy = setting("maxmemory-policy"), memory = setting("maxmemory");
  const auto add = [&state](const std::string& text) {
    state.warning += (state.warning.empty() ? "" : "; ") + text;
  };
  if (append_only && append_only != "yes")
    add("Redis runs without appendonly: a restart loses sessions and signs everyone out");
  else if (sync && sync != "always")
    add("Redis runs with appendfsync " + *sync + " instead of always: a crash may lose acknowledged writes");
  if (policy && policy != "noeviction" && memory && memory != "0")
    add("Redis evicts keys (maxmemory-policy " + *policy + "): revocations may be lost; set noeviction");
  state.keeps_everything = state.warning.empty();
  tell(std::move(state));
}

}  // namespace lgm::session_cache::redis
