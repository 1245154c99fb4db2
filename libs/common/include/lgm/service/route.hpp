// A route, declared once: the router, the permission check, the audit words, the metrics labels and the
// OpenAPI operation all come from here.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/describe/describe.hpp"
#include "lgm/http/message.hpp"
#include "lgm/service/context.hpp"
#include "lgm/service/problem_codes.hpp"

namespace lgm::service {

struct Access {
  enum class Kind {
    None,      // not declared: the table refuses the route
    Open,      // anyone: health, sign-in, JWKS
    SignedIn,  // any signed-in, active user
    Global,    // holds `permission`
    Scenario,  // holds `permission` in the scenario that the path parameter `parameter` names (empty
               // permission: any access to it)
    Decided,  // the handler decides by the row or body it reads, with Context::require_in; the framework sees
              // to it that it did
    Internal,  // one of `callers`, by internal token
  };
  Kind kind = Kind::None;
  std::string permission, parameter;
  std::vector<std::string> callers;
  // Text for OpenAPI and docs.
  std::string describe() const;
};
Access open_to_all();
Access signed_in();
Access needs(std::string permission);
Access needs_in(std::string permission, std::string path_parameter);
Access decided_by_row(std::string permission);
Access internal(std::vector<std::string> callers);

// A refusal that the route may give beyond those of the pipeline (refusals.hpp).
struct ErrorCase {
  int status;
  ProblemCode code;
  std::string when;
};
// Of services that ask admin-service for rights.
inline ErrorCase rights_unavailable_case() {
  return {503, "rights_unavailable", "admin-service does not answer"};
}
inline ErrorCase duplicate_case() {
  return {400, "duplicate", "such a row exists already"};
}

enum class BodyForm {
  None,
  Json,
  Form,
  Raw
};  // Form: application/x-www-form-urlencoded; Raw: JSON of any shape, read by the handler

using Handle = std::function<http::Response(Context&)>;
// A waiting poll: nullopt means "nothing yet"; `last` is true when the wait is over (time or drain) and an
// answer must be given.
using Poll = std::function<std::optional<http::Response>(Context&, bool last)>;

struct Route {
  http::Method method = http::Method::Get;
  std::string path;  // "/tags/{id}", below the base path; parameters are whole segments
  std::string name;  // operationId, metric label
  std::string summary;
  std::string group;  // OpenAPI tag
  Access access;
  std::vector<ErrorCase> errors;
  std::string audit_action, audit_resource;  // as older log readers know them; empty: no audit row
  bool absolute = false;  // the path is not below the base path (the older guard path, /metrics)
  // Bytes of a body; more is refused with 413 as soon as the head says so. A member that may be as long as
  // this leaves no room for the others: the limit of its text, and room for them.
  std::size_t max_body = 1024 * 1024;
  // "tag": check tokens that are limited to a tag may call it, for that tag alone; "own_password": who signed
  // in by a one-time password, for the own account alone. Empty: no limited token may.
  std::string honours_limit = {};
  bool rate_limited = true;
  // Applications may show who they are by X-API-Key. On a route that is open to all: who sends a key is
  // asked, and who sends none is nobody.
  bool takes_api_keys = false;
  // The limits that its handler spends from, by Context::spend(). Its document lists 429 for them.
  std::vector<std::string> spends = {};
  // Its handler goes by Idempotency-Key: the same request with the same key is done once. For OpenAPI.
  bool honours_idempotency_key = false;
  // One of the routes that older consoles and scripts know (docs/architecture.md, "Classic routes"). Their
  // consoles show a refusal's `detail` at 400 and a fixed sentence at 422: what a person typed wrong is 400
  // here.
  bool classic = false;
  bool traced = true;  // probes and scrapes are not: they would drown the rest
  // The handler waits for nothing (no store, no lock that is held for long) and takes microseconds, or a
  // millisecond if it is seldom asked: it is run on the I/O thread, and is answered while every worker is
  // busy, as a liveness probe and a scrape must be. Paths without parameters only.
  bool at_once = false;
  // Of a GET route: false where its answer uses something up, which nobody would see of HEAD: 405.
  bool answers_head = true;
  // A browser is sent on: the answer is 303, and where to is in Location.
  bool redirects = false;
  // Of such a route: refusals that it tells there, by their code, rather than by their status
  // (Context::refused_by()).
  std::vector<ErrorCase> told_there = {};

