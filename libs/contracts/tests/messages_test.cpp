// Every message between the services, from its description: a version that adds a member to each of them is
// understood by this one.
#include <doctest/doctest.h>

#include <set>

#include "evolution.hpp"
#include "lgm/calls/ask.hpp"
#include "lgm/contracts/all.hpp"
#include "lgm/service/operation_route.hpp"

using namespace lgm;
using namespace lgm::contracts::testing;

namespace {

struct Peer final : http::Caller {
  http::CallResult call(const http::Call& call) override {
    asked = call;
    http::CallResult result;
    result.status = 200;
    result.body = answer;
    return result;
  }
  http::Call asked;
  std::string answer;
};

template <class Q>
Q sample_question() {
  return describe::decode_trusted<Q>(sample_of(describe::type_of<Q>())).value();
}

}  // namespace

TEST_CASE("a member more is ignored in every message; a member less is its default or named") {
  contracts::each_operation([]<class Q, class A>(const calls::Operation<Q, A>&) {
    check_evolution<Q>();
    check_evolution<A>();
  });
}

TEST_CASE("every operation is asked as its route is declared, and the next version's answer is read") {
  std::set<std::string_view> names;
  contracts::each_operation([&]<class Q, class A>(const calls::Operation<Q, A>& operation) {
    CAPTURE(operation.name);
    CHECK(names.insert(operation.name).second);
    CHECK_FALSE(operation.callee.empty());
    CHECK_FALSE(operation.callers[0].empty());
    Peer peer;
    const json::Value answer = sample_of(describe::type_of<A>());
    peer.answer = json::to_text(of_the_next_version(describe::type_of<A>(), answer));
    const auto read = calls::ask(peer, operation, sample_question<Q>());
    CHECK_MESSAGE(read, read.why);
    if (read) CHECK(json::parse_or_nothing(describe::to_json(*read)) == answer);
    CHECK(peer.asked.method == operation.method);
    const service::Route route = service::route_of(operation);
    CHECK(route.path == operation.path);
    CHECK(route.access.callers.front() == operation.callers[0]);
    if (route.body) CHECK(route.purpose == describe::Purpose::Peer);
  });
}

TEST_CASE("a kind of a form that later versions may use") {
  for (const char* kind : {"user", "api_key", "a", "k2"}) CHECK_MESSAGE(contracts::is_kind(kind), kind);
  for (const std::string& kind : {std::string(), std::string("User"), std::string("_x"), std::string("2k"),
                                  std::string("a|b"), std::string("a b"), std::string(33, 'a')})
    CHECK_FALSE_MESSAGE(contracts::is_kind(kind), kind);
}
