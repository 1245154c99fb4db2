#include "lgm/service/config.hpp"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace lgm::service {
namespace {

using describe::Fault;
using describe::Field;

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  std::string value = text.str();
  if (value.ends_with('\n')) value.pop_back();
  if (value.ends_with('\r')) value.pop_back();
  return value;
}

// The value of a variable, from NAME or NAME_FILE; pushes a fault for both or an unreadable file.
std::optional<std::string> value_of(const std::string& name, const Environment& environment,
                                    std::vector<Fault>& faults) {
  const auto plain = environment.find(name), file = environment.find(name + "_FILE");
  if (file == environment.end() || file->second.empty())
    return plain == environment.end() || plain->second.empty() ? std::nullopt : std::optional(plain->second);
  if (plain != environment.end() && !plain->second.empty()) {
    faults.push_back({name, "conflict", "is given both directly and as " + name + "_FILE"});
    return std::nullopt;
  }
  auto value = read_file(file->second);
  if (!value)
    faults.push_back({name + "_FILE", "unreadable", "names a file that cannot be read: " + file->second});
  return value;
}

bool is_declared(const describe::TypeInfo& type, std::string_view name) {
  if (type.find(name)) return true;
  constexpr std::string_view kFile = "_FILE";
  return name.ends_with(kFile) && type.find(name.substr(0, name.size() - kFile.size()));
}

std::string default_of(const Field& field, const void* defaults) {
  if (field.is_secret) return "";
  std::string text;
  json::Writer writer(text);
  field.ops().to_json(field.at(const_cast<void*>(defaults)), writer);
  if (text == "null" || text == "\"\"") return "";
  if (text.size() >= 2 && text.front() == '"') return text.substr(1, text.size() - 2);
  return text;
}

}  // namespace

Environment process_environment() {
  Environment environment;
  for (char** entry = environ; *entry; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return environment;
}

std::vector<Fault> load_config(const describe::TypeInfo& type, void* config, const Environment& environment,
                               const std::vector<std::string>& our_prefixes) {
  std::vector<Fault> faults;
  for (const Field& field : type.fields) {
    const std::string name(field.name);
    const auto value = value_of(name, environment, faults);
    if (value)
      field.ops().from_text(field.at(config), *value, field, name, faults);
    else if (field.is_required)
      faults.push_back({name, "required", "is required: " + std::string(field.text)});
  }
  for (const auto& [name, value] : environment)
    for (const std::string& prefix : our_prefixes)
      if (name.starts_with(prefix) && !is_declared(type, name))
        faults.push_back({name, "unknown_variable", "is not a variable of this service"});
  return faults;
}

std::string describe_config(const describe::TypeInfo& type, const void* defaults) {
  std::string out;
  for (const Field& field : type.fields) {
    out += "  " + std::string(field.name);
    const std::string value = default_of(field, defaults);
    if (field.is_required) out += " (required)";
    if (field.is_secret) out += " (secret)";
    if (!value.empty()) out += " = " + value;
    out += "\n      " + std::string(field.text) + "\n";
  }
  return out;
}

std::vector<std::string> secret_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
  }
  return lines;
}

void check_secret_lines(const std::string& variable, std::string_view text, std::vector<Fault>& faults) {
  constexpr std::size_t kShortest = 32, kMost = 2;
  const auto lines = secret_lines(text);
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].size() < kShortest)
      faults.push_back(
          {variable, "too_short", "line " + std::to_string(i + 1) + " must have at least 32 bytes"});
  if (lines.size() > kMost)
    faults.push_back({variable, "too_many", "must have one line or two: the first makes, both open"});
}

json::Value list_config(const describe::TypeInfo& type, const void* defaults) {
  json::Array variables;
  for (const Field& field : type.fields) {
    json::Object one{{"name", field.name}, {"doc", field.text}, {"type", field.ops().json_type}};
    std::string text;
    json::Writer writer(text);
    field.ops().to_json(field.at(const_cast<void*>(defaults)), writer);
    if (!field.is_secret && text != "null" && text != "\"\"")
      one.emplace_back("default", json::parse_or_nothing(text).value_or(nullptr));
    if (field.minimum != INT64_MIN) one.emplace_back("minimum", field.minimum);
    if (field.maximum != INT64_MAX) one.emplace_back("maximum", field.maximum);
    if (field.min_length != 0) one.emplace_back("min_length", field.min_length);
    if (field.max_length != describe::kNoLimit) one.emplace_back("max_length", field.max_length);
    if (!field.values.empty())
      one.emplace_back("values", json::Array(field.values.begin(), field.values.end()));
    if (field.is_required) one.emplace_back("required", true);
    if (field.is_secret) one.emplace_back("secret", true);
    variables.emplace_back(std::move(one));
  }
  return variables;
}

}  // namespace lgm::service
