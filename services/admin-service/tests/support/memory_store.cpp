#include "support/memory_store.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include "lgm/base/random.hpp"
#include "lgm/sql/errors.hpp"
#include "support/schema.hpp"

namespace lgm::admin::testing {
namespace {

struct Finalise {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalise>;

class SqliteSession final : public sql::Session {
 public:
  explicit SqliteSession(sqlite3* database) : database_(database) {}
  sql::Dialect dialect() const override { return sql::Dialect::Sqlite; }

  sql::Rows query(std::string_view sql, const sql::Params& params, std::size_t columns) override {
    const Statement statement = prepared(sql, params);
    if (static_cast<std::size_t>(sqlite3_column_count(statement.get())) != columns)
      throw std::logic_error("other columns: " + std::string(sql));
    sql::Rows rows;
    rows.cells_.resize(columns);
    rows.nulls_.resize(columns);
    while (step(statement.get()) == SQLITE_ROW) {
      ++rows.size_;
      for (std::size_t i = 0; i < columns; ++i) {
        const auto* text =
            reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), static_cast<int>(i)));
        rows.nulls_[i].push_back(text == nullptr);
        rows.cells_[i].emplace_back(text ? text : "");
      }
    }
    return rows;
  }
  std::int64_t execute(std::string_view sql, const sql::Params& params) override {
    const Statement statement = prepared(sql, params);
    step(statement.get());
    return sqlite3_changes(database_);
  }

 private:
  Statement prepared(std::string_view sql, const sql::Params& params) {
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()), &raw, nullptr) != SQLITE_OK)
      throw std::logic_error(std::string(sqlite3_errmsg(database_)) + " in " + std::string(sql));
    Statement statement(raw);
    if (static_cast<std::size_t>(sqlite3_bind_parameter_count(raw)) != params.size())
      throw std::logic_error("other parameters: " + std::string(sql));
    for (std::size_t i = 0; i < params.size(); ++i) bind(raw, static_cast<int>(i) + 1, params[i]);
    return statement;
  }
  static void bind(sqlite3_stmt* statement, int index, const sql::Param& param) {
    if (const auto* number = std::get_if<std::int64_t>(&param)) sqlite3_bind_int64(statement, index, *number);
    if (const auto* real = std::get_if<double>(&param)) sqlite3_bind_double(statement, index, *real);
    if (const auto* text = std::get_if<std::string>(&param))
      sqlite3_bind_text(statement, index, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
  }
  int step(sqlite3_stmt* statement) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW || code == SQLITE_DONE) return code;
    const int extended = sqlite3_extended_errcode(database_);
    const bool duplicate = extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY;
    throw sql::Error(duplicate ? sql::Error::Kind::Duplicate : sql::Error::Kind::Other,
                     sqlite3_errmsg(database_));
  }
  sqlite3* database_;
};

class RecordedWork final : public Work {
 public:
  RecordedWork(sql::Session& session, const service::Actor& actor, base::Random& random)
      : session_(session), actor_(actor), random_(random) {}
  sql::Session& session() override { return session_; }
  std::string new_id() override { return base::uuid_v7(clock_, random_); }
  base::WallTime now() const override { return clock_.now(); }
  const service::Actor& actor() const override { return actor_; }
  void lock_policy() override { policy_locked_ = true; }
  void lock_rights() override { rights_locked_ = true; }
  void policy_changed(std::string_view kind, const std::string& row_id, const json::Value& before,
                      const json::Value& after) override {
    if (!policy_locked_) throw std::logic_error("a policy change without the policy's lock");
    trace.changes.push_back({std::string(kind), row_id, before, after});
  }
  void audit(const AuditFacts& facts) override { trace.audits.push_back(facts); }
  void revoke(auth::RevocationKind kind, const std::string& id) override {
    if (!rights_locked_) throw std::logic_error("a change of rights without the rights' lock");
    trace.revocations.emplace_back(kind, id);
  }
  Trace trace;

 private:
  sql::Session& session_;
  const service::Actor& actor_;
  base::Random& random_;
  base::SystemClock clock_;
  bool policy_locked_ = false, rights_locked_ = false;
};

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

}  // namespace

struct MemoryStore::Impl {
  sqlite3* database = nullptr;
  std::mutex mutex;
  base::SystemRandom random;
  void run(const char* sql) {
    if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(database));
  }
};

MemoryStore::MemoryStore() : impl_(std::make_unique<Impl>()) {
  if (sqlite3_open(":memory:", &impl_->database) != SQLITE_OK) throw std::runtime_error("no SQLite");
  impl_->run(kSchema);
}
MemoryStore::~MemoryStore() {
  sqlite3_close(impl_->database);
}

service::Actor MemoryStore::tester() {
  service::Actor actor;
  actor.uid = "tester";
  actor.username = "tester";
  return actor;
}

void MemoryStore::change(const service::Actor& actor, const std::function<void(Work&)>& work) {
  const std::lock_guard lock(impl_->mutex);
  SqliteSession session(impl_->database);
  RecordedWork unit(session, actor, impl_->random);
  impl_->run("BEGIN IMMEDIATE");
  try {
    work(unit);
    impl_->run("COMMIT");
  } catch (...) {
    impl_->run("ROLLBACK");
    throw;
  }
  append(trace.changes, unit.trace.changes);
  append(trace.audits, unit.trace.audits);
  append(trace.revocations, unit.trace.revocations);
}

void MemoryStore::read(const std::function<void(sql::Session&)>& work) {
  const std::lock_guard lock(impl_->mutex);
  SqliteSession session(impl_->database);
  work(session);
}

std::string MemoryStore::dump() {
  std::string out;
  const auto row = [](void* to, int count, char** cells, char**) {
    for (int i = 0; i < count; ++i)
      *static_cast<std::string*>(to) += std::string(cells[i] ? cells[i] : "NULL") + "|";
    *static_cast<std::string*>(to) += "\n";
    return 0;
  };
  for (const char* table : kTables) {
    out += std::string(table) + "\n";
    sqlite3_exec(impl_->database, ("SELECT * FROM " + std::string(table) + " ORDER BY 1, 2, 3").c_str(), row,
                 &out, nullptr);
  }
  return out;
}

std::string AsciiForms::stored(std::string_view text) const {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}
std::string AsciiForms::identity(std::string_view text) const {
  std::string form = stored(text);
  std::transform(form.begin(), form.end(), form.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return form;
}
bool AsciiForms::empty(std::string_view text) const {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80 && !std::isalnum(c); });
}

}  // namespace lgm::admin::testing
