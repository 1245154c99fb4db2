#include "oauth/oauth.hpp"

#include "lgm/crypto/crypto.hpp"
#include "lgm/http/client.hpp"
#include "portal/page.hpp"

namespace lgm::usap_simulator {
namespace {

constexpr std::size_t kChallenge = 43;  // characters of a SHA-256 in base64url
constexpr const char* kAsked[] = {"response_type", "client_id",      "redirect_uri",         "scope",
                                  "state",         "code_challenge", "code_challenge_method"};

std::string bearer_of(const std::string& authorization) {
  constexpr std::string_view kScheme = "Bearer ";
  return authorization.starts_with(kScheme) ? authorization.substr(kScheme.size()) : "";
}

std::string basic(const OauthClient& client) {
  return "Basic " +
         crypto::base64(http::encode_component(client.id) + ":" + http::encode_component(client.secret));
}

std::string back_with(const Oauth::Parameter& asked,
                      const std::vector<std::pair<std::string, std::string>>& answer) {
  std::string url = asked("redirect_uri");
  char joint = '?';
  for (const auto& [name, value] : answer) {
    url += joint + name + "=" + http::encode_component(value);
    joint = '&';
  }
  return url;
}

}  // namespace

std::optional<std::string> Oauth::fault_of(const Parameter& asked) const {
  if (asked("client_id") != client_.id) return "client_id is unknown";
  if (asked("redirect_uri") != client_.redirect_uri) return "redirect_uri is not the registered one";
  if (asked("response_type") != "code") return "response_type must be code";
  if (asked("code_challenge_method") != "S256" || asked("code_challenge").size() != kChallenge)
    return "PKCE is required, with S256";
  return std::nullopt;
}

std::string Oauth::new_code(const std::string& user_id, const std::string& challenge) {
  const std::string code = "CODE_" + random_.token();
  codes_[code] = {user_id, challenge, clock_.steady() + kCodeLife};
  return code;
}

std::string Oauth::sent_back(const Parameter& asked, const std::string& user_id, const std::string& issuer,
                             const std::string& mode) {
  const std::string state = asked("state");
  for (const char* error : {"access_denied", "server_error"})
    if (mode == error)
      return back_with(asked, {{"error", error}, {"error_description", "as it was told"}, {"state", state}});
  const std::lock_guard lock(mutex_);
  std::string code = new_code(user_id, asked("code_challenge"));
  if (mode == "injected_code")
    std::swap(code, last_code_);
  else
    last_code_ = code;
  if (mode == "no_code") return back_with(asked, {{"state", state}});
  if (mode == "no_state") return back_with(asked, {{"code", code}});
  if (mode == "double_state") return back_with(asked, {{"code", code}, {"state", state}, {"state", state}});
  if (mode == "other_state")
    return back_with(asked, {{"code", code}, {"state", random_.token()}, {"iss", issuer}});
  if (mode == "no_issuer") return back_with(asked, {{"code", code}, {"state", state}});
  const std::string said = mode == "other_issuer" ? "https://other.example" : issuer;
  return back_with(asked, {{"code", code}, {"state", state}, {"iss", said}});
}

bool Oauth::knows_client(const Parameter& form, const std::string& authorization) const {
  if (!authorization.empty()) return crypto::equal_constant_time(authorization, basic(client_));
  return form("client_id") == client_.id &&
         crypto::equal_constant_time(form("client_secret"), client_.secret);
}

Oauth::Redeemed Oauth::redeem(const Parameter& form, const std::string& authorization) {
  if (!knows_client(form, authorization)) return {"invalid_client", {}};
  if (form("grant_type") != "authorization_code") return {"unsupported_grant_type", {}};
  const std::lock_guard lock(mutex_);
  const auto found = codes_.find(form("code"));
  if (found == codes_.end() || form("redirect_uri") != client_.redirect_uri) return {"invalid_grant", {}};
  Code& code = found->second;
  if (!code.access_token.empty()) {
    tokens_.erase(code.access_token);
    return {"invalid_grant", {}};
  }
  code.access_token = "AT_" + random_.token();
  if (code.until <= clock_.steady() ||
      crypto::base64url(crypto::sha256(form("code_verifier"))) != code.challenge)
    return {"invalid_grant", {}};
  tokens_[code.access_token] = {code.user_id, clock_.steady() + kTokenLife};
  return {{}, code.access_token};
}

std::optional<std::string> Oauth::user_of(const std::string& authorization) {
  const std::lock_guard lock(mutex_);
  const auto found = tokens_.find(bearer_of(authorization));
  if (found == tokens_.end() || found->second.until <= clock_.steady()) return std::nullopt;
  return found->second.user_id;
}

std::string sign_in_page(const std::vector<Person>& people, const Oauth::Parameter& asked,
                         const std::string& message) {
  std::string hidden, list;
  for (const char* name : kAsked)
    hidden += "<input type=\"hidden\" name=\"" + std::string(name) + "\" value=\"" +
              escape_html(asked(name)) + "\">";
  for (const Person& person : people)
    list += "<li><p><strong>" + escape_html(person.user_name) +
            "</strong></p><form method=\"post\" action=\"/oauth/authorize\">" + hidden +
            "<input type=\"hidden\" name=\"username\" value=\"" + escape_html(person.user_id) +
            "\"><input type=\"hidden\" name=\"password\" value=\"" + escape_html(person.password) +
            "\"><button type=\"submit\">Sign in (" + escape_html(person.user_id) + ")</button></form></li>\n";
  const std::string error =
      message.empty() ? "" : "<p class=\"error\" role=\"alert\">" + escape_html(message) + "</p>\n";
  return "<!doctype html>\n<html lang=\"en\"><head>" + std::string(page_head()) +
         "<title>USAP simulator</title></head><body><main><h1>USAP simulator: who are you?</h1>\n"
         "<p class=\"warn\" role=\"note\">For tests and demonstrations alone.</p>\n" +
         error + "<ul>\n" + list + "</ul></main></body></html>\n";
}

}  // namespace lgm::usap_simulator
