// GET /auth/verify: what nginx's auth_request asks for another tool.
#pragma once
#include "tools/verdicts.hpp"

namespace lgm::service {
class RouteTable;
}

namespace lgm::auth_service {

// `verdicts` must outlive the routes.
void add_tool_routes(service::RouteTable& routes, const ToolVerdicts& verdicts);

}  // namespace lgm::auth_service
