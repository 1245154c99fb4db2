#include <doctest/doctest.h>

#include <thread>

#include "lgm/service/service.hpp"

using namespace lgm;
using namespace lgm::service;

namespace {

struct Settings {
  std::int64_t days = 7;
  bool on = false;
  std::string level = "low", key, note;
};

}  // namespace

template <>
struct lgm::describe::Description<Settings> {
  static constexpr std::string_view name = "Settings";
  static constexpr std::string_view kLevels[] = {"low", "high"};
  static constexpr auto fields = std::to_array<Field>({
      field<&Settings::days>("DAYS").range(1, 365).doc("days"),
      field<&Settings::on>("ON"),
      field<&Settings::level>("LEVEL").one_of(kLevels),
      field<&Settings::key>("KEY").secret().required().length(32, 64),
      field<&Settings::note>("NOTE"),
  });
};

TEST_CASE("variables are listed with type, limits and default; a secret's value never is") {
  const Settings defaults{.key = "never shown"};
  CHECK(
      json::to_text(list_config(describe::type_of<Settings>(), &defaults)) ==
      R"([{"name":"DAYS","doc":"days","type":"integer","default":7,"minimum":1,"maximum":365},)"
      R"({"name":"ON","doc":"","type":"boolean","default":false},)"
      R"({"name":"LEVEL","doc":"","type":"string","default":"low","values":["low","high"]},)"
      R"({"name":"KEY","doc":"","type":"string","min_length":32,"max_length":64,"required":true,"secret":true},)"
      R"({"name":"NOTE","doc":"","type":"string"}])");
}

TEST_CASE("pause waits for a whole number of seconds up to 600, and says so of anything else") {
  const auto code_of = [](std::vector<std::string> words) {
    std::optional<int> code;
    std::thread([&] {  // the command line blocks signals of its thread
      std::vector<char*> arguments;
      for (std::string& word : words) arguments.push_back(word.data());
      CommonConfig common;
      Settings own;
      code = parse_command_line(static_cast<int>(arguments.size()), arguments.data(), {"notes", "notes", "1"},
                                common, describe::type_of<Settings>(), &own)
                 .exit_code;
    })
        .join();
    return code;
  };
  CHECK(code_of({"notes", "pause", "0"}) == 0);
  CHECK(code_of({"notes", "--variables"}) == 0);
  CHECK(code_of({"notes", "pause"}) == 2);
  for (const char* wrong : {"", "x", "-1", "601", "1.5", "1s"})
    CHECK_MESSAGE(code_of({"notes", "pause", wrong}) == 2, wrong);
}
