#include "fake_issuer.hpp"

#include "lgm/crypto/crypto.hpp"

namespace lgm::testing {
namespace {

using json::Object;
using json::Value;

std::string decoded(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::map<std::string, std::string, std::less<>> parameters_of(const std::string& text) {
  std::map<std::string, std::string, std::less<>> found;
  std::string rest = text.substr(text.find('?') == std::string::npos ? 0 : text.find('?') + 1);
  while (!rest.empty()) {
    const std::string pair = rest.substr(0, rest.find('&'));
    rest = pair.size() == rest.size() ? "" : rest.substr(pair.size() + 1);
    found[pair.substr(0, pair.find('='))] = decoded(pair.substr(pair.find('=') + 1));
  }
  return found;
}

FakeIssuer::FakeIssuer(const base::Clock& clock) : clock_(clock) {
  rotate("k1");
  const std::string at = kIssuer;
  metadata = Object{{"issuer", at},
                    {"authorization_endpoint", at + "/authorize"},
                    {"token_endpoint", at + "/token"},
                    {"userinfo_endpoint", at + "/userinfo"},
                    {"jwks_uri", at + "/keys"},
                    {"id_token_signing_alg_values_supported", json::Array{"ES256", "HS256", "none"}},
                    {"authorization_response_iss_parameter_supported", true}};
  user_info = Object{{"sub", "sub-1"}, {"name", "Ann Other"}, {"email", "ann@idp.example"}};
}

void FakeIssuer::rotate(const std::string& kid, bool publish) {
  key_.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
  kid_ = kid;
  const auto [x, y] = auth::public_coordinates(key_);
  if (publish)
    jwks = {Object{{"kty", "EC"},
                   {"crv", "P-256"},
                   {"kid", kid},
                   {"x", crypto::base64url(x)},
                   {"y", crypto::base64url(y)}}};
}

std::map<std::string, std::string, std::less<>> FakeIssuer::answer_to(const std::string& location) {
  const auto asked = parameters_of(location);
  nonce_ = asked.contains("nonce") ? asked.at("nonce") : "";
  challenge_ = asked.at("code_challenge"), redirect_uri_ = asked.at("redirect_uri");
  code_ = "code-for-" + asked.at("state").substr(0, 8);
  return {{"code", code_}, {"state", asked.at("state")}, {"iss", kIssuer}};
}

http::CallResult FakeIssuer::answered(int status, const std::string& body) {
  http::CallResult result;
  result.status = status, result.body = body;
  return result;
}

int FakeIssuer::asked(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = asked_.find(path);
  return found == asked_.end() ? 0 : found->second;
}

http::Call FakeIssuer::last(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return last_.at(path);
}

http::CallResult FakeIssuer::call(const http::Call& call) {
  const std::lock_guard lock(mutex_);
  ++asked_[call.target];
  last_[call.target] = call;
  if (away) return {.error = http::CallError::Connect};
  if (const auto found = instead.find(call.target); found != instead.end()) return found->second;
  if (call.target == "/.well-known/openid-configuration") return answered(200, json::to_text(metadata));
  if (call.target == "/keys") return answered(200, json::to_text(Object{{"keys", jwks}}));
  if (call.target == "/token") return token(call);
  return answered(200, json::to_text(user_info));
}

http::CallResult FakeIssuer::token(const http::Call& call) {
  const auto form = parameters_of(call.body);
  if (form.at("grant_type") == "refresh_token") return refreshed(form.at("refresh_token"));
  const auto digest = crypto::base64url(crypto::sha256(form.at("code_verifier")));
  if (form.at("code") != code_ || digest != challenge_ || form.at("redirect_uri") != redirect_uri_)
    return answered(400, R"({"error":"invalid_grant"})");
  code_.clear();
  return given(Object{{"access_token", "at-1"}, {"token_type", "Bearer"}, {"id_token", id_token()}});
}

http::CallResult FakeIssuer::refreshed(const std::string& presented) {
  if (refresh_token.empty() || presented != refresh_token)
    return answered(400, R"({"error":"invalid_grant"})");
  refresh_token = "rt-" + std::to_string(std::stoi(refresh_token.substr(3)) + 1);
  nonce_.clear();
  return given(Object{{"access_token", "at-2"}, {"token_type", "Bearer"}, {"id_token", id_token()}});
}

http::CallResult FakeIssuer::given(Value answer) const {
  if (!refresh_token.empty()) answer.set("refresh_token", refresh_token);
  if (token_answer.object())
    for (const auto& [name, value] : *token_answer.object()) answer.set(name, value);
  return answered(200, json::to_text(answer));
}

std::string FakeIssuer::id_token() const {
  const std::int64_t now = base::to_unix_seconds(clock_.now());
  Value header = Object{{"alg", "ES256"}, {"kid", kid_}};
  Value claims = Object{{"iss", kIssuer}, {"sub", "sub-1"},   {"aud", kClient},
                        {"iat", now},     {"exp", now + 300}, {"nonce", nonce_}};
  if (nonce_.empty()) claims.set("nonce", Value());
  spoil(header, claims);
  return signed_token(header, claims);
}

std::string FakeIssuer::logout_token(const std::function<void(Value&, Value&)>& change) const {
  const std::int64_t now = base::to_unix_seconds(clock_.now());
  Value header = Object{{"alg", "ES256"}, {"kid", kid_}, {"typ", "logout+jwt"}};
  Value claims = Object{{"iss", kIssuer},
                        {"sub", "sub-1"},
                        {"aud", kClient},
                        {"iat", now},
                        {"exp", now + 120},
                        {"jti", "jti-1"},
                        {"events", Object{{"http://schemas.openid.net/event/backchannel-logout", Object{}}}}};
  change(header, claims);
  return signed_token(header, claims);
}

std::string FakeIssuer::signed_token(const Value& header, const Value& claims) const {
  const std::string text =
      crypto::base64url(json::to_text(header)) + "." + crypto::base64url(json::to_text(claims));
  return text + "." + crypto::base64url(auth::sign_es256(key_, text));
}

}  // namespace lgm::testing
