#include "providers/oidc/entry.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "configuration/file_text.hpp"

namespace lgm::auth_service::oidc {
namespace {

using describe::Fault;
using Faults = std::vector<Fault>;

constexpr char kVariable[] = "IDENTITY_PROVIDERS_FILE";
constexpr std::string_view kTakenIds[] = {"ticket", "password", "local", "usap"};
// What people can change, or get after somebody else had it.
constexpr std::string_view kNamesOnly[] = {"email", "preferred_username", "upn", "name"};

template <std::size_t N>
bool is_among(std::string_view word, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool is_short_name(std::string_view text) {
  return !text.empty() && text.size() <= 32 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

// One entry, with where it stands for its faults.
class Reader {
 public:
  Reader(std::string place, Faults& faults) : place_(std::move(place)), faults_(faults) {}

  // None where there was a fault.
  std::optional<LoadedEntry> read(const json::Value& document) {
    const std::size_t before = faults_.size();
    LoadedEntry loaded;
    describe::decode(describe::type_of<Entry>(), document, &loaded.entry, describe::Purpose::Plain, faults_,
                     place_);
    if (faults_.size() > before) return std::nullopt;
    read_origins(loaded);
    read_proof(loaded);
    check_scopes(loaded.entry);
    check_ca(loaded.entry);
    check_groups(loaded.entry);
    return faults_.size() > before ? std::nullopt : std::optional(std::move(loaded));
  }

 private:
  void fault(const std::string& member, describe::FaultCode code, std::string detail) {
    faults_.push_back({place_ + "/" + member, code, std::move(detail)});
  }

  void read_origins(LoadedEntry& loaded) {
    const std::string& text = loaded.entry.issuer;
    const auto issuer = parse_url(text);
    if (!issuer || text.find_first_of("?#") != std::string::npos)
      return fault("issuer", "pattern",
                   "must be an https URL without query (http on a loopback address alone)");
    loaded.origins = {issuer->origin};
    for (std::size_t i = 0; i < loaded.entry.hosts.size(); ++i) {
      const auto origin = origin_of(loaded.entry.hosts[i], *issuer);
      if (!origin)
        fault("hosts/" + std::to_string(i), "pattern", "must be host or host:port");
      else if (std::find(loaded.origins.begin(), loaded.origins.end(), *origin) == loaded.origins.end())
        loaded.origins.push_back(*origin);
    }
  }

  void read_proof(LoadedEntry& loaded) {
    const bool by_key = proof_named(loaded.entry.token_auth) == ClientProof::PrivateKey;
    const auto& wanted = by_key ? loaded.entry.private_key_file : loaded.entry.client_secret_file;
    const auto& other = by_key ? loaded.entry.client_secret_file : loaded.entry.private_key_file;
    const std::string member = by_key ? "private_key_file" : "client_secret_file";
    if (other)
      fault(by_key ? "client_secret_file" : "private_key_file", "not_allowed",
            "is not used with token_auth " + loaded.entry.token_auth);
    if (!wanted) return fault(member, "required", "is required with token_auth " + loaded.entry.token_auth);
    auto text = file_text(*wanted);
    if (!text) return fault(member, "unreadable", "names a file that cannot be read: " + *wanted);
    if (by_key) return read_key(*text, loaded);
    while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
    if (text->empty()) return fault(member, "invalid", "names a file that is empty: " + *wanted);
    loaded.secret = std::move(*text);
  }

  void read_key(const std::string& pem, LoadedEntry& loaded) {
    try {
      loaded.key = auth::ClientKey::from_pem(pem);
    } catch (const std::invalid_argument&) {
      fault("private_key_file", "pattern",
            "names a file that is no PEM private key on P-256, or RSA of 2048 to 8192 bits: " +
                *loaded.entry.private_key_file);
    }
  }

  void check_scopes(const Entry& entry) {
    const auto asks_for = [&](const char* scope) {
      return std::find(entry.scopes.begin(), entry.scopes.end(), scope) != entry.scopes.end();
    };
    if (!asks_for("openid")) fault("scopes", "required", "must hold openid");
    if (entry.recheck == kByRefreshToken && !asks_for("offline_access"))
      fault("scopes", "required", "must hold offline_access with recheck refresh_token");
  }

  void check_ca(const Entry& entry) {
    if (!entry.ca_file) return;
    const auto text = file_text(*entry.ca_file);
    if (!text)
      fault("ca_file", "unreadable", "names a file that cannot be read: " + *entry.ca_file);
    else if (text->empty())
      fault("ca_file", "invalid", "names a file that is empty: " + *entry.ca_file);
  }

  void check_groups(const Entry& entry) {
    if (!entry.groups.empty() && !entry.claims.groups)
      fault("claims/groups", "required", "is required with groups: the claim that holds them");
  }

  const std::string place_;
  Faults& faults_;
};

// By its id, where that can be read.
std::string place_of(const json::Value& document, std::size_t index) {
  const auto id = document.text_at("id");
  return std::string(kVariable) + "/" + (id && is_short_name(*id) ? *id : std::to_string(index));
}

void check_unique(const std::vector<LoadedEntry>& entries, Faults& faults) {
  std::set<std::string> ids, issuers;
  for (const LoadedEntry& one : entries) {
    const std::string place = std::string(kVariable) + "/" + one.entry.id;
    if (!ids.insert(one.entry.id).second)
      faults.push_back({place + "/id", "repeated", "is the id of two entries"});
    if (!issuers.insert(one.entry.issuer).second)
      faults.push_back({place + "/issuer", "repeated", "is the issuer of another entry"});
  }
}

std::vector<LoadedEntry> read_all(const json::Array& list, Faults& faults) {
  std::vector<LoadedEntry> entries;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (auto entry = Reader(place_of(list[i], i), faults).read(list[i])) entries.push_back(std::move(*entry));
  check_unique(entries, faults);
  return entries;
}

}  // namespace

namespace detail {
bool is_entry_id(std::string_view id) {
  return is_short_name(id) && !is_among(id, kTakenIds);
}
bool is_icon(std::string_view icon) {
  return is_short_name(icon);
}
bool identifies(std::string_view claim) {
  return !is_among(claim, kNamesOnly);
}
bool is_scope(std::string_view scope) {  // RFC 6749 section 3.3
  return std::all_of(scope.begin(), scope.end(),
                     [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\'; });
}
}  // namespace detail

std::string dependency_of(const std::string& id) {
  return "idp-" + id;
}

ClientProof proof_named(std::string_view token_auth) {
  if (token_auth == "private_key_jwt") return ClientProof::PrivateKey;
  return token_auth == "client_secret_post" ? ClientProof::SecretPost : ClientProof::SecretBasic;
}

std::vector<LoadedEntry> load_entries(const std::string& path, Faults& faults) {
  if (path.empty()) return {};
  const auto text = file_text(path);
  if (!text) {
    faults.push_back({kVariable, "unreadable", "names a file that cannot be read: " + path});
    return {};
  }
  const auto parsed = json::parse(*text);
  if (const auto* error = std::get_if<json::ParseError>(&parsed)) {
    faults.push_back({kVariable, "malformed_json", "names a file that is no JSON: " + error->detail});
    return {};
  }
  const json::Array* list = std::get<json::Value>(parsed).array();
  if (!list) {
    faults.push_back({kVariable, "type", "names a file that must hold a list of providers"});
    return {};
  }
  if (list->size() > kMostEntries) {
    faults.push_back(describe::too_many(kVariable, static_cast<std::int64_t>(list->size()),
                                        static_cast<std::int64_t>(kMostEntries)));
    return {};
  }
  return read_all(*list, faults);
}

}  // namespace lgm::auth_service::oidc
