// The OpenAPI 3.1 document of a service, from its route tables and type descriptions.
#pragma once
#include "lgm/service/service.hpp"

namespace lgm::service {

json::Value openapi_document(const Identity& identity, const CommonConfig& config,
                             const RouteTable& public_routes, const RouteTable& internal_routes);

}  // namespace lgm::service
