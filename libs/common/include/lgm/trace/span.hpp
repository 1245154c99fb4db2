// Spans: the timed pieces of work that a trace is made of, named and attributed as OpenTelemetry's semantic
// conventions say. What stands here is all that the HTTP client and the database need; spans are made, chosen
// and sent by service/tracing.hpp.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lgm/trace/request_notes.hpp"

namespace lgm::trace {

enum class Kind : std::uint8_t { Server = 2, Client = 3 };  // the numbers of OTLP

struct Attribute {
  std::string_view key;  // a literal
  std::variant<std::int64_t, std::string> value;
};

struct Span {
  std::string traceparent;  // names the span itself (W3C Trace Context): 00-<trace id>-<span id>-<flags>
  std::string parent_id;    // 16 hex digits; empty: the first of its trace
  Kind kind = Kind::Client;
  std::string name;
  std::int64_t began_ns = 0, ended_ns = 0;  // Unix time
  bool failed = false;
  std::vector<Attribute> attributes;

  std::string_view trace_id() const { return std::string_view(traceparent).substr(3, 32); }
  std::string_view span_id() const { return std::string_view(traceparent).substr(36, 16); }
};

// Takes spans that are over. Thread-safe; waits for nobody.
class Recorder {
 public:
  virtual ~Recorder() = default;
  virtual std::int64_t now_ns() const = 0;  // Unix time
  virtual void take(Span span) = 0;
};

// What the request served on this thread hands on to the calls that it makes; set by the router. Empty
// outside of a request.
struct Current {
  std::string request_id;
  std::string traceparent;       // of the request's own span, or as it came where none is made
  Recorder* recorder = nullptr;  // null: nobody wants spans of this request
  RequestNotes* notes = nullptr;
};
Current& current();

// For as long as it lives, `handed_on` is what current() says.
class Scope {
 public:
  explicit Scope(Current handed_on) { current() = std::move(handed_on); }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  ~Scope() { current() = {}; }
};

// Version 00 of W3C Trace Context section 3.2, with ids that are not all zeros.
bool is_traceparent(std::string_view text);
// Whether its flags say that its sender records the trace.
bool is_sampled(std::string_view traceparent);
// A fresh span of the same trace; empty for an empty parent.
std::string child_traceparent(const std::string& parent);
// A fresh span of a fresh trace, not sampled.
std::string new_traceparent();
// The same with the sampled flag as said; other flags of ours are none.
void set_sampled(std::string& traceparent, bool sampled);

// A call that the request served on this thread makes: a child of its span, from construction to destruction.
// Does nothing, and allocates nothing, where nobody records the request.
class ChildSpan {
 public:
  // Named "<verb> <object>".
  ChildSpan(std::string_view verb, std::string_view object);
  ChildSpan(const ChildSpan&) = delete;
  ChildSpan& operator=(const ChildSpan&) = delete;
  ~ChildSpan();
  bool recorded() const { return span_.has_value(); }
  // To hand on with the call; made up where the span is not recorded, empty outside of a trace.
  std::string traceparent() const;
  void set(std::string_view key, std::int64_t value);
  void set(std::string_view key, std::string_view value);
  // `type` of few possible values: error.type.
  void fail(std::string_view type);

 private:
  std::optional<Span> span_;
  Recorder* recorder_ = nullptr;
};

}  // namespace lgm::trace
