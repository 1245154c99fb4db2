// The feed, the snapshot and the kept file of another version: the next one's are read, with what they have
// more; the one before reads what this one writes.
#include "followed.hpp"
#include "lgm/crypto/crypto.hpp"

using namespace lgm;
using namespace lgm::guard_service;
using namespace lgm::guard_service::testing;

namespace {

const std::string kNextVersion =
    "{\"version\":7,\"of_the_next_version\":{\"a\":[1]}}\n"
    "{\"kind\":\"tag\",\"row\":{\"id\":\"t\",\"tag_code\":\"T\",\"more\":1},\"more\":true}\n"
    "{\"kind\":\"pattern\",\"row\":{\"key\":\"named in another way\"}}\n"
    "{\"kind\":\"pattern\",\"row\":{\"id\":\"p\"}}\n"
    "{\"kind\":\"scenario\",\"row\":{\"id\":\"s\",\"app_id\":\"app\",\"limits\":{\"a\":1}}}\n"
    "{\"end\":4,\"digest\":\"0\"}\n";

// A kept file of these lines.
void keep(const std::string& path, const std::string& lines) {
  put(path, "llm-guard-policy 1 sha256 " + crypto::to_hex(crypto::sha256(lines)) + "\n" + lines);
}

std::string lines_of_file(const std::string& path) {
  const std::string text = contents(path);
  return text.substr(text.find('\n') + 1);
}

// A kept file of a feed of two changes.
std::shared_ptr<FakeFeed> keep_two_changes(const std::string& path) {
  Followed guard(path);
  guard.admin->change("scenario", "s", scenario_row("s", "app"));
  guard.admin->change("global_keyword", "k", word_row("k", "枪支"));
  guard.follower.start();
  CHECK(guard.version() == 2);
  return guard.admin;
}

}  // namespace

TEST_CASE("a snapshot of the next version is read: kinds and members more are passed over, and counted") {
  PolicyRows rows = read_snapshot(kNextVersion, {});
  CHECK(rows.version() == 7);
  CHECK(rows.size() == 2);
  CHECK(rows.build()->find("app") != nullptr);
}

TEST_CASE("of a later format what is kept is this one's") {
  const PolicyRows rows = read_snapshot("{\"version\":7,\"format\":3}\n{\"end\":0}\n", {});
  CHECK(write_snapshot(rows, std::nullopt).starts_with("{\"version\":7,\"format\":2}\n"));
}

TEST_CASE("a line of a snapshot that is not whole is refused, and says what it lacks") {
  const auto refused = [](const std::string& lines, const char* why) {
    CAPTURE(lines);
    CHECK_THROWS_WITH_AS(read_snapshot(lines, {}), doctest::Contains(why), BadRow);
  };
  refused("{\"head\":1}\n", "/version is required");
  refused("{\"version\":1}\n{\"row\":{}}\n", "/kind is required");
  refused("{\"version\":1}\n{\"kind\":\"tag\"}\n", "/row is required");
  refused("{\"version\":1}\n{\"kind\":\"tag\",\"row\":null}\n", "is null");
  refused("{\"version\":1}\n{\"kind\":\"tag\",\"row\":{\"tag_code\":\"T\"}}\n", "/id is required");
  refused("{\"version\":1}\n{\"kind\":\"tag\",\"row\":{\"id\":\"t\",\"tag_code\":3}}\n",
          "/tag_code must be a string");
  refused("{\"version\":1}\n{\"end\":\"0\"}\n", "/end must be a whole number");
  refused("{\"version\":1}\n{\"end\":1}\n", "count of rows");
  refused("{\"version\":1}\n[]\n", "no JSON object");
}

TEST_CASE("a change of a kind that is not known is passed over, and its number counts") {
  Followed guard;
  guard.admin->change("tag", "t", tag_row("t", "T"));
  guard.follower.start();
  guard.admin->change("pattern", "p", json::Object{{"regex", "a+"}});
  guard.admin->change("pattern", "p", nullptr);
  auto more = scenario_row("s", "app");
  more.set("of_the_next_version", json::Array{1});
  guard.admin->change("scenario", "s", more);
  await([&] { return guard.version() == 4; });
  CHECK(guard.follower.policy()->find("app") != nullptr);
  CHECK(guard.admin->snapshots() == 1);
}

TEST_CASE("the kept file of the next version decides") {
  const TemporaryDirectory directory;
  keep(directory.file(), kNextVersion);
  const auto feed = std::make_shared<FakeFeed>();
  feed->set_down(true);
  Followed guard(directory.file(), feed);
  guard.follower.start();
  CHECK(guard.version() == 7);
  CHECK(guard.follower.policy()->find("app") != nullptr);
}

