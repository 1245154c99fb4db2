#include "lgm/service/route.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace lgm::service {
namespace {

std::vector<std::string_view> segments_of(std::string_view path) {
  std::vector<std::string_view> segments;
  if (path.starts_with('/')) path.remove_prefix(1);
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    segments.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return segments;  // a trailing slash adds nothing; an inner empty segment stays and matches no route
}

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// Whether the template fits; literal segments win over parameters by `weight` (one bit a segment, leftmost
// highest).
bool fits(const std::vector<std::string>& pattern, const std::vector<std::string_view>& path,
          std::uint64_t& weight) {
  if (pattern.size() != path.size()) return false;
  weight = 0;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool parameter = is_parameter(pattern[i]);
    if (parameter ? path[i].empty() : pattern[i] != path[i]) return false;
    weight = weight * 2 + (parameter ? 0 : 1);
  }
  return true;
}

Access make(Access::Kind kind, std::string permission = {}, std::string parameter = {},
            std::vector<std::string> callers = {}) {
  return Access{kind, std::move(permission), std::move(parameter), std::move(callers)};
}

}  // namespace

Access open_to_all() {
  return make(Access::Kind::Open);
}
Access signed_in() {
  return make(Access::Kind::SignedIn);
}
Access needs(std::string permission) {
  return make(Access::Kind::Global, std::move(permission));
}
Access needs_in(std::string permission, std::string path_parameter) {
  return make(Access::Kind::Scenario, std::move(permission), std::move(path_parameter));
}
Access decided_by_row(std::string permission) {
  return make(Access::Kind::Decided, std::move(permission));
}
Access internal(std::vector<std::string> callers) {
  return make(Access::Kind::Internal, {}, {}, std::move(callers));
}

std::string Access::describe() const {
  switch (kind) {
    case Kind::None:
      return "not declared";
    case Kind::Open:
      return "anyone";
    case Kind::SignedIn:
      return "any signed-in user";
    case Kind::Global:
      return "permission `" + permission + "`";
    case Kind::Scenario:
      return permission.empty() ? "access to the scenario"
                                : "permission `" + permission + "` in the scenario";
    case Kind::Decided:
      return "permission `" + permission + "`, decided by the row";
    case Kind::Internal:
      break;
  }
  std::string text = "internal callers:";
  for (const auto& caller : callers) text += " " + caller;
  return text;
}

Route& RouteTable::add(Route route) {
  const std::string where = std::string(http::to_string(route.method)) + " " + route.path;
  if (route.name.empty()) throw std::logic_error(where + " has no name");
  if (route.access.kind == Access::Kind::None)
    throw std::logic_error(where + " does not say who may call it");
  if (!route.handle && !route.poll) throw std::logic_error(where + " has no handler");
  if (route.at_once &&
      (route.poll || route.access.kind != Access::Kind::Open || route.path.find('{') != std::string::npos))
    throw std::logic_error(where +
                           " cannot be answered at once: it waits, asks who calls, or has parameters");
  // A check token has no scenario and no rights; what a one-time password gives has those of its person.
  const bool decided =
      route.access.kind == Access::Kind::Decided && route.honours_limit == auth::kOwnPassword;
  if (!route.honours_limit.empty() && route.access.kind != Access::Kind::SignedIn &&
      route.access.kind != Access::Kind::Global && !decided)
    throw std::logic_error(where + " cannot honour limits: it asks for rights that the token may lack");
  for (const auto& other : routes_) {
    if (other->name == route.name) throw std::logic_error("two routes are named " + route.name);
    if (other->method == route.method && other->path == route.path && other->absolute == route.absolute)
      throw std::logic_error(where + " is declared twice");
  }
  const auto segments = segments_of(route.path);
  patterns_.emplace_back(segments.begin(), segments.end());
  routes_.push_back(std::make_unique<Route>(std::move(route)));
  return *routes_.back();
}

void RouteTable::lacks(std::string what, const std::string& path, std::vector<http::Method> methods) {
  const auto segments = segments_of(path);
  lacking_.push_back({std::move(what), {segments.begin(), segments.end()}, std::move(methods)});
}

std::string RouteTable::lacking_at(http::Method method, const std::vector<std::string_view>& path) const {
  for (const Lacking& lacking : lacking_) {
    const auto& methods = lacking.methods;
    if (!methods.empty() && std::find(methods.begin(), methods.end(), method) == methods.end()) continue;
    std::uint64_t weight = 0;
    const bool below = lacking.pattern.back() == "*" && path.size() + 1 >= lacking.pattern.size();
    if (below ? std::equal(lacking.pattern.begin(), lacking.pattern.end() - 1, path.begin())
              : fits(lacking.pattern, path, weight))
      return lacking.what;
  }
  return {};
}

RouteTable::Match RouteTable::find(http::Method method, std::string_view path, bool absolute) const {
  const bool is_head = method == http::Method::Head;
  if (is_head) method = http::Method::Get;
  const auto asked = segments_of(path);
  Match match;
  const std::vector<std::string>* pattern = nullptr;
  std::uint64_t best = 0;
  std::set<std::string> others;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    const Route& route = *routes_[i];
    std::uint64_t weight = 0;
    if (route.absolute != absolute || !fits(patterns_[i], asked, weight)) continue;
    if (route.method != method || (is_head && !route.answers_head)) {
      others.insert(std::string(http::to_string(route.method)));
      if (route.method == http::Method::Get && route.answers_head) others.insert("HEAD");
    } else if (!match.route || weight > best) {
      match.route = &route;
      pattern = &patterns_[i];
      best = weight;
    }
  }
  if (!match.route) {
    if (!absolute) match.lacking = lacking_at(method, asked);
    for (const auto& name : others) match.allowed += (match.allowed.empty() ? "" : ", ") + name;
    return match;
  }
  for (std::size_t i = 0; i < pattern->size(); ++i)
    if (const std::string& segment = (*pattern)[i]; is_parameter(segment))
      match.parameters.emplace_back(segment.substr(1, segment.size() - 2), asked[i]);
  return match;
}

void RouteTable::all_may_refuse(const ErrorCase& refusal, const std::function<bool(const Route&)>& which) {
  for (const auto& route : routes_)
    if (which(*route)) route->errors.push_back(refusal);
}

}  // namespace lgm::service
