#include "user_directory/routes.hpp"

#include "api/answers.hpp"

namespace lgm::auth_service {
namespace {

using http::Method;
using service::Context;
using Kind = DirectoryAnswer::Kind;

constexpr char kPermission[] = "user_management";

service::Refusal away(const UserDirectory& directory, service::Cause why) {
  return service::unavailable(directory.words().unavailable,
                              "This person's data cannot be had at the moment; try again shortly",
                              std::move(why));
}

DirectoryAnswer found(const UserDirectory& directory, DirectoryAnswer answer) {
  if (answer.kind == Kind::NotFound) throw service::not_found("User");
  if (answer.kind == Kind::Unavailable) throw away(directory, answer.why);
  return answer;
}

std::optional<bool> mark(bool stale) {
  return stale ? std::optional(true) : std::nullopt;
}

// The local half: whoever has no USAP id has nothing else.
UserInfo local_half(const service::Rights& rights) {
  UserInfo info;
  info.user_id = rights.user_id.empty() ? rights.uid : rights.user_id;
  info.user_name = rights.display_name.value_or(rights.username);
  info.email = rights.email;
  info.role = rights.role;
  info.global_permissions.assign(rights.global.begin(), rights.global.end());
  for (const auto& [app_id, codes] : rights.scenarios) {
    info.scenarios.push_back(app_id);
    info.scenario_permissions[app_id].assign(codes.begin(), codes.end());
  }
  return info;
}

UserInfo with_person(UserInfo info, const DirectoryAnswer& answer) {
  const Names& names = answer.person.names;
  info.user_name = names.user_name;
  info.email = names.email;
  info.department = names.department;
  info.phone = names.phone;
  info.stale = mark(answer.stale);
  return info;
}

// Other people's mail and department only for who manages users.
NamesAnswer names_of(UserDirectory& directory, const NamesRequest& request, bool manages_users,
                     const std::string& own_id) {
  const auto answers = directory.people(request.user_ids);
  NamesAnswer names;
  std::vector<std::string> unavailable;
  service::Cause why;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const std::string& id = request.user_ids[i];
    if (answers[i].kind == Kind::NotFound) names.not_found.push_back(id);
    if (answers[i].kind == Kind::Unavailable) unavailable.push_back(id), why = answers[i].why;
    if (answers[i].kind != Kind::Found) continue;
    const Names& known = answers[i].person.names;
    NamedUser user{id, known.user_name, std::nullopt, std::nullopt, mark(answers[i].stale)};
    if (manages_users || id == own_id) user.email = known.email, user.department = known.department;
    names.users.push_back(std::move(user));
  }
  if (names.users.empty() && !unavailable.empty()) throw away(directory, why);
  if (!unavailable.empty()) names.unavailable = std::move(unavailable);
  return names;
}

void add_own(service::RouteTable& routes, UserDirectory& directory) {
  auto route = route_of(Method::Get, "/sso/user-info", "user_info", "Who one is, and what one may do",
                        service::signed_in());
  route.errors = {
      {404, "not_found", "the identity provider does not know this user any more"},
      {503, directory.words().unavailable, "nothing is kept and the identity provider cannot be asked"}};
  route.gives<UserInfo>().does([&directory](Context& context) {
    const service::Rights& rights = context.rights();
    if (rights.user_id.empty()) return json_answer(200, value_of(local_half(rights)));
    const auto answer = found(directory, directory.person(rights.user_id));
    return json_answer(200, value_of(with_person(local_half(rights), answer)));
  });
  routes.add(std::move(route));
}

void add_batch(service::RouteTable& routes, UserDirectory& directory) {
  auto route = route_of(Method::Post, "/sso/users/batch", "user_names", "Names of people by USAP id",
                        service::signed_in());
  route.errors = {{503, directory.words().unavailable,
                   "nothing of them is kept and the identity provider cannot be asked"}};
  route.takes<NamesRequest>(describe::Purpose::Plain)
      .gives<NamesAnswer>()
      .does([&directory](Context& context) {
        const auto request = context.body<NamesRequest>().value;
        const service::Rights& rights = context.rights();
        return json_answer(200,
                           value_of(names_of(directory, request, rights.holds(kPermission), rights.user_id)));
      });
  routes.add(std::move(route));
}

void add_reload(service::RouteTable& routes, UserDirectory& directory) {
  auto route =
      route_of(Method::Post, "/sso/user-info/refresh", "reload_user_info",
               "Asks the identity provider anew about oneself or, with user_management, about somebody",
               service::signed_in());
  route.errors = {
      {404, "not_found", "the identity provider does not know this user"},
      {403, "missing_permission", "somebody else is asked for, without user_management"},
      {503, directory.words().unavailable, "nothing is kept and the identity provider cannot be asked"}};
  route.body_optional = true;
  route.takes<ReloadRequest>(describe::Purpose::Plain)
      .gives<NamedUser>()
      .does([&directory](Context& context) {
        const service::Rights& rights = context.rights();
        const std::string asked = context.body<ReloadRequest>().value.user_id.value_or(rights.user_id);
        if (asked != rights.user_id) context.require(kPermission);
        if (asked.empty())
          return json_answer(
              200, value_of(NamedUser{
                       rights.uid, rights.display_name.value_or(rights.username), rights.email, {}, {}}));
        const auto answer = found(directory, directory.reload(asked));
        const Names& names = answer.person.names;
        return json_answer(200, value_of(NamedUser{asked, names.user_name, names.email, names.department,
                                                   mark(answer.stale)}));
      });
  routes.add(std::move(route));
}

void add_drop(service::RouteTable& routes, UserDirectory& directory, AuditEvents& audit) {
  auto route = route_of(Method::Delete, "/sso/user-info/cache", "drop_user_info",
                        "Forgets what is kept of one person or of everybody", service::needs(kPermission));
  route.audit_action = "DELETE", route.audit_resource = "USER_INFO_CACHE";
  route.errors = {{503, "session_store_unavailable", "session-cache-service does not answer"}};
  route.filters<ReloadRequest>().gives_message().does([&directory, &audit](Context& context) {
    const auto asked = context.query<ReloadRequest>().user_id;
    const std::int64_t dropped = directory.drop(asked);
    AuditEvent event{service::sign_in_events::kUserInfoDropped, asked, context.uid(),
                     context.rights().username};
    event.details = {{"dropped", dropped}};
    audit.record(event, visitor_of(context));
    return context.message(std::to_string(dropped) + " entries forgotten");
  });
  routes.add(std::move(route));
}

}  // namespace

void add_directory_routes(service::RouteTable& routes, UserDirectory& directory, AuditEvents& audit) {
  add_own(routes, directory);
  add_batch(routes, directory);
  add_reload(routes, directory);
  add_drop(routes, directory, audit);
}

}  // namespace lgm::auth_service
