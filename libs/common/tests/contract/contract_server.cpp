// The tests' small service as a program, for tools that check its OpenAPI document against its answers:
//   contract_server
// Prints "<public port> <internal port> <bearer token>", serves until its standard input ends.
#define DOCTEST_CONFIG_IMPLEMENT
#include <iostream>

#include "../service/fixture.hpp"

int main() {
  lgm::service::block_ending_signals();
  const lgm::testing::Fixture fixture;
  const std::string header = fixture.bearer("admin", std::chrono::hours(1));
  const std::size_t begin = header.rfind(' ') + 1;
  std::cout << fixture.service.public_port() << ' ' << fixture.service.internal_port() << ' '
            << header.substr(begin, header.find('\r') - begin) << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
  }
}
