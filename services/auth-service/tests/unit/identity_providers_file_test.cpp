// IDENTITY_PROVIDERS_FILE: what an entry may say, and what each fault of it is called.
#include <doctest/doctest.h>

#include "../support/providers_file.hpp"
#include "providers/oidc/entry.hpp"
#include "support/pem.hpp"

using namespace lgm;
using namespace lgm::auth_service::oidc;
using describe::Fault;
using json::Array;
using json::Object;
using json::Value;

namespace {

struct ProvidersFile {
  testing::Files files;
  Value entry = testing::entry_of(files);
  std::vector<Fault> faults;

  std::vector<LoadedEntry> load(const Value& document) {
    faults.clear();
    return load_entries(files.write("providers", document), faults);
  }
  std::vector<LoadedEntry> load() { return load(Array{entry}); }
  // "pointer code" of the only fault of an entry that is changed so; empty: none.
  std::string fault_with(const char* member, Value value) {
    const Value kept = entry;
    entry.set(member, std::move(value));
    const auto loaded = load();
    entry = kept;
    CHECK(loaded.empty() == !faults.empty());
    if (faults.empty()) return "";
    CHECK(faults.size() == 1);
    return faults[0].pointer + " " + std::string(faults[0].code);
  }
  std::string fault_without(const char* member) {
    const Value kept = entry;
    std::erase_if(*entry.object(), [&](const json::Member& one) { return one.first == member; });
    load();
    entry = kept;
    return faults.size() == 1 ? faults[0].pointer + " " + std::string(faults[0].code) : "";
  }
};

const std::string kOf = "IDENTITY_PROVIDERS_FILE/corp";

}  // namespace

TEST_CASE_FIXTURE(ProvidersFile, "an entry as it should be") {
  entry.set("hosts", Array{"Login.example:8443", "idp.example"});
  const auto loaded = load();
  CHECK(faults.empty());
  REQUIRE(loaded.size() == 1);
  CHECK(loaded[0].secret == testing::FakeIssuer::kSecret);  // without the line's end
  CHECK(loaded[0].origins == std::vector<std::string>{"https://idp.example", "https://login.example:8443"});
  CHECK(loaded[0].entry.scopes == std::vector<std::string>{"openid", "profile", "email"});
  CHECK(load_entries("", faults).empty());
  CHECK(load(Array{}).empty());
  CHECK(faults.empty());
}

TEST_CASE_FIXTURE(ProvidersFile, "each fault is named by variable, entry and member") {
  CHECK(fault_with("unknown", 1) == kOf + "/unknown unknown_member");
  for (const char* required : {"id", "name", "issuer", "client_id", "client_secret_file", "claims"}) {
    CAPTURE(required);
    const std::string of = std::string(required) == "id" ? "IDENTITY_PROVIDERS_FILE/0" : kOf;
    CHECK(fault_without(required) == of + "/" + required + " required");
  }
  CHECK(fault_with("name", Object{{"zh", "x"}}) == kOf + "/name/en required");
  CHECK(fault_with("name", Object{{"zh", "x"}, {"en", "y"}, {"fr", "z"}}) == kOf + "/name/fr unknown_member");
  CHECK(fault_with("icon", "A picture") == kOf + "/icon pattern");
  CHECK(fault_with("client_secret_file", "/nowhere") == kOf + "/client_secret_file unreadable");
  for (const char* nothing : {"", "\n"})
    CHECK(fault_with("client_secret_file", files.write("empty", std::string(nothing))) ==
          kOf + "/client_secret_file invalid");
  CHECK(fault_with("ca_file", "/nowhere") == kOf + "/ca_file unreadable");
  CHECK(fault_with("ca_file", files.write("empty", std::string())) == kOf + "/ca_file invalid");
  CHECK(fault_with("scopes", Array{"profile"}) == kOf + "/scopes required");
  CHECK(fault_with("scopes", Array{"openid", "a b"}) == kOf + "/scopes/1 pattern");
  CHECK(fault_with("token_auth", "none") == kOf + "/token_auth not_one_of");
  CHECK(fault_with("recheck", "always") == kOf + "/recheck not_one_of");
  CHECK(fault_with("logout", "front") == kOf + "/logout not_one_of");
  CHECK(fault_with("acr", 7) == kOf + "/acr type");
  CHECK(fault_with("amr", "mfa") == kOf + "/amr type");
}

