#include "policy_following/policy_file.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "lgm/crypto/crypto.hpp"

namespace lgm::guard_service {
namespace {

constexpr std::int64_t kFormat = 1;
constexpr std::size_t kPiece = 256 * 1024;  // bytes written at once

// SHA-256 of lines that need not be in memory together.
class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      throw std::runtime_error("OpenSSL has no SHA-256");
  }
  void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
  std::string hex() {
    crypto::Digest digest{};
    EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr);
    return crypto::to_hex(digest);
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

// A file under another name until it is whole.
class Replacement {
 public:
  explicit Replacement(const std::string& path)
      : path_(path),
        fresh_(path + ".new"),
        fd_(::open(fresh_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
    if (fd_ < 0) fail("opened");
  }
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;
  ~Replacement() {
    if (fd_ >= 0) ::close(fd_);
  }
  void line(std::string_view text) {
    pending_.append(text).append(1, '\n');
    if (pending_.size() >= kPiece) flush();
  }
  void finish() {
    flush();
    if (::fsync(fd_) != 0) fail("written");
    if (::rename(fresh_.c_str(), path_.c_str()) != 0) fail("renamed");
  }

 private:
  void flush() {
    std::string_view rest = pending_;
    while (!rest.empty()) {
      const ssize_t written = ::write(fd_, rest.data(), rest.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) fail("written");
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    pending_.clear();
  }
  [[noreturn]] void fail(const char* what) const {
    throw std::runtime_error(fresh_ + " cannot be " + what + ": " + std::strerror(errno));
  }
  const std::string path_, fresh_;
  const int fd_;
  std::string pending_;
};

}  // namespace

std::optional<std::int64_t> PolicyFile::read(PolicyRows& rows, std::string& fault) const {
  const auto unusable = [&](const char* why) {
    rows = PolicyRows();
    fault = path_ + " " + why;
    return std::nullopt;
  };
  std::ifstream file(path_);
  if (!file) return unusable("is not there");
  Digest digest;
  std::string line;
  std::optional<std::int64_t> version;
  for (std::int64_t count = -1; std::getline(file, line); ++count) {
    const auto value = json::parse_or_nothing(line);
    if (!value) return unusable("is damaged: a line is not JSON");
    if (count < 0) {
      version = value->integer_at("version");
      if (value->integer_at("format") != kFormat || !version) return unusable("has another format");
    } else if (const auto end = value->integer_at("end")) {
      if (*end != count || value->text_at("sha256") != digest.hex())
        return unusable("is damaged: its check sum does not fit");
      return version;
    } else {
      const auto* row = value->find("row");
      if (!row || !rows.apply(value->text_at("kind").value_or(""), row->text_at("id").value_or(""), *row))
        return unusable("is damaged: a row cannot be read");
    }
    digest.add(line);
    digest.add("\n");
  }
  return unusable("is cut off");
}

void PolicyFile::write(std::int64_t version, const PolicyRows& rows) const {
  if (path_.empty()) return;
  Replacement file(path_);
  Digest digest;
  std::int64_t count = 0;
  const auto add = [&](std::string_view line) {
    file.line(line);
    digest.add(line);
    digest.add("\n");
  };
  add(json::to_text(json::Object{{"format", kFormat}, {"version", version}}));
  rows.write([&](std::string_view line) {
    add(line);
    ++count;
  });
  file.line(json::to_text(json::Object{{"end", count}, {"sha256", digest.hex()}}));
  file.finish();
}

}  // namespace lgm::guard_service
