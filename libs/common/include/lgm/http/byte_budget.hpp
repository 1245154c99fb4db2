// The bytes of unfinished requests, and of answers that wait to be read, that a process holds at a time, over
// all its connections. Whoever they belong to pays from a share: half of it all for one that is known, a
// quarter for all that are not together, so that nobody takes everything. Thread-safe.
#pragma once
#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace lgm::http {

class ByteBudget : public std::enable_shared_from_this<ByteBudget> {
 private:
  struct Payer {
    std::string name;
    std::size_t bytes = 0, leases = 0;
  };

 public:
  // Bytes that are given back at its end. One that is made by itself is of no budget and holds what it likes.
  class Lease {
   public:
    Lease() = default;
    ~Lease() { end(); }
    Lease(Lease&& other) noexcept { swap(other); }
    Lease& operator=(Lease&& other) noexcept {
      Lease(std::move(other)).swap(*this);
      return *this;
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    // False, and nothing has changed, where the budget or the payer's share has no room.
    bool resize(std::size_t bytes);
    // A lease of its own, of at most what this one holds.
    Lease split(std::size_t bytes);
    std::size_t bytes() const { return bytes_; }
    // Whether it is of a budget, and of that payer.
    bool is_of(const std::string& payer) const { return payer_ && payer_->name == payer; }
    std::size_t share() const;  // what its payer may hold in all
    // Whether more than half of the budget, or of the payer's share, is taken.
    bool scarce() const;

   private:
    friend class ByteBudget;
    void swap(Lease& other) noexcept;
    void end();
    std::shared_ptr<ByteBudget> budget_;
    Payer* payer_ = nullptr;
    std::size_t bytes_ = 0;
  };

  // `refused` is called, from any thread, each time that somebody finds no room.
  explicit ByteBudget(std::size_t bytes, std::function<void()> refused = {})
      : bytes_(bytes), refused_(std::move(refused)) {}
  // `payer` is empty for everybody who is not known.
  Lease lease(const std::string& payer);
  std::size_t bytes() const { return bytes_; }
  std::size_t used() const { return used_; }

 private:
  std::size_t share_of(const Payer& payer) const { return payer.name.empty() ? bytes_ / 4 : bytes_ / 2; }

  const std::size_t bytes_;
  const std::function<void()> refused_;
  mutable std::mutex mutex_;
  std::map<std::string, Payer> payers_;  // those with a lease
  std::atomic<std::size_t> used_{0};     // changed under the mutex
};

}  // namespace lgm::http
