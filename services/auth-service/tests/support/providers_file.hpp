// Files that IDENTITY_PROVIDERS_FILE and its entries name, for as long as a test lasts.
#pragma once
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

#include "fake_issuer.hpp"
#include "lgm/json/value.hpp"

namespace lgm::testing {

class Files {
 public:
  ~Files() { std::filesystem::remove_all(directory_); }
  std::string write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(directory_);
    std::ofstream(directory_ / name, std::ios::binary) << text;
    return (directory_ / name).string();
  }
  std::string write(const std::string& name, const json::Value& value) const {
    return write(name, json::to_text(value));
  }

 private:
  static std::string unique() {
    static std::atomic<int> number{0};
    return "lgm-providers-" + std::to_string(::getpid()) + "-" + std::to_string(++number);
  }
  const std::filesystem::path directory_ = std::filesystem::temp_directory_path() / unique();
};

// A good entry, for FakeIssuer.
inline json::Value entry_of(const Files& files, const std::string& id = "corp") {
  using json::Object;
  return Object{{"id", id},
                {"name", Object{{"zh", "公司"}, {"en", "Company"}}},
                {"icon", "building"},
                {"issuer", FakeIssuer::kIssuer},
                {"client_id", FakeIssuer::kClient},
                {"client_secret_file", files.write("secret", std::string(FakeIssuer::kSecret) + "\n")},
                {"claims", Object{{"subject", "sub"},
                                  {"username", "preferred_username"},
                                  {"display_name", "name"},
                                  {"email", "email"}}}};
}

}  // namespace lgm::testing
