#include "providers/usap/usap_client.hpp"

#include <algorithm>

#include "lgm/base/utf8.hpp"
#include "lgm/contracts/identity.hpp"

namespace lgm::auth_service {
namespace {

using json::Object;
using json::Value;

constexpr Directory::Words kWords{kUsap, "usap_unavailable", "left_usap"};
constexpr char kNotConfigured[] = "usap: not configured";
constexpr std::chrono::milliseconds kTimeout{5'000};  // the contract's
constexpr std::chrono::milliseconds kHealthTimeout{1'000};
constexpr std::size_t kLongestId = 64, kLongestText = 128;  // characters, as users are stored

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

bool readable(const std::string& text) {
  return !text.empty() && base::valid_utf8(text) && !base::has_control(text);
}

// An optional member that cannot be stored is left out rather than refused: it signs nobody in.
std::optional<std::string> optional_text(const Value& body, std::string_view name) {
  auto text = body.text_at(name);
  if (!text || !readable(*text) || base::code_points(*text) > kLongestText) return std::nullopt;
  return text;
}

std::string cut(const std::string& text, std::size_t characters) {
  std::size_t end = 0;
  while (end < text.size() && characters > 0) {
    ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    --characters;
  }
  return text.substr(0, end);
}

// None for an entry that names nobody, or whose status cannot be read.
std::optional<Person> read_person(const Value& body) {
  const auto id = body.text_at("user_id");
  if (!id || !usable_usap_id(*id)) return std::nullopt;
  Person person{
      *id,
      {*id, optional_text(body, "email"), optional_text(body, "department"), optional_text(body, "phone")}};
  if (const auto name = body.text_at("user_name"); name && readable(*name))
    person.names.user_name = cut(*name, kLongestText);
  if (const Value* status = body.find("status"); status && !status->is_null()) {
    if (!status->string()) return std::nullopt;
    person.is_active = lower(*status->string()) == "active";
  }
  return person;
}

std::optional<Value> object_of(const http::CallResult& result) {
  auto body = json::parse_or_nothing(result.body);
  if (!body || !body->object()) return std::nullopt;
  return body;
}

// USAP says why in `error` or `detail`, in words of its own.
bool says_used(const http::CallResult& result) {
  const auto body = object_of(result);
  if (!body) return false;
  for (const char* member : {"error", "detail"})
    if (const auto text = body->text_at(member); text && lower(*text).find("used") != std::string::npos)
      return true;
  return false;
}

bool server_failed(const http::CallResult& result) {
  return result.error != http::CallError::None || result.status >= 500 || result.status == 429 ||
         result.status == 408;
}

}  // namespace

bool usable_usap_id(const std::string& id) {
  if (!readable(id) || base::code_points(id) > kLongestId) return false;
  if (id == "." || id == "..") return false;  // dot segments would change the path that asks for the user
  return !contracts::is_reserved_id(id);
}

UsapClient::UsapClient(std::shared_ptr<http::Caller> caller, UsapOptions options, service::Metrics& metrics)
    : caller_(std::move(caller)),
      options_(std::move(options)),
      bad_answers_(metrics, "lgm_usap_bad_answers_total", "Answers of USAP that are none, by call",
                   {{"call", {"validate-ticket", "user", "batch", "userinfo"}}}) {}

http::Call UsapClient::call_of(http::Method method, std::string target, bool idempotent) const {
  http::Call call;
  call.method = method;
  call.target = std::move(target);
  call.idempotent = idempotent;
  call.timeout = kTimeout;
  call.headers.add("X-Client-ID", options_.client_id);
  call.headers.add("X-Client-Secret", options_.client_secret);
  return call;
}

service::Cause UsapClient::unreadable(const char* call) const {
  bad_answers_.of({call}).add();
  return service::unreadable_answer(kUsap);
}

const Directory::Words& UsapClient::words() const {
  return kWords;
}

bool UsapClient::may_know(const std::string& user_id) const {
  return usable_usap_id(user_id);
}

bool UsapClient::meant_for_us(const Value& answer) const {
  for (const char* member : {"target_system", "client_id"}) {
    const Value* value = answer.find(member);
    if (!value || value->is_null()) continue;
    const auto& ours = options_.target_systems;
    if (!value->string() || (*value->string() != options_.client_id &&
                             std::find(ours.begin(), ours.end(), *value->string()) == ours.end()))
      return false;
  }
  return true;
}

TicketAnswer UsapClient::validate(const std::string& ticket) const {
  if (!caller_) return {.why = {kNotConfigured}};
  http::Call call = call_of(http::Method::Post, "/api/auth/validate-ticket", false);
  call.body = json::to_text(Object{{"ticket", ticket}});
  const auto result = caller_->call(call);
  if (server_failed(result)) return {.why = service::cause_of(kUsap, result)};
  return judged(result);
}

TicketAnswer UsapClient::judged(const http::CallResult& result) const {
  if (result.status >= 400) return {.outcome = UsapOutcome::Refused, .used_before = says_used(result)};
  const auto body = result.status == 200 ? object_of(result) : std::nullopt;
  const auto valid = body ? body->flag_at("valid") : std::nullopt;
  if (!valid) return {.why = unreadable("validate-ticket")};
  if (!*valid) return {.outcome = UsapOutcome::Refused, .used_before = says_used(result)};
  return identified(*body, "validate-ticket");
}

TicketAnswer UsapClient::identified(const Value& body, const char* call) const {
  const auto id = body.text_at("user_id");
  if (!meant_for_us(body) || (id && !id->empty() && !usable_usap_id(*id)))
    return {.outcome = UsapOutcome::Refused};
  auto person = read_person(body);
  if (!person) return {.why = unreadable(call)};
  return {.outcome = UsapOutcome::Ok, .person = std::move(*person)};
}

TicketAnswer UsapClient::of_user_info(const Value& said) const {
  const Value* valid = said.find("valid");
  if (valid && !valid->boolean()) return {.why = unreadable("userinfo")};
  if (valid && !*valid->boolean()) return {.outcome = UsapOutcome::Refused};
  return identified(said, "userinfo");
}

PersonAnswer UsapClient::person(const std::string& user_id, std::chrono::milliseconds deadline) const {
  using Outcome = PersonAnswer::Outcome;
  if (!caller_) return {.why = {kNotConfigured}};
  http::Call call = call_of(http::Method::Get, "/api/users/" + http::encode_component(user_id), true);
  call.timeout = deadline;
  const auto result = caller_->call(call);
  if (server_failed(result)) return {.why = service::cause_of(kUsap, result)};
  const auto body = object_of(result);
  // A 404 ends sessions: it must be USAP's, not that of a proxy in between.
  if (result.status == 404 && body && body->text_at("detail")) return {.outcome = Outcome::NotFound};
  auto person = result.status == 200 && body ? read_person(*body) : std::nullopt;
  if (!person || person->user_id != user_id) return {.why = unreadable("user")};
  return {.outcome = Outcome::Found, .person = std::move(*person)};
}

PeopleAnswer UsapClient::people(const std::vector<std::string>& user_ids,
                                std::chrono::milliseconds deadline) const {
  if (!caller_) return {.why = {kNotConfigured}};
  http::Call call = call_of(http::Method::Post, "/api/users/batch", true);
  call.timeout = deadline;
  call.body = json::to_text(Object{{"user_ids", json::Array(user_ids.begin(), user_ids.end())}});
  const auto result = caller_->call(call);
  if (server_failed(result)) return {.why = service::cause_of(kUsap, result)};
  const auto body = result.status == 200 ? object_of(result) : std::nullopt;
  const Value* users = body ? body->find("users") : nullptr;
  if (!users || !users->array()) return {.why = unreadable("batch")};
  PeopleAnswer answer{.available = true};
  for (const Value& item : *users->array()) {
    auto person = read_person(item);
    if (!person) return {.why = unreadable("batch")};
    // Only what was asked for counts.
    if (std::find(user_ids.begin(), user_ids.end(), person->user_id) != user_ids.end())
      answer.people.push_back(std::move(*person));
  }
  return answer;
}

bool UsapClient::healthy() const {
  if (!caller_) return false;
  http::Call call;
  call.target = "/api/health";
  call.timeout = kHealthTimeout;
  const auto result = caller_->call(call);
  const auto body = result.ok() ? object_of(result) : std::nullopt;
  return body && body->text_at("status") == "healthy";
}

}  // namespace lgm::auth_service
