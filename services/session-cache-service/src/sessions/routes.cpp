#include <algorithm>

#include "api/api.hpp"
#include "lgm/base/utf8.hpp"

namespace lgm::session_cache {
namespace {

void check_which(const EndSessions& which) {
  const int given = int(which.sid.has_value()) + int(which.uid.has_value()) + int(which.provider.has_value());
  if (given != 1) throw service::invalid("/sid", "one_of", "give either sid, uid or provider");
  if (which.provider && !which.provider_sid && !which.provider_sub)
    throw service::invalid("/provider_sid", "required", "give provider_sid or provider_sub with provider");
  if (which.except_sid && !which.uid)
    throw service::invalid("/except_sid", "not_allowed", "goes with uid only");
}

}  // namespace

std::string provider_key(AtProvider what, const std::string& provider, const std::string& id) {
  return (what == AtProvider::Session ? "s" : "p") + std::to_string(provider.size()) + ":" + provider + ":" +
         id;
}

std::int64_t first_access_seconds(const NewSession& session) {
  return std::min(session.absolute_seconds, session.access_seconds.value_or(kLongestAccessSeconds));
}

std::string kept_user_agent(const NewSession& session) {
  std::string said = session.user_agent.value_or("");
  if (said.size() > kUserAgentBytes)
    for (const std::string_view part : kSaidByAllBrowsers)
      if (const auto at = said.find(part); at != std::string::npos) said.erase(at, part.size());
  return std::string(base::cut_utf8(said, kUserAgentBytes));
}

void add_session_routes(service::RouteTable& routes, const Api& api) {
  routes.add(answering(api, contracts::kBeginSession, [](Store& store, const NewSession& session) {
    return store.sessions().begin(session);
  }));
  routes.add(answering(api, contracts::kFindSession, [](Store& store, const contracts::SessionLookup& which) {
    auto found = store.sessions().lookup(which.refresh_hash);
    if (!found) throw service::not_found("Session");
    return std::move(*found);
  }));
  routes.add(answering(api, contracts::kRotateSession, [](Store& store, const Rotation& rotation) {
    return store.sessions().rotate(rotation);
  }));
  routes.add(
      answering(api, contracts::kReuseForgotten, [](Store& store, const contracts::ForgottenToken& token) {
        return store.sessions().reuse_forgotten(token.sid);
      }));
  routes.add(answering(api, contracts::kKeepSealed, [](Store& store, const SealedOfSession& sealed) {
    if (!store.sessions().keep_sealed(sealed)) throw service::not_found("Session");
    return calls::Nothing{};
  }));
  routes.add(answering(api, contracts::kListSessions, [](Store& store, const contracts::SessionsOf& user) {
    return contracts::SessionList{store.sessions().of_user(user.uid)};
  }));
  routes.add(answering(api, contracts::kEndSessions, [](Store& store, const EndSessions& which) {
    check_which(which);
    return store.sessions().end(which);
  }));
}

}  // namespace lgm::session_cache
