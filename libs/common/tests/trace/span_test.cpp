#include "lgm/trace/span.hpp"

#include <doctest/doctest.h>

#include "trace/otlp_json.hpp"
#include "trace/sampler.hpp"

using namespace lgm;
using namespace lgm::trace;

namespace {

const std::string kParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const std::string kUnsampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

struct Kept final : Recorder {
  std::vector<Span> spans;
  std::int64_t time = 1'000;
  std::int64_t now_ns() const override { return time; }
  void take(Span span) override { spans.push_back(std::move(span)); }
};

// The trace id whose last 64 bits are the given ones.
std::string id_with(std::string_view last) {
  return "0af7651916cd43dd" + std::string(last);
}

}  // namespace

TEST_CASE("a traceparent has a version, two ids that are not zero, and flags") {
  CHECK(is_traceparent(kParent));
  CHECK(is_sampled(kParent));
  CHECK_FALSE(is_sampled(kUnsampled));
  CHECK(is_sampled("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0f"));
  CHECK_FALSE(is_sampled("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0e"));
  for (const char* bad : {"", "00", "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                          "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                          "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                          "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
                          "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01"})
    CHECK_FALSE_MESSAGE(is_traceparent(bad), bad);
}

TEST_CASE("a child has its parent's trace and flags, and an id of its own") {
  const std::string child = child_traceparent(kParent);
  CHECK(is_traceparent(child));
  CHECK(child.substr(0, 36) == kParent.substr(0, 36));
  CHECK(child.substr(52) == "-01");
  CHECK(child != kParent);
  CHECK(child != child_traceparent(kParent));
  CHECK(child_traceparent("").empty());
  std::string made = new_traceparent();
  CHECK(is_traceparent(made));
  CHECK_FALSE(is_sampled(made));
  set_sampled(made, true);
  CHECK(is_sampled(made));
}

TEST_CASE("samplers: the parent's word, always, never, or a share by trace id") {
  const std::string low = id_with("0000000000000001"), high = id_with("fffffffffffffffe");
  struct Case {
    const char* name;
    double ratio;
    bool alone_low, alone_high, sampled_parent, unsampled_parent;
  };
  for (const Case& one :
       {Case{"parentbased_always_on", 0, true, true, true, false},
        Case{"parentbased_always_off", 1, false, false, true, false},
        Case{"parentbased_traceidratio", 0.5, true, false, true, false},
        Case{"always_on", 0, true, true, true, true}, Case{"always_off", 1, false, false, false, false},
        Case{"traceidratio", 1, true, true, true, true},
        Case{"traceidratio", 0, false, false, false, false}}) {
    CAPTURE(one.name);
    const Sampler sampler(one.name, one.ratio);
    CHECK(sampler.samples("", low) == one.alone_low);
    CHECK(sampler.samples("", high) == one.alone_high);
    CHECK(sampler.samples(kParent, low) == one.sampled_parent);
    CHECK(sampler.samples(kUnsampled, low) == one.unsampled_parent);
  }
}

TEST_CASE("a call's span is the child of the request's, and none where nobody records") {
  Kept kept;
  {
    const Scope scope({"id", kParent, &kept});
    ChildSpan span("POST", "admin-service");
    CHECK(span.recorded());
    CHECK(span.traceparent() == span.traceparent());
    kept.time = 3'000;
    span.set("http.response.status_code", 503);
    span.fail("503");
  }
  REQUIRE(kept.spans.size() == 1);
  const Span& span = kept.spans[0];
  CHECK(span.trace_id() == "0af7651916cd43dd8448eb211c80319c");
  CHECK(span.parent_id == "b7ad6b7169203331");
  CHECK(span.span_id() != "b7ad6b7169203331");
  CHECK(span.name == "POST admin-service");
  CHECK(span.began_ns == 1'000);
  CHECK(span.ended_ns == 3'000);
  CHECK(span.failed);
  CHECK(current().recorder == nullptr);

  ChildSpan outside("POST", "admin-service");
  CHECK_FALSE(outside.recorded());
  CHECK(outside.traceparent().empty());
  const Scope unrecorded({"id", kUnsampled, nullptr});
  ChildSpan passed_on("POST", "admin-service");
  CHECK_FALSE(passed_on.recorded());
  CHECK(passed_on.traceparent().substr(0, 36) == kUnsampled.substr(0, 36));
  CHECK(passed_on.traceparent().ends_with("-00"));
}

TEST_CASE("OTLP in JSON: ids in hex, 64-bit numbers as text, enumerations as numbers") {
  Span server{.traceparent = kParent,
              .parent_id = "00f067aa0ba902b7",
              .kind = Kind::Server,
              .name = "GET /api/v1/tags/{id}",
              .began_ns = 1'800'000'000'000'000'001,
              .ended_ns = 1'800'000'000'000'000'002,
              .failed = true,
              .attributes = {{"http.response.status_code", std::int64_t{500}}, {"url.path", "/\"敏\""}}};
  Span root{.traceparent = kParent, .name = "x"};
  CHECK(
      to_otlp_json({{{"service.name", "admin-service"}}, "1.2.3"}, {server, root}) ==
      R"({"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"admin-service"}}]},)"
      R"("scopeSpans":[{"scope":{"name":"llm-guard-manager","version":"1.2.3"},"spans":[)"
      R"({"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","parentSpanId":"00f067aa0ba902b7",)"
      R"("name":"GET /api/v1/tags/{id}","kind":2,"startTimeUnixNano":"1800000000000000001","endTimeUnixNano":"1800000000000000002",)"
      R"("attributes":[{"key":"http.response.status_code","value":{"intValue":"500"}},)"
      R"({"key":"url.path","value":{"stringValue":"/\"敏\""}}],"status":{"code":2}},)"
      R"({"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":"x","kind":3,)"
      R"("startTimeUnixNano":"0","endTimeUnixNano":"0","attributes":[],"status":{}}]}]}]})");
}

TEST_CASE("what a collector rejects is read from its answer, whatever that is") {
  CHECK(rejected_spans(R"({"partialSuccess":{"rejectedSpans":"3","errorMessage":"x"}})") == 3);
  CHECK(rejected_spans(R"({"partialSuccess":{"rejectedSpans":2}})") == 2);
  for (const char* nothing :
       {"", "{}", "<html>", "[1]", R"({"partialSuccess":{}})", R"({"partialSuccess":7})",
        R"({"partialSuccess":{"rejectedSpans":"-4"}})", R"({"partialSuccess":{"rejectedSpans":"many"}})"})
    CHECK_MESSAGE(rejected_spans(nothing) == 0, nothing);
}

TEST_CASE("name=value lists are decoded, and refused where they are none") {
  CHECK(parse_pairs("") == Pairs{});
  CHECK(parse_pairs(" a = b%20c , d=e=f,, g=") == Pairs{{"a", "b c"}, {"d", "e=f"}, {"g", ""}});
  for (const char* bad : {"a", "=b", "a=%2", "a=%zz", "a=%ff", "a=b,c"})
    CHECK_MESSAGE(!parse_pairs(bad), bad);
}
