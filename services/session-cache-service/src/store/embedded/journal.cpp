#include "store/embedded/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "lgm/crypto/crypto.hpp"

namespace lgm::session_cache {
namespace {

constexpr std::string_view kMagic = "LGJ";  // and the kind
constexpr std::size_t kHead = 4 + 8 + 4 + 8;
constexpr char kFileTable = '\0';  // rows of the journal itself
constexpr char kPut = 1, kErase = 2;
constexpr std::string_view kInode = "inode";

void put_number(std::string& out, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>((number >> (8 * i)) & 0xff));
}

std::uint64_t number_at(std::string_view data, std::size_t at, int bytes) {
  std::uint64_t number = 0;
  for (int i = 0; i < bytes; ++i)
    number |= static_cast<std::uint64_t>(static_cast<unsigned char>(data[at + static_cast<std::size_t>(i)]))
              << (8 * i);
  return number;
}

// The kind is part of it where it is another than the first one: a harmed byte makes no frame of ours one
// that is passed over.
std::string checksum(char kind, std::uint64_t number, std::string_view payload) {
  std::string text;
  text.reserve(9 + payload.size());
  if (kind != Journal::kOwnKind) text += kind;
  put_number(text, number, 8);
  text += payload;
  const auto digest = crypto::sha256(text);
  return std::string(reinterpret_cast<const char*>(digest.data()), 8);
}

std::runtime_error failure(const std::string& what, const std::string& path) {
  return std::runtime_error(what + " " + path + ": " + std::strerror(errno));
}

struct Frame {
  char kind;
  std::uint64_t number;
  std::string_view payload;
  std::size_t end;
};

// The frame at `at`, if there is a whole, unharmed one.
bool read_frame(std::string_view file, std::size_t at, Frame& frame) {
  if (file.size() - at < kHead || file.substr(at, kMagic.size()) != kMagic) return false;
  frame.kind = file[at + kMagic.size()];
  frame.number = number_at(file, at + 4, 8);
  const std::size_t length = number_at(file, at + 12, 4);
  if (file.size() - at - kHead < length) return false;
  frame.payload = file.substr(at + kHead, length);
  frame.end = at + kHead + length;
  return file.substr(at + 16, 8) == checksum(frame.kind, frame.number, frame.payload);
}

bool any_frame_after(std::string_view file, std::size_t at) {
  Frame frame{};
  for (at = file.find(kMagic, at + 1); at != std::string_view::npos; at = file.find(kMagic, at + 1))
    if (read_frame(file, at, frame)) return true;
  return false;
}

std::runtime_error of_a_newer_version() {
  return std::runtime_error("the session store was written by a newer version");
}

void replay(std::string_view payload, const Journal::Apply& apply) {
  constexpr std::size_t kChangeHead = 1 + 1 + 4 + 4;
  std::size_t at = 0;
  while (at < payload.size()) {
    if (payload.size() - at < kChangeHead)
      throw std::runtime_error("a frame of the session store is malformed");
    const char op = payload[at];
    if (op != kPut && op != kErase) throw of_a_newer_version();
    const char table = payload[at + 1];
    const std::size_t key = number_at(payload, at + 2, 4), value = number_at(payload, at + 6, 4);
    at += kChangeHead;
    if (payload.size() - at < key + value)
      throw std::runtime_error("a frame of the session store is malformed");
    apply(op == kPut, table, payload.substr(at, key), payload.substr(at + key, value));
    at += key + value;
  }
}

void write_all(int fd, std::string_view data, const std::string& path) {
  while (!data.empty()) {
    const ssize_t written = ::write(fd, data.data(), data.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw failure("cannot write", path);
    data.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::uint64_t inode_of(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 ? status.st_ino : 0;
}

void sync_folder(const std::string& path) {
  std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (folder.empty()) folder = ".";
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) throw failure("cannot open", folder.string());
  const int result = ::fsync(fd);
  ::close(fd);
  if (result != 0) throw failure("cannot sync", folder.string());
}

}  // namespace

Journal::Journal(std::string path) : path_(std::move(path)) {
  const std::string lock = path_ + ".lock";
  lock_fd_ = ::open(lock.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (lock_fd_ < 0) throw failure("cannot open", lock);
  if (::flock(lock_fd_, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock_fd_);
    throw std::runtime_error("the session store " + path_ +
                             " is in use by another process: the embedded store is for one replica; "
                             "set REDIS_HOST to run more");
  }
}

Journal::~Journal() {
  if (fd_ >= 0) ::close(fd_);
  ::close(lock_fd_);  // the lock goes with it
}

// Beside the file, in the file of the lock: a copy of the file alone that is put in its place is older than
// this. Not synced: when power is lost it may lag behind, and then it only knows less.
void Journal::note_number() const {
  std::string text;
  put_number(text, number_, 8);
  if (::pwrite(lock_fd_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
    throw failure("cannot write", path_ + ".lock");
}

std::uint64_t Journal::noted_number() const {
  char text[8];
  return ::pread(lock_fd_, text, sizeof text, 0) == sizeof text ? number_at({text, sizeof text}, 0, 8) : 0;
}

Journal::Loaded Journal::load(const Apply& apply) {
  Loaded loaded;
  std::ifstream input(path_, std::ios::binary);
  if (!input) {
    if (std::filesystem::exists(path_)) throw failure("cannot read", path_);
    return loaded;
  }
  std::ostringstream text;
  text << input.rdbuf();
  const std::string file = std::move(text).str();
  loaded.found = true;
  std::string inode;
  std::size_t at = 0;
  Frame frame{};
  while (at < file.size() && read_frame(file, at, frame) && (at == 0 || frame.number == number_ + 1)) {
    if (at == 0 && frame.kind != kOwnKind) throw of_a_newer_version();
    if (frame.kind != kOwnKind)
      foreign_.push_back({frame.kind, std::string(frame.payload)});
    else
      replay(frame.payload, [&](bool put, char table, std::string_view key, std::string_view value) {
        if (table != kFileTable)
          apply(put, table, key, value);
        else if (key == kInode)
          inode = value;
      });
    number_ = frame.number;
    at = frame.end;
    if (base_size_ == 0) base_size_ = at;
  }
  // The first frame is whole before the file gets its name: without it, this is damage.
  loaded.damaged = at == 0 || (at < file.size() && any_frame_after(file, at));
  loaded.torn = at < file.size() && !loaded.damaged;
  if (loaded.damaged && at < file.size())
    std::filesystem::copy_file(path_, path_ + ".damaged", std::filesystem::copy_options::overwrite_existing);
  open_for_append(at);
  loaded.copied = inode != std::to_string(inode_of(fd_)) || number_ < noted_number();
  return loaded;
}

void Journal::open_for_append(std::uint64_t size) {
  fd_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (fd_ < 0) throw failure("cannot open", path_);
  if (::ftruncate(fd_, static_cast<off_t>(size)) != 0 || ::fsync(fd_) != 0)
    throw failure("cannot cut the torn end of", path_);
  size_ = size;
}

void Journal::rewrite(const std::string& changes) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !writing_; });
  const std::string fresh = path_ + ".new";
  const int fd = ::open(fresh.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) throw failure("cannot create", fresh);
  try {
    std::string all;
    add_put(all, kFileTable, kInode, std::to_string(inode_of(fd)));
    all += changes;
    write_frame(fd, all);
    for (const Foreign& frame : foreign_) write_frame(fd, frame.payload, frame.kind);
    if (::rename(fresh.c_str(), path_.c_str()) != 0) throw failure("cannot rename", fresh);
  } catch (...) {
    ::close(fd);
    ::unlink(fresh.c_str());
    throw;
  }
  if (fd_ >= 0) ::close(fd_);
  fd_ = fd;
  struct stat status {};
  ::fstat(fd_, &status);
  base_size_ = size_ = static_cast<std::uint64_t>(status.st_size);
  try {
    sync_folder(path_);
    note_number();
  } catch (const std::exception& error) {
    failure_ = error.what();
    throw;
  }
  // The state holds what was pending, too.
  pending_.clear();
  durable_ = enqueued_;
  failure_.clear();
  changed_.notify_all();
}

void Journal::add_put(std::string& changes, char table, std::string_view key, std::string_view value) {
  changes.push_back(kPut);
  changes.push_back(table);
  put_number(changes, key.size(), 4);
  put_number(changes, value.size(), 4);
  changes.append(key).append(value);
}

void Journal::add_erase(std::string& changes, char table, std::string_view key) {
  changes.push_back(kErase);
  changes.push_back(table);
  put_number(changes, key.size(), 4);
  put_number(changes, 0, 4);
  changes.append(key);
}

std::uint64_t Journal::enqueue(std::string_view changes) {
  const std::lock_guard lock(mutex_);
  pending_ += changes;
  return ++enqueued_;
}

std::uint64_t Journal::last_ticket() const {
  const std::lock_guard lock(mutex_);
  return enqueued_;
}

bool Journal::failed() const {
  const std::lock_guard lock(mutex_);
  return !failure_.empty();
}

std::uint64_t Journal::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

std::uint64_t Journal::base_size() const {
  const std::lock_guard lock(mutex_);
  return base_size_;
}

// The first to wait writes for all that came meanwhile.
void Journal::wait(std::uint64_t ticket) {
  std::unique_lock lock(mutex_);
  while (durable_ < ticket) {
    if (!failure_.empty()) throw std::runtime_error(failure_);
    if (writing_) {
      changed_.wait(lock);
      continue;
    }
    writing_ = true;
    const std::string batch = std::exchange(pending_, {});
    const std::uint64_t upto = enqueued_;
    lock.unlock();
    std::string error;
    try {
      write_frame(fd_, batch);
      note_number();
    } catch (const std::exception& broken) {
      error = broken.what();
    }
    lock.lock();
    writing_ = false;
    if (error.empty()) {
      durable_ = upto;
      size_ += kHead + batch.size();
    } else {
      failure_ = error;
    }
    changed_.notify_all();
  }
}

// Called by one thread at a time.
void Journal::write_frame(int fd, std::string_view changes, char kind) {
  std::string frame(kMagic);
  frame += kind;
  put_number(frame, number_ + 1, 8);
  put_number(frame, changes.size(), 4);
  frame += checksum(kind, number_ + 1, changes);
  frame += changes;
  write_all(fd, frame, path_);
  if (::fdatasync(fd) != 0) throw failure("cannot sync", path_);
  ++number_;
}

}  // namespace lgm::session_cache
