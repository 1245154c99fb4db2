#include "authenticators.hpp"

#include <algorithm>

namespace lgm::service {
namespace {

bool is_internal(const Route& route) {
  return route.access.kind == Access::Kind::Internal;
}

class InternalCallers final : public Authenticator {
 public:
  explicit InternalCallers(const InternalTokens& tokens) : tokens_(tokens) {}
  bool serves(const Route& route) const override { return is_internal(route); }
  std::optional<Principal> who(Credentials& shown) const override {
    const auto token = shown.bearer();
    const std::string* caller = token ? tokens_.caller_of(*token) : nullptr;
    if (!caller) return std::nullopt;
    const auto& named = shown.route().access.callers;
    if (std::find(named.begin(), named.end(), *caller) == named.end())
      throw forbidden("caller_not_named", "This internal route does not name " + *caller + " as a caller",
                      {{"caller", *caller}});
    return Principal{Principal::Kind::Service, nullptr, *caller, *caller};
  }

 private:
  const InternalTokens& tokens_;
};

// What auth-service signed; each sort of token has its own authenticator.
class BearerAuthenticator : public Authenticator {
 public:
  bool serves(const Route& route) const override {
    return !is_internal(route) && route.access.kind != Access::Kind::Open;
  }

 protected:
  static Principal person(const std::shared_ptr<const auth::Claims>& token) {
    return {.kind = Principal::Kind::Person,
            .source = token,
            .id = token->uid,
            .display = token->sub,
            .limit = token->limit ? &*token->limit : nullptr,
            .token = token.get()};
  }
};

class SignedInPeople final : public BearerAuthenticator {
 public:
  std::optional<Principal> who(Credentials& shown) const override {
    const auto& token = shown.token();
    return token && !token->limit ? std::optional(person(token)) : std::nullopt;
  }
};

// What a one-time password gives is the person's own, and good on few routes.
class PasswordChangers final : public BearerAuthenticator {
 public:
  std::optional<Principal> who(Credentials& shown) const override {
    const auto& token = shown.token();
    if (!token || token->limit->kind != auth::kOwnPassword) return std::nullopt;
    if (shown.route().honours_limit != auth::kOwnPassword) throw password_change_required();
    return person(token);
  }
};

// A check token is nobody's: on the few routes that honour its limit it holds the permission of that route,
// and there is nobody whose rights could be read. Everywhere else it is refused, whatever the route asks for;
// so is a limit that this version does not know.
class CheckTokens final : public BearerAuthenticator {
 public:
  std::optional<Principal> who(Credentials& shown) const override {
    const auto& token = shown.token();
    if (!token) return std::nullopt;
    require_honoured(*token->limit, shown.route());
    const auto known = std::make_shared<const Known>(token, shown.route());
    return Principal{.kind = Principal::Kind::Check,
                     .source = known,
                     .id = known->token->uid,
                     .display = known->rights.username,
                     .limit = &*known->token->limit,
                     .rights = &known->rights,
                     .token = known->token.get()};
  }

 private:
  struct Known {
    Known(std::shared_ptr<const auth::Claims> claims, const Route& route) : token(std::move(claims)) {
      rights.uid = token->uid;
      rights.username = "check token for " + token->limit->value;
      if (!route.access.permission.empty()) rights.global.insert(route.access.permission);
    }
    std::shared_ptr<const auth::Claims> token;
    Rights rights;
  };
  static void require_honoured(const auth::Limit& limit, const Route& route) {
    if (limit.kind.empty() || route.honours_limit != limit.kind) throw token_limited(limit);
  }
};

}  // namespace

std::vector<std::unique_ptr<Authenticator>> suite_authenticators(const InternalTokens& tokens) {
  std::vector<std::unique_ptr<Authenticator>> all;
  all.push_back(std::make_unique<InternalCallers>(tokens));
  all.push_back(std::make_unique<SignedInPeople>());
  all.push_back(std::make_unique<PasswordChangers>());
  all.push_back(std::make_unique<CheckTokens>());
  return all;
}

}  // namespace lgm::service
