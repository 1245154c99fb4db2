// Something that a provider publishes, asked for when it is needed and kept. Thread-safe.
#pragma once
#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "lgm/base/clock.hpp"
#include "lgm/service/problem.hpp"
#include "providers/oidc/hosts.hpp"

namespace lgm::auth_service::oidc {

template <class T>
struct Fetched {
  std::optional<T> value = {};
  service::Cause why = {};  // where there is none
  bool reached = true;      // whether anybody is there who could have said it
};

template <class T>
class Kept {
 public:
  using Fetch = std::function<Fetched<T>(const Deadline&)>;
  static constexpr std::chrono::hours kFresh{1}, kGood{24};
  // Between two questions: of a provider that answers, and of one that does not, which lets people in again
  // soon after it is back.
  static constexpr std::chrono::seconds kPause{60}, kPauseWhileAway{5};

  Kept(const base::Clock& clock, Fetch fetch) : clock_(clock), fetch_(std::move(fetch)) {}

  struct Found {
    std::shared_ptr<const T> value;  // null: it cannot be had
    service::Cause why;
  };
  // What is kept, for an hour; then asked for anew, and where it cannot be had good for a day. Whoever comes
  // while another asks takes what is kept, or waits.
  Found get(const Deadline& deadline) { return found(deadline, false); }
  // For who found it wanting, however young it is.
  Found anew(const Deadline& deadline) { return found(deadline, true); }
  // Whether it answers, as far as is known. Asked where it never was, or did not answer: a question in vain
  // holds up nobody who wants more than to know.
  bool probe(const Deadline& deadline) {
    const std::unique_lock asking(asking_, std::try_to_lock);
    if (asking && probe_is_due()) ask(deadline, true);
    const std::lock_guard lock(mutex_);
    return answers_;
  }
  // Why nobody is there, where that is known; asked as by probe().
  std::optional<service::Cause> gone(const Deadline& deadline) {
    probe(deadline);
    const std::lock_guard lock(mutex_);
    return reached_ ? std::nullopt : std::optional(why_);
  }
  // It did not answer something else: perhaps it does not answer this either.
  void doubt() {
    const std::lock_guard lock(mutex_);
    answers_ = false;
  }

 private:
  Found found(const Deadline& deadline, bool wanting) {
    if (!wanting && younger_than(kFresh)) return kept();
    std::unique_lock asking(asking_, std::defer_lock);
    if (wanting || !younger_than(kGood))
      asking.lock();
    else if (!asking.try_lock())
      return kept();
    if (is_due(wanting)) ask(deadline, false);
    return younger_than(kGood) ? kept() : Found{nullptr, kept().why};
  }

  void ask(const Deadline& deadline, bool probing) {
    const auto began = clock_.steady();
    auto fetched = fetch_(deadline);
    const std::lock_guard lock(mutex_);
    answers_ = fetched.value.has_value();
    reached_ = fetched.reached;
    (probing && !answers_ ? probed_ : asked_) = began;
    why_ = std::move(fetched.why);
    if (!answers_) return;
    value_ = std::make_shared<const T>(std::move(*fetched.value));
    since_ = began;
  }

  bool is_due(bool wanting) const {
    if (!wanting && younger_than(kFresh)) return false;
    const std::lock_guard lock(mutex_);
    return !asked_ || clock_.steady() - *asked_ >= (answers_ ? kPause : kPauseWhileAway);
  }

  bool probe_is_due() const {
    const std::lock_guard lock(mutex_);
    const auto last = std::max(asked_, probed_);  // nothing is before everything
    return !last || (!answers_ && clock_.steady() - *last >= kPauseWhileAway);
  }

  bool younger_than(std::chrono::hours age) const {
    const std::lock_guard lock(mutex_);
    return value_ && clock_.steady() - since_ < age;
  }

  Found kept() const {
    const std::lock_guard lock(mutex_);
    return {value_, why_};
  }

  const base::Clock& clock_;
  const Fetch fetch_;
  std::mutex asking_;  // held while somebody asks
  mutable std::mutex mutex_;
  std::shared_ptr<const T> value_;
  base::SteadyTime since_{};
  std::optional<base::SteadyTime> asked_, probed_;
  bool answers_ = true, reached_ = true;
  service::Cause why_;
};

}  // namespace lgm::auth_service::oidc
