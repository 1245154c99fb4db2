#include "policy_follower/snapshot_lines.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "lgm/crypto/crypto.hpp"

namespace lgm::guard_service {
namespace {

constexpr std::string_view kHeader = "llm-guard-policy 1 sha256 ";

json::Value parsed(std::string_view line) {
  auto value = json::parse_or_nothing(line);
  if (!value || !value->object()) throw BadRow("a line of the snapshot is no JSON object");
  return std::move(*value);
}

// Throws BadRow. Of a row, what is read stands in `line`.
template <class Line>
Line read_line(const json::Value& line) {
  std::vector<describe::Fault> faults;
  auto read = describe::decode_trusted<Line>(line, faults);
  if (!read) throw BadRow("a line of the snapshot: " + describe::said(faults.front()));
  return std::move(*read);
}

void take(PolicyRows& rows, const policy::SnapshotRow& line) {
  const json::Value& row = line.row.value();
  if (row.is_null()) throw BadRow("a row of the snapshot is null");
  rows.apply(line.kind, row.text_at("id").value_or(""), row);
}

constexpr std::size_t kDigestDigits = 64;

// A new file, written through a small buffer: the policy's text may be larger than the policy in memory.
class NewFile {
 public:
  explicit NewFile(const std::string& path)
      : path_(path), file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    if (file_ < 0) fail();
    buffer_.reserve(kBuffer);
  }
  ~NewFile() {
    ::close(file_);
    if (!whole_) ::unlink(path_.c_str());  // half of it would only keep a full disk full
  }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void add(std::string_view text) {
    if (buffer_.size() + text.size() > kBuffer) write_out();
    buffer_ += text;
  }
  // Puts `text` in place of what the file has at `offset`.
  void replace(std::size_t offset, std::string_view text) {
    write_out();
    if (::pwrite(file_, text.data(), text.size(), static_cast<off_t>(offset)) !=
        static_cast<ssize_t>(text.size()))
      fail();
  }
  // Through to the disk.
  void finish() {
    write_out();
    if (::fsync(file_) != 0) fail();
    whole_ = true;
  }

 private:
  static constexpr std::size_t kBuffer = 64 * 1024;

  [[noreturn]] void fail() const { throw std::runtime_error("cannot write " + path_); }
  void write_out() {
    std::string_view rest = buffer_;
    while (!rest.empty()) {
      const auto written = ::write(file_, rest.data(), rest.size());
      if (written <= 0) fail();
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    buffer_.clear();
  }

  const std::string path_;
  const int file_;
  std::string buffer_;
  bool whole_ = false;
};

// The lines of a snapshot, each with its line end.
template <class Each>
void each_snapshot_line(const PolicyRows& rows, std::optional<std::int64_t> kept_ms, const Each& each) {
  policy::SnapshotHead head;
  head.version = rows.version();
  if (rows.format() >= policy::kFormatWithKeys) head.format = rows.format();
  head.kept_ms = kept_ms;
  if (kept_ms) head.members = known_members();
  each(describe::to_json(head) + "\n");
  std::int64_t count = 0;
  rows.each_line([&](const std::string& line) {
    each(line + "\n");
    ++count;
  });
  each(describe::to_json(policy::SnapshotEnd{count}) + "\n");
}

KeptPolicy read_lines(std::string_view lines, guard::MatchOptions options) {
  KeptPolicy kept{PolicyRows(options), std::nullopt, false};
  std::int64_t count = -1;  // -1: the head is still to come
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    if (end == std::string_view::npos) break;
    const json::Value line = parsed(lines.substr(0, end));
    lines.remove_prefix(end + 1);
    if (count < 0) {
      const auto head = read_line<policy::SnapshotHead>(line);
      kept.rows.set_version(head.version);
      kept.rows.set_format(std::min(head.format.value_or(1), policy::kFormat));
      kept.kept_ms = head.kept_ms;
      kept.whole = head.members == known_members();
    } else if (line.find("end")) {
      if (read_line<policy::SnapshotEnd>(line).end != count || !lines.empty())
        throw BadRow("the snapshot's count of rows does not fit");
      return kept;
    } else {
      take(kept.rows, read_line<policy::SnapshotRow>(line));
    }
    ++count;
  }
  throw BadRow("the snapshot is cut off");
}

}  // namespace

PolicyRows read_snapshot(std::string_view lines, guard::MatchOptions options) {
  return std::move(read_lines(lines, options).rows);
}

std::string write_snapshot(const PolicyRows& rows, std::optional<std::int64_t> kept_ms) {
  std::string out;
  each_snapshot_line(rows, kept_ms, [&](const std::string& line) { out += line; });
  return out;
}

void write_cache_file(const std::string& path, const PolicyRows& rows, std::int64_t now_ms) {
  const std::string beside = path + ".new";
  NewFile file(beside);
  crypto::Sha256 digest;
  file.add(kHeader);
  file.add(std::string(kDigestDigits, '0') + "\n");  // in its place at the end
  each_snapshot_line(rows, now_ms, [&](const std::string& line) {
    digest.add(line);
    file.add(line);
  });
  file.replace(kHeader.size(), crypto::to_hex(digest.finish()));
  file.finish();
  if (std::rename(beside.c_str(), path.c_str()) != 0) throw std::runtime_error("cannot rename " + beside);
}

KeptPolicy read_cache_file(const std::string& path, guard::MatchOptions options) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("there is no " + path);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto end = text.find('\n');
  if (end == std::string::npos || text.compare(0, kHeader.size(), kHeader) != 0)
    throw std::runtime_error(path + " is no policy file of ours");
  const std::string_view lines = std::string_view(text).substr(end + 1);
  if (text.substr(kHeader.size(), end - kHeader.size()) != crypto::to_hex(crypto::sha256(lines)))
    throw std::runtime_error(path + " is damaged: its checksum does not fit");
  return read_lines(lines, options);
}

}  // namespace lgm::guard_service
