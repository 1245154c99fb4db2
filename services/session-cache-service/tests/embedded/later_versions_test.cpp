// The embedded store's file as the next version leaves it: with members, tables and frames that this one does
// not know. It starts on them, and the next version finds them again.
#include <cstring>
#include <fstream>
#include <set>

#include "evolution.hpp"
#include "store/embedded/journal.hpp"
#include "store/embedded/rows.hpp"
#include "support/backends.hpp"

using namespace lgm;
using namespace lgm::session_cache;
using namespace lgm::session_cache::testing;
namespace rows = lgm::session_cache::embedded;

namespace {

struct Row {
  char table;
  std::string key, value;
};

// What the file holds at its end, read as the store does.
std::vector<Row> rows_of(const std::string& path) {
  std::map<std::pair<char, std::string>, std::string> kept;
  Journal journal(path);
  journal.load([&](bool put, char table, std::string_view key, std::string_view value) {
    const std::pair name(table, std::string(key));
    put ? void(kept[name] = value) : void(kept.erase(name));
  });
  std::vector<Row> found;
  for (const auto& [name, value] : kept) found.push_back({name.first, name.second, value});
  return found;
}

void rewrite(const std::string& path, const std::vector<Row>& all) {
  Journal journal(path);
  journal.load([](bool, char, std::string_view, std::string_view) {});
  std::string changes;
  for (const Row& row : all) Journal::add_put(changes, row.table, row.key, row.value);
  journal.rewrite(changes);
}

std::string little_endian(std::uint64_t number, std::size_t bytes) {
  return {reinterpret_cast<const char*>(&number), bytes};
}

// A frame as the format says it, behind the one frame that the file has.
std::string frame(char kind, std::uint64_t number, const std::string& payload) {
  const std::string summed = (kind == '1' ? "" : std::string(1, kind)) + little_endian(number, 8) + payload;
  const auto digest = crypto::sha256(summed);
  return std::string("LGJ") + kind + little_endian(number, 8) + little_endian(payload.size(), 4) +
         std::string(reinterpret_cast<const char*>(digest.data()), 8) + payload;
}

std::string contents(const std::string& path) {
  std::ifstream input(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), {}};
}

std::uint64_t first_number(const std::string& path) {
  std::uint64_t number = 0;
  std::memcpy(&number, contents(path).data() + 4, sizeof number);
  return number;
}

void append(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::app) << text;
}

// One row at least in every table.
void fill(Store& store) {
  store.sessions().begin(session_of("s1", "u1", "r0"));
  store.sessions().rotate({hash_of("r0"), hash_of("r1"), 60, 60});
  store.sessions().end({"e1", "other", {}, {}, 1'790'000'900'000});
  store.one_time().put({"k", "v", 60});
  store.counters().add({"c", 3, 60});
  store.user_info().put({{"u", json::Object{{"a", 1}}}}, 60);
  store.events().append({"s", {{"1", json::Object{}}}, 5});
}

// Everything that fill() kept is there.
void check_filled(Store& store, const std::string& epoch) {
  CHECK(store.sessions().lookup(hash_of("r1"))->state == SessionState::Current);
  CHECK(store.revocations().snapshot().epoch == epoch);
  CHECK(store.sessions().end({"e1", "other", {}, {}, 1'790'000'900'000}).seq == 1);
  CHECK(store.counters().get({"c"})[0].count == 3);
  CHECK(store.user_info().get({"u"}).size() == 1);
  CHECK(store.events().read("s", 5).size() == 1);
  CHECK(store.one_time().take("k") == "v");
}

// Until the file was written anew.
void compact(Store& store) {
  const std::string large(15'000, 'x');
  for (int i = 0; i < 400; ++i) {
    store.one_time().put({"large" + std::to_string(i), large, 60});
    store.one_time().take("large" + std::to_string(i));
  }
}

constexpr char kMore[] = R"("of_the_next_version")";

}  // namespace

TEST_CASE_FIXTURE(Embedded, "a session with a member of the next version is a session") {
  store->sessions().begin(session_of("s1"));
  store.reset();
  const std::string file = folder.file("store");
  auto all = rows_of(file);
  for (Row& row : all)
    if (row.table == 's') row.value.insert(1, R"("provider":"oidc:corp",)");
  rewrite(file, all);
  CHECK(again()->sessions().lookup(hash_of("token of s1"))->state == SessionState::Current);
}

TEST_CASE("a member more in a row is ignored; a member less is named") {
  using contracts::testing::check_evolution;
  check_evolution<rows::SessionRow>();
  check_evolution<rows::TokenRow>();
  check_evolution<rows::EpochRow>();
  check_evolution<rows::EntryRow>();
  check_evolution<rows::DoneRow>();
  check_evolution<rows::InfoRow>();
  check_evolution<rows::ValueRow>();
  check_evolution<rows::CounterRow>();
  check_evolution<rows::StreamRow>();
  check_evolution<rows::PlaceRow>();
  check_evolution<Replica>();
}

