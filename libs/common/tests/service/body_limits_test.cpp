// A route's own limit on bodies: refused at the head, and told to whoever reads the OpenAPI document.
#include "fixture.hpp"

using namespace lgm;
using namespace lgm::service;
using namespace lgm::testing;

namespace {

constexpr std::size_t kUpload = 2 * 1024 * 1024, kUsual = 1024 * 1024;

// What is answered to a head alone: not a byte of the body follows.
std::string answer_to_head(const Fixture& fixture, const std::string& path, const std::string& headers) {
  RawClient client(fixture.service.public_port());
  client.send("POST /api/v1" + path + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n");
  return client.rest();
}

std::string length(std::size_t bytes) {
  return "Content-Length: " + std::to_string(bytes) + "\r\n";
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a body above its route's own limit is refused at the head, with the limit") {
  for (const auto& [path, limit] : {std::pair{"/uploads", kUpload}, std::pair{"/notes/", kUsual}}) {
    CAPTURE(path);
    const std::string answer = answer_to_head(*this, path, bearer("admin") + length(limit + 1));
    check_problem(answer, 413, "too_large");
    CHECK(body_of(answer).find("larger than the " + std::to_string(limit) + " bytes") != std::string::npos);
  }
  const std::string whole(kUpload, 'x');
  CHECK(body_of(ask("POST", "/api/v1/uploads", "", whole)) == std::to_string(kUpload));
}

TEST_CASE_FIXTURE(Fixture, "the document says how large the body of each route may be") {
  const json::Value document = service.openapi();
  std::size_t seen = 0;
  for (const auto& [path, item] : *document.find("paths")->object())
    for (const auto& [method, operation] : *item.object())
      for (const auto& route : service.public_routes().routes()) {
        if (operation.text_at("operationId") != route->name) continue;
        CAPTURE(route->name);
        ++seen;
        const std::string limit = std::to_string(route->max_body) + " bytes";
        CHECK(json::to_text(*operation.find("responses")->find("413")).find(limit) != std::string::npos);
        const bool takes = route->body_form != BodyForm::None;
        CHECK((operation.find("x-max-body") != nullptr) == takes);
        if (!takes) continue;
        CHECK(operation.integer_at("x-max-body") == static_cast<std::int64_t>(route->max_body));
        CHECK(json::to_text(*operation.find("requestBody")).find(limit) != std::string::npos);
      }
  CHECK(seen == service.public_routes().routes().size());
}
