// An append-only file of changes to named rows. What commit() has acknowledged survives a crash of the
// process or the machine: frames carry a number and a SHA-256 checksum, fdatasync comes before the
// acknowledgement, and many commits share one (group commit).
//
// Frame: "LGJ" and its kind (4 bytes), number (8), length (4), checksum (8), payload. Numbers are
// little-endian and rise by one a frame. The checksum of kind `1` is the beginning of SHA-256(number ‖
// payload), that of every other kind of SHA-256(kind ‖ number ‖ payload). Payload of kind `1`: changes of op
// (1: put, 2: erase), table (1 byte), key length (4), value length (4), key, value. The file begins with a
// frame of kind `1` that holds the whole state.
//
// A whole frame of another kind is a later version's: it is passed over and kept, behind the state when the
// file is rewritten.
//
// A frame is synced before the next one is written. So a bad frame with nothing valid behind it is what was
// being written at a crash, and unacknowledged; a bad frame with a valid one behind it is damage.
#pragma once
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace lgm::session_cache {

class Journal {
 public:
  static constexpr char kOwnKind = '1';

  struct Loaded {
    bool found = false;    // false: there was no file
    bool torn = false;     // an unacknowledged last frame was cut off
    bool damaged = false;  // acknowledged frames cannot be read
    // The file is a copy of the one that was written, a restored backup: it has another inode, or ends before
    // what was acknowledged last.
    bool copied = false;
  };
  using Apply = std::function<void(bool put, char table, std::string_view key, std::string_view value)>;
  // Appends every live row by add_put; called while the state cannot change.
  using Dump = std::function<void(std::string& changes)>;

  // Locks `path`.lock for as long as it lives, and notes in it how far the file has come; throws
  // std::runtime_error with the reason.
  explicit Journal(std::string path);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Replays the file. Throws std::runtime_error where it cannot be read.
  Loaded load(const Apply& apply);
  // Replaces the file by the whole state. Throws std::runtime_error; the old file stays then.
  void rewrite(const std::string& changes);

  static void add_put(std::string& changes, char table, std::string_view key, std::string_view value);
  static void add_erase(std::string& changes, char table, std::string_view key);

  // Takes changes in the order of the calls; returns the ticket to wait for. Not durable before wait().
  std::uint64_t enqueue(std::string_view changes);
  std::uint64_t last_ticket() const;
  // Returns when everything up to `ticket` is on the disk. Throws std::runtime_error when it cannot be
  // written; then everything fails until rewrite() succeeds.
  void wait(std::uint64_t ticket);
  bool failed() const;
  std::uint64_t size() const;       // bytes of the file
  std::uint64_t base_size() const;  // bytes after the last rewrite

 private:
  struct Foreign {
    char kind;
    std::string payload;
  };
  void write_frame(int fd, std::string_view changes, char kind = kOwnKind);
  void note_number() const;
  std::uint64_t noted_number() const;
  void open_for_append(std::uint64_t size);

  const std::string path_;
  int lock_fd_ = -1, fd_ = -1;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string pending_;
  std::uint64_t enqueued_ = 0, durable_ = 0;
  std::uint64_t number_ = 0, size_ = 0, base_size_ = 0;
  std::vector<Foreign> foreign_;  // frames of other kinds, in their order
  bool writing_ = false;
  std::string failure_;
};

}  // namespace lgm::session_cache
