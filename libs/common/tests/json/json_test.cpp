#include <doctest/doctest.h>

#include "lgm/json/value.hpp"

using namespace lgm::json;

namespace {

std::string refused(std::string_view text, ParseLimits limits = {}) {
  const auto result = parse(text, limits);
  REQUIRE(std::holds_alternative<ParseError>(result));
  return std::get<ParseError>(result).detail;
}

std::string round_trip(std::string_view text) {
  return to_text(parse_or_nothing(text).value());
}

}  // namespace

TEST_CASE("documents survive a round trip") {
  for (const char* text : {R"({"a":[1,-2,0.5,true,false,null,"x"],"b":{}})", R"("\"\\\n\u0001敏感😀")", "[]",
                           "9223372036854775807", "-9223372036854775808"})
    CHECK(round_trip(text) == text);
  CHECK(round_trip(R"("\u654f\ud83d\ude00")") == "\"敏😀\"");
}

TEST_CASE("numbers beyond int64 become doubles, beyond doubles are refused") {
  CHECK(parse_or_nothing("9223372036854775808")->real() != nullptr);
  CHECK(*parse_or_nothing("0e308")->real() == 0.0);
  CHECK(*parse_or_nothing("1e-400")->real() == 0.0);
  CHECK(refused("1e400").find("at byte") != std::string::npos);
}

TEST_CASE("what is not strict JSON is refused") {
  for (const char* text :
       {"", "{", "[1,]", "{\"a\":1,}", "01", "nul", "1 2", "'a'", "{a:1}", "\"\\ud800\"", "\"\\ude00\"",
        "{\"\\udfff\":1}", "\"\x01\"", "\"\xff\"", "\"\xc0\xaf\"", "NaN", "// c\n1"})
    CHECK_MESSAGE(!parse_or_nothing(text), text);
  CHECK_FALSE(parse_or_nothing(std::string_view("1\0 2", 4)));
}

TEST_CASE("what is wrong with one value is said of that value") {
  struct Bad {
    std::string text, code, pointer;
  };
  for (const Bad& bad :
       {Bad{"{\"a\":\"\xff\"}", "encoding", "/a"}, Bad{R"({"a":{"b":[1,"\ud800"]}})", "encoding", "/a/b/1"},
        Bad{R"({"a":[{"b":1},{"b":"\udc00"}]})", "encoding", "/a/1/b"},
        Bad{"[\"\xc0\xaf\"]", "encoding", "/0"}, Bad{"\"\xff\"", "encoding", ""},
        Bad{"{\"a\":1,\"\xff\":2}", "encoding", ""}, Bad{R"({"a":{"\udfff":1}})", "encoding", "/a"},
        Bad{R"({"x/y~z":"\ud800"})", "encoding", "/x~1y~0z"}, Bad{R"({"a":1e999})", "out_of_range", "/a"},
        Bad{R"({"a":{"b":1,"b":1}})", "repeated", "/a/b"}, Bad{R"({"a":nul})", "malformed_json", ""},
        Bad{R"({"a":1)", "malformed_json", ""}}) {
    const auto result = parse(bad.text);
    REQUIRE(std::holds_alternative<ParseError>(result));
    CHECK_MESSAGE(std::get<ParseError>(result).code == bad.code, bad.text);
    CHECK_MESSAGE(std::get<ParseError>(result).pointer == bad.pointer, bad.text);
  }
  const auto result = parse("{\"" + std::string(100, 'k') + "\":\"\xff\"}");
  CHECK(std::get<ParseError>(result).pointer.size() == 65);
}

TEST_CASE("doubled members are refused by name, in small and large objects") {
  CHECK(refused(R"({"a":1,"a":2})").find("\"a\" appears twice") != std::string::npos);
  std::string large = "{";
  for (int i = 0; i < 40; ++i) large += "\"k" + std::to_string(i) + "\":0,";
  CHECK(refused(large + "\"k7\":1}").find("\"k7\" appears twice") != std::string::npos);
}

TEST_CASE("depth and size are bounded") {
  CHECK(refused(std::string(100'000, '[')).find("nested deeper than 64") != std::string::npos);
  CHECK(parse_or_nothing(std::string(64, '[') + std::string(64, ']')));
  CHECK(refused("[1,2,3,4]", {64, 3}).find("number of values") != std::string::npos);
}
