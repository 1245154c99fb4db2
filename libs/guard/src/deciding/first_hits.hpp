// The first hits of a text by position, out of any number, in memory for twice as many.
#pragma once
#include <algorithm>
#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

namespace lgm::guard {

struct FoundHit {
  std::uint32_t start, end;  // in the whole normalised text
  bool global;
  std::uint32_t group;
  std::optional<std::uint32_t> lifted_by;  // row of the scenario's words
  std::uint32_t byte_start, byte_end;      // in the original text

  auto place() const { return std::tie(start, end, global, group); }
};

class FirstHits {
 public:
  explicit FirstHits(std::size_t most) : most_(most) {}

  void add(const FoundHit& hit) {
    if (full_ && !(hit.place() < last_.place())) return;
    hits_.push_back(hit);
    if (hits_.size() >= 2 * most_ + 1) cut();
  }
  // Sorted by position.
  std::vector<FoundHit> sorted() const {
    auto hits = hits_;
    std::sort(hits.begin(), hits.end(), before);
    if (hits.size() > most_) hits.resize(most_);
    return hits;
  }

 private:
  static bool before(const FoundHit& a, const FoundHit& b) { return a.place() < b.place(); }
  void cut() {
    if (most_ == 0) return hits_.clear();
    const auto last = hits_.begin() + static_cast<std::ptrdiff_t>(most_ - 1);
    std::nth_element(hits_.begin(), last, hits_.end(), before);
    last_ = *last;
    full_ = true;
    hits_.resize(most_);
  }
  std::size_t most_;
  std::vector<FoundHit> hits_;
  FoundHit last_{};
  bool full_ = false;
};

}  // namespace lgm::guard
