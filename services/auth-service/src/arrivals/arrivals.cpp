#include "arrivals/arrivals.hpp"

#include "arrivals/pending_arrival.hpp"
#include "lgm/base/utf8.hpp"
#include "lgm/crypto/crypto.hpp"

namespace lgm::auth_service {
namespace {

constexpr char kNobody[] = "-";  // in place of a session's id, which is longer

// The store holds the handle's digest: whoever reads the store cannot complete a sign-in.
std::string switch_key(const std::string& handle) {
  return "sign-in:switch:" + crypto::to_hex(crypto::sha256(handle));
}
std::string arrival_key(const std::string& handle) {
  return "sign-in:arrival:" + crypto::to_hex(crypto::sha256(handle));
}

Arrival arrival_of(const Identity& who) {
  return {who.issuer, who.subject, who.user_id, who.names.user_name, who.names.email, who.names.username};
}

// What a provider says of somebody has no limit; what session-cache keeps has (contracts::kLargestValue).
constexpr std::size_t kLongestName = 255;  // characters

// What a question is about: the session of whoever is signed in, or that nobody is.
std::string sid_of(const std::optional<FoundSession>& held) {
  return held ? held->sid : kNobody;
}

std::string short_name(const std::string& name) {
  return std::string(base::first_characters(name, kLongestName));
}
std::optional<std::string> short_name(const std::optional<std::string>& name) {
  return name ? std::optional(short_name(*name)) : std::nullopt;
}

SignInRefusal inactive(const Identity& who) {
  return {service::user_disabled().problem(), "user_disabled", who.names.user_name};
}

Identity identity_of(const PendingArrival& pending) {
  Identity who;
  who.issuer = pending.issuer.value_or(std::string(contracts::kUsapIssuer));
  who.subject = pending.subject ? *pending.subject : pending.user_id.value_or("");
  who.user_id = pending.user_id;
  who.names = {pending.user_name.value_or(""), pending.email, pending.department, pending.phone,
               pending.username};
  who.roles = pending.roles;
  who.is_active = pending.is_active.value_or(true);
  return who;
}

}  // namespace

service::Refusal sign_in_expired() {
  return service::refusal<401>("sign_in_expired",
                               "This sign-in has expired or was completed already; start again");
}

Arrivals::Arrivals(const SessionCache& cache, const Users& users, UserDirectory& directory,
                   SessionStart& start, Sessions& sessions, const GroupRoles& roles, const KeptSeals& kept,
                   const base::Clock& clock, base::Random& random)
    : cache_(cache),
      users_(users),
      roles_(roles),
      directory_(directory),
      start_(start),
      sessions_(sessions),
      kept_(kept),
      clock_(clock),
      random_(random) {}

void Arrivals::put(const std::string& key, const Arrived& arrived, const std::string& sid) const {
  const Identity& who = arrived.who;
  PendingArrival pending{sid,
                         arrived.delivery == Delivery::Cookie,
                         arrived.way,
                         who.issuer,
                         who.subject,
                         who.user_id,
                         short_name(who.names.user_name),
                         short_name(who.names.email),
                         short_name(who.names.department),
                         short_name(who.names.phone),
                         short_name(who.names.username),
                         who.roles,
                         who.is_active};
  if (who.session) {
    pending.provider_sub = who.session->sub, pending.provider_sid = who.session->sid;
    pending.departed_ms = who.session->departed_ms;
    pending.kept = kept_.seal(kept_of(*who.session, clock_), key);
  }
  cache_.put_once(key, describe::to_json(pending), kArrivalSeconds);
}

std::optional<Arrivals::Waiting> Arrivals::taken(const std::string& key) const {
  const auto text = cache_.take_once(key);
  const auto body = text ? json::parse_or_nothing(*text) : std::nullopt;
  const auto pending = body ? describe::decode_trusted<PendingArrival>(*body) : std::nullopt;
  if (!pending) return std::nullopt;
  Waiting waiting{{pending->way.value_or(kWayOfOlder), identity_of(*pending),
                   pending->cookie ? Delivery::Cookie : Delivery::Body},
                  pending->sid};
  if (pending->provider_sub) waiting.arrived.who.session = session_of(*pending, key);
  return waiting;
}

ProviderSession Arrivals::session_of(const PendingArrival& pending, const std::string& key) const {
  ProviderSession session;
  session.sub = *pending.provider_sub, session.sid = pending.provider_sid;
  session.departed_ms = pending.departed_ms.value_or(0);
  if (auto kept = kept_.open(pending.kept, key)) {
    session.refresh_token = std::move(kept->refresh_token);
    session.id_token = std::move(kept->id_token);
  }
  return session;
}

template <class F>
ArrivalResult Arrivals::once(const std::string& key, const Waiting& waiting, F&& work) const {
  try {
    return work();
  } catch (const service::Refusal& refusal) {
    if (refusal.problem().status == 503) put_back(key, waiting);
    throw;
  }
}

void Arrivals::put_back(const std::string& key, const Waiting& waiting) const {
  try {
    put(key, waiting.arrived, waiting.sid);
  } catch (const service::Refusal&) {
    // The store is away itself: they have to start again.
  }
}

// Where the id in tokens is not the provider's, the local user tells.
bool Arrivals::same_person(const FoundSession& held, const Identity& who) const {
  if (who.user_id) return held.subject == *who.user_id;
  return users_.uid_of(who.issuer, who.subject) == held.uid;
}

bool Arrivals::must_ask(const Identity& who, const std::optional<FoundSession>& held,
                        const AskingBrowser& browser) const {
  if (!who.is_active && !who.user_id) return false;  // refused, whatever the answer
  if (held) return !same_person(*held, who);
  if (!browser.confirms) return false;
  const auto uid = users_.uid_of(who.issuer, who.subject);
  return !uid || !browser.was_last(*uid);
}

ArrivalQuestion Arrivals::question(const Arrived& arrived, const std::optional<FoundSession>& held) const {
  ArrivalQuestion asked;
  if (held) asked.current = {held->subject, directory_.name_of(held->subject)};
  asked.arriving = {arrived.who.user_id.value_or(arrived.who.subject), arrived.who.names.user_name};
  asked.expires_in = kArrivalSeconds;
  return asked;
}

ArrivalQuestion Arrivals::ask(const Arrived& arrived, const std::optional<FoundSession>& held) {
  ArrivalQuestion asked = question(arrived, held);
  asked.handle = random_.token();
  put(switch_key(asked.handle), arrived, sid_of(held));
  return asked;
}

bool Arrivals::is_listed(const Identity& who) const {
  return who.user_id && directory_.may_know(*who.user_id);
}

bool Arrivals::has_left(const Identity& who) {
  return is_listed(who) && directory_.arrived({*who.user_id, who.names, who.is_active}) == Standing::Left;
}

Started Arrivals::begin(const Arrived& arrived, const std::optional<FoundSession>& held,
                        const Visitor& visitor) {
  const Identity& who = arrived.who;
  const bool left = has_left(who);
  // A provider's own word counts, whatever a directory said before or cannot be asked.
  if (!left && !who.is_active) throw inactive(who);
  LocalUser user = users_.sign_in(arrival_of(who));
  if (left) {
    sessions_.end_all_of_leaver(user.uid, directory_.words().left, visitor);
    user.is_active = false;  // for this sign-in: the local user stays as it is
  }
  if (user.is_active) roles_.make_so(user.uid, who.issuer, who.roles);
  const auto subject = contracts::token_subject(who.issuer, who.user_id, user.uid);
  return start_.begin({std::move(user), subject, arrived.way, client_of(arrived.delivery), arrived.delivery,
                       held, who.session},
                      visitor);
}

ArrivalResult Arrivals::sign_in(IdentityProvider& provider, const Proof& proof, Delivery delivery,
                                const AskingBrowser& browser, const Visitor& visitor) {
  return start_.watched(std::string(provider.id()), visitor, [&] {
    const auto held = browser.held();
    const Arrived arrived{std::string(provider.id()), provider.finish(proof, visitor), delivery};
    ArrivalResult result{delivery, std::nullopt, {}};
    if (must_ask(arrived.who, held, browser))
      result.question = ask(arrived, held);
    else
      result.started = begin(arrived, held, visitor);
    return result;
  });
}

ArrivalResult Arrivals::complete(const std::string& handle, const AskingBrowser& browser,
                                 const Visitor& visitor) {
  std::string way = kWayOfOlder;
  return start_.watched(way, visitor, [&] {
    const auto held = browser.held();
    // Another browser must not even use the handle up.
    const auto waiting = held || browser.was_asked(handle) ? taken(switch_key(handle)) : std::nullopt;
    if (waiting) way = waiting->arrived.way;
    if (!waiting || waiting->sid != sid_of(held)) throw sign_in_expired();
    return once(switch_key(handle), *waiting, [&]() -> ArrivalResult {
      return {waiting->arrived.delivery, begin(waiting->arrived, held, visitor), {}};
    });
  });
}

std::string Arrivals::keep(const IdentityProvider& provider, Identity who) {
  std::string handle = random_.token();
  put(arrival_key(handle), {std::string(provider.id()), std::move(who), Delivery::Cookie}, {});
  return handle;
}

ArrivalResult Arrivals::claim(const std::string& handle, bool agrees, const std::optional<FoundSession>& held,
                              const AskingBrowser& browser, const Visitor& visitor) {
  const std::string key = arrival_key(handle);
  const auto waiting = taken(key);
  if (!waiting) throw sign_in_expired();
  return once(key, *waiting, [&]() -> ArrivalResult {
    const Arrived& arrived = waiting->arrived;
    const bool was_asked = !waiting->sid.empty();
    // The answer is to a question about that session, not about one that began since.
    const bool agreed = agrees && was_asked && (!held || waiting->sid == held->sid);
    if (agreed || !must_ask(arrived.who, held, browser))
      return {arrived.delivery, begin(arrived, held, visitor), {}};
    if (was_asked) throw sign_in_expired();
    put(key, arrived, sid_of(held));
    return {arrived.delivery, std::nullopt, question(arrived, held)};
  });
}

}  // namespace lgm::auth_service
