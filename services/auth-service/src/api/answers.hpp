// What the routes of this service share in answering.
#pragma once
#include "lgm/describe/describe.hpp"
#include "lgm/http/message.hpp"
#include "lgm/service/route.hpp"

namespace lgm::auth_service {

// Members that are null are left out.
json::Value without_nulls(json::Value value);

template <describe::Described T>
json::Value value_of(const T& object) {
  return without_nulls(json::parse_or_nothing(describe::to_json(object)).value());
}

http::Response json_answer(int status, const json::Value& value, std::string_view type = "application/json");

// All that older clients know (docs/architecture.md, "Classic routes").
service::Route route_of(http::Method method, std::string path, std::string name, std::string summary,
                        service::Access access);

}  // namespace lgm::auth_service
