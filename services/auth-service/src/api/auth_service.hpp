// auth-service put together from its parts. main() gives it real neighbours, tests give it theirs.
#pragma once
#include <memory>

#include "configuration/configuration.hpp"
#include "lgm/service/service.hpp"
#include "providers/providers.hpp"
#include "sign_in/password_sign_in.hpp"

namespace lgm::auth_service {

service::Identity identity();
// The defaults of the common configuration: ports 9001 and 9101.
service::CommonConfig default_common();

struct Neighbours {
  ProviderCallers providers = {};  // none of a provider: nobody signs in by it
  std::shared_ptr<http::Caller> admin_service, session_cache;
};

struct World {
  const base::Clock& clock;
  base::Random& random;
  service::Log& log;
  service::Metrics& metrics;
  Pause pause;
};

// The clients that the configuration names.
Neighbours neighbours_of(const service::CommonConfig& common, const Configuration& own, const World& world);

class AuthService {
 public:
  // `keys` as load_keys() gives them: at least one. They are followed where key_paths() names files. `kinds`:
  // of providers; tests give others.
  AuthService(const service::CommonConfig& common, const Configuration& own, KeyList keys,
              Neighbours neighbours, World world, const ProviderKinds& kinds = provider_kinds());
  ~AuthService();
  void start();
  void stop();
  int run();  // until SIGTERM or SIGINT; the exit code
  service::Service& service();

 private:
  void start_following();
  void stop_following();
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace lgm::auth_service
