#include "lgm/service/remote_rights.hpp"

#include "lgm/calls/ask.hpp"
#include "lgm/contracts/users.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::service {
namespace {

using Codes = std::set<std::string, std::less<>>;

Codes codes_of(const std::vector<std::string>& list) {
  return {list.begin(), list.end()};
}

std::shared_ptr<const Rights> rights_from(const contracts::UserRights& answer) {
  auto rights = std::make_shared<Rights>();
  rights->uid = answer.uid;
  rights->user_id = answer.user_id.value_or("");
  rights->username = answer.username;
  rights->display_name = answer.display_name;
  rights->email = answer.email;
  rights->role = answer.role;
  rights->is_active = answer.is_active;
  rights->is_admin = answer.is_admin;
  rights->reads_all = answer.role == "AUDITOR";
  rights->global = codes_of(answer.global);
  for (const auto& [app_id, codes] : answer.scenarios) rights->scenarios[app_id] = codes_of(codes);
  for (const std::string& app_id : answer.held) rights->scenarios.try_emplace(app_id);
  return rights;
}

}  // namespace

RemoteRights::RemoteRights(std::shared_ptr<http::Caller> admin_service, std::size_t capacity)
    : admin_service_(std::move(admin_service)), capacity_(capacity) {}

std::shared_ptr<const Rights> RemoteRights::rights_of(const std::string& uid) {
  std::uint64_t drops = 0;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = kept_.find(uid); found != kept_.end()) return found->second;
    drops = drops_;
  }
  auto rights = ask(uid);
  if (!rights) return nullptr;
  const std::lock_guard lock(mutex_);
  if (drops != drops_) return rights;
  if (kept_.size() >= capacity_) kept_.erase(kept_.begin());
  kept_[uid] = rights;
  return rights;
}

std::shared_ptr<const Rights> RemoteRights::kept(const std::string& uid) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(uid);
  return found == kept_.end() ? nullptr : found->second;
}

std::shared_ptr<const Rights> RemoteRights::ask(const std::string& uid) {
  const auto answer = calls::ask(*admin_service_, contracts::kUserRights, {uid});
  if (answer.is(404)) return nullptr;
  if (!answer || answer->uid != uid)
    throw unavailable("rights_unavailable",
                      "What this user may do cannot be read at the moment; try again shortly",
                      answer ? unreadable_answer(contracts::kAdmin) : Cause{answer.why});
  return rights_from(*answer);
}

void RemoteRights::drop(const std::string& uid) {
  const std::lock_guard lock(mutex_);
  ++drops_;
  kept_.erase(uid);
}

void RemoteRights::drop_all() {
  const std::lock_guard lock(mutex_);
  ++drops_;
  kept_.clear();
}

void RemoteRights::follow(const auth::Revocation& entry) {
  if (entry.kind == auth::RevocationKind::Permissions || entry.kind == auth::RevocationKind::User)
    drop(entry.id);
}

}  // namespace lgm::service
