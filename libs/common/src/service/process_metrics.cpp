#include "process_metrics.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace lgm::service {
namespace {

// The `at`th number (from 0) of the file's first line, behind the last ")" if there is one: a program's name
// may hold blanks.
double number_in(const char* file, std::size_t at) {
  std::ifstream stream(file);
  std::string line;
  if (!std::getline(stream, line)) throw std::runtime_error(file);
  const std::size_t name_ends = line.rfind(')');
  std::istringstream words(name_ends == std::string::npos ? line : line.substr(name_ends + 1));
  std::string word;
  for (std::size_t i = 0; i <= at; ++i)
    if (!(words >> word)) throw std::runtime_error(file);
  return std::stod(word);
}

double cpu_seconds() {
  rusage used{};
  if (getrusage(RUSAGE_SELF, &used) != 0) throw std::runtime_error("getrusage");
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

// Pages of /proc/self/statm: 0 the whole, 1 what is resident.
double memory_bytes(std::size_t which) {
  return number_in("/proc/self/statm", which) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double open_descriptors() {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    static_cast<void>(entry);
    ++count;
  }
  return static_cast<double>(count - 1);  // but the one that looked
}

double descriptors_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) throw std::runtime_error("getrlimit");
  return static_cast<double>(limit.rlim_cur);
}

// Since 1970. proc(5): the kernel counts from its own start, which /proc/stat names.
double start_time_seconds() {
  constexpr std::size_t kStartTime = 19;  // behind the name: field 22 of 52
  std::ifstream stream("/proc/stat");
  std::string word;
  while (stream >> word)
    if (double boot = 0; word == "btime" && stream >> boot)
      return boot + number_in("/proc/self/stat", kStartTime) / static_cast<double>(sysconf(_SC_CLK_TCK));
  throw std::runtime_error("/proc/stat");
}

}  // namespace

void add_process_metrics(Metrics& metrics) {
  metrics.counter("process_cpu_seconds_total", "Processor time that the process used", {}, cpu_seconds);
  metrics.gauge("process_resident_memory_bytes", "Memory of the process that is resident", {},
                [] { return memory_bytes(1); });
  metrics.gauge("process_virtual_memory_bytes", "Address space of the process", {},
                [] { return memory_bytes(0); });
  metrics.gauge("process_open_fds", "Open file descriptors", {}, open_descriptors);
  metrics.gauge("process_max_fds", "File descriptors that may be open", {}, descriptors_limit);
  metrics.gauge("process_start_time_seconds", "When the process started, since 1970", {},
                [started = start_time_seconds()] { return started; });
}

}  // namespace lgm::service
