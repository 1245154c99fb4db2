#include "api/answers.hpp"

namespace lgm::auth_service {

json::Value without_nulls(json::Value value) {
  if (auto* array = value.array())
    for (json::Value& item : *array) item = without_nulls(std::move(item));
  if (auto* object = value.object()) {
    std::erase_if(*object, [](const json::Member& member) { return member.second.is_null(); });
    for (auto& [name, member] : *object) member = without_nulls(std::move(member));
  }
  return value;
}

http::Response json_answer(int status, const json::Value& value, std::string_view type) {
  return http::Response::text(status, json::to_text(value), type);
}

service::Route route_of(http::Method method, std::string path, std::string name, std::string summary,
                        service::Access access) {
  service::Route route;
  route.method = method;
  route.path = std::move(path);
  route.name = std::move(name);
  route.summary = std::move(summary);
  route.group = "sign-in";
  route.access = std::move(access);
  route.classic = true;
  return route;
}

}  // namespace lgm::auth_service
