// One request on its way through the pipeline; shared by the attempts of a waiting poll.
#pragma once
#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "charges.hpp"
#include "lgm/service/context.hpp"
#include "lgm/service/route.hpp"
#include "lgm/trace/request_notes.hpp"
#include "lgm/trace/span.hpp"

namespace lgm::service {

struct Exchange {
  Exchange(const Limits& limits, HeldRequests& held) : charges(limits, held) {}

  std::unique_ptr<Context> context;  // null where no route was found
  http::Request unrouted;
  std::string request_id, traceparent, client_address;
  std::string code;                   // of the problem that is answered
  std::string cause;                  // of one that is the server's
  const std::string* rule = nullptr;  // the limit that refused it
  trace::RequestNotes notes;
  base::SteadyTime started;
  Charges charges;
  std::unique_ptr<trace::Span> span;  // null: not recorded
  const http::Request& request() const { return context ? context->request() : unrouted; }
  const Route* route() const { return context ? &context->route() : nullptr; }
};

// The path as it was asked for, without its query. It is told only where it is a route's: anything may stand
// in others.
inline std::string_view path_of(const http::Request& request) {
  constexpr std::size_t kLongest = 256;  // of a span, of a line
  return std::string_view(request.target).substr(0, std::min(request.target.find('?'), kLongest));
}

}  // namespace lgm::service
