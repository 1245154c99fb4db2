#include "admission.hpp"

#include "charges.hpp"

namespace lgm::service {
namespace {

// Refused for what it brings to show who calls. RFC 6750 section 3.1 has no error code for who brings
// nothing, or something that is no bearer token.
Refusal refused(const Credentials& shown) {
  const http::Headers& headers = shown.request().headers;
  const bool one_other = headers.count("Authorization") == 1 && !shown.bearer();
  return one_other || !headers.get("Authorization") ? no_credentials() : unauthorized();
}

}  // namespace

Admission::Admission(const Pipeline& pipeline, bool is_public)
    : pipeline_(pipeline),
      is_public_(is_public),
      tokens_(pipeline.around),
      suites_(suite_authenticators(pipeline.tokens)),
      authenticators_(pipeline.around.authenticators) {
  for (const auto& one : suites_) authenticators_.push_back(one.get());
}

void Admission::check_transport(const Context& context) const {
  if (!pipeline_.config.https_required || !is_public_) return;
  const http::Request& request = context.request();
  if (pipeline_.proxies.came_in_clear(request.peer_address, forwarded(request, "X-Forwarded-For"),
                                      forwarded(request, "X-Forwarded-Proto")))
    throw forbidden("https_required", "This API answers over HTTPS only; nothing was done");
}

bool Admission::authenticate(Context& context, Fetch fetch) const {
  const Route& route = context.route();
  const bool is_open = route.access.kind == Access::Kind::Open;
  if (is_open && !route.takes_api_keys) return true;
  Credentials shown(context, tokens_, fetch);
  for (const Authenticator* one : authenticators_) {
    if (!one->serves(route)) continue;
    if (auto who = ask(*one, shown, context)) {
      context.principal_.emplace(std::move(*who));
      return true;
    }
    if (shown.undecided()) return false;
  }
  if (is_open) return true;
  throw refused(shown);
}

std::optional<Principal> Admission::ask(const Authenticator& one, Credentials& shown,
                                        const Context& context) {
  try {
    return one.who(shown);
  } catch (const Refusal& refusal) {
    if (const auto limit = one.limit_of_failures(); !limit.empty() && refusal.problem().status == 401)
      context.charges_->spend_failure(limit, context);
    throw;
  }
}

void Admission::check_permission(const Context& context) const {
  const Access& access = context.route().access;
  switch (access.kind) {
    case Access::Kind::SignedIn:
      if (pipeline_.around.rights) static_cast<void>(context.rights());
      return;
    case Access::Kind::Global:
      return context.require(access.permission);
    case Access::Kind::Scenario:
      if (access.permission.empty()) return context.require_access(context.path(access.parameter));
      return context.require_in(access.permission, context.path(access.parameter));
    case Access::Kind::Decided:
      static_cast<void>(context.rights());
      return;
    default:
      return;
  }
}

}  // namespace lgm::service
