// Asking the server behind the store itself, by its default user.
#pragma once
#include "store/redis/connection.hpp"
#include "support/redis_server.hpp"

namespace lgm::session_cache::testing {

inline redis::Reply direct(const RedisServer& server, const redis::Words& words) {
  redis::Connections connections(server.plainly());
  return connections.command(words);
}

}  // namespace lgm::session_cache::testing
