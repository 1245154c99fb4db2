"""What one service alone has on its page."""
from . import queries as q
from .page import SERVICES
from .panels import (
    FULL,
    LATENCY,
    NONE_IS_RIGHT,
    SOME_ARE_SEEN,
    YES_IS_BAD,
    Query,
    lines,
    row,
    stat,
)

AUTH, ADMIN, CACHE, GUARD = map(q.chosen, SERVICES)
CACHED, REACHED = 'outcome="cache"', 'outcome!="cache_unavailable"'


def auth() -> list:
    lookups = "lgm_user_info_lookups_total"
    return [row("Sign-ins, sessions, people",
        lines("Sign-ins by way and outcome", "A second, the ten most. wrong_password: somebody tries; *_unavailable: what it names is ill; sign_in_busy, too_many_failures: the limits of sign-ins.",
              Query(f"topk(10, {q.summed(q.rate('lgm_sign_ins_total', AUTH), 'way, outcome')})", "{{way}} {{outcome}}"), unit="reqps", stacked=True, alerts=("LgmSignInFailures", "LgmTicketFailures", "LgmIdentityProviderFailing")),
        lines("Refreshes by outcome", "A second. `rotated` is right; `replayed` two tabs at once; `reused`: a token was used twice, its session is ended.",
              Query(f"topk(10, {q.summed(q.rate('lgm_refreshes_total', AUTH), 'outcome')})", "{{outcome}}"), unit="reqps", stacked=True, alerts=("LgmRefreshTokenReused",)),
        lines("Identity providers: asked again", "In ten minutes, by provider and outcome. `withdrawn`: people who left; `no_answer`: it is down, and their sessions go on for USER_STATUS_GRACE; `cannot_be_asked`: sessions that ended as nothing is kept to ask by.",
              Query(q.events("lgm_provider_rechecks_total", AUTH, "way, outcome"), "{{way}} {{outcome}}"), 12, unit="short", empty="no provider is asked again"),
        lines("Identity providers: sign-outs there", "Logout tokens in ten minutes, by provider and outcome. `refused`: it does not hold; `failed`: the session store or the provider's keys cannot be had.",
              Query(q.events("lgm_provider_sign_outs_total", AUTH, "way, outcome"), "{{way}} {{outcome}}"), 12, unit="short", empty="no provider sends any"),
        lines("Rare events", "In ten minutes: tokens used twice, passwords of local accounts (the way in for emergencies), sessions ended before their time. The first two at 0 are right.",
              [Query(q.events("lgm_refreshes_total", AUTH, "", 'outcome="reused"'), "tokens used twice"), Query(q.events("lgm_sign_ins_total", AUTH, "", 'way="password"', 'outcome="ok"'), "sign-ins by password"),
               Query(q.events("lgm_sessions_ended_total", AUTH), "sessions ended")], unit="short", alerts=("LgmRefreshTokenReused", "LgmPasswordSignIn")),
        lines("People looked up, by source", "A second. Mostly `cache`; `stale`: USAP did not answer, an older answer was given; cache_unavailable: Redis.",
              Query(q.summed(q.rate(lookups, AUTH), "outcome"), "{{outcome}}"), unit="reqps", stacked=True, alerts=("LgmUserInfoCacheMisses",)),
        lines("Share from the cache", "Of the look-ups that reached it, in half an hour; below 80 % USAP is asked more than it need be.",
              Query(f"{q.summed(f'increase({q.of(lookups, AUTH, CACHED)}[30m])')} / ({q.summed(f'increase({q.of(lookups, AUTH, REACHED)}[30m])')} > 0)", "from the cache"), unit="percentunit", alerts=("LgmUserInfoCacheMisses",), empty="nobody was looked up"),
        lines("USAP: answers that are none", "In ten minutes, by call: not JSON, or without what they must have; 0 is right.", Query(q.events("lgm_usap_bad_answers_total", AUTH, "call"), "{{call}}"), unit="short", steps=SOME_ARE_SEEN, alerts=("LgmUsapFailing",)),
        lines("Groups at sign-in", "In ten minutes, by what ID tokens said of them. `read` is right; whatever else changed no roles: elsewhere is Entra above 200 groups.",
              Query(q.events("lgm_group_claims_total", AUTH, "way, outcome"), "{{way}} {{outcome}}"), 12, unit="short", empty="no provider maps groups"),
        lines("Roles by groups", "In ten minutes: given and taken; unknown_role: a row of `groups` names a role or scenario that does not exist; older_admin_service: during an upgrade; not_told: admin-service did not answer, and the roles wait for the next check.",
              Query(q.events("lgm_group_roles_total", AUTH, "outcome"), "{{outcome}}"), 12, unit="short"),
        lines("Audit events waiting", "For session-cache-service to take them; 0, but for moments.", Query(q.summed(q.of("lgm_audit_events_waiting", AUTH), "pod"), "{{pod}}"), steps=SOME_ARE_SEEN),
        lines("Audit events lost", "In ten minutes, by reason; they stand in the log alone. 0 is right.", Query(q.events("lgm_audit_events_dropped_total", AUTH, "reason"), "{{reason}}"), unit="short", steps=NONE_IS_RIGHT, alerts=("LgmAuditEventsLost",)),
        lines("Other tools", "Questions of their nginx a second, by answer. `allowed` and invalid_token (nobody signed in) are right; not_authorized: a tool's nginx asks wrongly; revocations_stale, rights_unavailable: nobody gets in.",
              Query(q.summed(q.rate("lgm_tool_verdicts_total", AUTH), "outcome"), "{{outcome}}"), unit="reqps", stacked=True),
        lines("Signing keys", "In each replica's files: published, withdrawn. Two replicas differ for minutes after a change.", Query(q.summed(q.of("lgm_signing_keys", AUTH), "pod, state"), "{{pod}} {{state}}"), 12, unit="short", empty="HS256"),
        lines("Signing keys: what is wrong", "1: a replica cannot read its files; how many withdrawals session-cache-service has not taken. 0 is right.",
              [Query(q.summed(q.of("lgm_signing_keys_unreadable", AUTH), "pod"), "{{pod}} cannot read"), Query(q.summed(q.of("lgm_signing_key_withdrawals_untold", AUTH), "pod"), "{{pod}} untold")], 12, unit="short", steps=NONE_IS_RIGHT, alerts=("LgmSigningKeysUnreadable",), empty="HS256"),
    )]  # fmt: skip


