// The OpenAPI 3.1 document of a service, from its route tables and type descriptions.
#pragma once
#include "lgm/service/service.hpp"

namespace lgm::service {

json::Value openapi_document(const Identity& identity, const CommonConfig& config,
                             const RouteTable& public_routes, const RouteTable& internal_routes);

// What is published of it, for programs outside of the cluster: the public routes below `path` ("/guard";
// empty: all below the base path), and from where they are reached.
json::Value published_document(const Identity& identity, const CommonConfig& config,
                               const RouteTable& public_routes, const std::string& path);

}  // namespace lgm::service
