// The routes of session-cache-service that admin-service calls, over HTTP, in memory, for tests of the whole
// program.
#pragma once
#include <mutex>
#include <string>
#include <vector>

#include "lgm/service/service.hpp"

namespace lgm::admin::testing {

class RevocationService {
 public:
  explicit RevocationService(const std::string& token);
  std::string url() const;
  // Kinds and ids of the revocations so far, as "user ann".
  std::vector<std::string> revoked();
  // As if the store had been lost: another epoch, nothing in it.
  void begin_anew(const std::string& epoch);
  // Answers 503 to what would be appended.
  void refuse(bool refusing);

 private:
  http::Response append(service::Context& context);
  std::optional<http::Response> follow(const service::Context& context, bool last);
  json::Value feed_after(std::int64_t seq);

  base::SystemClock clock_;
  base::SystemRandom random_;
  service::Log log_{{"session-cache", service::Level::Error, ""}};
  service::Metrics metrics_;
  std::mutex mutex_;
  std::string epoch_ = "1";
  bool refusing_ = false;
  json::Array entries_;
  service::Service service_;
};

}  // namespace lgm::admin::testing
