#include "arrivals/arrivals.hpp"

#include "arrivals/pending_arrival.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::int64_t kQuestionSeconds = 120;  // of the one-time handle

// The store holds the handle's digest: whoever reads the store cannot complete a sign-in.
std::string key_of(const std::string& handle) {
  return "sign-in:switch:" + crypto::to_hex(crypto::sha256(handle));
}

service::Refusal sign_in_expired() {
  return service::refusal<401>("sign_in_expired",
                               "This sign-in has expired or was completed already; start again");
}

Arrival arrival_of(const Identity& who) {
  return {who.issuer, who.subject, who.user_id, who.names.user_name, who.names.email};
}

Identity identity_of(const PendingArrival& pending) {
  Identity who;
  who.issuer = pending.issuer.value_or(std::string(contracts::kUsapIssuer));
  who.subject = pending.subject ? *pending.subject : pending.user_id.value_or("");
  who.user_id = pending.user_id;
  who.names = {pending.user_name.value_or(""), pending.email, pending.department, pending.phone};
  who.groups = pending.groups;
  return who;
}

}  // namespace

Arrivals::Arrivals(const SessionCache& cache, const Users& users, UserDirectory& directory,
                   SessionStart& start, Sessions& sessions, base::Random& random)
    : cache_(cache),
      users_(users),
      directory_(directory),
      start_(start),
      sessions_(sessions),
      random_(random) {}

std::string Arrivals::pending_text(const Arrived& arrived, const std::string& sid) {
  const Identity& who = arrived.who;
  return describe::to_json(PendingArrival{sid, arrived.delivery == Delivery::Cookie, arrived.way, who.issuer,
                                          who.subject, who.user_id, who.names.user_name, who.names.email,
                                          who.names.department, who.names.phone, who.groups});
}

std::optional<Arrivals::Arrived> Arrivals::taken(const IdentityProvider& provider, const std::string& handle,
                                                 const std::string& sid) const {
  const auto text = cache_.take_once(key_of(handle));
  const auto body = text ? json::parse_or_nothing(*text) : std::nullopt;
  const auto pending = body ? describe::decode_trusted<PendingArrival>(*body) : std::nullopt;
  if (!pending || pending->sid != sid) return std::nullopt;
  return Arrived{pending->way.value_or(std::string(provider.id())), identity_of(*pending),
                 pending->cookie ? Delivery::Cookie : Delivery::Body};
}

// Where the id in tokens is not the provider's, the local user tells.
bool Arrivals::same_person(const FoundSession& held, const Identity& who) const {
  if (who.user_id) return held.subject == *who.user_id;
  return held.uid == users_.sign_in(arrival_of(who)).uid;
}

SwitchQuestion Arrivals::ask(const Arrived& arrived, const FoundSession& held) {
  const std::string handle = random_.token();
  cache_.put_once(key_of(handle), pending_text(arrived, held.sid), kQuestionSeconds);
  return {{held.subject, directory_.name_of(held.subject)},
          {arrived.who.user_id.value_or(arrived.who.subject), arrived.who.names.user_name},
          handle,
          kQuestionSeconds};
}

bool Arrivals::has_left(const Identity& who) {
  if (!who.user_id || !directory_.may_know(*who.user_id)) return false;
  return directory_.arrived({*who.user_id, who.names, who.is_active}) == Standing::Left;
}

Started Arrivals::begin(const Arrived& arrived, const std::optional<FoundSession>& held,
                        const Visitor& visitor) {
  const Identity& who = arrived.who;
  const bool left = has_left(who);
  LocalUser user = users_.sign_in(arrival_of(who));
  if (left) {
    sessions_.end_all_of_leaver(user.uid, directory_.words().left, visitor);
    user.is_active = false;  // for this sign-in: the local user stays as it is
  }
  const auto subject = contracts::token_subject(who.issuer, who.user_id, user.uid);
  return start_.begin(
      {std::move(user), subject, arrived.way, client_of(arrived.delivery), arrived.delivery, held}, visitor);
}

ArrivalResult Arrivals::sign_in(IdentityProvider& provider, const Proof& proof, Delivery delivery,
                                const HeldSession& asked_held, const Visitor& visitor) {
  return start_.watched(provider.id(), visitor, [&] {
    const auto held = asked_held();
    const Arrived arrived{std::string(provider.id()), provider.finish(proof, visitor), delivery};
    ArrivalResult result{delivery, std::nullopt, {}};
    if (held && !same_person(*held, arrived.who))
      result.question = ask(arrived, *held);
    else
      result.started = begin(arrived, held, visitor);
    return result;
  });
}

ArrivalResult Arrivals::complete(const IdentityProvider& provider, const std::string& handle,
                                 const HeldSession& asked_held, const Visitor& visitor) {
  return start_.watched(provider.id(), visitor, [&] {
    const auto held = asked_held();
    // Another browser must not even use the handle up.
    const auto arrived = held ? taken(provider, handle, held->sid) : std::nullopt;
    if (!arrived) throw sign_in_expired();
    return ArrivalResult{arrived->delivery, begin(*arrived, held, visitor), {}};
  });
}

}  // namespace lgm::auth_service
