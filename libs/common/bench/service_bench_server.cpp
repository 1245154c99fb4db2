// A service with one small open route, to measure what the request pipeline adds to the HTTP server:
//   service_bench_server [io_threads] [worker_threads]
// Prints the public port, serves GET /api/v1/hello through a worker and GET /api/v1/health at once, until its
// standard input ends. Logs go to /dev/null.
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>

#include "lgm/service/service.hpp"

int main(int argc, char** argv) {
  using namespace lgm;
  service::block_ending_signals();
  service::CommonConfig config;
  config.bind_address = "127.0.0.1";
  if (argc > 1) config.io_threads = std::atoi(argv[1]);
  if (argc > 2) config.worker_threads = std::atoi(argv[2]);
  base::SystemClock clock;
  base::SystemRandom random;
  service::Metrics metrics;
  std::FILE* const out = fdopen(dup(fileno(stdout)), "w");
  if (!out || !std::freopen("/dev/null", "w", stdout)) return 1;
  service::Log log({.service = "bench"});
  service::Service running({"bench", "", "0"}, config, {clock, random, log, metrics});
  service::Route hello;
  hello.path = "/hello";
  hello.name = "hello";
  hello.group = "bench";
  hello.access = service::open_to_all();
  hello.gives_json(json::Object{{"type", "object"}}).does([](service::Context&) {
    return http::Response::text(200, R"({"message":"hello"})", "application/json");
  });
  running.public_routes().add(std::move(hello));
  running.start();
  std::fprintf(out, "%u\n", static_cast<unsigned>(running.public_port()));
  std::fflush(out);
  std::string line;
  while (std::getline(std::cin, line)) {
  }
  return running.stop() ? 0 : 1;
}