TEST_CASE_FIXTURE(ProvidersFile, "ids that are taken or malformed, and two of one id or issuer") {
  for (const char* id : {"ticket", "password", "local", "usap"}) {
    CAPTURE(id);
    CHECK(fault_with("id", id) == "IDENTITY_PROVIDERS_FILE/" + std::string(id) + "/id pattern");
  }
  for (const std::string& id :
       {std::string(), std::string("Corp"), std::string("a_b"), std::string("a/b"), std::string(33, 'a')}) {
    CAPTURE(id);
    CHECK(fault_with("id", id) == "IDENTITY_PROVIDERS_FILE/0/id pattern");
  }
  CHECK(fault_with("id", std::string(32, 'a')).empty());
  load(Array{entry, entry});
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].pointer == kOf + "/id");
  CHECK(faults[1].pointer == kOf + "/issuer");
}

TEST_CASE_FIXTURE(ProvidersFile, "issuer and hosts: https, plain http on loopback alone") {
  for (const char* issuer : {"http://idp.example", "idp.example", "https://", "https://user@idp.example",
                             "https://idp.example?x=1", "https://idp.example/#x", "ftp://idp.example",
                             "https://idp.example:x", "https://idp example", "https://idp.example\\x"}) {
    CAPTURE(issuer);
    CHECK(fault_with("issuer", issuer) == kOf + "/issuer pattern");
  }
  for (const char* issuer : {"http://127.0.0.1:9900", "http://localhost/realm", "http://[::1]:1",
                             "https://IDP.example/realms/a/"}) {
    CAPTURE(issuer);
    CHECK(fault_with("issuer", issuer).empty());
  }
  for (const char* host : {"https://idp.example", "a/b", "a?b", "user@a", "a/", "a b"}) {
    CAPTURE(host);
    CHECK(fault_with("hosts", Array{"good.example", host}) == kOf + "/hosts/1 pattern");
  }
  entry.set("issuer", "http://127.0.0.1:9900");
  CHECK(fault_with("hosts", Array{"127.0.0.1:9901"}).empty());
  CHECK(fault_with("hosts", Array{"idp.example"}) == kOf + "/hosts/0 pattern");
}

TEST_CASE_FIXTURE(ProvidersFile, "nobody is known by what may be given to somebody else") {
  for (const char* claim : {"email", "preferred_username", "upn", "name"}) {
    CAPTURE(claim);
    CHECK(fault_with("claims", Object{{"subject", claim}}) == kOf + "/claims/subject pattern");
  }
  CHECK(fault_with("claims", Object{{"subject", "oid"}}).empty());
  CHECK(fault_with("claims", Object{}) == kOf + "/claims/subject required");
  CHECK(fault_with("claims", Object{{"subject", "sub"}, {"phone", "x"}}) ==
        kOf + "/claims/phone unknown_member");
}

