#include "store/database_store.hpp"

#include <stdexcept>

#include "audit_log/audit_log.hpp"
#include "lgm/base/utf8.hpp"

namespace lgm::admin {
namespace {

using contracts::policy::Kind;

constexpr std::size_t kRowsAnInsert = 200;

constexpr char kOurName[] = "admin";  // as internal routes name callers

std::optional<std::string> if_any(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::optional<json::Value> if_any(const json::Value& value) {
  return value.is_null() ? std::nullopt : std::optional(value);
}

std::optional<std::string> kind_of(const service::Actor& actor) {
  return actor.kind ? std::optional<std::string>(service::to_string(*actor.kind)) : std::nullopt;
}

// A header's bytes are the client's; a text column takes UTF-8 alone.
std::string readable(const std::string& header) {
  if (base::valid_utf8(header)) return header;
  std::string out = header;
  for (char& c : out)
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  return out;
}

// Rows gathered during a transaction and written with few statements at its end.
template <describe::Described T>
class Rows {
 public:
  void add(const T& row) { rows_.push_back(describe::values_of(describe::type_of<T>(), &row)); }
  std::size_t size() const { return rows_.size(); }
  void write(sql::Session& session) const {
    const describe::TypeInfo& type = describe::type_of<T>();
    for (std::size_t at = 0; at < rows_.size(); at += kRowsAnInsert) {
      const std::size_t end = std::min(at + kRowsAnInsert, rows_.size());
      sql::Params params;
      for (std::size_t i = at; i < end; ++i) params.insert(params.end(), rows_[i].begin(), rows_[i].end());
      session.execute(describe::insert_text(type, end - at), params);
    }
  }

 private:
  std::vector<sql::Params> rows_;
};

class Transaction final : public Work {
 public:
  Transaction(sql::Session& session, const service::Actor& actor, const base::Clock& clock,
              base::Random& random)
      : session_(session), actor_(actor), clock_(clock), random_(random) {
    if (own_password_alone()) permitted_row_ = actor.limit->value;
  }
  sql::Session& session() override { return session_; }
  std::string new_id() override { return base::uuid_v7(clock_, random_); }
  base::WallTime now() const override { return clock_.now(); }
  const service::Actor& actor() const override { return actor_; }

  void lock_policy() override {
    if (policy_locked_) return;
    head_ = session_.query(locking("SELECT `n` FROM `policy_head` WHERE `id` = 1"), {}, 1).integer(0, 0);
    policy_locked_ = true;
  }
  void lock_rights() override {
    session_.query(locking("SELECT `name` FROM `locks` WHERE `name` = 'rights'"), {}, 1);
    rights_locked_ = true;
  }

  void policy_changed(Kind kind, const std::string& row_id, const json::Value& before,
                      const json::Value& after) override {
    if (!policy_locked_) throw std::logic_error("a policy change without the policy's lock");
    if (actor_.limit) require_within_limit(kind, row_id, before, after);
    changes_.add({++head_, kind, row_id, if_any(before), if_any(after), now(), actor_.uid});
  }

  void audit(const AuditFacts& facts) override {
    if (actor_.limit && facts.resource_id != permitted_row_) throw limited();
    const AuditRow row{new_id(),
                       actor_.uid,
                       actor_.username,
                       actor_.action,
                       actor_.resource_type,
                       if_any(facts.resource_id),
                       if_any(facts.scenario_id),
                       facts.details,
                       if_any(actor_.ip_address),
                       if_any(readable(actor_.user_agent)),
                       now(),
                       if_any(actor_.request_id),
                       kOurName,
                       kind_of(actor_)};
    audits_.add(row);
    audited(row);
  }

  void policy_kept(Kind kind, const json::Value& row) override {
    if (actor_.limit) require_within_limit(kind, row.text_at("id").value_or(""), row, {});
  }

  void audited(const AuditRow& row) override { committed_.audits.push_back(policy_rows::json_of(row)); }

  void revoke(auth::RevocationKind kind, const std::string& id,
              std::optional<base::WallTime> as_of) override {
    tell({{}, kind, id, base::to_unix_ms(as_of.value_or(now())), false});
  }
  void reread_rights(const std::string& uid) override {
    tell({{}, auth::RevocationKind::Permissions, uid, base::to_unix_ms(now()), true});
  }

  // Before the commit.
  Committed finish() {
    changes_.write(session_);
    if (changes_.size() > 0) {
      session_.execute("UPDATE `policy_head` SET `n` = ? WHERE `id` = 1", {head_});
      committed_.policy = head_;
    }
    audits_.write(session_);
    outbox_.write(session_);
    return std::move(committed_);
  }

 private:
  void tell(OutboxEvent event) {
    if (actor_.limit &&
        !(own_password_alone() && event.kind == auth::RevocationKind::User && event.target == permitted_row_))
      throw limited();
    const bool of_policy = event.kind == auth::RevocationKind::ApiKey;
    if (of_policy ? !policy_locked_ : !rights_locked_)
      throw std::logic_error("a change of rights, or of API keys, without its lock");
    event.id = new_id();
    outbox_.add({event.id, std::string(describe::name_of(event.kind)), event.target, event.not_before_ms,
                 event.gives});
    committed_.events.push_back(std::move(event));
  }
  // Who signed in by a one-time password leaves an audit row and an end of sessions of the own account.
  bool own_password_alone() const { return actor_.limit && actor_.limit->kind == auth::kOwnPassword; }
  service::Refusal limited() const { return service::token_limited(*actor_.limit); }
  // Whatever a check token changes passes here: nothing but the tag that it is for.
  void require_within_limit(Kind kind, const std::string& row_id, const json::Value& before,
                            const json::Value& after) {
    if (actor_.limit->kind != "tag" || kind != Kind::Tag) throw limited();
    for (const json::Value* row : {&before, &after})
      if (!row->is_null() && row->text_at("tag_code") != actor_.limit->value) throw limited();
    permitted_row_ = row_id;
  }

  std::string locking(const char* select) const {
    return std::string(select) + (session_.dialect() == sql::Dialect::MySql ? " FOR UPDATE" : "");
  }

  sql::Session& session_;
  const service::Actor& actor_;
  const base::Clock& clock_;
  base::Random& random_;
  bool policy_locked_ = false, rights_locked_ = false;
  std::int64_t head_ = 0;
  std::string permitted_row_;  // of a limited token
  Committed committed_;
  Rows<PolicyChangeRow> changes_;
  Rows<AuditRow> audits_;
  Rows<OutboxRow> outbox_;
};

}  // namespace

DatabaseStore::DatabaseStore(sql::Database& database, const base::Clock& clock, base::Random& random,
                             OnCommit on_commit)
    : database_(database), clock_(clock), random_(random), on_commit_(std::move(on_commit)) {}

void DatabaseStore::change(const service::Actor& actor, const std::function<void(Work&)>& work) {
  Committed committed;
  database_.transaction([&](sql::Session& session) {
    Transaction transaction(session, actor, clock_, random_);
    work(transaction);
    committed = transaction.finish();
  });
  const bool left_nothing = committed.policy == 0 && committed.events.empty() && committed.audits.empty();
  if (!on_commit_ || left_nothing) return;
  try {
    on_commit_(committed);
  } catch (const std::exception&) {
    // The outbox and the watcher of policy_head catch up.
  }
}

void DatabaseStore::read(const std::function<void(sql::Session&)>& work) {
  database_.read(work);
}

}  // namespace lgm::admin
