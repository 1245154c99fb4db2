#include "policy_feed/policy_feed.hpp"

#include <algorithm>
#include <array>

#include "api_keys/api_keys.hpp"
#include "global_defaults/global_defaults.hpp"
#include "global_keywords/global_keywords.hpp"
#include "scenario_keywords/scenario_keywords.hpp"
#include "scenario_policies/scenario_policies.hpp"
#include "scenarios/scenarios.hpp"
#include "tags/tags.hpp"

namespace lgm::admin {
namespace {

constexpr std::int64_t kPage = 5'000;  // rows read, and changes sent, at once

// The rows of the policy as the public API shows them, in the order of policy::Kind; of API keys, as they are
// kept.
using Rows = std::tuple<Tag, GlobalKeyword, Scenario, ScenarioKeyword, ScenarioPolicy, GlobalDefault,
                        ApiKeyRow, KeyedApp>;

// A row of ours has every member that guard-service reads of it.
template <class Ours, class Read>
consteval bool sends() {
  using OfOurs = describe::Description<Ours>;
  using OfRead = describe::Description<Read>;
  return OfOurs::kind == OfRead::kind && std::ranges::all_of(OfRead::fields, [](const describe::Field& read) {
           return std::ranges::any_of(OfOurs::fields,
                                      [&](const describe::Field& ours) { return ours.name == read.name; });
         });
}
template <class... Ours, class... Read>
consteval bool send_all(std::type_identity<std::tuple<Ours...>>, std::type_identity<std::tuple<Read...>>) {
  return (sends<Ours, Read>() && ...);
}
static_assert(send_all(std::type_identity<Rows>{}, std::type_identity<policy::Rows>{}));

// Appends the page after the id `after` as lines; sets `after` to its last id. The number of rows.
using Page = std::size_t (*)(sql::Session& session, std::string& after, std::string& out);

template <describe::Described T>
std::size_t page_of(sql::Session& session, std::string& after, std::string& out) {
  const auto rows = describe::select<T>(session, "WHERE `id` > ? ORDER BY `id` LIMIT ?", {after, kPage});
  const std::string kind(describe::name_of(describe::Description<T>::kind));
  for (const T& row : rows) {
    out += describe::to_json(policy::SnapshotRow{kind, json::Part::text(describe::to_json(row))});
    out += '\n';
  }
  if (!rows.empty()) after = rows.back().id;
  return rows.size();
}

template <class... T>
constexpr std::array<Page, sizeof...(T)> pages_of(std::type_identity<std::tuple<T...>>) {
  return {page_of<T>...};
}
constexpr auto kPages = pages_of(std::type_identity<Rows>{});

std::int64_t head_of(sql::Session& session) {
  return session.query("SELECT `n` FROM `policy_head` WHERE `id` = 1", {}, 1).integer(0, 0);
}

}  // namespace

bool PolicyFeed::raise(std::int64_t head) {
  std::int64_t known = head_;
  while (known < head)
    if (head_.compare_exchange_weak(known, head)) return true;
  return false;
}

std::int64_t PolicyFeed::read_head() {
  raise(database_.reading(head_of));
  return head_;
}

// The head first: changes are never ahead of it, and a page that stops short of it is followed by another.
policy::Changes PolicyFeed::changes_after(std::int64_t after) {
  policy::Changes answer{read_head(), {}, policy::kFormat};
  const auto rows = database_.reading([&](sql::Session& session) {
    return session.query(
        "SELECT `n`, `kind`, `row_id`, `after_row` FROM `policy_changes` WHERE `n` > ? AND `n` <= ? ORDER BY "
        "`n` LIMIT ?",
        {after, answer.head, kPage}, 4);
  });
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto row = rows.cell(i, 3);
    answer.changes.push_back({rows.integer(i, 0), std::string(rows.text(i, 1)), std::string(rows.text(i, 2)),
                              row ? json::Part::text(std::string(*row)) : json::Part()});
  }
  return answer;
}

// A snapshot while it is sent.
class PolicyFeed::Stream {
 public:
  explicit Stream(PolicyFeed& feed) : feed_(feed) {
    if (++feed_.snapshots_ > feed_.most_snapshots_) {
      --feed_.snapshots_;
      throw service::unavailable("snapshots_busy", "Other snapshots are being sent; ask again shortly",
                                 {"as many snapshots of the policy are being sent as may be"});
    }
    try {
      snapshot_ = feed_.database_.snapshot();
    } catch (...) {
      --feed_.snapshots_;
      throw;
    }
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { --feed_.snapshots_; }

  // The next piece; false at the end.
  bool next(std::string& out) {
    if (!begun_) {
      begun_ = true;
      out += describe::to_json(policy::SnapshotHead{head_of(snapshot_->session()), policy::kFormat, {}, {}}) +
             "\n";
      return true;
    }
    if (kind_ == kPages.size()) {
      out += describe::to_json(policy::SnapshotEnd{static_cast<std::int64_t>(rows_)}) + "\n";
      return false;
    }
    const std::size_t rows = kPages[kind_](snapshot_->session(), after_, out);
    rows_ += rows;
    if (rows < static_cast<std::size_t>(kPage)) {
      ++kind_;
      after_.clear();
    }
    return true;
  }

 private:
  PolicyFeed& feed_;
  std::unique_ptr<sql::Snapshot> snapshot_;
  bool begun_ = false;
  std::size_t kind_ = 0, rows_ = 0;
  std::string after_;
};

http::BodySource PolicyFeed::snapshot() {
  return [stream = std::make_shared<Stream>(*this)](std::string& out) { return stream->next(out); };
}

}  // namespace lgm::admin
