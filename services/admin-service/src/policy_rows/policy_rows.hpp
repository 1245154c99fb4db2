// What the six tables that make the policy have in common: a row with id and version is read, created,
// changed and removed with its policy change and audit row. What a resource checks of its own stands in its
// folder.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/describe/sql_mapping.hpp"
#include "lgm/service/problem.hpp"
#include "work/work.hpp"

namespace lgm::admin {

// `Description<T>` of a policy row also says `kind` (of policy_changes) and `title` (for a person).
template <class T>
concept PolicyRow = describe::Described<T> && requires(T row) {
  { describe::Description<T>::kind } -> std::convertible_to<contracts::policy::Kind>;
  { describe::Description<T>::title } -> std::convertible_to<std::string_view>;
  row.id;
  row.version;
};

namespace policy_rows {

// The scenario that a row stands in, for its audit row; empty for global ones.
template <class T>
std::string scenario_of(const T& row) {
  if constexpr (requires { row.scenario_id; })
    return row.scenario_id;
  else if constexpr (requires { row.app_id; })
    return row.app_id;
  else
    return {};
}

template <describe::Described T>
json::Value json_of(const T& row) {
  return json::parse_or_nothing(describe::to_json(row)).value_or(json::Value());
}

// SHA-256 in hexadecimal of the parts with their lengths, so that no two lists of parts collide. An absent
// part differs from an empty one.
std::string identity_key(const std::vector<std::optional<std::string>>& parts);

template <PolicyRow T>
std::optional<T> find(sql::Session& session, const std::string& id) {
  return describe::find_exactly(session, &T::id, "id", id);
}

// Throws 404.
template <PolicyRow T>
T get(sql::Session& session, const std::string& id) {
  auto row = find<T>(session, id);
  if (!row) throw service::not_found(describe::Description<T>::title);
  return std::move(*row);
}

template <PolicyRow T>
service::Refusal duplicate_of() {
  constexpr std::string_view title = describe::Description<T>::title;
  return service::duplicate(title, "This " + std::string(title) + " exists already");
}

void record(Work& work, contracts::policy::Kind kind, const AuditFacts& facts, const json::Value& before,
            const json::Value& after);

template <PolicyRow T>
T create(Work& work, T row, const describe::ExtraColumns& extra = {}) {
  row.id = work.new_id();
  row.version = 1;
  try {
    describe::insert(work.session(), row, extra);
  } catch (const sql::Error& error) {
    if (error.kind() == sql::Error::Kind::Duplicate) throw duplicate_of<T>();
    throw;
  }
  record(work, describe::Description<T>::kind, {row.id, scenario_of(row), {}}, {}, json_of(row));
  return row;
}

// `expected` is what If-Match named.
template <PolicyRow T>
void check_version(const T& row, std::optional<std::int64_t> expected) {
  if (expected && *expected != row.version) throw service::version_mismatch();
}

// The row as the draft wants it; throws 400 `immutable`, 422 for a code that cannot be one.
template <PolicyRow T>
T merged(const T& before, const describe::Draft<T>& draft) {
  T after = before;
  std::vector<describe::Fault> faults;
  if (const auto field = describe::merge(after, draft, faults)) throw service::immutable(*field);
  if (!faults.empty()) throw service::invalid(std::move(faults));
  return after;
}

// A write that changes nothing writes nothing: the version of what it returns is the one before.
template <PolicyRow T>
T change(Work& work, const T& before, T after, const describe::ExtraColumns& extra = {}) {
  if (describe::equal(before, after)) {
    work.policy_kept(describe::Description<T>::kind, json_of(before));
    return before;
  }
  try {
    if (!describe::update(work.session(), after, "id", extra)) throw service::version_mismatch();
  } catch (const sql::Error& error) {
    if (error.kind() == sql::Error::Kind::Duplicate) throw duplicate_of<T>();
    throw;
  }
  after.version = before.version + 1;
  record(work, describe::Description<T>::kind, {after.id, scenario_of(after), {}}, json_of(before),
         json_of(after));
  return after;
}

template <PolicyRow T>
void erase(Work& work, const T& row) {
  work.session().execute(
      "DELETE FROM " + describe::quoted(describe::Description<T>::table) + " WHERE `id` = ?", {row.id});
  work.policy_changed(describe::Description<T>::kind, row.id, json_of(row), {});
}

template <PolicyRow T>
T remove(Work& work, const std::string& id, std::optional<std::int64_t> expected) {
  T row = get<T>(work.session(), id);
  check_version(row, expected);
  erase(work, row);
  work.audit({row.id, scenario_of(row), json::Object{{"before", json_of(row)}, {"after", nullptr}}});
  return row;
}

// A list with its filters: conditions are constants, values parameters.
struct Filter {
  std::string where;  // "" or "WHERE …"
  sql::Params params;
  void add(std::string_view condition, sql::Params values);
};

// `column` is one of `values`; null: any, an empty list: none.
void limit_to(Filter& filter, std::string_view column, const std::vector<std::string>* values);

template <class T>
struct Listing {
  std::vector<T> rows;
  std::int64_t total = 0;  // exact to 10,000; 10,001 for more
};

std::int64_t count(sql::Session& session, std::string_view table, const Filter& filter);
std::string page_clause(const service::Page& page, sql::Params& params);
// What follows "SELECT … FROM …": the filter, the order, the page; `params` become the statement's.
std::string rest_of(const Filter& filter, std::string_view order, const service::Page& page,
                    sql::Params& params);

template <describe::Described T>
std::vector<T> rows_of(sql::Session& session, const Filter& filter, std::string_view order,
                       const service::Page& page) {
  sql::Params params;
  const std::string rest = rest_of(filter, order, page, params);
  return describe::select<T>(session, rest, params);
}

template <describe::Described T>
Listing<T> list(sql::Session& session, const Filter& filter, std::string_view order,
                const service::Page& page) {
  Listing<T> listing;
  listing.rows = rows_of<T>(session, filter, order, page);
  const auto read = static_cast<std::int64_t>(listing.rows.size());
  const bool whole = page.skip == 0 && (!page.limit || read < *page.limit);
  listing.total =
      whole ? std::min<std::int64_t>(read, 10'001) : count(session, describe::Description<T>::table, filter);
  return listing;
}

// `column` is `value` to the byte: MySQL's collations pass over blanks at the ends.
void match_exactly(Filter& filter, std::string_view column, const std::string& value);

// Throw 400 `unknown_tag` / `unknown_scenario`. A code that is known only without the blanks at its ends
// becomes the known one.
void require_tag(sql::Session& session, std::string& tag_code);
void resolve_scenario(sql::Session& session, std::string& app_id);
// The same; false for an unknown one.
bool find_scenario(sql::Session& session, std::string& app_id);
// As written alone.
void require_scenario(sql::Session& session, const std::string& app_id);
// The same for a scenario that the path names: throws 404.
void require_known_scenario(sql::Session& session, const std::string& app_id);

// The guard reads a safety label in any case: stored and compared as one.
void fold_condition(std::optional<std::string>& condition);

}  // namespace policy_rows
}  // namespace lgm::admin
