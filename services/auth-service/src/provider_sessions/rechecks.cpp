#include "provider_sessions/rechecks.hpp"

#include "sessions/session_start.hpp"

namespace lgm::auth_service {
namespace {

constexpr std::int64_t kAskingSeconds = 10;  // longer than a provider may take to answer

std::string recheck_key(const std::string& sid) {
  return "recheck:" + sid;
}

std::vector<std::string> rechecking_ways(const Providers& providers) {
  std::vector<std::string> ways;
  for (const auto& provider : providers.all())
    if (provider->rechecks()) ways.emplace_back(provider->id());
  ways.emplace_back(kUnknownWay);
  return ways;
}

}  // namespace

Rechecks::Rechecks(const SessionCache& cache, const Providers& providers, ProviderSlots& slots,
                   const KeptSeals& kept, Sessions& sessions, const GroupRoles& roles, Lives lives,
                   const base::Clock& clock, service::Log& log, service::Metrics& metrics)
    : cache_(cache),
      providers_(providers),
      slots_(slots),
      kept_(kept),
      sessions_(sessions),
      roles_(roles),
      lives_(lives),
      clock_(clock),
      log_(log),
      outcomes_(
          metrics, "lgm_provider_rechecks_total",
          "Whether identity providers still stand for sessions that they began, by provider and outcome",
          {{"way", rechecking_ways(providers)},
           {"outcome", {"confirmed", "withdrawn", "no_answer", "cannot_be_asked"}}}) {}

void Rechecks::count(const FoundSession& session, std::string_view outcome) const {
  outcomes_.of({*session.provider, outcome}).add();
}

std::chrono::milliseconds Rechecks::age_of(std::int64_t since_ms) const {
  return std::chrono::milliseconds(base::to_unix_ms(clock_.now()) - since_ms);
}

Rechecks::Found Rechecks::end(const FoundSession& session, std::string_view reason, const Visitor& visitor) {
  sessions_.end_by_provider(session, reason, visitor);
  return {Verdict::Ended};
}

Rechecks::Found Rechecks::ask(const FoundSession& session, const std::string& refresh_hash,
                              const Visitor& visitor) {
  if (!session.provider) return {};
  const auto kept = kept_.open(session.sealed, session.sid);
  IdentityProvider* provider = providers_.redirecting(*session.provider);
  if (!kept || !kept->refresh_token || !provider || !provider->rechecks()) {
    // Its last word: the sign-in, or what it said while it could be asked.
    if (age_of(kept ? kept->checked_ms : session.created_ms) <= lives_.grace) return {};
    count(session, "cannot_be_asked");
    return end(session, "provider_cannot_be_asked", visitor);
  }
  if (age_of(kept->checked_ms) <= lives_.fresh) return {};
  const auto answer = asked(*provider, session, refresh_hash);
  if (answer && answer->outcome == Rechecked::Outcome::Withdrawn)
    return end(session, "withdrawn_by_provider", visitor);
  if (answer && answer->outcome == Rechecked::Outcome::Confirmed) return {};
  if (age_of(kept->checked_ms) <= lives_.grace) return {};
  return {Verdict::Unknown, answer ? answer->why : service::Cause{*session.provider + ": is being asked"}};
}

// The lock stays where there was no answer: a provider that is away is asked once in ten seconds.
std::optional<Rechecked> Rechecks::asked(IdentityProvider& provider, const FoundSession& session,
                                         const std::string& refresh_hash) {
  const std::string lock = recheck_key(session.sid);
  if (!cache_.spend_once(lock, kAskingSeconds)) return std::nullopt;
  // Whoever had the lock before may have had an answer since the session was read: its refresh token is used
  // up then.
  const auto now = cache_.lookup(refresh_hash);
  const auto kept = now ? kept_.open(now->sealed, now->sid) : std::nullopt;
  Rechecked answer;
  if (!kept || !kept->refresh_token || age_of(kept->checked_ms) <= lives_.fresh)
    answer.outcome = Rechecked::Outcome::Confirmed;
  else
    answer = answer_of(provider, *now, *kept);
  if (answer.outcome != Rechecked::Outcome::NoAnswer) cache_.take_once(lock);
  return answer;
}

Rechecked Rechecks::answer_of(IdentityProvider& provider, const FoundSession& session,
                              const KeptOfProvider& kept) {
  Rechecked answer;
  try {
    const auto slot = slots_.take(*session.provider);
    answer = provider.recheck(session.provider_sub.value_or(""), *kept.refresh_token);
  } catch (const service::Refusal& full) {
    answer.why = full.cause();
  }
  switch (answer.outcome) {
    case Rechecked::Outcome::Confirmed:
      store(session, kept, answer);
      give_roles(session, answer);
      count(session, "confirmed");
      break;
    case Rechecked::Outcome::Withdrawn:
      count(session, "withdrawn");
      break;
    case Rechecked::Outcome::NoAnswer:
      count(session, "no_answer");
      break;
  }
  return answer;
}

// Where admin-service does not answer the roles stay, until the provider is asked again.
void Rechecks::give_roles(const FoundSession& session, const Rechecked& answer) const {
  try {
    roles_.make_so(session.uid, answer.issuer, answer.roles);
  } catch (const service::Refusal& refusal) {
    log_.warning("roles by groups stay as they are until the identity provider is asked again",
                 {{"uid", session.uid}, {"why", refusal.cause().text}});
  }
}

void Rechecks::store(const FoundSession& session, KeptOfProvider kept, Rechecked& answer) const {
  ProviderSession said;
  said.refresh_token = answer.refresh_token ? answer.refresh_token : kept.refresh_token;
  said.id_token = kept.id_token && answer.id_token ? answer.id_token : kept.id_token;
  cache_.keep_sealed(session.sid, kept_.seal(kept_of(said, clock_), session.sid));
}

}  // namespace lgm::auth_service
