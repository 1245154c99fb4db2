// Whether whoever asks another tool for something may: decided in this process, by the rights and the ended
// sessions that it keeps. Thread-safe.
#pragma once
#include "browser/browser.hpp"
#include "lgm/auth/revocations.hpp"
#include "lgm/describe/describe.hpp"
#include "lgm/http/message.hpp"
#include "lgm/service/metrics.hpp"
#include "lgm/service/rights.hpp"
#include "tools/tools_tokens.hpp"

namespace lgm::auth_service {

// What a tool's proxy asks for.
struct ToolQuestion {
  std::string permission;
  std::optional<std::string> scenario;
};

class ToolVerdicts {
 public:
  // `tools`: null where TOOLS_COOKIE is off, and no cookie counts. All must outlive this.
  ToolVerdicts(const Browser& browser, const ToolsTokens* tools, auth::TokenVerifier& verifier,
               const auth::RevocationFollower& follower, service::RightsSource& rights,
               service::Metrics& metrics);
  // The rights of whoever sends it, who holds what the question asks for. Throws Refusal 401, 403
  // `user_disabled`, `missing_permission`, 503 where that cannot be known. `question` may throw too: all is
  // counted.
  template <class Question>
  std::shared_ptr<const service::Rights> decide(const http::Request& request, Question&& question) const {
    return counted([&] { return decided(request, question()); });
  }

 private:
  using Decide = std::function<std::shared_ptr<const service::Rights>()>;
  std::shared_ptr<const service::Rights> counted(const Decide& decide) const;
  std::shared_ptr<const service::Rights> decided(const http::Request& request,
                                                 const ToolQuestion& question) const;
  auth::Claims shown_by(const http::Request& request) const;
  auth::Claims by_bearer(std::string_view token) const;

  const Browser& browser_;
  const ToolsTokens* tools_;
  auth::TokenVerifier& verifier_;
  const auth::RevocationFollower& follower_;
  service::RightsSource& rights_;
  const service::Events verdicts_;
};

// A name in a header: printable ASCII as it is, but for what ends one (blank, comma) and the percent sign;
// the bytes of everything else percent-encoded, so that no two names look alike.
std::string as_header(std::string_view name);

}  // namespace lgm::auth_service

template <>
struct lgm::describe::Description<lgm::auth_service::ToolQuestion> {
  using T = lgm::auth_service::ToolQuestion;
  static constexpr std::string_view name = "ToolQuestion";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::permission>("permission").length(1, 64).required().doc("a permission's code"),
      field<&T::scenario>("scenario")
          .length(1, 64)
          .doc("an app_id: holding it there is enough; absent: it must be held everywhere"),
  });
};
