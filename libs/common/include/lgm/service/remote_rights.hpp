// Rights as a service without the database has them: asked of admin-service, kept in the process, dropped by
// the revocation feed.
#pragma once
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "lgm/auth/revocations.hpp"
#include "lgm/http/client.hpp"
#include "lgm/service/rights.hpp"

namespace lgm::service {

// Thread-safe. An entry lives until drop(), drop_all() or, when `capacity` is reached, until it is the one to
// make room. Give both drops to the RevocationFollower: without the feed, entries would never go.
class RemoteRights final : public RightsSource {
 public:
  explicit RemoteRights(std::shared_ptr<http::Caller> admin_service, std::size_t capacity = 10'000);
  // Null: no such user. Throws Refusal 503 `rights_unavailable` when nothing is kept and admin-service cannot
  // be asked or answers something else: never a guess.
  std::shared_ptr<const Rights> rights_of(const std::string& uid) override;
  std::shared_ptr<const Rights> kept(const std::string& uid) override;
  void drop(const std::string& uid);
  void drop_all();
  // Drops what a `permissions` or `user` entry is about.
  void follow(const auth::Revocation& entry);

 private:
  std::shared_ptr<const Rights> ask(const std::string& uid);

  const std::shared_ptr<http::Caller> admin_service_;
  const std::size_t capacity_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Rights>> kept_;
  // Counts drops: an answer that was asked for before a drop is not kept after it.
  std::uint64_t drops_ = 0;
};

}  // namespace lgm::service