def admin() -> list:
    return [row("Database, policies, audit log",
        lines("Database connections", "Open, and in use. All in use for long: requests wait.", [Query(q.summed(q.of("lgm_database_connections", ADMIN), "pod"), "{{pod}} open"), Query(q.summed(q.of("lgm_database_connections_in_use", ADMIN), "pod"), "{{pod}} in use")],
              alerts=("LgmDatabasePoolExhausted",)),
        lines("Waits for a connection", "In ten minutes: requests that found none free, and that got none in time. The latter at 0 is right.",
              [Query(q.events("lgm_database_pool_waits_total", ADMIN), "waited"), Query(q.events("lgm_database_pool_timeouts_total", ADMIN), "in vain")], unit="short", alerts=("LgmDatabasePoolExhausted",)),
        lines("Repaired, and full", "In ten minutes: dead connections replaced, transactions run again (deadlocks), statements refused as the disk or quota is full. The last at 0 is right.",
              [Query(q.events("lgm_database_reconnects_total", ADMIN), "replaced"), Query(q.events("lgm_database_retries_total", ADMIN), "run again"), Query(q.events("lgm_database_full_total", ADMIN), "full")], unit="short", alerts=("LgmDatabaseFull",)),
        stat("Newest policy", "Number of the latest policy change.", Query(f"max({q.of('lgm_policy_version', ADMIN)})", "number"), 6, 4, alerts=("LgmPolicySkew",)),
        stat("Revocations on their way", "Ended sessions that session-cache-service has not taken; 0, but for seconds.", Query(f"max({q.of('lgm_outbox_depth', ADMIN)})", "waiting", steps=SOME_ARE_SEEN), 6, 4, alerts=("LgmOutboxStuck",), empty="nobody has the lease"),
        stat("Background work", "The replica that does it: 1; all 0 for longer than ten seconds: nobody does.", Query(f"max by (pod) ({q.of('lgm_background_lease_held', ADMIN)})", "{{pod}}"), 6, 4, alerts=("LgmOutboxStuck",)),
        stat("Last sealed audit row", "Its number; it follows the log within minutes.", Query(f"max({q.of('lgm_audit_sealed_seq', ADMIN)})", "row"), 6, 4, empty="nobody has the lease"),
    )]  # fmt: skip


def session_cache() -> list:
    return [row("Redis",
        stat("Sessions", "That are not ended. Missing while Redis does not answer.", Query(f"max({q.of('lgm_sessions', CACHE)})", "open"), 6, 4, empty="Redis does not answer"),
        stat("Place of the revocation feed", "Only grows, but after a restore. Missing while Redis does not answer.", Query(f"max({q.of('lgm_feed_seq', CACHE)})", "seq"), 6, 4, empty="Redis does not answer"),
        stat("Memory", "Used, and Redis' maxmemory (0: none). Missing while Redis does not answer.", [Query(f"max({q.of('lgm_store_memory_bytes', CACHE)})", "used", "bytes"), Query(f"max({q.of('lgm_store_memory_limit_bytes', CACHE)})", "limit", "bytes")],
             6, 4, alerts=("LgmSessionStoreFull",), empty="Redis does not answer"),
        stat("Audit events dropped", "In ten minutes, from streams that were full; 0 is right.", Query(q.events("lgm_stream_events_dropped_total", CACHE), "dropped", steps=NONE_IS_RIGHT), 6, 4, alerts=("LgmAuditEventsLost",)),
        lines("Calls by operation", "A second, the ten most.", Query(f"topk(10, {q.summed(q.rate('lgm_store_duration_seconds_count', CACHE), 'operation')})", "{{operation}}"), unit="reqps"),
        lines("Time by operation", "p99, the ten slowest, durable writing included. All at once: Redis' disk or machine.", Query(f"topk(10, {q.quantile(0.99, 'lgm_store_duration_seconds', CACHE, 'operation')})", "{{operation}}"), unit="s", steps=LATENCY, alerts=("LgmSlow",), empty="no calls"),
        lines("Errors by operation", "In ten minutes, the ten most; 0 is right.", Query(f"topk(10, {q.events('lgm_store_errors_total', CACHE, 'operation')})", "{{operation}}"), unit="short", steps=NONE_IS_RIGHT, alerts=("LgmSessionStoreErrors",)),
        lines("Memory over time", "Of its maxmemory; nothing where it has none.", Query(f"max({q.of('lgm_store_memory_bytes', CACHE)} / ({q.of('lgm_store_memory_limit_bytes', CACHE)} > 0))", "used"), 24, 6, unit="percentunit", steps=FULL, alerts=("LgmSessionStoreFull",), empty="no limit"),
    )]  # fmt: skip


