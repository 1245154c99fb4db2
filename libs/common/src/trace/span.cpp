#include "lgm/trace/span.hpp"

#include <algorithm>
#include <exception>
#include <random>

namespace lgm::trace {
namespace {

constexpr std::size_t kLength = 55, kTrace = 3, kSpan = 36, kFlags = 53;
constexpr char kHex[] = "0123456789abcdef";

bool is_hex(std::string_view part) {
  return std::all_of(part.begin(), part.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_zero(std::string_view part) {
  return part.find_first_not_of('0') == std::string_view::npos;
}

// 16 hex digits that are not all zeros.
void write_random(char* out) {
  thread_local std::mt19937_64 ids(std::random_device{}());
  std::uint64_t id = ids() | 1;
  for (std::size_t i = 0; i < 16; ++i, id >>= 4) out[i] = kHex[id & 15];
}

}  // namespace

Current& current() {
  thread_local Current one;
  return one;
}

bool is_traceparent(std::string_view text) {
  if (text.size() != kLength || !text.starts_with("00-") || text[kSpan - 1] != '-' || text[kFlags - 1] != '-')
    return false;
  const auto trace = text.substr(kTrace, 32), span = text.substr(kSpan, 16);
  return is_hex(trace) && is_hex(span) && is_hex(text.substr(kFlags)) && !is_zero(trace) && !is_zero(span);
}

bool is_sampled(std::string_view traceparent) {
  const char last = traceparent.back();
  return ((last >= 'a' ? last - 'a' + 10 : last - '0') & 1) != 0;
}

std::string child_traceparent(const std::string& parent) {
  if (parent.size() != kLength) return {};
  std::string child = parent;
  write_random(&child[kSpan]);
  return child;
}

std::string new_traceparent() {
  std::string made = "00-00000000000000000000000000000000-0000000000000000-00";
  write_random(&made[kTrace]);
  write_random(&made[kTrace + 16]);
  write_random(&made[kSpan]);
  return made;
}

void set_sampled(std::string& traceparent, bool sampled) {
  traceparent[kFlags] = '0';
  traceparent[kFlags + 1] = sampled ? '1' : '0';
}

ChildSpan::ChildSpan(std::string_view verb, std::string_view object) : recorder_(current().recorder) {
  if (!recorder_) return;
  const Current& parent = current();
  Span& span = span_.emplace();
  span.traceparent = child_traceparent(parent.traceparent);
  span.parent_id = parent.traceparent.substr(kSpan, 16);
  span.name.append(verb).append(" ").append(object);
  span.began_ns = recorder_->now_ns();
}

ChildSpan::~ChildSpan() {
  if (!span_) return;
  try {
    span_->ended_ns = std::max(recorder_->now_ns(), span_->began_ns);
    recorder_->take(std::move(*span_));
  } catch (const std::exception&) {
    // Out of memory: the call that it tells of is worth more than the telling.
  }
}

std::string ChildSpan::traceparent() const {
  return span_ ? span_->traceparent : child_traceparent(current().traceparent);
}

void ChildSpan::set(std::string_view key, std::int64_t value) {
  if (span_) span_->attributes.push_back({key, value});
}

void ChildSpan::set(std::string_view key, std::string_view value) {
  if (span_) span_->attributes.push_back({key, std::string(value)});
}

void ChildSpan::fail(std::string_view type) {
  if (!span_) return;
  span_->failed = true;
  set("error.type", type);
}

}  // namespace lgm::trace
