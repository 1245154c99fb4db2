// Where Redis is, and how it is spoken to.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lgm::session_cache::redis {

struct Endpoint {
  std::string host;
  int port = 0;
};

struct TlsOptions {
  bool required = false;
  std::string ca_file = {};  // PEM; empty: the system's authorities
  std::string name = {};     // whom certificates must name; empty: the host that is connected to
};

struct Address {
  std::string host;
  int port = 6379, db = 0;
  std::string user, password;
  std::string key_prefix = "lgm:";
  // With Sentinels, which are asked for the master's address before each connection; host and port count not.
  std::vector<Endpoint> sentinels = {};
  std::string master = {}, sentinel_password = {}, sentinel_user = {};
  TlsOptions tls = {};  // of Redis and of the Sentinels
};

// "name:26379, 10.0.0.1:26379, [::1]:26379"; nullopt when that is not what the text is.
std::optional<std::vector<Endpoint>> parse_endpoints(std::string_view text);
// 1 to 65535; nullopt where it is no such number.
std::optional<int> parse_port(std::string_view text);

}  // namespace lgm::session_cache::redis
