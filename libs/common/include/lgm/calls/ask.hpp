// Asking another service of the suite: the question is encoded, the answer decoded by their descriptions. No
// answer is guessed: what does not fit says which member does not.
#pragma once
#include <optional>
#include <string>

#include "lgm/calls/operation.hpp"
#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::calls {

// What came of a question, but for the answer itself.
struct Outcome {
  http::CallError error = http::CallError::None;
  int status = 0;    // valid when error is None
  std::string code;  // of the problem that was answered; empty: none
  // Where there is no answer, for the log alone: "admin-service: answered 503 database_unavailable after 12
  // ms", "session-cache-service: its answer does not fit the contract: /sid is required". Never a secret.
  std::string why;

  // Whether it was answered with this status.
  bool is(int other) const { return error == http::CallError::None && status == other; }
};

template <class T>
struct Answer : Outcome {
  std::optional<T> value;
  json::Value document;  // what `value` was read from, and where its json::Parts stand
  explicit operator bool() const { return value.has_value(); }
  const T& operator*() const { return *value; }
  const T* operator->() const { return &*value; }
};

// What one call does otherwise than its operation says.
struct Asking {
  std::optional<std::chrono::milliseconds> patience = {};
  bool waits_for_news = false;    // a long poll
  json::ParseLimits limits = {};  // of the answer
};

// Why a call gave nothing: "usap: timeout after 5001 ms".
std::string failure_of(std::string_view callee, const http::CallResult& result);
// Of an answer that could not be read; `faults` may be empty.
std::string misfit_of(std::string_view callee, const std::vector<describe::Fault>& faults = {});

namespace detail {

// The request: target, and body where the method has one.
http::Call call_of(http::Method method, std::string_view path, const describe::TypeInfo& type,
                   const void* question);
// The document that was answered, or nullopt and why.
std::optional<json::Value> document_of(std::string_view callee, const http::CallResult& result,
                                       const json::ParseLimits& limits, Outcome& outcome);

}  // namespace detail

template <class Q, class A>
Answer<A> ask(http::Caller& caller, const Operation<Q, A>& operation, const Q& question,
              const Asking& how = {}) {
  http::Call call = detail::call_of(operation.method, operation.path, describe::type_of<Q>(), &question);
  call.timeout = how.patience.value_or(operation.patience);
  call.idempotent = operation.idempotent;
  call.waits_for_news = how.waits_for_news;
  Answer<A> answer;
  auto document = detail::document_of(operation.callee, caller.call(call), how.limits, answer);
  if (!document) return answer;
  answer.document = std::move(*document);
  std::vector<describe::Fault> faults;
  answer.value = describe::decode_trusted<A>(answer.document, faults);
  if (!answer) answer.why = misfit_of(operation.callee, faults);
  return answer;
}

}  // namespace lgm::calls
