// Who calls, and whether they may: transport, credentials, permission. Each refuses by a Refusal.
#pragma once
#include <memory>
#include <vector>

#include "authenticators.hpp"
#include "bearer_tokens.hpp"
#include "pipeline.hpp"

namespace lgm::service {

// Thread-safe.
class Admission {
 public:
  using Fetch = Credentials::Fetch;

  Admission(const Pipeline& pipeline, bool is_public);
  // Before the credentials are looked at: what crossed a network in clear is not to be accepted by habit.
  void check_transport(const Context& context) const;
  // Says who calls. False where only a key that must be fetched could tell.
  bool authenticate(Context& context, Fetch fetch) const;
  // What the route declares; where it leaves the decision to its handler, that there is somebody.
  void check_permission(const Context& context) const;

 private:
  static std::optional<Principal> ask(const Authenticator& one, Credentials& shown, const Context& context);

  const Pipeline& pipeline_;
  const bool is_public_;
  const BearerTokens tokens_;
  const std::vector<std::unique_ptr<Authenticator>> suites_;
  std::vector<const Authenticator*> authenticators_;  // in their order
};

}  // namespace lgm::service
