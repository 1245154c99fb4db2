#include "lgm/service/log.hpp"

#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>

#include "lgm/base/clock.hpp"

namespace lgm::service {
namespace {

constexpr std::size_t kFileBytes = 10 * 1024 * 1024;  // seed 6.2
constexpr std::size_t kFiles = 5;                     // seed 6.2

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

}  // namespace

struct Log::Impl {
  Options options;
  std::unique_ptr<spdlog::logger> logger;
};

Log::Log(Options options) : impl_(std::make_unique<Impl>()) {
  impl_->options = std::move(options);
  std::vector<spdlog::sink_ptr> sinks{std::make_shared<spdlog::sinks::stdout_sink_mt>()};
  if (!impl_->options.file.empty())
    sinks.push_back(
        std::make_shared<spdlog::sinks::rotating_file_sink_mt>(impl_->options.file, kFileBytes, kFiles));
  impl_->logger = std::make_unique<spdlog::logger>(impl_->options.service, sinks.begin(), sinks.end());
  impl_->logger->set_pattern("%v");
  impl_->logger->set_level(spdlog::level::trace);
  impl_->logger->flush_on(spdlog::level::trace);
}

Log::~Log() = default;

void Log::write(Level level, std::string_view message, const json::Object& members) {
  if (level < impl_->options.level) return;
  std::string line;
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
  for (const auto& [name, value] : members) {
    writer.key(name);
    writer.value(value);
  }
  writer.end_object();
  impl_->logger->log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace lgm::service
