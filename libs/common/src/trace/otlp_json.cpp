#include "otlp_json.hpp"

#include <algorithm>
#include <charconv>

#include "lgm/base/utf8.hpp"
#include "lgm/json/value.hpp"

namespace lgm::trace {
namespace {

constexpr std::string_view kScope = "llm-guard-manager";
constexpr int kStatusError = 2;

void write_attribute(json::Writer& out, std::string_view key,
                     const std::variant<std::int64_t, std::string>& value) {
  out.begin_object();
  out.key("key");
  out.text(key);
  out.key("value");
  out.begin_object();
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    out.key("intValue");
    out.text(std::to_string(*number));
  } else {
    out.key("stringValue");
    out.text(std::get<std::string>(value));
  }
  out.end_object();
  out.end_object();
}

void write_span(json::Writer& out, const Span& span) {
  out.begin_object();
  out.key("traceId");
  out.text(span.trace_id());
  out.key("spanId");
  out.text(span.span_id());
  if (!span.parent_id.empty()) {
    out.key("parentSpanId");
    out.text(span.parent_id);
  }
  out.key("name");
  out.text(span.name);
  out.key("kind");
  out.integer(static_cast<int>(span.kind));
  out.key("startTimeUnixNano");
  out.text(std::to_string(span.began_ns));
  out.key("endTimeUnixNano");
  out.text(std::to_string(span.ended_ns));
  out.key("attributes");
  out.begin_array();
  for (const Attribute& attribute : span.attributes) write_attribute(out, attribute.key, attribute.value);
  out.end_array();
  out.key("status");
  out.begin_object();
  if (span.failed) {
    out.key("code");
    out.integer(kStatusError);
  }
  out.end_object();
  out.end_object();
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    unsigned byte = 0;
    const auto digits = text.substr(i + 1, 2);
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16).ptr;
    if (digits.size() != 2 || end != digits.data() + 2) return std::nullopt;
    out += static_cast<char>(byte);
    i += 2;
  }
  return out;
}

}  // namespace

std::string to_otlp_json(const Source& source, const std::vector<Span>& spans) {
  std::string body;
  body.reserve(512 + spans.size() * 768);
  json::Writer out(body);
  out.begin_object();
  out.key("resourceSpans");
  out.begin_array();
  out.begin_object();
  out.key("resource");
  out.begin_object();
  out.key("attributes");
  out.begin_array();
  for (const auto& [key, value] : source.resource) write_attribute(out, key, value);
  out.end_array();
  out.end_object();
  out.key("scopeSpans");
  out.begin_array();
  out.begin_object();
  out.key("scope");
  out.value(json::Object{{"name", kScope}, {"version", source.version}});
  out.key("spans");
  out.begin_array();
  for (const Span& span : spans) write_span(out, span);
  out.end_array();
  out.end_object();
  out.end_array();
  out.end_object();
  out.end_array();
  out.end_object();
  return body;
}

std::int64_t rejected_spans(const std::string& answer) {
  const auto document = json::parse_or_nothing(answer);
  const json::Value* partial = document ? document->find("partialSuccess") : nullptr;
  const json::Value* rejected = partial ? partial->find("rejectedSpans") : nullptr;
  if (!rejected) return 0;
  std::int64_t count = 0;
  if (const auto* number = rejected->integer()) count = *number;
  if (const auto* text = rejected->string())
    std::from_chars(text->data(), text->data() + text->size(), count);
  return std::max<std::int64_t>(count, 0);
}

std::optional<Pairs> parse_pairs(std::string_view text) {
  Pairs pairs;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view one = trimmed(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    if (one.empty()) continue;
    const std::size_t equals = one.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = trimmed(one.substr(0, equals));
    auto value = decoded(trimmed(one.substr(equals + 1)));
    if (key.empty() || !value || !base::valid_utf8(*value) || !base::valid_utf8(key)) return std::nullopt;
    pairs.emplace_back(key, std::move(*value));
  }
  return pairs;
}

}  // namespace lgm::trace
