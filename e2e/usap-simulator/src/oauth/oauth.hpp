// USAP's OAuth 2.0: authorization code with PKCE (S256 alone) for one client with one redirect URI. Codes are
// good once and for a minute; a second use takes back what the first one gave. Thread-safe.
#pragma once
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "lgm/base/clock.hpp"
#include "lgm/base/random.hpp"
#include "people/people.hpp"

namespace lgm::usap_simulator {

struct OauthClient {
  std::string id, secret, redirect_uri;
};

class Oauth {
 public:
  static constexpr std::chrono::seconds kCodeLife{60}, kTokenLife{300};
  // A parameter of a query or form; empty where there is none.
  using Parameter = std::function<std::string(const std::string& name)>;

  Oauth(OauthClient client, const base::Clock& clock, base::Random& random)
      : client_(std::move(client)), clock_(clock), random_(random) {}

  // Why a question at /oauth/authorize is none; nothing where it is good.
  std::optional<std::string> fault_of(const Parameter& asked) const;
  // Where the browser is sent once it is known who it is: back, with a code. `mode`: of Behaviour, which may
  // lie. `issuer`: of this simulator.
  std::string sent_back(const Parameter& asked, const std::string& user_id, const std::string& issuer,
                        const std::string& mode);

  struct Redeemed {
    std::string error;         // of RFC 6749 section 5.2; empty: none
    std::string access_token;  // without an error
  };
  // `authorization`: the header's value.
  Redeemed redeem(const Parameter& form, const std::string& authorization);
  // Whose the token is; none where it is unknown, over or taken back.
  std::optional<std::string> user_of(const std::string& authorization);

 private:
  struct Code {
    std::string user_id, challenge;
    base::SteadyTime until;
    std::string access_token = {};  // once it is used
  };
  struct Token {
    std::string user_id;
    base::SteadyTime until;
  };
  bool knows_client(const Parameter& form, const std::string& authorization) const;
  std::string new_code(const std::string& user_id, const std::string& challenge);

  const OauthClient client_;
  const base::Clock& clock_;
  base::Random& random_;
  std::mutex mutex_;
  std::map<std::string, Code> codes_;
  std::map<std::string, Token> tokens_;
  std::string last_code_;  // of the sign-in before, for the mode "injected_code"
};

// The page that asks who somebody is; what was asked goes on in hidden fields.
std::string sign_in_page(const std::vector<Person>& people, const Oauth::Parameter& asked,
                         const std::string& message);

}  // namespace lgm::usap_simulator
