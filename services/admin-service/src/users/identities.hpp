// By which providers a user comes, and as whom there. A sign-in finds the user by the pair of issuer and
// subject alone, so whoever can write one can sign in as the user.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "lgm/describe/describe.hpp"
#include "work/work.hpp"

namespace lgm::admin {

struct UserIdentity {
  std::string id, user_id, provider, subject;
};

// `usap`, or what a provider's metadata can have as its issuer: an https URL without query and fragment (http
// where auth-service takes it: on a loopback address).
bool is_provider(std::string_view text);

}  // namespace lgm::admin

template <>
struct lgm::describe::Description<lgm::admin::UserIdentity> {
  using T = lgm::admin::UserIdentity;
  static constexpr std::string_view name = "UserIdentity";
  static constexpr auto fields = std::to_array<Field>({
      field<&T::id>("id").read_only().doc("opaque id"),
      field<&T::user_id>("user_id").read_only().doc("local id"),
      field<&T::provider>("provider")
          .length(1, 255)
          .required()
          .check("^(usap|https?://[^?#]+)$", "must be usap or the provider's issuer URL, without query",
                 &lgm::admin::is_provider)
          .doc("`usap`, or the issuer URL of a provider, to the letter; `local`, in answers alone: an "
               "account of this installation"),
      field<&T::subject>("subject").length(1, 255).required().doc(
          "who the provider says it is, to the letter; of `usap` the USAP id, at most 64 characters"),
  });
};

namespace lgm::service {
class RouteTable;
}

namespace lgm::admin::users {

void insert_identity(sql::Session& session, const std::string& issuer, const std::string& subject,
                     const std::string& uid);
// Who has this USAP id. Blanks at the end do not make another one, which MySQL's unique index says as well.
std::optional<std::string> user_of_usap_id(sql::Session& session, const std::string& usap_id);

// By provider and subject. Throws 404 for an unknown user.
std::vector<UserIdentity> identities_of(sql::Session& session, const std::string& user_id);
// Both end the user's sessions, and keep users.user_id what the identity of USAP says. Throw 404; 400
// `self_change`; 403 `not_held` where the actor does not hold all that the user holds.
//
// A local account becomes its provider's: its password is forgotten. Throws 400 `duplicate`, `reserved_id`;
// 409 `other_usap_id`; 422 for a USAP id that is too long.
UserIdentity add_identity(Work& work, const std::string& user_id, UserIdentity wanted);
// With the roles that the groups there gave; they come back at the next sign-in where the user has another
// identity there. Throws 409 `last_identity`: the user would be nobody's, and could be made a local account.
UserIdentity remove_identity(Work& work, const std::string& user_id, const std::string& identity_id);

void add_identity_routes(service::RouteTable& routes, Store& store);

}  // namespace lgm::admin::users
