#include "providers/oidc/metadata.hpp"

#include <algorithm>

#include "providers/refusals.hpp"

namespace lgm::auth_service::oidc {
namespace {

using auth::IdTokenAlgorithm;
using json::Value;

constexpr std::chrono::milliseconds kHealthPatience{1'000};

Url document_of(const std::string& issuer) {
  Url url = parse_url(issuer).value();
  while (url.target.ends_with('/')) url.target.pop_back();
  url.target += "/.well-known/openid-configuration";
  return url;
}

// Those of the list that are accepted here; RS256 where it says nothing, as every provider can do that.
std::vector<IdTokenAlgorithm> algorithms_of(const Value& document) {
  const Value* list = document.find("id_token_signing_alg_values_supported");
  if (!list) return {IdTokenAlgorithm::Rs256};
  std::vector<IdTokenAlgorithm> found;
  if (list->array())
    for (const Value& one : *list->array())
      if (const auto known = one.string() ? describe::named<IdTokenAlgorithm>(*one.string()) : std::nullopt)
        found.push_back(*known);
  return found;
}

// Reads endpoints until one does not hold.
struct EndpointReader {
  const Value& document;
  const Hosts& hosts;
  std::string fault = {};

  std::optional<Url> optional(const char* name) {
    return document.find(name) ? std::optional(required(name)) : std::nullopt;
  }
  // What sign-ins do without does not keep anybody out.
  std::optional<Url> if_usable(const char* name) const {
    const auto url = parse_url(document.text_at(name).value_or(""));
    return url && hosts.allows(*url) ? url : std::nullopt;
  }
  Url required(const char* name) {
    const auto url = parse_url(document.text_at(name).value_or(""));
    if (url && hosts.allows(*url)) return *url;
    if (fault.empty())
      fault = std::string(name) + (url ? " is on none of its hosts" : " is missing or no https URL");
    return {};
  }
};

template <class T>
std::shared_ptr<const T> value_of(typename Kept<T>::Found found) {
  if (!found.value) throw provider_unavailable(std::move(found.why));
  return std::move(found.value);
}

}  // namespace

Fetched<Metadata> read_metadata(const Value& document, const std::string& issuer, const Hosts& hosts) {
  const auto not_usable = [&](const std::string& fault) {
    return Fetched<Metadata>{.why = {hosts.name() + ": its metadata cannot be used: " + fault}};
  };
  if (document.text_at("issuer") != issuer) return not_usable("issuer is not the configured one");
  EndpointReader reader{document, hosts};
  Metadata read;
  read.endpoints.authorization = reader.required("authorization_endpoint");
  read.endpoints.token = reader.required("token_endpoint");
  read.endpoints.user_info = reader.optional("userinfo_endpoint");
  read.endpoints.end_session = reader.if_usable("end_session_endpoint");
  read.keys = reader.required("jwks_uri");
  if (!reader.fault.empty()) return not_usable(reader.fault);
  read.endpoints.issuers = {issuer};
  read.endpoints.promises_issuer =
      document.flag_at("authorization_response_iss_parameter_supported").value_or(false);
  read.algorithms = algorithms_of(document);
  if (read.algorithms.empty()) return not_usable("it signs ID tokens by none of RS256, PS256, ES256");
  return {.value = std::move(read)};
}

Published::Published(std::string issuer, const Hosts& hosts, const base::Clock& clock)
    : issuer_(std::move(issuer)),
      hosts_(hosts),
      clock_(clock),
      metadata_(clock, [this](const Deadline& deadline) { return fetch_metadata(deadline); }),
      keys_(clock, [this](const Deadline& deadline) { return fetch_keys(deadline); }) {}

Fetched<Metadata> Published::fetch_metadata(const Deadline& deadline) const {
  auto answer = hosts_.ask(document_of(issuer_), {}, deadline);
  if (!answer.ok()) return {.why = std::move(answer.why), .reached = answer.reached};
  return read_metadata(*answer.body, issuer_, hosts_);
}

Fetched<auth::IssuerKeys> Published::fetch_keys(const Deadline& deadline) {
  auto answer = hosts_.ask(metadata(deadline)->keys, {}, deadline);
  if (!answer.ok()) return {.why = std::move(answer.why)};
  auto keys = auth::IssuerKeys::parse(*answer.body);
  if (!keys || keys->empty()) return {.why = {hosts_.name() + ": its keys hold none that can be used"}};
  return {.value = std::move(keys)};
}

std::shared_ptr<const Metadata> Published::metadata(const Deadline& deadline) {
  return value_of<Metadata>(metadata_.get(deadline));
}

std::shared_ptr<const auth::IssuerKeys> Published::keys(const Deadline& deadline) {
  return value_of<auth::IssuerKeys>(keys_.get(deadline));
}

std::shared_ptr<const auth::IssuerKeys> Published::newer_keys(const Deadline& deadline) {
  return value_of<auth::IssuerKeys>(keys_.anew(deadline));
}

std::shared_ptr<const Metadata> Published::metadata_of_reached(const Deadline& deadline) {
  auto found = metadata(deadline);
  if (auto gone = metadata_.gone(deadline)) throw provider_unavailable(std::move(*gone));
  return found;
}

bool Published::answers() {
  return metadata_.probe(Deadline(clock_, kHealthPatience));
}

}  // namespace lgm::auth_service::oidc