TEST_CASE("what changed since is not enough for a file whose writer knew other members of rows") {
  const TemporaryDirectory directory;
  const auto feed = keep_two_changes(directory.file());
  const std::string whole = lines_of_file(directory.file());
  const auto head = json::parse_or_nothing(whole.substr(0, whole.find('\n'))).value();
  CHECK(head.text_at("members") == known_members());
  for (const bool said : {true, false}) {  // the version before this one does not say what it knows
    CAPTURE(said);
    json::Value other(json::Object{{"version", 2}, {"kept_ms", 1}});
    if (said) other.set("members", "of another version");
    keep(directory.file(), json::to_text(other) + whole.substr(whole.find('\n')));
    const int snapshots = feed->snapshots();
    Followed guard(directory.file(), feed);
    guard.follower.start();
    CHECK(guard.version() == 2);
    CHECK(feed->snapshots() == snapshots + 1);
  }
}

TEST_CASE(
    "a snapshot of the version before is no source of API keys, until somebody answers who knows them") {
  const std::string hash(64, 'a'), later(64, 'b');
  Followed guard;
  guard.admin->set_before_keys(true);
  guard.admin->change("api_key", "k", key_row("k", hash));
  guard.admin->change("scenario", "s", scenario_row("s", "app"));
  guard.follower.start();
  CHECK(guard.version() == 2);
  CHECK_FALSE(guard.follower.keys()->is_complete());
  CHECK(guard.follower.keys()->find(hash) == nullptr);
  // That version sends the changes of keys as they stand in its table.
  guard.admin->change("api_key", "l", key_row("l", later));
  await([&] { return guard.version() == 3; });
  CHECK(guard.follower.keys()->find(later) != nullptr);
  CHECK_FALSE(guard.follower.keys()->is_complete());
  CHECK(guard.admin->snapshots() == 1);
  guard.admin->set_before_keys(false);
  guard.admin->change("tag", "t", tag_row("t", "T"));
  await([&] { return guard.follower.keys()->is_complete(); });
  CHECK(guard.admin->snapshots() == 2);
  CHECK(guard.follower.keys()->find(hash) != nullptr);
  CHECK(guard.follower.keys()->find(later) != nullptr);
}

TEST_CASE("the kept file of the version before is no source of API keys; this version's is") {
  const TemporaryDirectory directory;
  const std::string hash(64, 'a');
  {
    Followed guard(directory.file());
    guard.admin->change("api_key", "k", key_row("k", hash));
    guard.follower.start();
    CHECK(guard.version() == 1);
  }
  const auto away = std::make_shared<FakeFeed>();
  away->set_down(true);
  const std::string ours = lines_of_file(directory.file());
  CHECK(ours.find("\"format\":2") != std::string::npos);
  {
    Followed guard(directory.file(), away);
    guard.follower.start();
    CHECK(guard.follower.keys()->is_complete());
    CHECK(guard.follower.keys()->find(hash) != nullptr);
  }
  keep(directory.file(), "{\"version\":1,\"kept_ms\":1}\n{\"end\":0}\n");
  Followed guard(directory.file(), away);
  guard.follower.start();
  CHECK(guard.version() == 1);
  CHECK_FALSE(guard.follower.keys()->is_complete());
  away->change("api_key", "k", key_row("k", hash));
  away->set_down(false);  // the policy comes whole
  await([&] { return guard.follower.keys()->is_complete(); });
  CHECK(guard.follower.keys()->find(hash) != nullptr);
}

TEST_CASE("a key is in force before the rest of what changed has come") {
  Followed guard;
  guard.admin->change("scenario", "s", scenario_row("s", "app"));
  guard.follower.start();
  CHECK(guard.version() == 1);
  const std::string hash(64, 'a');
  const json::Value first(
      json::Object{{"n", 2}, {"kind", "api_key"}, {"row_id", "k"}, {"row", key_row("k", hash)}});
  guard.admin->next_changes(
      200, json::to_text(json::Object{{"head", 3}, {"changes", json::Array{first}}, {"format", 2}}), true);
  await([&] { return guard.follower.keys()->find(hash) != nullptr; });
  CHECK(guard.version() == 1);
  guard.admin->set_hanging(false);
}

TEST_CASE("a key is in force, and refused, without waiting for a build") {
  Followed guard;
  guard.admin->change("scenario", "s", scenario_row("s", "app"));
  guard.follower.start();
  const auto before = guard.follower.policy();
  const std::string hash(64, 'a');
  guard.admin->change("api_key", "k", key_row("k", hash));
  await([&] { return guard.follower.keys()->find(hash) != nullptr; });
  guard.admin->change("api_key", "k", nullptr);
  await([&] { return guard.follower.keys()->find(hash) == nullptr; });
  await([&] { return guard.version() == 3; });
  const auto after = guard.follower.policy();
  CHECK(after->global == before->global);  // shared: no matcher was made
  CHECK(after->find("app") == before->find("app"));
}

TEST_CASE("another history may have come to our number by a change of a kind that is not known") {
  const TemporaryDirectory directory;
  keep_two_changes(directory.file());
  const auto feed = std::make_shared<FakeFeed>();
  feed->change("scenario", "n", scenario_row("n", "new"));
  feed->change("pattern", "p", json::Object{{"regex", "a+"}});
  Followed guard(directory.file(), feed);
  guard.follower.start();
  CHECK(guard.version() == 2);
  CHECK(feed->snapshots() == 1);
  CHECK(guard.follower.policy()->find("app") == nullptr);
  CHECK(guard.follower.policy()->find("new") != nullptr);
}
