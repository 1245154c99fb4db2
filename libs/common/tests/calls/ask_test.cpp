#include "lgm/calls/ask.hpp"

#include <doctest/doctest.h>

#include "lgm/service/operation_route.hpp"

using namespace lgm;

namespace {

struct Question {
  std::string name;
  std::optional<std::int64_t> after;
};
struct Found {
  std::string sid;
  std::int64_t seq = 0;
};

// Answers what it is told to, and keeps what it was asked.
struct Peer final : http::Caller {
  http::CallResult call(const http::Call& call) override {
    asked = call;
    return result;
  }
  Peer& says(int status, std::string body) {
    result.status = status;
    result.body = std::move(body);
    return *this;
  }
  http::Call asked;
  http::CallResult result;
};

}  // namespace

template <>
struct lgm::describe::Description<Question> {
  static constexpr std::string_view name = "Question";
  static constexpr auto fields = std::to_array<Field>(
      {field<&Question::name>("name").required(), field<&Question::after>("after").absent_when_null()});
};
template <>
struct lgm::describe::Description<Found> {
  static constexpr std::string_view name = "Found";
  static constexpr auto fields =
      std::to_array<Field>({field<&Found::sid>("sid").required(), field<&Found::seq>("seq")});
};

namespace {

constexpr calls::Operation<Question, Found> kFind{.callee = "store-service",
                                                  .path = "/internal/v1/find",
                                                  .name = "find",
                                                  .summary = "Finds",
                                                  .group = "things",
                                                  .callers = {"auth", "guard"},
                                                  .idempotent = true,
                                                  .patience = std::chrono::milliseconds(700),
                                                  .max_body = 99,
                                                  .refused = {{{404, "not_found", "there is none"}}}};
constexpr calls::Operation<Question, Found> kRead{.callee = "store-service",
                                                  .method = http::Method::Get,
                                                  .path = "/internal/v1/things/{name}",
                                                  .name = "read"};

}  // namespace

TEST_CASE("a question goes out as its operation says, and its answer comes back as a value") {
  Peer peer;
  const auto answer = calls::ask(peer.says(200, R"({"sid":"s1","seq":4,"next":{}})"), kFind, {"a", {}});
  REQUIRE(answer);
  CHECK(answer->sid == "s1");
  CHECK(answer->seq == 4);
  CHECK(peer.asked.method == http::Method::Post);
  CHECK(peer.asked.target == "/internal/v1/find");
  CHECK(peer.asked.body == R"({"name":"a"})");
  CHECK(peer.asked.idempotent);
  CHECK(peer.asked.timeout == std::chrono::milliseconds(700));
  calls::ask(peer, kFind, {"a", 3}, {.patience = std::chrono::milliseconds(9), .waits_for_news = true});
  CHECK(peer.asked.timeout == std::chrono::milliseconds(9));
  CHECK(peer.asked.waits_for_news);
}

TEST_CASE("the members of a GET stand in its path, or in its query") {
  Peer peer;
  calls::ask(peer.says(200, R"({"sid":"s1"})"), kRead, {"a/b c", 7});
  CHECK(peer.asked.method == http::Method::Get);
  CHECK(peer.asked.target == "/internal/v1/things/a%2Fb%20c?after=7");
  CHECK(peer.asked.body.empty());
  calls::ask(peer, kRead, {"a", {}});
  CHECK(peer.asked.target == "/internal/v1/things/a");
}

TEST_CASE("what is no answer says why, and no value is guessed") {
  Peer peer;
  const auto why = [&](int status, const char* body) {
    const auto answer = calls::ask(peer.says(status, body), kFind, {"a", {}});
    CHECK_FALSE(answer);
    CHECK(answer.is(status));
    return answer.why;
  };
  CHECK(why(200, R"({"seq":4})") == "store-service: its answer does not fit the contract: /sid is required");
  CHECK(why(200, R"({"sid":7})") ==
        "store-service: its answer does not fit the contract: /sid must be a string");
  CHECK(why(200, "[]") == "store-service: its answer does not fit the contract: it must be an object");
  CHECK(why(200, "<html>") == "store-service: its answer does not fit the contract: it is no JSON");
  peer.result.elapsed = std::chrono::milliseconds(12);
  CHECK(why(503, R"({"code":"store_unavailable"})") ==
        "store-service: answered 503 store_unavailable after 12 ms");
  CHECK(why(503, R"({"code":"A secret!"})") == "store-service: answered 503 after 12 ms");
  peer.says(404, R"({"code":"not_found"})");
  CHECK(calls::ask(peer, kFind, {"a", {}}).code == "not_found");
  peer.result.error = http::CallError::Connect;
  const auto away = calls::ask(peer, kFind, {"a", {}});
  CHECK_FALSE(away.is(404));
  CHECK(away.why == "store-service: cannot_connect after 12 ms");
}

TEST_CASE("the route of an operation says what the operation says") {
  const service::Route route = service::route_of(kFind);
  CHECK(route.method == http::Method::Post);
  CHECK(route.path == "/internal/v1/find");
  CHECK(route.name == "find");
  CHECK(route.absolute);
  CHECK_FALSE(route.rate_limited);
  CHECK(route.access.kind == service::Access::Kind::Internal);
  CHECK(route.access.callers == std::vector<std::string>{"auth", "guard"});
  CHECK(route.max_body == 99);
  REQUIRE(route.errors.size() == 1);
  CHECK(route.errors[0].status == 404);
  CHECK(route.body == &describe::type_of<Question>());
  CHECK(route.purpose == describe::Purpose::Peer);
  CHECK(route.answer == &describe::type_of<Found>());
  const service::Route read = service::route_of(kRead);
  CHECK_FALSE(read.body);
  CHECK(read.query == &describe::type_of<Question>());
}
