// An OpenID Connect provider behind a Caller: what it publishes, its token endpoint and its UserInfo, each of
// which can be told to lie. Used by one thread at a time, but for the counts.
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "auth/rsa_key.hpp"
#include "lgm/base/clock.hpp"
#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::testing {

class FakeIssuer final : public http::Caller {
 public:
  static constexpr char kIssuer[] = "https://idp.example";
  static constexpr char kClient[] = "our client", kSecret[] = "s&cret of ours";

  explicit FakeIssuer(const base::Clock& clock);

  // What a browser brings back that was sent to `location`, of somebody who signed in there: code, state,
  // iss.
  std::map<std::string, std::string, std::less<>> answer_to(const std::string& location);
  http::CallResult call(const http::Call& call) override;
  int asked(const std::string& path) const;
  http::Call last(const std::string& path) const;

  json::Value metadata, user_info;
  json::Array jwks;
  json::Value token_answer;  // beside access and ID token
  std::function<void(json::Value& header, json::Value& claims)> spoil = [](auto&, auto&) {};
  // Answers in its place, by path.
  std::map<std::string, http::CallResult> instead;
  bool away = false;

  // Refresh tokens, each good once: "rt-1", "rt-2" …; none where it is empty.
  std::string refresh_token;
  // Signed by its key, for our client and sub-1, until spoiled.
  std::string logout_token(const std::function<void(json::Value& header, json::Value& claims)>& change =
                               [](auto&, auto&) {}) const;

  // A further key, by which it signs from now on; published unless told otherwise.
  void rotate(const std::string& kid, bool publish = true);
  static http::CallResult answered(int status, const std::string& body);

 private:
  http::CallResult token(const http::Call& call);
  http::CallResult refreshed(const std::string& presented);
  http::CallResult given(json::Value answer) const;
  std::string id_token() const;
  std::string signed_token(const json::Value& header, const json::Value& claims) const;

  const base::Clock& clock_;
  auth::EcKey key_;
  std::string kid_;
  std::string nonce_, challenge_, redirect_uri_, code_;
  mutable std::mutex mutex_;
  std::map<std::string, int> asked_;
  std::map<std::string, http::Call> last_;
};

// The parameters of an URL's query, or of a form.
std::map<std::string, std::string, std::less<>> parameters_of(const std::string& text);

}  // namespace lgm::testing