  // Set by the builders below.
  BodyForm body_form = BodyForm::None;
  bool body_optional = false;
  describe::Purpose purpose = describe::Purpose::Create;
  const describe::TypeInfo* body = nullptr;
  const describe::TypeInfo* query = nullptr;
  const describe::TypeInfo* answer = nullptr;
  bool answers_list = false, answers_message = false, pages = false;
  std::int64_t default_limit = 100;                              // of lists; 0: complete without `limit`
  std::vector<std::string> answer_types = {"application/json"};  // of 200, all of one schema
  json::Value answer_schema;                               // where no described type fits; null otherwise
  std::vector<std::pair<int, json::Value>> other_answers;  // further statuses with JSON of this schema
  std::chrono::seconds longest_wait{0};
  Handle handle;
  Poll poll;

  template <describe::Described T>
  Route& takes(describe::Purpose what) {
    body = &describe::type_of<T>();
    body_form = BodyForm::Json;
    purpose = what;
    return *this;
  }
  template <describe::Described T>
  Route& takes_form() {
    body = &describe::type_of<T>();
    body_form = BodyForm::Form;
    purpose = describe::Purpose::Plain;
    return *this;
  }
  Route& takes_raw() {
    body_form = BodyForm::Raw;
    return *this;
  }
  template <describe::Described T>
  Route& filters() {
    query = &describe::type_of<T>();
    return *this;
  }
  template <describe::Described T>
  Route& gives() {
    answer = &describe::type_of<T>();
    return *this;
  }
  // `limit_by_default` 0: the whole list when no limit is sent.
  template <describe::Described T>
  Route& gives_list(std::int64_t limit_by_default = 100) {
    answer = &describe::type_of<T>();
    answers_list = pages = true;
    default_limit = limit_by_default;
    return *this;
  }
  // A bare array without skip and limit.
  template <describe::Described T>
  Route& gives_array() {
    answer = &describe::type_of<T>();
    answers_list = true;
    return *this;
  }
  Route& gives_message() {
    answers_message = true;
    return *this;
  }
  Route& gives_json(json::Value schema, std::string type = "application/json") {
    answer_schema = std::move(schema);
    answer_types = {std::move(type)};
    return *this;
  }
  // The answer may be of this media type instead.
  Route& or_as(std::string type) {
    answer_types.push_back(std::move(type));
    return *this;
  }
  // A status besides 200 whose body is no problem but JSON of this schema.
  Route& also_gives(int status, json::Value schema) {
    other_answers.emplace_back(status, std::move(schema));
    return *this;
  }
  Route& does(Handle function) {
    handle = std::move(function);
    return *this;
  }
  Route& waits(std::chrono::seconds longest, Poll function) {
    longest_wait = longest;
    poll = std::move(function);
    return *this;
  }
};

// Whether the rights of the person who calls are read.
inline bool asks_for_rights(const Route& route) {
  using Kind = Access::Kind;
  return route.access.kind != Kind::Open && route.access.kind != Kind::Internal;
}

// Whether it writes: such a route names the action that its audit row has.
inline bool is_write(const Route& route) {
  return !route.audit_action.empty();
}

// The routes of one listener. Filled before the start, constant afterwards.
class RouteTable {
 public:
  // Throws std::logic_error for a route without access, name or handler, and for two of one method and path.
  Route& add(Route route);
  // What other versions answer there and this one does not: 404 `not_in_this_version`, which says so, instead
  // of 404 or 405 as of a mistyped path. `path` may end in "/*": itself and all below. No methods: every one.
  void lacks(std::string what, const std::string& path, std::vector<http::Method> methods = {});
  // A refusal of every route that is here now and that `which` picks: of what all of them ask.
  void all_may_refuse(const ErrorCase& refusal, const std::function<bool(const Route&)>& which);
  struct Match {
    const Route* route = nullptr;
    std::vector<std::pair<std::string, std::string>> parameters;
    std::string lacking;  // what is not in this version; empty: nothing that is known
    std::string allowed;  // when no route of this method matches but others do: their methods, for Allow
  };
  // `path` is below the base path, decoded; a trailing slash is optional. HEAD finds GET's route, unless that
  // answers no HEAD.
  Match find(http::Method method, std::string_view path, bool absolute) const;
  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  std::vector<std::unique_ptr<Route>> routes_;
  std::vector<std::vector<std::string>> patterns_;  // the path segments of routes_
  std::string lacking_at(http::Method method, const std::vector<std::string_view>& path) const;
  struct Lacking {
    std::string what;
    std::vector<std::string> pattern;
    std::vector<http::Method> methods;
  };
  std::vector<Lacking> lacking_;
};

}  // namespace lgm::service

#include "lgm/service/context_impl.hpp"
