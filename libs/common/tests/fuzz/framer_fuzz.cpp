// However a stream of bytes is cut into pieces, the framer ends in the same requests and the same refusal.
#include <cstdlib>
#include <string>
#include <vector>

#include "http/request_framer.hpp"

using namespace lgm::http;

namespace {

const FramingLimits kLimits{256, 16, 1024, 512, {}};

std::vector<std::string> outcome(std::string_view bytes, std::size_t piece) {
  RequestFramer framer(kLimits);
  std::vector<std::string> seen;
  while (!bytes.empty()) {
    framer.append(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    for (;;) {
      const auto state = framer.advance();
      if (state == RequestFramer::State::Complete) {
        const Request request = framer.take();
        if (request.body.size() > kLimits.max_body || request.target.size() > kLimits.max_target)
          std::abort();
        seen.push_back(request.method_name + " " + request.path + " " + request.body);
        continue;
      }
      if (state == RequestFramer::State::Failed) {
        seen.push_back("refused");
        return seen;
      }
      break;
    }
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (outcome(bytes, std::size_t{data[0]} % 7 + 1) != outcome(bytes, bytes.size() + 1)) std::abort();
  return 0;
}
