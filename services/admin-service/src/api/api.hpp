// Every route of admin-service, in one list.
#pragma once
#include "keyword_forms/keyword_forms.hpp"
#include "legacy_time/legacy_time.hpp"
#include "lgm/http/client.hpp"
#include "lgm/service/route.hpp"
#include "passwords/hasher.hpp"
#include "playground/playground.hpp"
#include "users/accounts.hpp"
#include "users/sign_in.hpp"
#include "work/work.hpp"

namespace lgm::admin {

// What the routes work with; made by main(), outlives the API.
struct Parts {
  Store& store;
  const KeywordForms& forms;
  http::Caller* guard;  // guard-service's internal listener; null: none is configured
  const base::Clock& clock;
  base::Random& random;
  passwords::Hasher& hasher;  // bounded
  const LegacyZone& legacy_zone;
  users::SignInRules sign_in_rules;
  bool local_login_enabled = false;
  http::Caller* session_cache = nullptr;  // null: none is configured
};

// Outlives the tables that it filled.
class Api {
 public:
  explicit Api(const Parts& parts);
  void add_all_routes(service::RouteTable& public_routes, service::RouteTable& internal_routes);

 private:
  Parts parts_;
  users::Accounts accounts_;
  playground::Playground playground_;
};

}  // namespace lgm::admin
