// The one error type of the API: application/problem+json (RFC 9457). Domain functions throw a Refusal; one
// place writes it. The text of any other exception is internal: clients get 500 (or 503 for sql::Unavailable)
// without it.
#pragma once
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/describe/describe.hpp"
#include "lgm/http/message.hpp"

namespace lgm::http {
struct CallResult;
}

namespace lgm::service {

struct Problem {
  int status = 500;
  std::string code;    // stable, snake_case
  std::string detail;  // one sentence for a person
  std::vector<describe::Fault> errors;
  http::Headers headers;  // Allow, Retry-After, WWW-Authenticate
};

// Why something is refused, in words for the log alone: which dependency, what it did, after how long. Never
// a secret.
struct Cause {
  std::string text;
};

class Refusal : public std::exception {
 public:
  explicit Refusal(Problem problem, Cause cause = {})
      : problem_(std::move(problem)), cause_(std::move(cause)) {}
  const char* what() const noexcept override { return problem_.detail.c_str(); }
  const Problem& problem() const { return problem_; }
  const Cause& cause() const { return cause_; }

 private:
  Problem problem_;
  Cause cause_;
};

http::Response to_response(const Problem& problem, std::string_view request_id);

// The refusals of the house; `detail` is a whole sentence.
Refusal bad_request(std::string code, std::string detail);  // 400: a rule that a person can mend
Refusal duplicate(std::string detail);                      // 400 `duplicate` (older clients expect 400)
Refusal immutable(std::string_view field);                  // 400 `immutable`
Refusal unauthorized();    // 401 `invalid_token`, WWW-Authenticate, the same for every reason
Refusal no_credentials();  // the same where none came: RFC 6750 section 3.1 wants no error code in the field
Refusal forbidden(std::string code, std::string detail);  // 403
Refusal password_change_required();                       // 403: a one-time password was given
Refusal missing_permission(std::string_view permission,
                           std::string_view scenario = {});  // 403, the sentence that older consoles parse
Refusal no_access_to_scenario();                             // 403 `No access to scenario`
Refusal not_authorized();                                    // 403 `Not authorized`
Refusal not_found(std::string_view what);                    // 404 `not_found`: "Tag not found"
Refusal conflict(std::string code, std::string detail);      // 409
Refusal version_mismatch();                                  // 412
Refusal invalid(std::vector<describe::Fault> faults);        // 422 `invalid`; lists the first 100
Refusal invalid(std::string pointer, std::string code, std::string detail);
// The same for older clients: 400 where every fault is of a value that a person typed (empty, too long, off a
// pattern …), as it was where a program is at fault (malformed JSON, a wrong type, an unknown member).
// Faults of queries stay 422: people type into forms. `form`: the body is one, whose pointers are names.
Problem for_older_clients(Problem problem, bool form);
Refusal too_many_requests(std::string code, std::string detail, int retry_after_seconds);  // 429
Refusal unavailable(std::string code, std::string detail, Cause cause,
                    int retry_after_seconds = 2);  // 503

// Of a call that gave nothing usable: "usap: timeout after 5001 ms", "admin-service: answered 503
// database_unavailable after 12 ms", "admin-service: its answer does not fit the contract".
Cause cause_of(std::string_view dependency, const http::CallResult& result);
Cause unreadable_answer(std::string_view dependency);

}  // namespace lgm::service
