// The hosts that a provider is talked to at, and the calls to them: within a deadline, to none but these, and
// none by a redirect. Thread-safe.
#pragma once
#include <chrono>
#include <string>
#include <vector>

#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"
#include "lgm/service/problem.hpp"
#include "providers/oidc/url.hpp"
#include "providers/providers.hpp"

namespace lgm::auth_service::oidc {

// What a whole step of a sign-in may take, and each call of it.
class Deadline {
 public:
  static constexpr std::chrono::milliseconds kCall{5'000}, kCallback{10'000};
  Deadline(const base::Clock& clock, std::chrono::milliseconds all)
      : clock_(clock), until_(clock.steady() + all) {}
  // For the next call; nothing where the time is over.
  std::chrono::milliseconds left() const;

 private:
  const base::Clock& clock_;
  const base::SteadyTime until_;
};

struct Answer {
  int status = 0;                        // 0: none came
  bool reached = true;                   // whether anybody is there
  std::optional<json::Value> body = {};  // an object; none where the answer is none
  service::Cause why = {};               // what came of the call, for the log: of the answer its status alone
  bool ok() const { return status == 200 && body; }
};

class Hosts {
 public:
  // `name`: as metrics, logs and the names of the callers say it. `origins`: the first is the issuer's own.
  Hosts(const ProviderCallers& callers, const std::string& name, const std::vector<std::string>& origins);
  const std::string& name() const { return name_; }
  bool allows(const Url& url) const { return callers_.contains(url.origin); }
  // Sent once: never again after it may have arrived. `call` has no target of its own.
  Answer ask(const Url& url, http::Call call, const Deadline& deadline) const;

 private:
  const std::string name_;
  std::map<std::string, std::shared_ptr<http::Caller>, std::less<>> callers_;  // by origin
};

// Of each origin one, by the name that Hosts finds it by.
ProviderCallers callers_of(const std::string& name, const std::vector<std::string>& origins,
                           const std::string& ca_file, const base::Clock& clock, service::Metrics& metrics);

}  // namespace lgm::auth_service::oidc
