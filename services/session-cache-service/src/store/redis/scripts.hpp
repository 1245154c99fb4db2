// The Lua scripts of the Redis store, one a multi-step operation. scripts.cpp says which keys hold what.
#pragma once
#include <span>

#include "store/redis/connection.hpp"

namespace lgm::session_cache::redis::scripts {

// These begin with the guard: ARGV run id, now, fresh epoch, replica, acknowledged, force; answers begin with
// the replica's mark.
extern const Script watch, begin_session, find_session, rotate, reuse_forgotten, keep_sealed, sessions_of,
    end_sessions, revoke, read_feed, snapshot, discard, count_sessions, lose, put_once, take_once;
// These do not.
extern const Script has_mark, put_info, get_info, drop_info, add_count, get_counts, clear_count, lease,
    append_events, read_events, remove_events, report, replicas;

// Each of them.
std::span<const Script* const> all();

}  // namespace lgm::session_cache::redis::scripts
