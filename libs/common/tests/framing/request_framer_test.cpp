#include "http/request_framer.hpp"

#include <doctest/doctest.h>

using namespace lgm::http;
using State = RequestFramer::State;

namespace {

const FramingLimits kLimits{200, 10, 1000, 100, {}};

struct Outcome {
  State state;
  int status;
  std::string detail;
  Request request;
};

Outcome frame(std::string_view bytes) {
  RequestFramer framer(kLimits);
  framer.append(bytes);
  const State state = framer.advance();
  Outcome outcome{state, framer.status(), framer.detail(), {}};
  if (state == State::Complete) outcome.request = framer.take();
  return outcome;
}

// The refusal's status, and that feeding byte by byte ends the same way.
int refused(const std::string& bytes) {
  RequestFramer framer(kLimits);
  for (const char c : bytes) {
    framer.append({&c, 1});
    if (framer.advance() == State::Failed) break;
  }
  const Outcome whole = frame(bytes);
  CHECK(framer.status() == whole.status);
  CHECK(whole.state == State::Failed);
  CHECK_FALSE(whole.detail.empty());
  return whole.status;
}

std::string get(const std::string& headers, const std::string& target = "/a") {
  return "GET " + target + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n";
}

std::string post(const std::string& headers, const std::string& body) {
  return "POST /a HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n" + body;
}

}  // namespace

TEST_CASE("a plain request is framed with its parts") {
  const auto [state, status, detail, request] = frame(get("X-A:  v \r\n", "/t%C3%A4g/x?q=a+b%26&q=2&empty="));
  REQUIRE(state == State::Complete);
  CHECK(request.method == Method::Get);
  CHECK(request.path == "/täg/x");
  CHECK(request.parameter("q") == "a b&");
  CHECK(request.query.size() == 3);
  CHECK(request.headers.get("x-a") == "v");
  CHECK(request.keep_alive);
}

TEST_CASE("bodies by length and by chunks arrive whole, byte by byte too") {
  for (const auto& bytes : {post("Content-Length: 5\r\n", "hello"),
                            post("Transfer-Encoding: Chunked\r\n", "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n")}) {
    const auto whole = frame(bytes);
    REQUIRE(whole.state == State::Complete);
    CHECK(whole.request.body == "hello");
    RequestFramer framer(kLimits);
    State state = State::NeedMore;
    for (const char c : bytes) {
      REQUIRE(state == State::NeedMore);
      framer.append({&c, 1});
      state = framer.advance();
    }
    REQUIRE(state == State::Complete);
    CHECK(framer.take().body == "hello");
  }
}

TEST_CASE("pipelined requests come out one by one") {
  RequestFramer framer(kLimits);
  framer.append(post("Content-Length: 1\r\n", "x") + get("") + "GET /par");
  REQUIRE(framer.advance() == State::Complete);
  CHECK(framer.take().body == "x");
  REQUIRE(framer.advance() == State::Complete);
  CHECK(framer.take().path == "/a");
  CHECK(framer.advance() == State::NeedMore);
  CHECK(framer.in_head());
}

TEST_CASE("an empty line before a request is passed over") {
  CHECK(frame("\r\n" + get("")).state == State::Complete);
  RequestFramer framer(kLimits);
  for (const char c : "\r\n" + get("")) framer.append({&c, 1}), framer.advance();
  CHECK(framer.status() == 0);
  CHECK(refused("\r\n\r\n" + get("")) == 400);  // a second one is not
}

