#include "sign_in/ticket_sign_in.hpp"

#include "lgm/crypto/crypto.hpp"
#include "lgm/service/problem.hpp"

namespace lgm::auth_service {
namespace {

using json::Object;
using json::Value;

constexpr std::int64_t kQuestionSeconds = 120;  // of the one-time handle

// The store holds the handle's digest: whoever reads the store cannot complete a sign-in.
std::string key_of(const std::string& handle) {
  return "sign-in:switch:" + crypto::to_hex(crypto::sha256(handle));
}

// What waits behind a handle, bound to the session that the browser held.
std::string pending_text(const UsapPerson& person, Delivery delivery, const std::string& sid) {
  Value value(Object{{"sid", sid},
                     {"cookie", delivery == Delivery::Cookie},
                     {"user_id", person.user_id},
                     {"user_name", person.user_name}});
  if (person.email) value.set("email", *person.email);
  if (person.department) value.set("department", *person.department);
  if (person.phone) value.set("phone", *person.phone);
  return json::to_text(value);
}

service::Refusal refuse(int status, std::string code, std::string detail) {
  return service::Refusal(service::Problem{status, std::move(code), std::move(detail), {}, {}});
}

service::Refusal sign_in_expired() {
  return refuse(401, "sign_in_expired",
                "This sign-in has expired or was completed already; start again from the portal");
}

}  // namespace

TicketSignIn::TicketSignIn(const UsapClient& usap, const SessionCache& cache, const Users& users,
                           UserDirectory& directory, AbuseLimits& limits, SessionStart& start,
                           Sessions& sessions, base::Random& random)
    : usap_(usap),
      cache_(cache),
      users_(users),
      directory_(directory),
      limits_(limits),
      start_(start),
      sessions_(sessions),
      random_(random) {}

UsapPerson TicketSignIn::checked(const std::string& ticket, const Visitor& visitor) {
  limits_.admit_ticket(visitor.address);
  const TicketAnswer answer = usap_.validate(ticket);
  if (answer.outcome == UsapOutcome::Ok) return answer.person;
  if (answer.outcome != UsapOutcome::Refused)
    throw service::unavailable(
        "usap_unavailable",
        "The sign-in service cannot be reached at the moment; start again from the portal shortly",
        answer.why);
  // A ticket that was merely used before (a reload, the back button) is no attack.
  if (!answer.used_before) limits_.ticket_failed(visitor.address);
  start_.refused(Way::Ticket, answer.used_before ? "used_ticket" : "invalid_ticket", visitor);
  throw refuse(401, "invalid_ticket",
               "This ticket is invalid, has expired or was used before; start again from the portal");
}

SwitchQuestion TicketSignIn::ask(const UsapPerson& person, Delivery delivery, const FoundSession& held) {
  const std::string handle = random_.token();
  cache_.put_once(key_of(handle), pending_text(person, delivery, held.sid), kQuestionSeconds);
  return {{held.subject, directory_.name_of(held.subject)},
          {person.user_id, person.user_name},
          handle,
          kQuestionSeconds};
}

Started TicketSignIn::begin(const UsapPerson& person, Delivery delivery,
                            const std::optional<FoundSession>& held, const Visitor& visitor) {
  const Standing standing = directory_.arrived(person);
  LocalUser user = users_.sign_in({"usap", person.user_id, person.user_id, person.user_name, person.email});
  if (standing == Standing::Left) {
    sessions_.end_all_of_leaver(user.uid, "left_usap", visitor);
    user.is_active = false;  // for this sign-in: the local user stays as it is
  }
  Beginning beginning{std::move(user), person.user_id, Way::Ticket, delivery, std::nullopt};
  if (held) beginning.replaces_sid = held->sid;
  return start_.begin(beginning, visitor);
}

TicketResult TicketSignIn::sign_in(const std::string& ticket, Delivery delivery,
                                   const HeldSession& asked_held, const Visitor& visitor) {
  return start_.watched(Way::Ticket, visitor, [&] {
    const auto held = asked_held();
    const UsapPerson person = checked(ticket, visitor);
    TicketResult result;
    result.delivery = delivery;
    if (held && held->subject != person.user_id)
      result.question = ask(person, delivery, *held);
    else
      result.started = begin(person, delivery, held, visitor);
    return result;
  });
}

TicketResult TicketSignIn::complete(const std::string& handle, const HeldSession& held,
                                    const Visitor& visitor) {
  return start_.watched(Way::Ticket, visitor, [&] { return completed(handle, held(), visitor); });
}

TicketResult TicketSignIn::completed(const std::string& handle, const std::optional<FoundSession>& held,
                                     const Visitor& visitor) {
  // Another browser must not even use the handle up.
  if (!held) throw sign_in_expired();
  const auto text = cache_.take_once(key_of(handle));
  const auto pending = text ? json::parse_or_nothing(*text) : std::nullopt;
  if (!pending || pending->text_at("sid") != held->sid) throw sign_in_expired();
  const UsapPerson person{pending->text_at("user_id").value(), pending->text_at("user_name").value(),
                          pending->text_at("email"), pending->text_at("department"),
                          pending->text_at("phone")};
  TicketResult result;
  result.delivery = pending->flag_at("cookie").value_or(false) ? Delivery::Cookie : Delivery::Body;
  result.started = begin(person, result.delivery, held, visitor);
  return result;
}

}  // namespace lgm::auth_service
