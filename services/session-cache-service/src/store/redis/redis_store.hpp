// The Redis store: every multi-step operation is one Lua script. Any number of replicas share it.
#pragma once
#include <memory>

#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"
#include "lgm/service/log.hpp"
#include "store/redis/connection.hpp"
#include "store/store.hpp"

namespace lgm::session_cache {

// Returns at once; connects on a thread of its own, again and again while the server is away.
std::unique_ptr<Store> open_redis_store(redis::Address address, const base::Clock& clock,
                                        base::Random& random, service::Log& log);

}  // namespace lgm::session_cache
