// Streams made to be read differently by two servers, or to cost more than they weigh.
#include <doctest/doctest.h>

#include <chrono>

#include "http/request_framer.hpp"

using namespace lgm::http;
using State = RequestFramer::State;

namespace {

const FramingLimits kWide{8192, 100, 32 * 1024, 4 * 1024 * 1024, {}};

State frame(const std::string& bytes, Request& request, int* status = nullptr) {
  RequestFramer framer(kWide);
  framer.append(bytes);
  const State state = framer.advance();
  if (state == State::Complete) request = framer.take();
  if (status) *status = framer.status();
  return state;
}

std::string path_of(const std::string& target) {
  Request request;
  const State state = frame("GET " + target + " HTTP/1.1\r\nHost: h\r\n\r\n", request);
  return state == State::Complete ? request.path : "refused";
}

int status_of_head(const std::string& lines) {
  Request request;
  int status = 0;
  frame("POST /a HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n0\r\n\r\n", request, &status);
  return status;
}

}  // namespace

TEST_CASE("the authority of an absolute target ends where its path or its query begins") {
  CHECK(path_of("http://h/x") == "/x");
  CHECK(path_of("http://h") == "/");
  CHECK(path_of("http://h?y=/admin") == "/");
  CHECK(path_of("HTTPS://h?/admin") == "/");
  CHECK(path_of("//h/x") == "//h/x");
  Request request;
  REQUIRE(frame("GET http://h?y=/admin HTTP/1.1\r\nHost: h\r\n\r\n", request) == State::Complete);
  CHECK(request.parameter("y") == "/admin");
  CHECK(request.target == "/?y=/admin");
}

TEST_CASE("every Connection header counts") {
  Request request;
  REQUIRE(frame("GET / HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n",
                request) == State::Complete);
  CHECK_FALSE(request.keep_alive);
  REQUIRE(frame("GET / HTTP/1.0\r\nConnection: x\r\nConnection: keep-alive\r\n\r\n", request) ==
          State::Complete);
  CHECK(request.keep_alive);
  // What names both wants to close.
  REQUIRE(frame("GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", request) == State::Complete);
  CHECK_FALSE(request.keep_alive);
}

TEST_CASE("an HTTP/1.0 client does not wait for 100 Continue") {
  RequestFramer framer(kWide);
  framer.append("POST /a HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  CHECK(framer.advance() == State::NeedMore);
  CHECK_FALSE(framer.take_expectation());
}

TEST_CASE("no spelling of Transfer-Encoding but chunked alone is understood") {
  for (const char* value : {"chunked, chunked", "gzip, chunked", "xchunked", "chunked;q=1", "identity",
                            "chunked,", ",chunked", "\"chunked\"", "c hunked", ""}) {
    const int status = status_of_head("Transfer-Encoding: " + std::string(value) + "\r\n");
    CHECK_MESSAGE((status == 400 || status == 501), value);
  }
  for (const char* line :
       {"Transfer-Encoding : chunked\r\n", "Transfer-Encoding\t: chunked\r\n",
        " Transfer-Encoding: chunked\r\n",
        "Transfer-Encoding: \x0b"
        "chunked\r\n",
        "Transfer-Encoding:\r\n chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 0\r\n",
        "Content-Length: 0\r\nTransfer-Encoding: gzip\r\n", "X: y\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 0\r\ncontent-length: 0\r\n", "Content-Length : 0\r\n", "Content-Length: 0\x0c\r\n",
        "Content-Length: 18446744073709551616\r\n"})
    CHECK_MESSAGE((status_of_head(line) == 400 || status_of_head(line) == 413), line);
}

TEST_CASE("chunk sizes beyond any number, and chunk lines without end, are refused") {
  for (const char* size :
       {"fffffffffffffffff", "8000000000000000", "-1", "+1", " 1", "1 ", "1;", "1;a=b", "", "g"}) {
    Request request;
    int status = 0;
    CHECK(frame("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(size) +
                    "\r\nx",
                request, &status) == State::Failed);
    CHECK_MESSAGE((status == 400 || status == 413), size);
  }
  RequestFramer framer(kWide);
  framer.append("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(40, '0'));
  CHECK(framer.advance() == State::Failed);
}

// Reading 2 MiB must not cost 2 MiB squared: what is taken from the front of the buffer may not move the rest
// each time. The bound is far above what linear work takes under any sanitizer, and far below quadratic work.
TEST_CASE("many small chunks and many small requests in one buffer are read in linear time") {
  const auto began = std::chrono::steady_clock::now();
  std::string chunks = "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 350'000; ++i) chunks += "1\r\nx\r\n";
  Request request;
  REQUIRE(frame(chunks + "0\r\n\r\n", request) == State::Complete);
  CHECK(request.body.size() == 350'000);
  std::string many;
  constexpr int kRequests = 80'000;
  for (int i = 0; i < kRequests; ++i) many += "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  RequestFramer framer(kWide);
  framer.append(many);
  int taken = 0;
  while (framer.advance() == State::Complete) framer.take(), ++taken;
  CHECK(taken == kRequests);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(15));
}
