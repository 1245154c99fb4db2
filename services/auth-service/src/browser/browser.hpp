// What auth-service has to do with browsers: the refresh cookie, the requests that may use it, the cookie
// that other tools go by, those of sign-ins that are on their way, and the mark of whoever signed in last.
// Constant after construction: no thread, no lock.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access_tokens/access_tokens.hpp"
#include "lgm/http/message.hpp"
#include "tools/tools_tokens.hpp"

namespace lgm::auth_service {

class Browser {
 public:
  // `public_origin` as valid_origin() accepts it. Over https the cookie is `__Host-lgm_refresh` and Secure;
  // on plain-http loopback, where browsers refuse both, it is `lgm_refresh`.
  // `secret_key`: SECRET_KEY, by which marks are made that nobody else can make.
  // `tools`: what the cookie of other tools is made by; null: there is none. It must outlive this.
  Browser(std::string public_origin, const std::string& secret_key, const ToolsTokens* tools = nullptr);
  // https://host[:port], or http:// with a loopback host; lower case, nothing behind it.
  static bool valid_origin(std::string_view origin);

  // The refresh token that the request's cookie holds; none where there is no such cookie or more than one (a
  // planted second one must not win).
  std::optional<std::string> refresh_token(const http::Request& request) const;
  // True when the console sent it: our Origin, and a header or type that forces a preflight on others.
  bool from_console(const http::Request& request) const;
  // Throws Refusal 403 `origin_not_allowed` or `preflight_required` unless from_console().
  void require_console(const http::Request& request) const;

  // Where browsers are sent on: other sites' pages can have it fetched for their images and frames as often
  // as they like. Throws Refusal 403 `origin_not_allowed` for what a browser marks as no navigation of a page
  // (Fetch Metadata); browsers that do not mark it are let through.
  static void require_navigation(const http::Request& request);

  void set_cookie(http::Response& response, const std::string& token, std::int64_t seconds) const;
  void clear_cookie(http::Response& response) const;  // with that of tools: the session is left

  // The cookie `__Host-lgm_tools`, by which GET /auth/verify knows the browser: HttpOnly, Lax, prefix and
  // Secure as the refresh cookie. Nothing is set where TOOLS_COOKIE is off.
  void set_tools(http::Response& response, const IssuedToken& access) const;
  // What it holds; none where there is no such cookie or more than one.
  std::optional<std::string> tools_cookie(const http::Request& request) const;

  // The cookie of one sign-in on its way: its name, which ends in `in`, 8 characters of base64url. HttpOnly,
  // and Lax, as it must come along when a provider sends the browser back; prefix and Secure as the refresh
  // cookie.
  std::string transit_name(std::string_view in) const { return transit_prefix_ + std::string(in); }
  // What it holds; none where there is no such cookie or more than one.
  std::optional<std::string> transit(const http::Request& request, std::string_view in) const;
  // At most kMostTransits stay in the browser of `request`: the oldest others are cleared, of very many
  // kMostCleared at a time, so that the answer's head stays short.
  void set_transit(const http::Request& request, http::Response& response, std::string_view in,
                   const std::string& value, std::int64_t seconds) const;
  void clear_transit(http::Response& response, std::string_view in) const;

  // Whether this user was the last who signed in in the browser, by the cookie `__Host-lgm_last`: a keyed
  // digest of the uid, kept as long as browsers keep any (400 days).
  bool was_last(const http::Request& request, const std::string& uid) const;
  void set_last(http::Response& response, const std::string& uid) const;

  // The cookie of a question that was put to a browser in which nobody is signed in, as of a sign-in on its
  // way: only that browser can answer with this handle.
  bool was_asked(const http::Request& request, const std::string& handle) const;
  void set_asked(const http::Request& request, http::Response& response, const std::string& handle,
                 std::int64_t seconds) const;
  void clear_asked(http::Response& response, const std::string& handle) const;
  // Whether its console can put the question `confirm_sign_in`; consoles of older versions do not say so.
  static bool confirms(const http::Request& request);
  static constexpr std::size_t kMostTransits = 4, kMostCleared = 8;

 private:
  std::string mark_of(const std::string& key, std::string_view of, const std::string& what) const;
  bool is_mark(const std::optional<std::string>& mark, std::string_view of, const std::string& what) const;

  std::string origin_, name_, attributes_, transit_prefix_, lax_attributes_, last_name_, tools_name_;
  std::vector<std::string> keys_;  // the first makes marks, all know them
  const ToolsTokens* tools_;
};

}  // namespace lgm::auth_service
