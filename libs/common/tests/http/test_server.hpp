// A server to be attacked: it answers with what it understood.
#pragma once
#include <condition_variable>
#include <mutex>
#include <string>

#include "../support/raw_client.hpp"
#include "lgm/http/server.hpp"

namespace lgm::testing {

using http::FramingError;
using http::Request;
using http::Responder;
using http::Response;
using http::Server;
using http::ServerOptions;

inline Response refusal(const FramingError& error) {
  return Response::text(error.status, std::string(error.detail), "text/plain");
}

// Answers "METHOD path body"; /hold waits for open(); /stream streams 100 kB `pieces` times; /throwaway drops
// its responder.
class TestServer {
 public:
  explicit TestServer(ServerOptions options = {})
      : server_(
            adjusted(std::move(options)),
            [this](Request&& r, Responder to) { handle(std::move(r), std::move(to)); }, refusal) {
    server_.start();
  }
  ~TestServer() { open(); }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  void await_held(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return held_ >= count; });
  }
  Server& server() { return server_; }
  std::uint16_t port() const { return server_.port(); }

 private:
  static ServerOptions adjusted(ServerOptions options) {
    options.address = "127.0.0.1";
    return options;
  }
  void handle(Request&& request, Responder responder) {
    if (request.path == "/throwaway") return;
    if (request.path == "/204") return responder.send(Response::text(204, "no body", "text/plain"));
    if (request.path == "/hold") {
      std::unique_lock lock(mutex_);
      ++held_;
      changed_.notify_all();
      changed_.wait(lock, [this] { return open_; });
    }
    if (request.path == "/stream") {
      Response response;
      response.source = [left = request.parameter("pieces")
                                    ? std::stoi(std::string(*request.parameter("pieces")))
                                    : 40](std::string& out) mutable {
        out.append(100'000, static_cast<char>('a' + left % 26));
        return --left > 0;
      };
      return responder.send(std::move(response));
    }
    responder.send(
        Response::text(200, request.method_name + " " + request.path + " " + request.body, "text/plain"));
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
  int held_ = 0;
  Server server_;
};

inline const std::string kGet = "GET /a HTTP/1.1\r\nHost: h\r\n\r\n";

}  // namespace lgm::testing
