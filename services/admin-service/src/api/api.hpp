// Every route of admin-service, in one list.
#pragma once
#include "keyword_forms/keyword_forms.hpp"
#include "lgm/service/route.hpp"
#include "users/sign_in.hpp"
#include "work/work.hpp"

namespace lgm::admin {

// `store` and `forms` must outlive the tables.
void add_all_routes(service::RouteTable& public_routes, service::RouteTable& internal_routes, Store& store,
                    const KeywordForms& forms, users::SignInRules sign_in_rules);

}  // namespace lgm::admin
