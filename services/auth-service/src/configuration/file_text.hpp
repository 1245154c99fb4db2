// What a file holds that the configuration names.
#pragma once
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace lgm::auth_service {

// None where it cannot be read, or is no file; of an empty file the empty text.
inline std::optional<std::string> file_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  try {
    return std::string(std::istreambuf_iterator<char>(file), {});
  } catch (const std::exception&) {  // a folder, say
    return std::nullopt;
  }
}

}  // namespace lgm::auth_service
