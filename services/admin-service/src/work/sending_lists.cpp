#include "work/sending_lists.hpp"

#include "lgm/service/problem.hpp"

namespace lgm::admin {

SendingLists::SendingLists(std::size_t most, std::size_t most_of_one)
    : most_(most), most_of_one_(most_of_one) {}

SendingLists::Turn SendingLists::enter(const std::string& uid) {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->by_user.find(uid);
  if (state_->all >= most_ || (found != state_->by_user.end() && found->second >= most_of_one_))
    throw service::unavailable(
        "lists_busy",
        "As many long lists as may be are being sent; read those, or ask for fewer rows by `limit`",
        {std::to_string(state_->all) + " lists are being sent"});
  ++state_->all;
  ++state_->by_user[uid];
  return {static_cast<void*>(state_.get()), [state = state_, uid](void*) {
            const std::lock_guard leaving(state->mutex);
            --state->all;
            if (--state->by_user[uid] == 0) state->by_user.erase(uid);
          }};
}

}  // namespace lgm::admin
