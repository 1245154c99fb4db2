// What the service's own users of Redis and of the Sentinels need, and no more, as an ACL of Redis says it.
#pragma once
#include <string>
#include <vector>

#include "store/redis/address.hpp"

namespace lgm::session_cache::redis {

// The commands that a script calls, in lower case, sorted, each once. Throws std::logic_error where the name
// of one is no literal.
std::vector<std::string> commands_of(const std::string& script);

// A line of an ACL file or of redis.conf: "user name on #… ~lgm:* +auth …", with a digest for the password;
// behind it, where the Sentinels have a user too, that one's for sentinel.conf. Throws std::runtime_error
// where there is no user, or a name has signs that such a line cannot hold.
std::string acl_of(const Address& address);

}  // namespace lgm::session_cache::redis
