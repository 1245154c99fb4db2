#include "lgm/service/remote_rights.hpp"

#include "lgm/json/value.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::service {
namespace {

using Codes = std::set<std::string, std::less<>>;

// False for anything but a list of texts.
bool read_codes(const json::Value* list, Codes& codes) {
  if (!list || !list->array()) return false;
  for (const json::Value& item : *list->array()) {
    if (!item.string()) return false;
    codes.insert(*item.string());
  }
  return true;
}

bool read_scenarios(const json::Value& body, Rights& rights) {
  const json::Value* scenarios = body.find("scenarios");
  if (!scenarios || !scenarios->object()) return false;
  for (const auto& [app_id, list] : *scenarios->object())
    if (!read_codes(&list, rights.scenarios[app_id])) return false;
  Codes held;
  if (!read_codes(body.find("held"), held)) return false;
  for (const std::string& app_id : held) rights.scenarios.try_emplace(app_id);
  return true;
}

// Null for an answer that does not fit the contract.
std::shared_ptr<const Rights> read(const std::string& uid, const std::string& text) {
  const auto body = json::parse_or_nothing(text);
  if (!body || body->text_at("uid") != uid) return nullptr;
  auto rights = std::make_shared<Rights>();
  const auto username = body->text_at("username"), role = body->text_at("role");
  const auto active = body->flag_at("is_active"), admin = body->flag_at("is_admin");
  if (!username || !role || !active || !admin) return nullptr;
  rights->uid = uid;
  rights->user_id = body->text_at("user_id").value_or("");
  rights->username = *username;
  rights->role = *role;
  rights->is_active = *active;
  rights->is_admin = *admin;
  rights->reads_all = *role == "AUDITOR";
  if (!read_codes(body->find("global"), rights->global) || !read_scenarios(*body, *rights)) return nullptr;
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
  const auto result =
      admin_service_->call({.target = "/internal/v1/users/" + http::encode_component(uid) + "/rights",
                            .timeout = std::chrono::milliseconds(2000),
                            .idempotent = true});
  if (result.error == http::CallError::None && result.status == 404) return nullptr;
  auto rights = result.ok() ? read(uid, result.body) : nullptr;
  if (!rights)
    throw unavailable("rights_unavailable",
                      "What this user may do cannot be read at the moment; try again shortly",
                      cause_of("admin-service", result));
  return rights;
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
