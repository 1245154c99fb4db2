#include "policy_follower/snapshot_lines.hpp"

#include <fcntl.h>
#include <unistd.h>

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
  json::Object head{{"version", rows.version()}};
  if (kept_ms) head.emplace_back("kept_ms", *kept_ms);
  each(json::to_text(head) + "\n");
  std::size_t count = 0;
  rows.each_line([&](const std::string& line) {
    each(line + "\n");
    ++count;
  });
  each("{\"end\":" + std::to_string(count) + "}\n");
}

}  // namespace

PolicyRows read_snapshot(std::string_view lines, guard::MatchOptions options) {
  PolicyRows rows(options);
  std::int64_t count = -1;  // -1: the version is still to come
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    if (end == std::string_view::npos) break;
    const json::Value line = parsed(lines.substr(0, end));
    lines.remove_prefix(end + 1);
    if (count < 0) {
      const auto version = line.integer_at("version");
      if (!version) throw BadRow("the snapshot does not begin with its version");
      rows.set_version(*version);
      count = 0;
    } else if (const auto told = line.integer_at("end")) {
      if (*told != count || !lines.empty()) throw BadRow("the snapshot's count of rows does not fit");
      return rows;
    } else {
      const auto kind = line.text_at("kind");
      const json::Value* row = line.find("row");
      const auto id = row ? row->text_at("id") : std::nullopt;
      if (!kind || !id) throw BadRow("a line of the snapshot has no kind or row");
      rows.apply(*kind, *id, *row);
      ++count;
    }
  }
  throw BadRow("the snapshot is cut off");
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
  return {read_snapshot(lines, options), parsed(lines.substr(0, lines.find('\n'))).integer_at("kept_ms")};
}

}  // namespace lgm::guard_service
