#include "lgm/service/key_refusals.hpp"

namespace lgm::service {

Refusal two_credentials() {
  return bad_request("two_credentials",
                     "The request brings an API key and an Authorization field; send one of them");
}

KeyRefusals::KeyRefusals(Metrics& metrics)
    : refusals_(
          metrics, "lgm_api_key_refusals_total", "API keys refused, by reason",
          {{"reason",
            {std::string(kMissing), std::string(kMalformed), std::string(kUnknown), std::string(kInactive),
             std::string(kExpired), std::string(kRevoked), std::string(kTwo)}}}) {}

// The same for every reason.
void KeyRefusals::refuse(std::string_view reason) const {
  refusals_.of({reason}).add();
  Problem problem =
      refusal<401>("invalid_api_key",
                   "The API key is missing, malformed, unknown, expired, switched off or deleted")
          .problem();
  problem.headers.set("WWW-Authenticate", "ApiKey");
  throw Refusal(std::move(problem));
}

std::optional<std::string_view> KeyRefusals::shown_in(const Credentials& credentials) const {
  const http::Headers& headers = credentials.request().headers;
  const auto text = headers.get(kKeyHeader);
  if (!text) return std::nullopt;
  if (headers.get("Authorization")) throw two_credentials();
  if (headers.count(kKeyHeader) > 1) refuse(kTwo);
  return text;
}

}  // namespace lgm::service
