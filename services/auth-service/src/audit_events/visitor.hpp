// Who asks, as far as it can be known of a request: for audit events and the list of sessions.
#pragma once
#include <optional>
#include <string>

namespace lgm::service {
class Context;
}

namespace lgm::auth_service {

struct Visitor {
  std::string address, user_agent, request_id;
};

// The user agent is cut and freed of what is no text: headers may hold anything.
Visitor visitor_of(const service::Context& context);
// What an older row or a client did not say is none, not an empty text.
std::optional<std::string> none_if_empty(const std::string& text);

}  // namespace lgm::auth_service
