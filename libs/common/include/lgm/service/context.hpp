// What a handler knows of the request it answers. Lives as long as the request; used by one thread at a time.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/describe/describe.hpp"
#include "lgm/http/message.hpp"
#include "lgm/service/principal.hpp"
#include "lgm/service/problem.hpp"
#include "lgm/service/rights.hpp"

namespace lgm::service {

struct Route;
class Charges;

// Who calls, for the audit row of what the call does.
struct Actor {
  std::string uid;  // nil UUID without a user
  std::string username;
  std::string ip_address, user_agent, request_id;
  std::string action, resource_type;         // the words of the route
  std::optional<auth::Limit> limit = {};     // a limited token acts, and may touch this alone
  std::optional<Principal::Kind> kind = {};  // none: nobody was asked who they are
};

// A page of a list as asked for. Lists that older consoles count by themselves are complete without a limit.
struct Page {
  std::int64_t skip = 0;
  std::optional<std::int64_t> limit;  // absent: the route's default
};

class Context {
 public:
  Context(http::Request request, const Route& route) : request_(std::move(request)), route_(&route) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  const http::Request& request() const { return request_; }
  const Route& route() const { return *route_; }
  // A path parameter of the route's template; decoded, never empty.
  const std::string& path(std::string_view name) const;
  // All of them, in their order.
  const std::vector<std::pair<std::string, std::string>>& path_parameters() const { return path_; }
  // The decoded, validated body or query. Throw Refusal 415/422. T must be what the route declares.
  template <describe::Described T>
  describe::Draft<T> body() const;
  template <describe::Described T>
  T query() const;
  // The fields of a JSON body that the route reads as it comes (Route::raw_body).
  json::Value json_body() const;
  // 415 where the head says that the body is encoded, or not of the route's form.
  void check_body_kind() const;
  // skip and limit of a list route; limit ≤ 1000.
  Page page() const;

  // Whether it is known who calls: not on open routes, where nobody is asked.
  bool known() const { return principal_.has_value(); }
  // Who calls; throws std::logic_error where that is not known.
  const Principal& principal() const;
  // What the request is limited to, null: nothing. A route that honours limits must ask, here or by actor().
  const auth::Limit* limit() const;
  // For routes whose subject is the token itself; throws std::logic_error where none showed who calls.
  const auth::Claims& access_token() const;
  const std::string& uid() const;  // of the user: a signed-in person, or a service account; throws
                                   // std::logic_error for anybody else
  const Rights& rights() const;    // of who calls; loaded on first use; throws Refusal 401 when the user is
                                   // gone, 403 when inactive, and for who has none
  // 403 unless the user holds `permission` (in `scenario`, when given). Routes whose scenario stands in a row
  // must call it: an answer without is turned into 500.
  void require(std::string_view permission) const;
  void require_in(std::string_view permission, std::string_view scenario) const;
  // 403 unless the user has access to the scenario at all.
  void require_access(std::string_view scenario) const;
  // 403 unless the user `uid` is the caller, or the caller holds `permission`.
  void require_or_self(std::string_view permission, std::string_view uid) const;

  // Spends one token of the limit `name`, which the route's `spends` lists, from the bucket of `key`, such as
  // an application's id; throws Refusal 429 `rate_limited` where there is none. To be called once it is known
  // that the caller may spend from that bucket, and before the handler changes anything: where the token has
  // to be waited for, the handler is left by an exception, which it must let pass, and run again.
  void spend(std::string_view name, const std::string& key);

  // The version that If-Match names, or nullopt when none (or `*`) was sent; throws Refusal 412 for an ETag
  // that cannot be ours.
  std::optional<std::int64_t> if_match() const;
  Actor actor() const;

  // Answers of described types, checked against what the route declares. Rows with a `version` get an ETag.
  template <describe::Described T>
  http::Response reply(const T& value) const;
  // A list with X-Total-Count where `total` is known (exact to 10,000; above, the caller passes 10,001 or
  // more and 10000 is sent with X-Total-Count-Exact: false) and Link where there is a next page.
  template <describe::Described T>
  http::Response reply(const std::vector<T>& rows, std::optional<std::int64_t> total = std::nullopt) const;
  http::Response message(std::string_view text) const;  // {"message": …}
  // A problem that the handler answers by itself, to add to it; the request's line has its code.
  http::Response answer_of(const Problem& problem) const;
  // Of a refusal that the handler tells in another form, such as a redirect: the request's line has its code
  // and cause.
  void refused_by(const Refusal& refusal) const;

  std::string request_id, client_address;

 private:
  friend class Admission;
  friend class Dispatcher;
  friend class Observer;
  void check_declared(const describe::TypeInfo* declared, const describe::TypeInfo& used,
                      const char* what) const;
  std::shared_ptr<const Rights> load_rights() const;
  void name(Actor& actor) const;
  const json::Value& parsed_body() const;
  http::Response list_response(std::string body, std::size_t rows, std::optional<std::int64_t> total) const;
  http::Response row_response(std::string body, std::optional<std::int64_t> version) const;
  std::vector<std::pair<std::string, std::string>> form() const;

  http::Request request_;
  const Route* route_;
  std::vector<std::pair<std::string, std::string>> path_;
  std::optional<Principal> principal_;  // none: not asked
  RightsSource* rights_source_ = nullptr;
  Charges* charges_ = nullptr;
  mutable std::shared_ptr<const Rights> rights_;
  mutable bool checked_ = false, limit_asked_ = false;
  mutable std::optional<json::Value> body_;
  mutable std::string refused_with_;   // code of answer_of(), refused_by()
  mutable std::string refused_cause_;  // of refused_by()
};

}  // namespace lgm::service