def guard() -> list:
    return [row("Policy and decisions",
        stat("Policy that decides", "The number, by replica; all the same, but for seconds after a change.", Query(f"max by (pod) ({q.of('lgm_guard_policy_version', GUARD)})", "{{pod}}"), 6, 4, alerts=("LgmPolicySkew",)),
        stat("From the kept file", "Whether a replica decides by the file that it kept, as admin-service has not been heard from since its start.", Query(f"max by (pod) ({q.of('lgm_guard_policy_from_file', GUARD)})", "{{pod}}", values=YES_IS_BAD), 6, 4, alerts=("LgmPolicySkew",)),
        stat("Passed without a policy", "Texts in ten minutes, as FAIL_MODE=open; 0 is right.", Query(q.events("lgm_guard_passed_without_policy_total", GUARD), "texts", steps=NONE_IS_RIGHT), 4, 4, alerts=("LgmPassedWithoutPolicy",)),
        stat("Keywords", "Active, merged into an equal one, and those that nothing can match: the last should be 0.",
             [Query(f"max({q.of('lgm_guard_keywords', GUARD)})", "active"), Query(f"max({q.of('lgm_guard_keywords_merged', GUARD)})", "merged"), Query(f"max({q.of('lgm_guard_keywords_ineffective', GUARD)})", "without effect", steps=SOME_ARE_SEEN)], 5, 4),
        stat("Older path open", "Whether POST /api/input/instance/rule/run decides for whoever reaches the port, without a credential.", Query(f"max({q.of('lgm_guard_older_path_open', GUARD)})", "open", values=YES_IS_BAD), 3, 4),
        lines("Checks without a key", "Texts a second on the older path for who sent no API key, the ten apps with most.", Query(f"topk(10, {q.summed(q.rate('lgm_guard_checks_without_key_total', GUARD), 'app')})", "{{app}}"), unit="reqps", empty="none"),
        lines("API keys refused", "A second, by reason: revoked and expired ones are still in use somewhere, unknown ones are guessed or of another installation.", Query(f"topk(10, {q.summed(q.rate('lgm_api_key_refusals_total', GUARD), 'reason')})", "{{reason}}"), unit="reqps"),
        lines("Decisions by strategy", "Texts a second. A leap of BLOCK after a change of the policy: a keyword is too broad.", Query(q.summed(q.rate("lgm_guard_decisions_total", GUARD), "strategy"), "{{strategy}}"), unit="reqps", stacked=True),
        lines("Time to decide", "The decision alone, without the network. No lines where nothing is checked.", [Query(q.quantile(x, "lgm_guard_check_duration_seconds", GUARD), f"p{int(100 * x)}") for x in (0.5, 0.95, 0.99)], unit="s", alerts=("LgmSlow",), empty="no checks"),
        lines("Policy confirmed", "Time since admin-service last said that the policy is its current one. Rises: admin-service does not answer.", Query(f"time() - {q.of('lgm_guard_policy_confirmed_timestamp_seconds', GUARD)}", "{{pod}}"), unit="s", alerts=("LgmPolicySkew",)),
        lines("Time of the last build", "Of the policy's matcher; grows with the keywords.", Query(q.of("lgm_guard_policy_build_seconds", GUARD), "{{pod}}"), unit="s"),
        lines("Large texts at work", "Above 256 KiB, at the moment.", Query(q.summed(q.of("lgm_guard_large_texts", GUARD), "pod"), "{{pod}}")),
        lines("Large texts refused", "In ten minutes, as enough were being decided; 0 is right.", Query(q.events("lgm_guard_large_texts_refused_total", GUARD), "refused"), unit="short", steps=SOME_ARE_SEEN, alerts=("LgmSaturated",)),
    )]  # fmt: skip


ITEMS = {"auth-service": auth(), "admin-service": admin(), "session-cache-service": session_cache(), "guard-service": guard()}
