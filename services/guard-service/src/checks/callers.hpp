// Who asks for a decision, what of the question counts, and from which quota it is spent.
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <set>

#include "api_keys/key_check.hpp"
#include "checks/requests.hpp"
#include "configuration/configuration.hpp"
#include "lgm/service/key_uses.hpp"
#include "lgm/service/metrics.hpp"
#include "quotas/quotas.hpp"

namespace lgm::guard_service {

struct Caller {
  std::shared_ptr<const KnownKey> key;  // null: a person, or nobody
  Counts counts;
};

// Thread-safe.
class Callers {
 public:
  // All outlive this.
  Callers(const KeyCheck& keys, Quotas& quotas, service::KeyUses& uses, RequireKey required,
          service::Metrics& metrics)
      : keys_(keys), quotas_(quotas), uses_(uses), required_(required), metrics_(metrics) {}

  // Of /guard/check and its batch: who holds `playground` in the app, or the app's own key. Throws Refusal
  // 403.
  Caller permit(const service::Context& context, const std::string& app_id) const;
  // Of the older path: a key in X-API-Key, or in the body where it has the form of one; without, whoever the
  // app is open to. Throws Refusal 400, 401, 403, 429.
  Caller permit_older(service::Context& context, const LegacyBody& body) const;
  // `decide` gives the answer, to which is added what is left of the key's quota; it counts as the key's use.
  // What throws is not spent. Throws Refusal 429 `quota_exceeded`, and what `decide` throws.
  http::Response counted(const service::Context& context, const Caller& caller, std::int64_t texts,
                         const std::function<http::Response()>& decide) const;
  // A text of this app, which there is, was decided for nobody.
  void decided_for_nobody(const std::string& app_id) const;
  // Whether texts of the app are decided without a key on the older path.
  bool is_open(const std::string& app_id) const;

 private:
  http::Headers spend(const KnownKey& key, std::int64_t texts) const;
  std::shared_ptr<const KnownKey> key_of_body(service::Context& context, const std::string& text) const;

  const KeyCheck& keys_;
  Quotas& quotas_;
  service::KeyUses& uses_;
  const RequireKey required_;
  service::Metrics& metrics_;
};

}  // namespace lgm::guard_service
