#include "browser/browser.hpp"

#include <doctest/doctest.h>

using lgm::auth_service::Browser;
using namespace lgm;

TEST_CASE("origins: https, or http on loopback, and nothing behind the host") {
  for (const char* good :
       {"https://a.example", "https://a.example:8443", "https://10.0.0.1", "http://localhost:8080",
        "http://127.0.0.1:1", "http://[::1]:8080", "https://[2001:db8::1]"})
    CHECK_MESSAGE(Browser::valid_origin(good), good);
  for (const char* bad :
       {"", "a.example", "http://a.example", "https://", "https://a.example/", "https://a.example/x",
        "https://A.example", "https://a.example:", "https://a.example:x", "https://u@a.example",
        "ftp://a.example", "http://127.0.0.1.evil.example", "http://localhost.evil.example"})
    CHECK_MESSAGE(!Browser::valid_origin(bad), bad);
}

TEST_CASE("the cookie has its prefix and Secure over https alone") {
  http::Response secure, plain, cleared;
  Browser("https://a.example").set_cookie(secure, "t", 5);
  Browser("http://localhost").set_cookie(plain, "t", 5);
  Browser("http://localhost").clear_cookie(cleared);
  CHECK(secure.headers.get("Set-Cookie") ==
        "__Host-lgm_refresh=t; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=5");
  CHECK(plain.headers.get("Set-Cookie") == "lgm_refresh=t; Path=/; HttpOnly; SameSite=Strict; Max-Age=5");
  CHECK(cleared.headers.get("Set-Cookie") == "lgm_refresh=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST_CASE("the cookie is found among others, and two of the name count as none") {
  const Browser browser("https://a.example");
  const auto token_of = [&](std::initializer_list<const char*> cookies) {
    http::Request request;
    for (const char* cookie : cookies) request.headers.add("cookie", cookie);
    return browser.refresh_token(request);
  };
  CHECK(token_of({"a=1; __Host-lgm_refresh=tok; b=2"}) == "tok");
  CHECK(token_of({"a=1", "__Host-lgm_refresh=tok"}) == "tok");
  CHECK_FALSE(token_of({"lgm_refresh=tok"}));
  CHECK_FALSE(token_of({"x__Host-lgm_refresh=tok"}));
  CHECK_FALSE(token_of({"__Host-lgm_refresh="}));
  CHECK_FALSE(token_of({"__Host-lgm_refresh=a; __Host-lgm_refresh=b"}));
  CHECK_FALSE(token_of({"__Host-lgm_refresh=a", "__Host-lgm_refresh=a"}));
  CHECK_FALSE(token_of({}));
}
