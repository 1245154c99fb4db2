#include "idempotency/idempotency.hpp"

#include <algorithm>

#include "policy_rows/policy_rows.hpp"

namespace lgm::admin::idempotency {
namespace {

constexpr char kHeader[] = "Idempotency-Key";
constexpr char kKnown[] =
    "SELECT `request_hash`, `holder`, `held_until_ms`, `created_ms`, `status`, `headers`, `body` FROM "
    "`idempotency_keys` WHERE `caller` = ? AND `route` = ? AND `idempotency_key` = ?";
constexpr char kKnownLocked[] =
    "SELECT `request_hash`, `holder`, `held_until_ms`, `created_ms`, `status`, `headers`, `body` FROM "
    "`idempotency_keys` WHERE `caller` = ? AND `route` = ? AND `idempotency_key` = ? FOR UPDATE";
// Where the key is taken nothing changes. InnoDB then locks the row as for a change: after a plain INSERT
// that fails, several would share a lock that each wants alone, and all but one end as deadlocks.
constexpr char kTake[] =
    "INSERT INTO `idempotency_keys` (`caller`, `route`, `idempotency_key`, `request_hash`, `holder`, "
    "`held_until_ms`, `created_ms`) VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE `caller` = `caller`";
constexpr char kTakeSqlite[] =
    "INSERT INTO `idempotency_keys` (`caller`, `route`, `idempotency_key`, `request_hash`, `holder`, "
    "`held_until_ms`, `created_ms`) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
enum Column { kHash, kHolder, kHeldUntil, kCreated, kStatus, kHeaders, kBody, kColumns };

bool is_visible(char c) {
  return c > ' ' && c < '\x7f';
}

std::int64_t ms(std::chrono::milliseconds time) {
  return time.count();
}

// Check tokens are all of one id: each has the keys of what it is limited to.
std::string caller_of(const service::Principal& who) {
  const std::string id = std::string(service::to_string(who.kind)) + ":" + who.id;
  return who.limit ? id + ":" + who.limit->value : id;
}

std::string hash_of(const service::Context& context) {
  const std::string& target = context.request().target;
  std::vector<std::optional<std::string>> parts;
  for (const auto& [name, value] : context.path_parameters()) parts.emplace_back(value);
  parts.emplace_back(target.substr(std::min(target.find('?'), target.size())));
  parts.emplace_back(context.request().body);
  return policy_rows::identity_key(parts);
}

std::string text_of(const http::Headers& headers) {
  json::Array fields;
  for (const auto& [name, value] : headers.fields()) fields.push_back(json::Array{name, value});
  return json::to_text(std::move(fields));
}

http::Response response_of(const sql::Rows& rows) {
  http::Response response;
  response.status = static_cast<int>(rows.integer(0, kStatus));
  const json::Value headers = json::parse_or_nothing(rows.text(0, kHeaders)).value();
  for (const json::Value& field : *headers.array())
    response.headers.add(*field.array()->front().string(), *field.array()->back().string());
  response.body = rows.text(0, kBody);
  return response;
}

service::Refusal reused() {
  return service::refusal<422>(
      "idempotency_key_reused",
      "This Idempotency-Key was sent with another request in the last 24 hours; send a new one");
}
service::Refusal running() {
  return service::conflict("idempotency_key_running",
                           "A request with this Idempotency-Key is being answered; try again shortly");
}
service::Refusal not_kept() {
  return service::conflict(
      "idempotency_answer_not_kept",
      "This was done with this Idempotency-Key; its answer held a secret and is not kept");
}
service::Refusal too_large(std::size_t bytes) {
  return service::refusal<422>("idempotency_answer_too_large",
                               "The answer has " + std::to_string(bytes) + " bytes, and " +
                                   std::to_string(kLargestAnswer) +
                                   " are kept for an Idempotency-Key; nothing was done",
                               {{"limit_bytes", static_cast<std::int64_t>(kLargestAnswer)}});
}

}  // namespace

std::optional<Key> key_of(const service::Context& context) {
  const http::Headers& headers = context.request().headers;
  const auto text = headers.get(kHeader);
  if (!text) return std::nullopt;
  if (headers.count(kHeader) > 1) throw service::invalid(kHeader, "repeated", "is given twice");
  if (text->empty() || text->size() > kLongestKey || !std::all_of(text->begin(), text->end(), is_visible))
    throw service::invalid(kHeader, "pattern",
                           "must be 1 to " + std::to_string(kLongestKey) + " visible ASCII characters");
  return Key{caller_of(context.principal()), context.route().name, std::string(*text), hash_of(context)};
}

Attempt::Attempt(std::optional<Key> key, Store& store, const service::Actor& actor)
    : key_(std::move(key)), store_(store), actor_(actor) {
  if (!key_) return;
  store_.change(actor_, [this](Work& work) { take(work); });
  if (answered_) key_.reset();
}

Attempt::~Attempt() {
  if (!key_ || holder_.empty()) return;
  try {
    store_.change(actor_, [this](Work& work) {
      work.session().execute(
          "DELETE FROM `idempotency_keys` WHERE `caller` = ? AND `route` = ? AND `idempotency_key` = ? AND "
          "`holder` = ? AND `status` IS NULL",
          {key_->caller, key_->route, key_->text, holder_});
    });
  } catch (const std::exception&) {
    // It is free once it is held no more.
  }
}

void Attempt::take(Work& work) {
  sql::Session& session = work.session();
  const std::int64_t now = base::to_unix_ms(work.now());
  holder_ = work.new_id();
  const std::int64_t until = now + ms(kHeld);
  const bool on_mysql = session.dialect() == sql::Dialect::MySql;
  session.execute(on_mysql ? kTake : kTakeSqlite,
                  {key_->caller, key_->route, key_->text, key_->request_hash, holder_, until, now});
  const auto rows =
      session.query(on_mysql ? kKnownLocked : kKnown, {key_->caller, key_->route, key_->text}, kColumns);
  if (rows.text(0, kHolder) == holder_) return;
  if (answer_of_before(rows, now); answered_) return;
  session.execute(
      "UPDATE `idempotency_keys` SET `request_hash` = ?, `holder` = ?, `held_until_ms` = ?, `created_ms` = "
      "?, "
      "`status` = NULL, `headers` = NULL, `body` = NULL WHERE `caller` = ? AND `route` = ? AND "
      "`idempotency_key` = ?",
      {key_->request_hash, holder_, until, now, key_->caller, key_->route, key_->text});
}

// Refuses where the attempt before has the key, and takes its answer where there is one.
void Attempt::answer_of_before(const sql::Rows& rows, std::int64_t now) {
  if (rows.integer(0, kCreated) <= now - ms(kKept)) return;
  if (rows.text(0, kHash) != key_->request_hash) throw reused();
  if (!rows.cell(0, kStatus)) {
    if (rows.integer(0, kHeldUntil) > now) throw running();
    return;
  }
  if (!rows.cell(0, kBody)) throw not_kept();
  answered_ = response_of(rows);
}

void Attempt::keep(Work& work, const http::Response& response, Answer answer) const {
  if (!key_) return;
  if (response.body.size() > kLargestAnswer) throw too_large(response.body.size());
  const bool secret = answer == Answer::Secret;
  const auto kept = work.session().execute(
      "UPDATE `idempotency_keys` SET `status` = ?, `headers` = ?, `body` = ? WHERE `caller` = ? AND `route` "
      "= ? "
      "AND `idempotency_key` = ? AND `holder` = ?",
      {std::int64_t{response.status}, secret ? sql::Param(nullptr) : sql::Param(text_of(response.headers)),
       secret ? sql::Param(nullptr) : sql::Param(response.body), key_->caller, key_->route, key_->text,
       holder_});
  if (kept == 0) throw running();
}

void honour_key(service::Route& route) {
  route.honours_idempotency_key = true;
  route.errors.push_back({422, "idempotency_key_reused", "the key was sent with another request"});
  route.errors.push_back(
      {422, "idempotency_answer_too_large", "the answer is larger than is kept for a key"});
  route.errors.push_back({409, "idempotency_key_running", "a request with this key is being answered"});
  route.errors.push_back(
      {409, "idempotency_answer_not_kept", "it was done with this key, and its answer held a secret"});
}

std::int64_t forget_old(sql::Database& database, base::WallTime now) {
  const std::int64_t before = base::to_unix_ms(now) - ms(kKept);
  const bool any = database.reading([&](sql::Session& session) {
    return !session
                .query("SELECT `route` FROM `idempotency_keys` WHERE `created_ms` <= ? LIMIT 1", {before}, 1)
                .empty();
  });
  if (!any) return 0;
  return database.transact([&](sql::Session& session) {
    return session.execute("DELETE FROM `idempotency_keys` WHERE `created_ms` <= ?", {before});
  });
}

}  // namespace lgm::admin::idempotency
