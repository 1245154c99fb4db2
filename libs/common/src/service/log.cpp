#include "lgm/service/log.hpp"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/sink.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

#include "lgm/base/clock.hpp"
#include "lgm/base/utf8.hpp"

namespace lgm::service {
namespace {

constexpr std::size_t kFileBytes = 10 * 1024 * 1024;  // seed 6.2
constexpr std::size_t kFiles = 5;                     // seed 6.2
constexpr std::chrono::milliseconds kFlushInterval{100};
constexpr std::size_t kUsualLine = 640;  // bytes

std::string_view name_of(Level level) {
  switch (level) {
    case Level::Debug:
      return "DEBUG";
    case Level::Info:
      return "INFO";
    case Level::Warning:
      return "WARNING";
    case Level::Error:
      break;
  }
  return "ERROR";
}

// Standard output, written by the flusher alone: a write a request costs more than the request's own work,
// and an I/O thread may not wait for whoever reads the log. Only when kMostBuffered wait to be written does a
// line wait, too, so that none is lost.
class BufferedOutput final : public spdlog::sinks::sink {
 public:
  explicit BufferedOutput(std::function<void()> ask_to_flush) : ask_to_flush_(std::move(ask_to_flush)) {}

  void log(const spdlog::details::log_msg& message) override {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return lines_.size() < kMostBuffered; });
    const std::size_t before = lines_.size();
    lines_.append(message.payload.data(), message.payload.size()).append(1, '\n');
    if (before < kWorthAWrite && lines_.size() >= kWorthAWrite) {
      lock.unlock();
      ask_to_flush_();
    }
  }
  void flush() override {
    {
      const std::lock_guard lock(mutex_);
      std::swap(lines_, writing_);
    }
    room_.notify_all();
    // A line that cannot be written has nowhere else to go.
    static_cast<void>(std::fwrite(writing_.data(), 1, writing_.size(), stdout));
    static_cast<void>(std::fflush(stdout));
    writing_.clear();
  }
  void set_pattern(const std::string&) override {}  // lines come whole
  void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

 private:
  static constexpr std::size_t kWorthAWrite = 64 * 1024;
  static constexpr std::size_t kMostBuffered = 4 * 1024 * 1024;
  const std::function<void()> ask_to_flush_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::string lines_;
  std::string writing_;  // the flusher's
};

}  // namespace

Level level_of(std::string_view name) {
  if (name == "debug") return Level::Debug;
  if (name == "warning") return Level::Warning;
  return name == "error" ? Level::Error : Level::Info;
}

struct Log::Impl {
  Options options;
  std::unique_ptr<spdlog::logger> logger;
  std::mutex mutex;
  std::condition_variable asked;
  bool ended = false, due = false;
  std::thread flusher;

  void ask_to_flush() {
    {
      const std::lock_guard lock(mutex);
      due = true;
    }
    asked.notify_one();
  }
  void flush_regularly() {
    std::unique_lock lock(mutex);
    while (!ended) {
      asked.wait_for(lock, kFlushInterval, [this] { return ended || due; });
      due = false;
      lock.unlock();
      logger->flush();
      lock.lock();
    }
  }
};

Log::Log(Options options) : impl_(std::make_unique<Impl>()) {
  impl_->options = std::move(options);
  std::vector<spdlog::sink_ptr> sinks{
      std::make_shared<BufferedOutput>([impl = impl_.get()] { impl->ask_to_flush(); })};
  if (!impl_->options.file.empty())
    sinks.push_back(
        std::make_shared<spdlog::sinks::rotating_file_sink_mt>(impl_->options.file, kFileBytes, kFiles));
  impl_->logger = std::make_unique<spdlog::logger>(impl_->options.service, sinks.begin(), sinks.end());
  impl_->logger->set_pattern("%v");
  impl_->logger->set_level(spdlog::level::trace);
  impl_->logger->flush_on(spdlog::level::off);
  impl_->flusher = std::thread([this] { impl_->flush_regularly(); });
}

Log::~Log() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->ended = true;
  }
  impl_->asked.notify_all();
  impl_->flusher.join();
  impl_->logger->flush();
}

bool Log::writes(Level level) const {
  return level >= impl_->options.level;
}

void Log::write(Level level, std::string_view message, const json::Object& members) {
  if (!writes(level)) return;
  emit(level, message, [&](json::Writer& line) {
    for (const auto& [name, value] : members) {
      line.key(name);
      line.value(value);
    }
  });
  if (level >= Level::Warning) impl_->ask_to_flush();
}

void Log::write_with(Level level, std::string_view message,
                     const std::function<void(json::Writer&)>& write_members) {
  if (writes(level)) emit(level, message, write_members);
}

void Log::audit(const json::Value& event) {
  emit(Level::Info, "audit", [&](json::Writer& line) {
    line.key("event");
    line.value(event);
  });
}

void Log::emit(Level level, std::string_view message,
               const std::function<void(json::Writer&)>& write_members) {
  std::string line;
  line.reserve(kUsualLine);
  json::Writer writer(line);
  writer.begin_object();
  writer.key("time");
  writer.text(base::format_rfc3339(
      std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now())));
  writer.key("level");
  writer.text(name_of(level));
  writer.key("service");
  writer.text(impl_->options.service);
  writer.key("message");
  writer.text(message);
  write_members(writer);
  writer.end_object();
  // Exceptions of libraries and headers of clients may hold any bytes; a reader of logs expects UTF-8.
  if (!base::valid_utf8(line)) line = base::scrubbed_utf8(line);
  impl_->logger->log(level >= Level::Warning ? spdlog::level::warn : spdlog::level::info,
                     spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace lgm::service
