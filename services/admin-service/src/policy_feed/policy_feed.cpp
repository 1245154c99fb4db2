#include "policy_feed/policy_feed.hpp"

#include <array>

#include "global_defaults/global_defaults.hpp"
#include "global_keywords/global_keywords.hpp"
#include "scenario_keywords/scenario_keywords.hpp"
#include "scenario_policies/scenario_policies.hpp"
#include "scenarios/scenarios.hpp"
#include "tags/tags.hpp"

namespace lgm::admin {
namespace {

constexpr std::int64_t kPage = 5'000;  // rows read, and changes sent, at once

// Appends the page after the id `after` as lines; sets `after` to its last id. The number of rows.
using Page = std::size_t (*)(sql::Session& session, std::string& after, std::string& out);

template <PolicyRow T>
std::size_t page_of(sql::Session& session, std::string& after, std::string& out) {
  const auto rows = describe::select<T>(session, "WHERE `id` > ? ORDER BY `id` LIMIT ?", {after, kPage});
  for (const T& row : rows) {
    json::Writer line(out);
    line.begin_object();
    line.key("kind");
    line.text(describe::Description<T>::kind);
    line.key("row");
    line.raw(describe::to_json(row));
    line.end_object();
    out += '\n';
  }
  if (!rows.empty()) after = rows.back().id;
  return rows.size();
}

// What others refer to comes first.
constexpr std::array<Page, 6> kPages{page_of<Tag>,
                                     page_of<GlobalKeyword>,
                                     page_of<Scenario>,
                                     page_of<ScenarioKeyword>,
                                     page_of<ScenarioPolicy>,
                                     page_of<GlobalDefault>};

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
std::string PolicyFeed::changes_after(std::int64_t after) {
  const std::int64_t head = read_head();
  const auto rows = database_.reading([&](sql::Session& session) {
    return session.query(
        "SELECT `n`, `kind`, `row_id`, `after_row` FROM `policy_changes` WHERE `n` > ? AND `n` <= ? ORDER BY "
        "`n` LIMIT ?",
        {after, head, kPage}, 4);
  });
  std::string out;
  json::Writer body(out);
  body.begin_object();
  body.key("head");
  body.integer(head);
  body.key("changes");
  body.begin_array();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    body.begin_object();
    body.key("n");
    body.integer(rows.integer(i, 0));
    body.key("kind");
    body.text(rows.text(i, 1));
    body.key("row_id");
    body.text(rows.text(i, 2));
    body.key("row");
    const auto row = rows.cell(i, 3);
    if (row)
      body.raw(*row);
    else
      body.null();
    body.end_object();
  }
  body.end_array();
  body.end_object();
  return out;
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
      out += "{\"version\":" + std::to_string(head_of(snapshot_->session())) + "}\n";
      return true;
    }
    if (kind_ == kPages.size()) {
      out += "{\"end\":" + std::to_string(rows_) + "}\n";
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
