// What the dispatchers of both listeners share; owned by the service.
#pragma once
#include <functional>
#include <memory>

#include "client_address.hpp"
#include "held_requests.hpp"
#include "intake.hpp"
#include "internal_tokens.hpp"
#include "lgm/service/service.hpp"
#include "limits.hpp"
#include "tracing.hpp"
#include "waiting_room.hpp"

namespace lgm::service {

struct Pipeline {
  const Identity& identity;
  const CommonConfig& config;
  const Surroundings& around;
  const TrustedProxies& proxies;
  const InternalTokens& tokens;
  const Limits& limits;
  HeldRequests& held;
  // Hands a job to the workers of the public listener; false when they have more than enough. May wait: as
  // http::ServerOptions has it.
  const std::function<bool(std::function<void()>, bool may_wait)> post;
  WaitingRoom& waiting;
  Intake& intake;
  const std::unique_ptr<Tracing>& tracing;  // null: no traces
};

}  // namespace lgm::service
