// Names of tables and columns stand between backquotes, so that a server that reserves one of them takes it
// still.
#include <doctest/doctest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "store/schema.hpp"
#include "support/test_database.hpp"

using namespace lgm;
using namespace lgm::admin;

namespace {

using Names = std::set<std::string>;

Names words_of(sql::Session& session, const char* sql) {
  Names found;
  const auto rows = session.query(sql, {}, 1);
  for (std::size_t i = 0; i < rows.size(); ++i) found.emplace(rows.text(i, 0));
  return found;
}

bool is_mysql(sql::Session& session) {
  return session.dialect() == sql::Dialect::MySql &&
         session.query("SELECT VERSION()", {}, 1).text(0, 0).find("MariaDB") == std::string_view::npos;
}

Names names_in(sql::Session& session) {
  Names names = words_of(
      session, "SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = DATABASE()");
  names.merge(words_of(
      session,
      "SELECT DISTINCT column_name FROM information_schema.columns WHERE table_schema = DATABASE()"));
  return names;
}

// What the server reserves of our names. MariaDB lists its words without saying which are reserved.
Names reserved_of(sql::Session& session) {
  if (!is_mysql(session)) return {"library"};
  Names reserved;
  const Names names = names_in(session);
  for (const auto& word :
       words_of(session, "SELECT LOWER(word) FROM information_schema.keywords WHERE reserved = 1"))
    if (names.contains(word)) reserved.insert(word);
  return reserved;
}

// The first of `names` that stands outside of quotes; empty: none.
std::string unquoted(const std::string& sql, const Names& names) {
  static const std::regex kPart("'[^']*'|`[^`]*`|[A-Za-z_][A-Za-z_0-9]*");
  for (std::sregex_iterator part(sql.begin(), sql.end(), kPart), end; part != end; ++part)
    if (names.contains(part->str())) return part->str();
  return "";
}

// The string literal that begins at `at`, with its quotes, and `at` behind it; empty where its line ends
// first.
std::string literal_at(const std::string& source, std::size_t& at) {
  std::string text = "\"";
  for (++at; at < source.size() && source[at] != '\n'; ++at) {
    text += source[at];
    if (source[at] == '\\' && at + 1 < source.size()) {
      text += source[++at];
    } else if (source[at] == '"') {
      ++at;
      return text;
    }
  }
  return "";
}

// The string literals of a source file; those that follow each other are joined.
std::vector<std::string> literals_in(const std::string& source) {
  std::vector<std::string> found;
  bool follows = false;
  for (std::size_t at = 0; at < source.size();) {
    if (source.compare(at, 3, "'\"'") == 0) {
      at += 3;
    } else if (source[at] == '"') {
      const std::string text = literal_at(source, at);
      if (text.empty()) continue;
      if (follows)
        found.back().replace(found.back().size() - 1, 1, text.substr(1));
      else
        found.push_back(text);
      follows = true;
    } else {
      follows = follows && std::isspace(static_cast<unsigned char>(source[at])) != 0;
      ++at;
    }
  }
  return found;
}

// Those that hold a statement or a part of one. std::regex needs stack for each character: what is longer
// than any of ours is none.
std::vector<std::string> sql_in(const std::string& source) {
  constexpr std::size_t kLongest = 8'000;
  static const std::regex kSql(
      R"re(\b(SELECT|INSERT INTO|DELETE FROM|UPDATE [a-z`]|WHERE|ORDER BY) |[a-z_`] (=|<|>|<=|>=|LIKE) \?)re");
  std::vector<std::string> found;
  for (const std::string& text : literals_in(source))
    if (text.size() <= kLongest && std::regex_search(text, kSql)) found.push_back(text);
  return found;
}

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("a name outside of quotes is seen") {
  const Names names{"library"};
  CHECK(unquoted("SELECT library FROM t", names) == "library");
  CHECK(unquoted("SELECT `library` FROM t WHERE kind = 'library'", names).empty());
  CHECK(sql_in("f(\"DELETE FROM t \"\n  \"WHERE library = ?\"); g(\"library\");") ==
        std::vector<std::string>{"\"DELETE FROM t WHERE library = ?\""});
}

TEST_CASE("migrations quote what the server reserves") {
  testing::TestDatabase database(testing::TestDatabase::Seeds::Keep);
  const Names reserved = database.database().reading(reserved_of);
  CHECK(reserved.contains("library"));
  for (const auto& migration : migrations())
    for (const auto dialect : {sql::Dialect::MySql, sql::Dialect::Sqlite})
      for (const auto& statement : sql::statements_of(migration, dialect)) {
        CAPTURE(statement);
        CHECK(unquoted(statement, reserved) == "");
      }
}

TEST_CASE("statements in the code quote what the server reserves") {
  testing::TestDatabase database(testing::TestDatabase::Seeds::Keep);
  const Names reserved = database.database().reading(reserved_of);
  std::size_t seen = 0;
  for (const char* directory : {"services/admin-service/src", "libs/common/src"})
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(LGM_SOURCE_DIR) / directory)) {
      if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
      for (const auto& sql : sql_in(text_of(entry.path()))) {
        CAPTURE(entry.path().string());
        CAPTURE(sql);
        CHECK(unquoted(sql, reserved) == "");
        ++seen;
      }
    }
  CHECK(seen > 100);
}
