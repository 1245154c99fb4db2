// How the simulator misbehaves, when it is told to.
#pragma once
#include <mutex>
#include <optional>
#include <string>

#include "lgm/describe/describe.hpp"

namespace lgm::usap_simulator {

struct Behaviour {
  std::int64_t latency_ms = 0;  // before every answer of the contract
  std::string mode = "normal";  // see kModes
  std::string calls = "all";    // which calls the mode is about, see kCalls
  std::int64_t times = 0;       // how many answers it is about; 0: until changed
};

// Thread-safe.
class BehaviourSwitch {
 public:
  void set(Behaviour behaviour);
  Behaviour get() const;
  // The behaviour for one call ("validate", "users", "batch", "health", "portal"), counted.
  Behaviour take(const std::string& call);

 private:
  mutable std::mutex mutex_;
  Behaviour behaviour_;
};

}  // namespace lgm::usap_simulator

namespace lgm::usap_simulator::detail {
inline constexpr std::string_view kModes[] = {
    "normal",           // answers as the contract says
    "down",             // 503
    "error",            // 500 with a JSON body
    "drop",             // the connection is closed without an answer
    "html",             // 200 with a page
    "not_an_object",    // 200 with a JSON array
    "truncated",        // 200 with half a JSON body
    "valid_text",       // valid: "true"
    "valid_false",      // valid: false with status 200
    "missing_user_id",  // without user_id
    "empty_user_id",    // user_id: ""
    "number_user_id",   // user_id: 7
    "local_user_id",    // user_id: "local:alice"
    "other_user",       // somebody else's data
    "other_target",     // target_system of another system
    "huge",             // a good answer of 2 MiB
    "redirect",         // 302 elsewhere
    "not_found_html",   // 404 with a page, as of a proxy in between
    // of token
    "mac_token",  // token_type: "mac"
    "no_token",   // without access_token
    "bad_token",  // an access_token with a line break
    // of authorize, which sends the browser back with
    "access_denied",  // an error of the person's
    "server_error",   // an error of its own
    "injected_code",  // the code of the sign-in before
    "no_code",
    "no_state",
    "double_state",
    "other_state",
    "no_issuer",
    "other_issuer",
};
inline constexpr std::string_view kCalls[] = {"all",    "validate",  "users", "batch",
                                              "health", "authorize", "token", "userinfo"};
}  // namespace lgm::usap_simulator::detail

template <>
struct lgm::describe::Description<lgm::usap_simulator::Behaviour> {
  using T = lgm::usap_simulator::Behaviour;
  static constexpr std::string_view name = "Behaviour";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::latency_ms>("latency_ms").range(0, 60'000),
      field<&T::mode>("mode").one_of(lgm::usap_simulator::detail::kModes),
      field<&T::calls>("calls").one_of(lgm::usap_simulator::detail::kCalls),
      field<&T::times>("times").range(0, 1'000'000),
  });
};
