#include "revocations/places.hpp"

#include "lgm/service/problem.hpp"

namespace lgm::session_cache {

void check_place(const std::string& asked_epoch, std::int64_t after, const std::string& epoch,
                 std::int64_t seq, std::int64_t floor) {
  if (asked_epoch == epoch && after <= seq && after >= floor) return;
  throw service::refusal<410>("feed_reset", asked_epoch != epoch ? "The feed began anew: load the snapshot"
                                            : after > seq
                                                ? "The feed has not come that far: load the snapshot"
                                                : "Entries after this place were trimmed: load the snapshot");
}

}  // namespace lgm::session_cache
