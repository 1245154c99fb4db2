// What auth-service calls of admin-service, in memory (docs/internal-api.md), for tests.
#pragma once
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "lgm/http/client.hpp"
#include "lgm/json/value.hpp"

namespace lgm::testing {

struct FakeUser {
  std::string uid, user_id, username, role = "ANNOTATOR", password;
  bool active = true;
  std::vector<std::string> global;
  std::map<std::string, std::vector<std::string>> scenarios;
  std::int64_t version = 1;
  bool one_time = false;  // the password is one that admin-service made
  std::string display_name = {}, email = {};
};

class FakeAdminService final : public http::Caller {
 public:
  http::CallResult call(const http::Call& call) override;

  void put(const FakeUser& user);
  FakeUser user(const std::string& uid) const;
  void remove(const std::string& uid);
  // The user that a USAP id signed in as; empty where it never did.
  std::string uid_of(const std::string& usap_id) const;
  // Who was last said to have signed in.
  json::Value last_arrival() const;
  std::vector<json::Value> audit() const;
  int password_checks() const;
  void set_away(bool away);
  // As the version before: users have no version.
  void knows_versions(bool knows);
  // As the version before: nothing is said of a name, nor of a one-time password.
  void says_what_it_knows(bool says);
  // As the version before: nobody is found by an identity.
  void knows_identities(bool knows);
  // As the version before: it has no such operation.
  void maps_roles(bool maps);
  // Roles of these codes there are not.
  void lacks_role(const std::string& role);
  // What was last said of somebody's groups; null: nothing ever was.
  json::Value last_mapping() const;
  int mappings() const;
  // Batches with an event of this action are answered 422.
  void refuse_audit_of(const std::string& action);

 private:
  json::Value sign_in(const json::Value& body, int& status);
  json::Value find(const json::Value& body) const;
  json::Value map_roles(const json::Value& body, int& status);
  json::Value store_audit(const json::Value& body, int& status);
  json::Value verify(const json::Value& body);
  json::Value rights(const std::string& uid, int& status) const;
  json::Value with_version(json::Value answer, const FakeUser& user) const;

  mutable std::mutex mutex_;
  bool away_ = false, knows_versions_ = true, says_what_it_knows_ = true, knows_identities_ = true,
       maps_roles_ = true;
  int mappings_ = 0;
  std::string lacks_role_;
  json::Value last_mapping_;
  int password_checks_ = 0;
  std::string refused_action_;
  json::Value last_arrival_;
  std::map<std::string, FakeUser> users_;
  std::map<std::string, std::string> identities_;  // issuer + subject → uid
  std::map<std::string, json::Value> audit_;       // by id: posting twice stores once
};

}  // namespace lgm::testing