TEST_CASE_FIXTURE(Embedded,
                  "a file with a member more in every row, an unknown table and an unknown frame starts") {
  fill(*store);
  const std::string epoch = store->revocations().snapshot().epoch;
  store.reset();
  const std::string file = folder.file("store");
  auto all = rows_of(file);
  std::set<char> tables;
  for (Row& row : all) {
    tables.insert(row.table);
    row.value.insert(1, std::string(kMore) + R"(:{"x":[1]},)");
  }
  CHECK(tables.size() == 10);
  all.push_back({'D', "device 1", "what the next version keeps"});
  all.push_back({'f', "00000000000000000002",
                 R"({"kind":"device","id":"d","not_before_ms":0,"until_ms":1790000900000})"});
  for (Row& row : all)
    if (row.table == 'e')
      row.value = R"({"of_the_next_version":1,"epoch":")" + epoch +
                  R"(","since_ms":1790000000000,"seq":2,"floor":0})";
  rewrite(file, all);
  append(file, frame('2', first_number(file) + 1, "a frame of the next version"));
  append(file, frame('1', first_number(file) + 2,
                     std::string("\2o") + little_endian(4, 4) + little_endian(0, 4) + "none"));
  store = open_embedded_store(file, clock, random).store;
  check_filled(*store, epoch);
  const auto feed = store->revocations().snapshot();
  REQUIRE(feed.entries.size() == 2);
  CHECK(feed.entries[1].kind == "device");
  CHECK(store->revocations().read(epoch, 1).entries.size() == 1);
  CHECK(store->sessions().rotate({hash_of("r1"), hash_of("r2"), 60, 60}).outcome == RotationOutcome::Rotated);
  compact(*store);
  CHECK(contents(file).size() < 4'300'000);
  CHECK(again()->sessions().lookup(hash_of("r2"))->state == SessionState::Current);
  // Whatever was rewritten since.
  CHECK(contents(file).find("a frame of the next version") != std::string::npos);
  int more = 0;
  bool device = false;
  for (const Row& row : rows_of(file)) {
    more += row.value.find(kMore) != std::string::npos;
    device =
        device || (row.table == 'D' && row.key == "device 1" && row.value == "what the next version keeps");
    if (row.table == 's') {
      CHECK(row.value.find(kMore) != std::string::npos);
      CHECK(row.value.find(hash_of("r2")) != std::string::npos);
    }
  }
  CHECK(device);
  CHECK(more >= 8);
}

TEST_CASE_FIXTURE(Embedded, "what another thing is called the same does not inherit what is not known") {
  store->one_time().put({"k", "v", 30});
  store->counters().add({"c", 3, 30});
  store->user_info().put({{"u", json::Object{{"a", 1}}}}, 60);
  store.reset();
  const std::string file = folder.file("store");
  auto all = rows_of(file);
  for (Row& row : all) row.value.insert(1, std::string(kMore) + ":1,");
  rewrite(file, all);
  store = open_embedded_store(file, clock, random).store;
  CHECK(store->counters().get({"c"})[0].count == 3);  // swept just now: what ends meanwhile is still there
  clock.advance(std::chrono::seconds(30));
  store->one_time().put({"k", "w", 60});
  store->counters().add({"c", 1, 60});
  store->user_info().put({{"u", json::Object{{"a", 2}}}}, 60);
  store.reset();
  for (const Row& row : rows_of(file))
    if (std::string_view("ocu").find(row.table) != std::string_view::npos)
      CHECK_MESSAGE(row.value.find(kMore) == std::string::npos, row.value);
}

TEST_CASE_FIXTURE(Embedded, "what is not known is kept where everybody is signed out") {
  store->sessions().begin(session_of("s1"));
  store.reset();
  const std::string file = folder.file("store");
  auto all = rows_of(file);
  all.push_back({'D', "device 1", "kept"});
  rewrite(file, all);
  store = open_embedded_store(file, clock, random).store;
  keep_a_copy();
  go_back_to_the_copy();
  CHECK(store->sessions().lookup(hash_of("token of s1"))->state == SessionState::Ended);
  store.reset();
  bool device = false;
  for (const Row& row : rows_of(file)) device = device || row.table == 'D';
  CHECK(device);
}

TEST_CASE_FIXTURE(Embedded, "a harmed kind makes no frame one that is passed over") {
  store->sessions().begin(session_of("s1"));
  const std::string epoch = store->revocations().snapshot().epoch;
  const std::size_t at = contents(folder.file("store")).size();
  store->sessions().end({"e1", "s1", {}, {}, 1'790'000'900'000});
  store->counters().add({"c", 1, 60});
  store.reset();
  std::string harmed = contents(folder.file("store"));
  harmed[at + 3] = '2';
  std::ofstream(folder.file("store"), std::ios::binary | std::ios::trunc) << harmed;
  const auto reopened = again();
  CHECK(reopened->revocations().snapshot().epoch != epoch);
  CHECK(reopened->sessions().lookup(hash_of("token of s1"))->state == SessionState::Ended);
}

TEST_CASE_FIXTURE(Embedded, "what cannot be passed over keeps the store from starting, with the reason") {
  store->sessions().begin(session_of("s1"));
  store.reset();
  const std::string file = folder.file("store");
  const auto all = rows_of(file);
  const auto refusal = [&] {
    try {
      open_embedded_store(file, clock, random);
      return std::string("it starts");
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
  };
  rewrite(file, all);
  const std::string whole = contents(file);
  append(file,
         frame('1', first_number(file) + 1, std::string("\3s") + little_endian(0, 4) + little_endian(0, 4)));
  CHECK(refusal() == "the session store was written by a newer version");
  std::ofstream(file, std::ios::binary | std::ios::trunc) << frame('2', 1, "all of it");
  CHECK(refusal() == "the session store was written by a newer version");
  std::ofstream(file, std::ios::binary | std::ios::trunc) << whole;
  auto less = all;
  for (Row& row : less)
    if (row.table == 's') row.value = R"({"uid":"u1"})";
  rewrite(file, less);
  CHECK(refusal() == "a row of the session store is malformed: SessionRow: /subject is required");
}
