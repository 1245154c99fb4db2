// Ways to show who calls. The pipeline asks them in their order: those of the service (Surroundings), then
// internal tokens, access tokens, what a one-time password gives, check tokens.
#pragma once
#include <memory>
#include <optional>
#include <string_view>

#include "lgm/http/message.hpp"
#include "lgm/service/principal.hpp"
#include "lgm/service/route.hpp"

namespace lgm::service {

class BearerTokens;

// What one request brings. Its bearer token is verified once, whoever asks for it.
class Credentials {
 public:
  using Fetch = auth::TokenVerifier::Fetch;

  // All outlive it.
  Credentials(const Context& context, const BearerTokens& tokens, Fetch fetch)
      : request_(context.request()),
        route_(context.route()),
        context_(context),
        tokens_(tokens),
        fetch_(fetch) {}
  const http::Request& request() const { return request_; }
  const Route& route() const { return route_; }
  const std::string& client_address() const { return context_.client_address; }
  // The same request was admitted before, and waited: it is asked once more whether it still may be.
  bool asked_again() const { return context_.known(); }
  // The text of a bearer token, of any sort; nothing where none came, or more than one.
  std::optional<std::string_view> bearer() const;
  // The claims of a bearer token that is good: signed by us, in its time, its session not ended. Null where
  // none came, and where undecided(). Throws Refusal 401 for one that is not good, 503 where that cannot be
  // known.
  const std::shared_ptr<const auth::Claims>& token();
  // Only what must be fetched could tell, and nothing may be waited for now.
  bool undecided() const { return undecided_; }
  // For an authenticator that has to wait for an answer: whether it may, now. Where it may not it is asked
  // again later, on a thread that can wait, and returns nothing.
  bool may_wait() {
    undecided_ = undecided_ || fetch_ == Fetch::Nothing;
    return !undecided_;
  }

 private:
  const http::Request& request_;
  const Route& route_;
  const Context& context_;
  const BearerTokens& tokens_;
  const Fetch fetch_;
  bool read_ = false, undecided_ = false;
  std::shared_ptr<const auth::Claims> claims_;
};

// Thread-safe; asked for every request, so it waits for nothing but keys, unless Credentials::may_wait().
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // Whether those who call this route may be known this way. Of routes that are open to all, those alone are
  // asked about that take API keys.
  virtual bool serves(const Route& route) const = 0;
  // Who calls. Nothing where the request brings no credentials of this sort: the next one is asked. Throws a
  // Refusal for those of this sort that are not good, or not good here.
  virtual std::optional<Principal> who(Credentials& shown) const = 0;
  // The limit from which the client's network spends for each 401 of who(); beyond it the answer is 429.
  // Empty: none. What is good is never refused for it.
  virtual std::string_view limit_of_failures() const { return {}; }
};

}  // namespace lgm::service
