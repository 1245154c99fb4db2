#include <algorithm>

#include "api/api.hpp"

namespace lgm::session_cache {
namespace {

using service::Context;

void check_which(const EndSessions& which) {
  if (which.sid.has_value() == which.uid.has_value())
    throw service::invalid("/sid", "one_of", "give either sid or uid");
  if (which.except_sid && !which.uid)
    throw service::invalid("/except_sid", "not_allowed", "goes with uid only");
}

service::ErrorCase exists_case() {
  return {409, "exists", "another session has this sid or hash"};
}

}  // namespace

bool is_hash(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::int64_t first_access_seconds(const NewSession& session) {
  return std::min(session.absolute_seconds, session.access_seconds.value_or(kLongestAccessSeconds));
}

void add_session_routes(service::RouteTable& routes, const Api& api) {
  const char* group = "sessions";
  auto begin = posting<NewSession, Begun>(
      api, {"/sessions", "begin_session", "Begins a session", group, {"auth"}},
      [](Store& store, const NewSession& body) { return store.sessions().begin(body); });
  begin.errors = {exists_case()};
  routes.add(std::move(begin));

  auto lookup = posting<SessionLookup, FoundSession>(
      api, {"/sessions/lookup", "find_session", "The session of a refresh token", group, {"auth"}},
      [](Store& store, const SessionLookup& body) {
        auto found = store.sessions().lookup(body.refresh_hash);
        if (!found) throw service::not_found("Session");
        return std::move(*found);
      });
  lookup.errors = {{404, "not_found", "no session has or had this token"}};
  routes.add(std::move(lookup));

  auto rotate = posting<Rotation, Rotated>(
      api,
      {"/sessions/rotate", "rotate_session", "Uses a refresh token up for its successor", group, {"auth"}},
      [](Store& store, const Rotation& body) { return store.sessions().rotate(body); });
  rotate.errors = {exists_case()};
  routes.add(std::move(rotate));

  auto list = route_of(
      http::Method::Get,
      {"/sessions", "list_sessions", "Live sessions of a user, oldest first", group, {"auth", "admin"}});
  list.filters<SessionsOf>().gives<SessionList>().does([&api](Context& context) {
    const auto query = context.query<SessionsOf>();
    return context.reply(
        SessionList{asking(api, "list_sessions", [&] { return api.store->sessions().of_user(query.uid); })});
  });
  routes.add(std::move(list));

  routes.add(posting<EndSessions, EndedSessions>(
      api, {"/sessions/end", "end_sessions", "Ends one session, or a user's", group, {"auth", "admin"}},
      [](Store& store, const EndSessions& body) {
        check_which(body);
        return store.sessions().end(body);
      }));
}

}  // namespace lgm::session_cache
