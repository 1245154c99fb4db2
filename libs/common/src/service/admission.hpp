// Who calls, and whether they may: transport, credentials, freshness of what is known of ended sessions,
// permission. Each refuses by a Refusal.
#pragma once
#include "pipeline.hpp"

namespace lgm::service {

// Thread-safe.
class Admission {
 public:
  using Fetch = auth::TokenVerifier::Fetch;

  Admission(const Pipeline& pipeline, bool is_public);
  // Before the credentials are looked at: what crossed a network in clear is not to be accepted by habit.
  void check_transport(const Context& context) const;
  // Says who calls. False where only a key that must be fetched could tell.
  bool authenticate(Context& context, Fetch fetch) const;
  // What the route declares; where it leaves the decision to its handler, that there is somebody.
  void check_permission(const Context& context) const;

 private:
  void admit_internal(Context& context) const;
  bool admit_bearer(Context& context, Fetch fetch) const;
  void admit_limited(Context& context) const;
  void check_freshness(const Context& context) const;

  const Pipeline& pipeline_;
  const bool is_public_;
  Events token_refusals_;
};

}  // namespace lgm::service
