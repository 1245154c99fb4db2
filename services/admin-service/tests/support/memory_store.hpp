// A Store on SQLite in memory that keeps audit rows, policy changes and revocations where a test can read
// them. What a failed change said is dropped, as its transaction is.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "keyword_forms/keyword_forms.hpp"
#include "work/work.hpp"

namespace lgm::admin::testing {

struct PolicyChange {
  std::string kind, row_id;
  json::Value before, after;
};

struct Trace {
  std::vector<PolicyChange> changes;
  std::vector<AuditFacts> audits;
  std::vector<std::pair<auth::RevocationKind, std::string>> revocations;
};

class MemoryStore final : public Store {
 public:
  MemoryStore();
  ~MemoryStore() override;
  void change(const service::Actor& actor, const std::function<void(Work&)>& work) override;
  void read(const std::function<void(sql::Session&)>& work) override;

  // As the actor "tester".
  template <class F>
  auto changing_as_tester(F&& work) {
    return changing(tester(), std::forward<F>(work));
  }
  static service::Actor tester();
  // Everything the database holds, as text: to see that a refusal changed nothing.
  std::string dump();

  Trace trace;  // of committed changes

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// ASCII only: trims blanks and folds case. Unicode is libs/guard's and tested there.
class AsciiForms final : public KeywordForms {
 public:
  std::string stored(std::string_view text) const override;
  std::string identity(std::string_view text) const override;
  bool empty(std::string_view text) const override;
};

}  // namespace lgm::admin::testing
