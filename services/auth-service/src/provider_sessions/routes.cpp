#include "provider_sessions/routes.hpp"

#include "api/answers.hpp"
#include "lgm/http/form.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::string_view kForm = "application/x-www-form-urlencoded";

// Nothing, which is no token, where it is missing or came twice, or the form cannot be read. Other members
// mean nothing.
std::string logout_token_of(const http::Request& request) {
  const auto form = request.headers.get("Content-Type").value_or("").starts_with(kForm)
                        ? http::decode_form(request.body)
                        : std::nullopt;
  std::string found;
  for (const auto& [name, value] : form.value_or(http::QueryParameters{})) {
    if (name != "logout_token") continue;
    if (!found.empty()) return "";
    found = value;
  }
  return found;
}

}  // namespace

void add_sign_out_routes(service::RouteTable& routes, SignOuts& sign_outs) {
  auto route = route_of(http::Method::Post, "/auth/backchannel-logout/{provider}", "provider_sign_out",
                        "Where a provider says that somebody has signed out there", service::open_to_all());
  route.classic = false;
  route.rate_limited = false;  // a provider is one network, whoever signs out
  route.audit_action = "SESSION_ENDED", route.audit_resource = "USER";
  route.errors = {
      {400, "invalid_logout_token", "the token does not hold, or the store or the provider does not answer"},
      {404, "not_found", "there is no such provider, or it does not sign people out here"},
      {429, "too_many_failures", "60 failures a minute from one network"}};
  route.takes_form<LogoutTokenForm>().gives_message().does([&sign_outs](service::Context& context) {
    sign_outs.take(context.path("provider"), logout_token_of(context.request()), visitor_of(context));
    return context.message("Signed out");
  });
  routes.add(std::move(route));
}

}  // namespace lgm::auth_service
