// Whether a reader can go on from its place in the feed.
#pragma once
#include <cstdint>
#include <string>

namespace lgm::session_cache {

// Throws Refusal 410 `feed_reset` for another epoch, and for a place that is ahead of `seq` or before
// `floor`.
void check_place(const std::string& asked_epoch, std::int64_t after, const std::string& epoch,
                 std::int64_t seq, std::int64_t floor);

}  // namespace lgm::session_cache
