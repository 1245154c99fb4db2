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
#include "lgm/service/problem_codes.hpp"

namespace lgm::http {
struct CallResult;
}
namespace lgm::auth {
struct Limit;
}

namespace lgm::service {

// What `detail` says in words, for programs: members of the problem's `facts` (RFC 9457 section 3.2), of the
// names that the code's row in kKnownProblems lists.
using Facts = json::Object;

struct Problem {
  int status = 500;
  ProblemCode code = "internal";  // stable
  std::string detail;             // one sentence for a person; no promise
  std::vector<describe::Fault> errors;
  http::Headers headers;  // Allow, Retry-After, WWW-Authenticate
  Facts facts = {};
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

// A refusal with that status; `detail` is a whole sentence, `facts` what it names. Throws std::logic_error
// where these are not the facts of the code.
Refusal refusal_of(int status, ProblemCode code, std::string detail, Facts facts);
template <int kStatus>
Refusal refusal(std::type_identity_t<CodeOf<kStatus>> code, std::string detail, Facts facts = {}) {
  return refusal_of(kStatus, code, std::move(detail), std::move(facts));
}

// The refusals of the house.
Refusal bad_request(CodeOf<400> code, std::string detail, Facts facts = {});  // a rule that a person can mend
// 400 `duplicate` (older clients expect 400); `what` exists already: "Scenario keyword".
Refusal duplicate(std::string_view what, std::string detail);
Refusal immutable(std::string_view field);  // 400 `immutable`
Refusal unauthorized();    // 401 `invalid_token`, WWW-Authenticate, the same for every reason
Refusal no_credentials();  // the same where none came: RFC 6750 section 3.1 wants no error code in the field
Refusal forbidden(CodeOf<403> code, std::string detail, Facts facts = {});
Refusal user_disabled();                          // 403
Refusal password_change_required();               // 403: a one-time password was given
Refusal token_limited(const auth::Limit& limit);  // 403
Refusal missing_permission(std::string_view permission,
                           std::string_view scenario = {});  // 403, the sentence that older consoles parse
Refusal no_access_to_scenario();                             // 403 `No access to scenario`
Refusal not_authorized();                                    // 403 `Not authorized`
Refusal not_found(std::string_view what);                    // 404 `not_found`: "Tag not found"
Refusal conflict(CodeOf<409> code, std::string detail, Facts facts = {});
Refusal version_mismatch();                            // 412
Refusal invalid(std::vector<describe::Fault> faults);  // 422 `invalid`; lists the first 100
Refusal invalid(describe::Fault fault);
Refusal invalid(std::string pointer, describe::FaultCode code, std::string detail);
// The same for older clients: 400 where every fault is of a value that a person typed (empty, too long, off a
// pattern …), as it was where a program is at fault (malformed JSON, a wrong type, an unknown member).
// Faults of queries stay 422: people type into forms. `form`: the body is one, whose pointers are names.
Problem for_older_clients(Problem problem, bool form);
// Of these the fact `retry_after_seconds` is added.
Refusal too_many_requests(CodeOf<429> code, std::string detail, int retry_after_seconds, Facts facts = {});
Refusal unavailable(CodeOf<503> code, std::string detail, Cause cause, int retry_after_seconds = 2);

// Of a call that gave nothing usable: "usap: timeout after 5001 ms", "admin-service: answered 503
// database_unavailable after 12 ms", "admin-service: its answer does not fit the contract".
Cause cause_of(std::string_view dependency, const http::CallResult& result);
Cause unreadable_answer(std::string_view dependency);

}  // namespace lgm::service