TEST_CASE("what two readers could understand differently is refused with 400") {
  CHECK(refused(post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello")) == 400);
  CHECK(refused(post("Content-Length: 5\r\nContent-Length: 6\r\n", "hello")) == 400);
  CHECK(refused(post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")) == 400);
  CHECK(refused(post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")) == 400);
  for (const char* length : {"abc", "-5", "+5", "5 5", "0x5", "", "5,5"})
    CHECK_MESSAGE(refused(post("Content-Length: " + std::string(length) + "\r\n", "hello")) == 400, length);
  CHECK(refused("POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
  CHECK(refused("GET /a HTTP/1.1\nHost: h\n\n") == 400);
  CHECK(refused("GET /a HTTP/1.1\r\nHost: h\nX: y\r\n\r\n") == 400);
  CHECK(refused("GET /a HTTP/1.1\r\nHost: h\rX: y\r\n\r\n") == 400);
  CHECK(refused(get("X: a\r\n b\r\n")) == 400);
  CHECK(refused(get("X : a\r\n")) == 400);
  CHECK(refused(get("no colon\r\n")) == 400);
  CHECK(refused(get(": a\r\n")) == 400);
  CHECK(refused(get(std::string("X: a\0b\r\n", 8))) == 400);
  CHECK(refused(get("X: a\x01\r\n")) == 400);
  CHECK(refused(post("Transfer-Encoding: chunked\r\n", "5;ext=1\r\nhello\r\n0\r\n\r\n")) == 400);
  CHECK(refused(post("Transfer-Encoding: chunked\r\n", "0x5\r\nhello\r\n")) == 400);
  CHECK(refused(post("Transfer-Encoding: chunked\r\n", "5\nhello\r\n")) == 400);
  CHECK(refused(post("Transfer-Encoding: chunked\r\n", "5\r\nhelloXX")) == 400);
  CHECK(refused(post("Transfer-Encoding: chunked\r\n", "0\r\nX: y\r\n\r\n")) == 400);
  CHECK(refused(post("Transfer-Encoding: chunked\r\n", "00000000000000000000000001\r\n")) == 400);
}

TEST_CASE("what is no HTTP request is refused") {
  CHECK(refused("garbage\r\n\r\n") == 400);
  CHECK(refused("GET /a\r\n\r\n") == 400);
  CHECK(refused("GET /a HTTP/1.1 x\r\nHost: h\r\n\r\n") == 400);
  CHECK(refused("G\x7FT /a HTTP/1.1\r\nHost: h\r\n\r\n") == 400);
  CHECK(refused("PRI * HTTP/2.0\r\n\r\n") == 505);
  CHECK(refused("GET /a HTTP/1.2\r\nHost: h\r\n\r\n") == 505);
  CHECK(refused("GET a HTTP/1.1\r\nHost: h\r\n\r\n") == 400);
  CHECK(refused("GET /a HTTP/1.1\r\n\r\n") == 400);
  CHECK(refused("GET /a HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n") == 400);
  for (const std::string host :
       {"a/b", "h:port", "h:80a", "h:-1", "h:+1", "h:65536", "h:99999999999999999999", "h:80:80", "::1",
        "[::1", "[::1]80", "[::1]:x", "a]:80", "h[1]"})
    CHECK_MESSAGE(refused("GET /a HTTP/1.1\r\nHost: " + host + "\r\n\r\n") == 400, host);
  for (const std::string host : {"h", "h:", "h:0", "h:65535", "[::1]", "[::1]:9001", "a.b-c_d~%20"})
    CHECK_MESSAGE(frame("GET /a HTTP/1.1\r\nHost: " + host + "\r\n\r\n").state == State::Complete, host);
  CHECK(refused(post("Transfer-Encoding: gzip\r\n", "")) == 501);
  CHECK(refused(get("Expect: tea\r\n")) == 417);
}

TEST_CASE("paths and queries are decoded once and strictly") {
  for (const char* target : {"/%", "/%2", "/%zz", "/%00", "/%ff", "/%c0%af", "/%ed%a0%80", "/a/../b",
                             "/%2e%2e/b", "/./a", "/a%2fb", "/a\\b", "/a?q=%ff", "/a?q=%0", "/a#b"})
    CHECK_MESSAGE(refused(get("", target)) == 400, target);
  CHECK(frame(get("", "/%2525")).request.path == "/%25");
  CHECK(frame(get("", "http://elsewhere/x?y=1")).request.path == "/x");
}

TEST_CASE("each limit is refused just above and not at it") {
  CHECK(frame(get("", "/" + std::string(199, 'a'))).state == State::Complete);
  CHECK(refused(get("", "/" + std::string(200, 'a'))) == 414);
  CHECK(refused("GET /" + std::string(500, 'a')) == 414);
  std::string headers;
  for (int i = 0; i < 9; ++i) headers += "X: y\r\n";
  CHECK(frame(get(headers)).state == State::Complete);
  CHECK(refused(get(headers + "X: y\r\n")) == 431);
  CHECK(refused(get("X: " + std::string(1000, 'a') + "\r\n")) == 431);
  CHECK(frame(post("Content-Length: 100\r\n", std::string(100, 'b'))).state == State::Complete);
  CHECK(refused(post("Content-Length: 101\r\n", "")) == 413);
  CHECK(refused(post("Content-Length: 99999999999999999999999\r\n", "")) == 413);
  CHECK(refused(post("Transfer-Encoding: chunked\r\n", "65\r\n")) == 413);
  CHECK(refused(post("Transfer-Encoding: chunked\r\n", "ffffffffffffffff\r\n")) == 413);
}

TEST_CASE("keep-alive follows version and Connection") {
  CHECK_FALSE(frame(get("Connection: close\r\n")).request.keep_alive);
  CHECK_FALSE(frame(get("Connection: x, Close\r\n")).request.keep_alive);
  CHECK_FALSE(frame("GET /a HTTP/1.0\r\n\r\n").request.keep_alive);
  CHECK(frame("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").request.keep_alive);
}

TEST_CASE("an expectation is reported once, before the body") {
  RequestFramer framer(kLimits);
  framer.append(post("Content-Length: 2\r\nExpect: 100-continue\r\n", ""));
  CHECK(framer.advance() == State::NeedMore);
  CHECK(framer.take_expectation());
  CHECK_FALSE(framer.take_expectation());
  framer.append("ok");
  CHECK(framer.advance() == State::Complete);
}
