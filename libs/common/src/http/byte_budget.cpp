#include "lgm/http/byte_budget.hpp"

#include <algorithm>
#include <utility>

namespace lgm::http {

ByteBudget::Lease ByteBudget::lease(const std::string& payer) {
  const std::lock_guard lock(mutex_);
  Lease lease;
  lease.budget_ = shared_from_this();
  lease.payer_ = &payers_[payer];
  lease.payer_->name = payer;
  ++lease.payer_->leases;
  return lease;
}

bool ByteBudget::Lease::resize(std::size_t bytes) {
  if (!budget_ || bytes == bytes_) return true;
  {
    const std::lock_guard lock(budget_->mutex_);
    const std::size_t more = bytes - std::min(bytes, bytes_), less = bytes_ - std::min(bytes, bytes_);
    if (more == 0 ||
        (budget_->used_ + more <= budget_->bytes_ && payer_->bytes + more <= budget_->share_of(*payer_))) {
      budget_->used_ += more;
      budget_->used_ -= less;
      payer_->bytes += more;
      payer_->bytes -= less;
      bytes_ = bytes;
      return true;
    }
  }
  if (budget_->refused_) budget_->refused_();
  return false;
}

ByteBudget::Lease ByteBudget::Lease::split(std::size_t bytes) {
  Lease part;
  if (!budget_) return part;
  const std::lock_guard lock(budget_->mutex_);
  ++payer_->leases;
  part.budget_ = budget_;
  part.payer_ = payer_;
  part.bytes_ = std::min(bytes, bytes_);
  bytes_ -= part.bytes_;
  return part;
}

std::size_t ByteBudget::Lease::share() const {
  return budget_ ? budget_->share_of(*payer_) : SIZE_MAX;
}

bool ByteBudget::Lease::scarce() const {
  if (!budget_) return false;
  const std::lock_guard lock(budget_->mutex_);
  return budget_->used_ > budget_->bytes_ / 2 || payer_->bytes > budget_->share_of(*payer_) / 2;
}

void ByteBudget::Lease::swap(Lease& other) noexcept {
  std::swap(budget_, other.budget_);
  std::swap(payer_, other.payer_);
  std::swap(bytes_, other.bytes_);
}

void ByteBudget::Lease::end() {
  if (!budget_) return;
  const std::lock_guard lock(budget_->mutex_);
  budget_->used_ -= bytes_;
  payer_->bytes -= bytes_;
  if (--payer_->leases > 0) return;
  const std::string name = payer_->name;
  budget_->payers_.erase(name);
}

}  // namespace lgm::http
