// Makes docs/internal-api.md: copies the text of standard input, and in place of a line `{{operations
// <service>}}` writes every operation of that service as its description says it, and in place of `{{rows of
// the policy}}` the members of each kind.
#include <fmt/format.h>

#include <iostream>
#include <string>

#include "lgm/contracts/all.hpp"

using namespace lgm;
using describe::Field;
using describe::Ops;
using describe::TypeInfo;

namespace {

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::ptrdiff_t at = std::ssize(digits) - 3; at > (number < 0 ? 1 : 0); at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

// "1 to 255", "at most 64", "at least 1"; empty without limits.
std::string limits(std::int64_t least, std::int64_t most, std::int64_t lowest, std::int64_t highest) {
  if (least == lowest && most == highest) return {};
  if (most == highest) return "at least " + grouped(least);
  if (least == lowest) return "at most " + grouped(most);
  return grouped(least) + " to " + grouped(most);
}

std::string text_of(const Field& field) {
  std::string names;
  for (const auto name : field.values) names += fmt::format("{}`{}`", names.empty() ? "" : ", ", name);
  if (!names.empty()) return "one of " + names;
  constexpr std::string_view kMust = "must be ";
  if (field.matching.starts_with(kMust)) return std::string(field.matching.substr(kMust.size()));
  const std::string length = limits(field.min_length, field.max_length, 0, describe::kNoLimit);
  return length.empty() ? "text" : "text of " + length + " characters";
}

std::string kind_of(const Field& field, const Ops& ops) {
  if (ops.nullable && ops.element) return kind_of(field, *ops.element) + ", or absent";
  if (ops.type) return "object";
  if (ops.json_type == "array") {
    const std::string most = limits(0, field.max_items, 0, describe::kNoLimit);
    return "list" + (most.empty() ? "" : " of " + most) + ": " + kind_of(field, *ops.element);
  }
  if (ops.json_type == "object") return "object of " + kind_of(field, *ops.element);
  if (ops.json_type == "boolean") return "true or false";
  if (ops.json_type == "string") return text_of(field);
  if (ops.json_type.empty()) return "any JSON";
  const std::string range = limits(field.minimum, field.maximum, INT64_MIN, INT64_MAX);
  return range.empty() ? "whole number" : "whole number, " + range;
}

// The described type that a member holds, or null; `path` gets how it holds it.
const TypeInfo* held_by(const Ops& ops, std::string& path) {
  if (ops.type) return ops.type();
  if (!ops.element) return nullptr;
  if (ops.json_type == "array") path += "[]";
  if (ops.json_type == "object" && !ops.nullable) path += "{}";
  return held_by(*ops.element, path);
}

void add_members(std::string& out, const TypeInfo& type, const std::string& before) {
  for (const Field& field : type.fields) {
    std::string path = before + std::string(field.name);
    out += fmt::format("| `{}`{} | {} | {} |\n", path, field.is_required ? " *" : "",
                       kind_of(field, field.ops()), field.text);
    if (const TypeInfo* inner = held_by(field.ops(), path)) add_members(out, *inner, path + ".");
  }
}

void add_table(std::string& out, std::string_view what, const TypeInfo& type) {
  if (type.fields.empty()) return;
  out += fmt::format("\n| {} | is | |\n| --- | --- | --- |\n", what);
  add_members(out, type, "");
}

std::string bytes(std::size_t count) {
  constexpr std::size_t kMiB = 1024 * 1024;
  return count % kMiB == 0 ? std::to_string(count / kMiB) + " MiB" : std::to_string(count / 1024) + " KiB";
}

template <class Q, class A>
std::string section(const calls::Operation<Q, A>& operation) {
  const bool asks_by_body = operation.method != http::Method::Get;
  std::string callers;
  for (const auto caller : operation.callers)
    if (!caller.empty()) callers += fmt::format("{}{}", callers.empty() ? "" : ", ", caller);
  std::string out =
      fmt::format("### `{} {}`\n\n{}. {}{}Asked by {}, within {} ms", http::to_string(operation.method),
                  operation.path, operation.summary, operation.doc, operation.doc.empty() ? "" : " ", callers,
                  grouped(operation.patience.count()));
  if (asks_by_body)
    out += operation.idempotent ? "; sent again where the answer is lost"
                                : "; not sent again where the answer is lost";
  if (operation.longest_wait.count() > 0)
    out += fmt::format("; waits {} s at most", operation.longest_wait.count());
  if (asks_by_body && operation.max_body != calls::Operation<Q, A>{}.max_body)
    out += fmt::format("; a body has {} at most", bytes(operation.max_body));
  out += ".";
  for (const calls::Refused& refused : operation.refused)
    if (refused.status != 0) out += fmt::format(" {} `{}`: {}.", refused.status, refused.code, refused.when);
  out += "\n";
  add_table(out, asks_by_body ? "question" : "query", describe::type_of<Q>());
  add_table(out, "answer", describe::type_of<A>());
  return out;
}

std::string operations_of(std::string_view service) {
  std::string out;
  contracts::each_operation([&](const auto& operation) {
    if (operation.callee == service) out += (out.empty() ? "" : "\n") + section(operation);
  });
  return out;
}

std::string rows_of_the_policy() {
  std::string out;
  [&]<class... Row>(std::type_identity<std::tuple<Row...>>) {
    const auto add = [&](std::string_view kind, const TypeInfo& type) {
      add_table(out, fmt::format("`{}`", kind), type);
    };
    (add(contracts::policy::kKindOf<Row>, describe::type_of<Row>()), ...);
  }(std::type_identity<contracts::policy::Rows>{});
  return out.substr(1);
}

}  // namespace

int main() {
  constexpr std::string_view kBegin = "{{operations ", kEnd = "}}", kPolicy = "{{rows of the policy}}";
  for (std::string line; std::getline(std::cin, line);) {
    if (line == kPolicy) {
      fmt::print("{}", rows_of_the_policy());
      continue;
    }
    if (!line.starts_with(kBegin) || !line.ends_with(kEnd)) {
      fmt::print("{}\n", line);
      continue;
    }
    const std::string service = line.substr(kBegin.size(), line.size() - kBegin.size() - kEnd.size());
    const std::string text = operations_of(service);
    if (text.empty()) {
      fmt::print(stderr, "internal-api: no operation of {}\n", service);
      return 1;
    }
    fmt::print("{}", text);
  }
}
