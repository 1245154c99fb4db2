#include "idempotency/idempotency.hpp"
#include "lgm/service/operation_route.hpp"
#include "policy_rows/declare.hpp"
#include "users/accounts.hpp"
#include "users/operations.hpp"

namespace lgm::admin::users {
namespace {

using http::Method;
using service::Context;

void require_enabled(bool enabled) {
  if (!enabled)
    throw service::forbidden("local_login_disabled",
                             "Local accounts are switched off here (LOCAL_LOGIN_ENABLED)");
}
service::ErrorCase disabled_case() {
  return {403, "local_login_disabled", "LOCAL_LOGIN_ENABLED is not true"};
}
service::ErrorCase common_case() {
  return {400, "common_password", "the password is among the commonest, or little more than a known word"};
}
service::ErrorCase not_local_case() {
  return {400, "not_local", "the user signs in through an identity provider, or is a service account"};
}
service::ErrorCase not_held_case() {
  return {403, "not_held", "the caller does not hold what the user holds"};
}
service::ErrorCase busy_case() {
  return {503, "password_checks_busy", "as many checks as allowed are running and waiting"};
}

// A password of ours is told once and stored nowhere.
idempotency::Answer answer_of(const std::optional<std::string>& password) {
  return password ? idempotency::Answer::Secret : idempotency::Answer::Kept;
}

// The answer to what `change(actor, left)` makes, once for each Idempotency-Key.
template <class T, class F>
http::Response answer_once(Context& context, Store& store, F&& change) {
  const service::Actor actor = context.actor();
  idempotency::Attempt attempt(idempotency::key_of(context), store, actor);
  if (attempt.answered()) return *attempt.answered();
  http::Response response;
  change(actor, [&](Work& work, const T& made) {
    response = context.reply(made);
    attempt.keep(work, response, answer_of(made.password));
  });
  attempt.committed();
  return response;
}

void add_create(service::RouteTable& routes, Accounts& accounts, Store& store, bool enabled) {
  auto route =
      route_of({Method::Post, "/users/", "create_user", "Makes a local account, or a service account", kGroup,
                service::needs(kPermission), "CREATE", kUser});
  route.errors = {service::duplicate_case(),
                  disabled_case(),
                  common_case(),
                  busy_case(),
                  lost_rights_case(),
                  not_held_case(),
                  {400, "unknown_role", "there is no such active role"},
                  service_account_right_case()};
  route.takes<NewAccount>(describe::Purpose::Create)
      .gives<Account>()
      .does([&accounts, &store, enabled](Context& context) {
        const auto wanted = context.body<NewAccount>().value;
        if (wanted.kind == kPerson) require_enabled(enabled);
        return answer_once<Account>(context, store, [&](const service::Actor& actor, const auto& left) {
          accounts.create(actor, wanted, left);
        });
      });
  idempotency::honour_key(route);
  routes.add(std::move(route));
}

void add_change(service::RouteTable& routes, Accounts& accounts, bool enabled) {
  auto route = route_of({Method::Put, "/users/{id}/password", "change_user_password",
                         "Sets a local account's password and ends the sessions; one's own with the current "
                         "one",
                         kGroup, service::decided_by_row(kPermission), "UPDATE", kUser});
  route.errors = {disabled_case(),
                  common_case(),
                  busy_case(),
                  lost_rights_case(),
                  not_local_case(),
                  not_held_case(),
                  {403, "password_change_required", "by a one-time password, for somebody else's account"},
                  {400, "current_password_wrong", "one's own password without the right current one"},
                  {429, "too_many_failures", "the current password was wrong five times in ten minutes"}};
  route.honours_limit = auth::kOwnPassword;
  route.takes<PasswordChange>(describe::Purpose::Create)
      .gives_message()
      .does([&accounts, enabled](Context& context) {
        const auth::Limit* limit = context.limit();
        if (limit && limit->value != context.path("id")) throw service::password_change_required();
        context.require_or_self(kPermission, context.path("id"));
        require_enabled(enabled);
        accounts.set_password(context.actor(), context.path("id"), context.body<PasswordChange>().value);
        return context.message("Password changed");
      });
  routes.add(std::move(route));
}

void add_reset(service::RouteTable& routes, Accounts& accounts, Store& store, bool enabled) {
  auto route = route_of({Method::Post, "/users/{id}/reset-password", "reset_user_password",
                         "Makes a new password for a local account and ends the sessions", kGroup,
                         service::needs(kPermission), "UPDATE", kUser});
  route.errors = {disabled_case(), not_local_case(),   not_held_case(),
                  busy_case(),     lost_rights_case(), {400, "self_change", "the user is the caller"}};
  route.gives<PasswordReset>().does([&accounts, &store, enabled](Context& context) {
    require_enabled(enabled);
    return answer_once<PasswordReset>(context, store, [&](const service::Actor& actor, const auto& left) {
      accounts.reset_password(actor, context.path("id"), left);
    });
  });
  idempotency::honour_key(route);
  routes.add(std::move(route));
}

void add_verify(service::RouteTable& routes, Accounts& accounts) {
  auto route = service::route_of(contracts::kVerifyPassword);
  route.does([&accounts](Context& context) {
    return context.reply(accounts.verify(context.actor(), context.body<PasswordQuestion>().value));
  });
  routes.add(std::move(route));
}

}  // namespace

void add_account_routes(service::RouteTable& public_routes, service::RouteTable& internal_routes,
                        Accounts& accounts, Store& store, bool enabled) {
  add_create(public_routes, accounts, store, enabled);
  add_change(public_routes, accounts, enabled);
  add_reset(public_routes, accounts, store, enabled);
  add_verify(internal_routes, accounts);
}

}  // namespace lgm::admin::users
