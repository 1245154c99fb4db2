#include "browser/browser.hpp"

#include <doctest/doctest.h>

using lgm::auth_service::Browser;
using namespace lgm;

namespace {

const std::string kSecret(32, 's');

// A request with what an answer's Set-Cookie lines would bring.
http::Request after(const http::Response& response) {
  http::Request request;
  for (const auto& [name, value] : response.headers.fields())
    if (name == "Set-Cookie") request.headers.add("Cookie", value.substr(0, value.find(';')));
  return request;
}

}  // namespace

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
  Browser("https://a.example", kSecret).set_cookie(secure, "t", 5);
  Browser("http://localhost", kSecret).set_cookie(plain, "t", 5);
  Browser("http://localhost", kSecret).clear_cookie(cleared);
  CHECK(secure.headers.get("Set-Cookie") ==
        "__Host-lgm_refresh=t; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=5");
  CHECK(plain.headers.get("Set-Cookie") == "lgm_refresh=t; Path=/; HttpOnly; SameSite=Strict; Max-Age=5");
  CHECK(cleared.headers.get("Set-Cookie") == "lgm_refresh=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST_CASE("the cookie is found among others, and two of the name count as none") {
  const Browser browser("https://a.example", kSecret);
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

TEST_CASE("who was last is known to nobody but us, and to both lines of SECRET_KEY") {
  const Browser browser("https://a.example", kSecret);
  http::Response response;
  browser.set_last(response, "uid-1");
  const std::string line(response.headers.get("Set-Cookie").value());
  CHECK(line.starts_with("__Host-lgm_last="));
  CHECK(line.ends_with("; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=34560000"));
  CHECK(line.find("uid-1") == std::string::npos);
  CHECK(browser.was_last(after(response), "uid-1"));
  CHECK_FALSE(browser.was_last(after(response), "uid-2"));
  CHECK_FALSE(browser.was_last({}, "uid-1"));
  const std::string other(32, 'o');
  CHECK_FALSE(Browser("https://a.example", other).was_last(after(response), "uid-1"));
  CHECK(Browser("https://a.example", other + "\n" + kSecret).was_last(after(response), "uid-1"));
  http::Response plain;
  Browser("http://localhost", kSecret).set_last(plain, "uid-1");
  CHECK(plain.headers.get("Set-Cookie")->starts_with("lgm_last="));
  http::Request twice = after(response);
  twice.headers.add("Cookie", "__Host-lgm_last=x");
  CHECK_FALSE(browser.was_last(twice, "uid-1"));
}

TEST_CASE("a question is answered by the browser that was asked, with its handle alone") {
  const Browser browser("https://a.example", kSecret);
  const std::string handle = "abcdefgh-the-rest", alike = "abcdefgh-other";
  http::Response response;
  browser.set_asked({}, response, handle, 120);
  CHECK(response.headers.get("Set-Cookie")->starts_with("__Host-lgm_in_abcdefgh="));
  CHECK(response.headers.get("Set-Cookie")->find("the-rest") == std::string_view::npos);
  CHECK(browser.was_asked(after(response), handle));
  CHECK_FALSE(browser.was_asked(after(response), alike));
  CHECK_FALSE(browser.was_asked({}, handle));
  // The mark of a person is none of a question.
  http::Request planted;
  http::Response last;
  browser.set_last(last, handle);
  const std::string line(last.headers.get("Set-Cookie").value());
  planted.headers.add("Cookie", "__Host-lgm_in_abcdefgh=" + line.substr(16, line.find(';') - 16));
  CHECK_FALSE(browser.was_asked(planted, handle));
}
