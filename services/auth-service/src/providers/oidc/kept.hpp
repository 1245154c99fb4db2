// Something that a provider publishes, asked for when it is needed and kept. Thread-safe.
#pragma once
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
  // Whether the last question was answered; so far: yes.
  bool answers() const {
    const std::lock_guard lock(mutex_);
    return answers_;
  }

 private:
  Found found(const Deadline& deadline, bool wanting) {
    if (!wanting && younger_than(kFresh)) return kept();
    std::unique_lock asking(asking_, std::defer_lock);
    if (wanting || !younger_than(kGood))
      asking.lock();
    else if (!asking.try_lock())
      return kept();
    if (is_due(wanting)) ask(deadline);
    return younger_than(kGood) ? kept() : Found{nullptr, kept().why};
  }

  void ask(const Deadline& deadline) {
    const auto began = clock_.steady();
    auto fetched = fetch_(deadline);
    const std::lock_guard lock(mutex_);
    asked_ = began;
    answers_ = fetched.value.has_value();
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
  std::optional<base::SteadyTime> asked_;
  bool answers_ = true;
  service::Cause why_;
};

}  // namespace lgm::auth_service::oidc
