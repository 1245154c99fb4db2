// What a provider publishes of itself (OpenID Connect Discovery 1.0 section 3): where its endpoints are, and
// its keys. Thread-safe.
#pragma once
#include <vector>

#include "lgm/auth/id_token.hpp"
#include "providers/oidc/endpoints.hpp"
#include "providers/oidc/kept.hpp"

namespace lgm::auth_service::oidc {

struct Metadata {
  Endpoints endpoints;
  Url keys;
  std::vector<auth::IdTokenAlgorithm> algorithms;  // of those accepted here, at least one
};

// Nothing of it is used unless all of it holds: the issuer is ours exactly, every endpoint is one of its
// hosts'.
Fetched<Metadata> read_metadata(const json::Value& document, const std::string& issuer, const Hosts& hosts);

class Published {
 public:
  // `issuer`: an URL that parse_url() takes, whose origin `hosts` allows.
  Published(std::string issuer, const Hosts& hosts, const base::Clock& clock);
  const std::string& issuer() const { return issuer_; }
  // Throw Refusal 503 `provider_unavailable`.
  std::shared_ptr<const Metadata> metadata(const Deadline& deadline);
  // For who is to be sent there: refused also where it is kept, and nobody is there.
  std::shared_ptr<const Metadata> metadata_of_reached(const Deadline& deadline);
  std::shared_ptr<const auth::IssuerKeys> keys(const Deadline& deadline);
  // After a token that none of the keys fits: perhaps there are newer ones.
  std::shared_ptr<const auth::IssuerKeys> newer_keys(const Deadline& deadline);
  // Whether it answers, as far as is known: Kept::probe() and doubt() of the metadata.
  bool answers();
  void doubt() { metadata_.doubt(); }

 private:
  Fetched<Metadata> fetch_metadata(const Deadline& deadline) const;
  Fetched<auth::IssuerKeys> fetch_keys(const Deadline& deadline);

  const std::string issuer_;
  const Hosts& hosts_;
  const base::Clock& clock_;
  Kept<Metadata> metadata_;
  Kept<auth::IssuerKeys> keys_;
};

}  // namespace lgm::auth_service::oidc