TEST_CASE_FIXTURE(ProvidersFile, "a group gives any role but the one that may do everything") {
  const auto group = [](const char* role) { return Array{Object{{"group", "g"}, {"role", role}}}; };
  CHECK(fault_with("groups", group("ANNOTATOR")) == kOf + "/claims/groups required");
  entry.set("claims", Object{{"subject", "sub"}, {"groups", "groups"}});
  CHECK(fault_with("groups", Array{}).empty());
  CHECK(fault_with("groups", group("TAGGER")).empty());
  CHECK(fault_with("groups", Array{Object{{"group", "g"}, {"role", "ANNOTATOR"}, {"scenario", "shop"}}})
            .empty());
  for (const char* everything : {"SYSTEM_ADMIN", " SYSTEM_ADMIN "}) {
    CHECK(fault_with("groups", group(everything)) == kOf + "/groups/0/role pattern");
    CHECK(faults[0].detail ==
          "must be no role that may do everything: SYSTEM_ADMIN is given by people alone");
  }
  CHECK(fault_with("groups", group("")) == kOf + "/groups/0/role too_short");
  CHECK(fault_with("groups", Array{Object{{"role", "ANNOTATOR"}}}) == kOf + "/groups/0/group required");
  CHECK(fault_with("groups", Array{Object{{"group", "g"}}}) == kOf + "/groups/0/role required");
  Array many(257, group("ANNOTATOR").front());
  CHECK(fault_with("groups", many) == kOf + "/groups too_many");
}

TEST_CASE_FIXTURE(ProvidersFile, "asking again needs offline_access; signing out needs nothing more") {
  CHECK(fault_with("recheck", "refresh_token") == kOf + "/scopes required");
  entry.set("scopes", Array{"openid", "offline_access"});
  CHECK(fault_with("recheck", "refresh_token").empty());
  for (const char* how : {"rp", "backchannel", "both"}) CHECK(fault_with("logout", how).empty());
}

TEST_CASE_FIXTURE(ProvidersFile, "a key in place of the secret") {
  const auto pem = [&](const char* type, const char* curve) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        EVP_PKEY_Q_keygen(nullptr, nullptr, type, curve), EVP_PKEY_free);
    return files.write(curve, testing::private_pem(key.get()));
  };
  entry.set("token_auth", "private_key_jwt");
  load();
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].pointer == kOf + "/client_secret_file");
  CHECK(faults[1].pointer == kOf + "/private_key_file");
  std::erase_if(*entry.object(), [](const json::Member& one) { return one.first == "client_secret_file"; });
  CHECK(fault_with("private_key_file", pem("EC", "P-384")) == kOf + "/private_key_file pattern");
  CHECK(fault_with("private_key_file", "/nowhere") == kOf + "/private_key_file unreadable");
  entry.set("private_key_file", pem("EC", "P-256"));
  const auto loaded = load();
  REQUIRE(loaded.size() == 1);
  CHECK(loaded[0].key);
}

TEST_CASE_FIXTURE(ProvidersFile, "a file that is none, and too many entries") {
  const auto fault_of = [&](const std::string& path) {
    faults.clear();
    CHECK(load_entries(path, faults).empty());
    return faults.size() == 1 ? faults[0].pointer + " " + std::string(faults[0].code) : "";
  };
  CHECK(fault_of("/nowhere") == "IDENTITY_PROVIDERS_FILE unreadable");
  CHECK(fault_of(files.write("bad", std::string("[{"))) == "IDENTITY_PROVIDERS_FILE malformed_json");
  CHECK(fault_of(files.write("object", entry)) == "IDENTITY_PROVIDERS_FILE type");
  Array many;
  for (int i = 0; i < 16; ++i) {
    many.push_back(entry);
    many.back().set("id", "p" + std::to_string(i));
    many.back().set("issuer", "https://idp" + std::to_string(i) + ".example");
  }
  CHECK(load(many).size() == 16);
  many.push_back(entry);
  CHECK(load(many).empty());
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].code == "too_many");
  CHECK(load(Array{7}).empty());
  CHECK(faults[0].pointer.starts_with("IDENTITY_PROVIDERS_FILE/0"));
}

TEST_CASE_FIXTURE(ProvidersFile, "no fault tells a secret") {
  entry.set("client_id", 7);
  entry.set("token_auth", "private_key_jwt");
  entry.set("private_key_file", files.write("no-key", std::string("top-secret-text")));
  load();
  for (const Fault& fault : faults) CHECK(fault.detail.find("secret-text") == std::string::npos);
}
