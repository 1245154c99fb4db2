// Answers every request with a small JSON body, to measure the HTTP server alone:
//   http_bench_server [io_threads] [worker_threads]
// Prints the port, serves until its standard input ends.
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "lgm/http/server.hpp"

int main(int argc, char** argv) {
  lgm::http::ServerOptions options;
  options.address = "127.0.0.1";
  if (argc > 1) options.io_threads = static_cast<unsigned>(std::atoi(argv[1]));
  if (argc > 2) options.worker_threads = static_cast<unsigned>(std::atoi(argv[2]));
  lgm::http::Server server(
      options,
      [](lgm::http::Request&&, const lgm::http::Responder& responder) {
        responder.send(lgm::http::Response::text(200, R"({"message":"hello"})", "application/json"));
      },
      [](const lgm::http::FramingError& error) {
        return lgm::http::Response::text(error.status, std::string(error.detail), "text/plain");
      });
  server.start();
  std::cout << server.port() << std::endl;
  std::string line;
  while (std::getline(std::cin, line)) {
  }
  return server.drain(std::chrono::seconds(5)) ? 0 : 1;
}
