// Logs: one JSON object a line, to standard output and optionally to a file with rotation (10 MiB × 5,
// seed 6.2). Lines leave within 0.1 s, warnings and errors of write() at once, all of them at the end.
// Thread-safe.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lgm/json/value.hpp"

namespace lgm::service {

enum class Level { Debug, Info, Warning, Error };

// Of LOG_LEVEL, whose values CommonConfig lists; Info for any other.
Level level_of(std::string_view name);

class Log {
 public:
  struct Options {
    std::string service;
    Level level = Level::Info;
    std::string file;  // empty: standard output only
  };
  explicit Log(Options options);
  ~Log();
  // {"time": …, "level": …, "service": …, "message": …, members…}. Values are data: they cannot forge a line.
  // Never pass a secret.
  void write(Level level, std::string_view message, const json::Object& members = {});
  // The same with members that are written straight into the line: for what is logged at each request.
  void write_with(Level level, std::string_view message,
                  const std::function<void(json::Writer&)>& write_members);
  bool writes(Level level) const;
  // {…, "message": "audit", "event": …}, at every LOG_LEVEL: what collects audit events finds them all.
  void audit(const json::Value& event);
  void info(std::string_view message, const json::Object& members = {}) {
    write(Level::Info, message, members);
  }
  void warning(std::string_view message, const json::Object& members = {}) {
    write(Level::Warning, message, members);
  }
  void error(std::string_view message, const json::Object& members = {}) {
    write(Level::Error, message, members);
  }

 private:
  void emit(Level level, std::string_view message, const std::function<void(json::Writer&)>& write_members);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lgm::service
