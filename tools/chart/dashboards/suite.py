"""The suite's page: what fires, a line a service, a line of what they need; below the first screen how it went, and each replica."""
from . import queries as q
from .page import SERVICES
from .panels import (
    BUSY,
    ERRORS,
    FAILED,
    FULL,
    LAG,
    LATENCY,
    LEFT,
    NONE_IS_RIGHT,
    PASSED,
    PASSED_OPTIONAL,
    PLAIN,
    QUEUE,
    REPLICAS,
    SOME_ARE_SEEN,
    Query,
    lines,
    row,
    stat,
    table,
)

FIRING = 'ALERTS{namespace="$namespace", alertstate="firing", release="@RELEASE@"'
AUTH, ADMIN, CACHE, GUARD = map(q.job, SERVICES)
EDGE = q.job("llmsafe-frontend")
NOT_OK = 'outcome!~"ok|refused"'
FAILURES = 'status=~"5.."'
REQUIRED, OPTIONAL = 'required="true"', 'required="false"'
PROVIDERS = 'dependency=~"idp-.+|usap-oauth.*"'
OF_THE_SUITE = 'dependency=~".+-service"'


def items() -> list:
    return [
        *firing(),
        *(panel for name in SERVICES for panel in of_service(name)),
        *needed(),
        row("How it went", *trends()),
        row("Replicas", *replicas()),
        row("People and texts", *people()),
        row("Stores, backup, certificates", *stores()),
    ]


def firing() -> list:
    def count(title, severity, steps):
        return stat(title, f"Alerts of this release that fire with severity {severity}; 0 is right. Each has a page: the table beside says which.",
                    Query(f'count({FIRING}, severity="{severity}"}}) or vector(0)', severity), 3, 4, steps=steps)  # fmt: skip

    shown = {"severity": ("Severity", "", (), [{"type": "value", "options": {"critical": {"color": "red", "index": 0}, "warning": {"color": "orange", "index": 1}}}]),
             "alertname": ("Alert", "", (), (), "@RUNBOOK/${__value.text}@"), "part": ("What is ill", "", (), ()), "job": ("Service", "", (), ()), "pod": ("Pod", "", (), ())}  # fmt: skip
    return [
        count("Critical", "critical", NONE_IS_RIGHT),
        count("Warnings", "warning", SOME_ARE_SEEN),
        table("Alerts that fire", "What is ill, by Prometheus' own rules: nothing stands here when all is well. A name leads to its runbook.",
              Query(f'max by (severity, alertname, part, job, pod) ({FIRING}}})', "value"), 18, 4, shown, empty="Nothing fires", hidden=("Value",)),
    ]  # fmt: skip


def of_service(name) -> list:
    job, short = q.job(name), name.removesuffix("-service")
    return [
        stat(f"{short}: replicas", "Share of the replicas that answer their scrape, and how many are wanted (kube-state-metrics; without it, those that Prometheus knows)."
             " Less than 100 %: one is dead or hangs.",
             [Query(q.up_share(name), "up of", "percentunit", REPLICAS), Query(q.wanted(name), "wanted")], 4, alerts=("LgmServiceDown", "LgmReplicaDown"), page=name),
        stat(f"{short}: ready", "Each check of readiness, the worst of the replicas. A red one keeps a replica from its requests; an orange one does not. The check's name is what is ill.",
             [Query(f"min by (check) ({q.of('lgm_readiness_check', job, REQUIRED)})", "{{check}}", values=PASSED),
              *([Query(f"min by (check) ({q.of('lgm_readiness_check', job, OPTIONAL)})", "{{check}}", values=PASSED_OPTIONAL)] if name != "admin-service" else [])],
             7, alerts=("LgmNotReady",), page=name),
        stat(f"{short}: failed", "Share of real requests answered 5xx; what the limiter refuses, probes, scrapes and long polls are left out. From 1 % on look at what it needs, below.",
             Query(q.failed_share(job), "failed", "percentunit", FAILED), 3, alerts=("LgmErrors",), page=name),
        stat(f"{short}: p99", "99 of 100 real requests took no longer. Above a second: what it needs is slow, or it is saturated. Nothing where nobody asks.",
             Query(q.quantile(0.99, "lgm_traffic_duration_seconds", job), "p99", "s", LATENCY), 3, alerts=("LgmSlow",), page=name, empty="no requests"),
        stat(f"{short}: saturation", "Busy workers of those there are, requests that wait for one, and memory of its limit (kube-state-metrics), each of the fullest replica.",
             [Query(f"max({q.of('lgm_http_busy_workers', job)} / {q.of('lgm_http_workers', job)})", "workers", "percentunit", BUSY),
              Query(f"max({q.of('lgm_http_queue_length', job)})", "waiting", steps=QUEUE),
              Query(f"max({q.memory_share(name, job)})", "memory", "percentunit", FULL)], 7, alerts=("LgmSaturated",), page=name),
    ]  # fmt: skip


def needed() -> list:
    def dependency(title, says, job, matcher, checks, alerts, page):
        """Told by the service that uses it, which is the page."""
        up = f"min({q.of('lgm_dependency_up', job, *matcher)} or {q.of('lgm_readiness_check', job, checks)})"
        return stat(title, f"{says} Whether it answers (calls, and the check of readiness), p99 of the calls, calls that failed a second. Nothing while no replica of {page} is scraped: it is who tells.",
                    [Query(up, "answers", values=PASSED), Query(q.quantile(0.99, "lgm_dependency_duration_seconds", job, "", *matcher), "p99", "s", LATENCY),
                     Query(q.summed(q.rate("lgm_dependency_requests_total", job, *matcher, NOT_OK)), "errors/s", steps=ERRORS)], 6, alerts=alerts, page=page,
                    empty=f"{page} does not answer")  # fmt: skip

    edge = [Query(q.up_share("llmsafe-frontend", always_scraped=False), "up", "percentunit", REPLICAS),
            Query(q.share(q.rate("lgm_edge_requests_total", EDGE, FAILURES), q.rate("lgm_edge_requests_total", EDGE)), "5xx", "percentunit", FAILED),
            Query(q.quantile(0.99, "lgm_edge_request_duration_seconds", EDGE), "p99", "s", LATENCY)]  # fmt: skip
    return [
        stat("Edge (nginx)", "Replicas of the console's nginx, share of all its answers that were 5xx, its own included, and p99 while somebody asks. Where a service is dead, its 5xx are nginx's own."
             " Not scraped: metrics.edge.enabled is off.", edge, 6, alerts=("LgmEdgeErrors",), page="edge"),
        dependency("Database", "What admin-service keeps everything in.", ADMIN, ('dependency="database"',), 'check="database"', ("LgmDatabaseDown",), "admin-service"),
        dependency("Redis", "Where session-cache-service keeps sessions and revocations.", CACHE, (), 'check=~"store|store_takes_writes"', ("LgmRedisDown", "LgmSessionStoreFull"), "session-cache-service"),
        dependency("USAP", "Who people are: sign-ins by ticket ask it. Without calls it is as it was.", AUTH, ('dependency="usap"',), 'check="usap"', ("LgmUsapFailing",), "auth-service"),
        stat("Identity providers", "Whether those that people are sent to answer, by dependency: idp- and the id, with a further host's name behind; usap-oauth.",
             Query(f"min by (dependency) ({q.of('lgm_dependency_up', AUTH, PROVIDERS)})", "{{dependency}}", values=PASSED_OPTIONAL), 8, alerts=("LgmIdentityProviderFailing",), page="auth-service", empty="none is configured"),
        stat("Between the services", "Whether each service reaches the others: a red field names who calls → whom it cannot reach. All of one callee: that is ill; one alone: the network between.",
             Query(f"min by (job, dependency) ({q.of('lgm_dependency_up', q.SUITE, OF_THE_SUITE)})", "{{job}} → {{dependency}}", values=PASSED), 16, alerts=("LgmDependencyDown",)),
    ]  # fmt: skip


def trends() -> list:
    return [
        lines("Failed, by service", "Share of real requests answered 5xx. Dashed: where the alert begins.", Query(q.failed_share(q.SUITE, "job"), "{{job}}"), unit="percentunit", steps=FAILED, alerts=("LgmErrors",)),
        lines("p99, by service", "99 of 100 real requests took no longer; no line where nobody asks.", Query(q.quantile(0.99, "lgm_traffic_duration_seconds", q.SUITE, "job"), "{{job}}"), unit="s", steps=LATENCY, alerts=("LgmSlow",), empty="no requests"),
        lines("Requests a second, by service", "Real traffic, of whatever outcome.", Query(q.summed(q.rate("lgm_traffic_requests_total", q.SUITE), "job"), "{{job}}"), unit="reqps"),
        lines("Calls to what they need: p99", "By who calls and whom. The line that rises is what makes the others slow.",
              Query(f"topk(10, {q.quantile(0.99, 'lgm_dependency_duration_seconds', q.SUITE, 'job, dependency')})", "{{job}} → {{dependency}}"), 12, unit="s", steps=LATENCY, alerts=("LgmSlow",), empty="no calls"),
        lines("Calls to what they need: errors a second", "Calls without an answer, with a broken one or with 5xx; 0 is right.",
              Query(f"topk(10, {q.summed(q.rate('lgm_dependency_requests_total', q.SUITE, NOT_OK), 'job, dependency')})", "{{job}} → {{dependency}}"), 12, unit="reqps", alerts=("LgmDependencyDown",)),
    ]  # fmt: skip


def replicas() -> list:
    answers = [{"type": "value", "options": {"0": {"text": "not scraped", "color": "red", "index": 1}, "1": {"text": "yes", "color": "green", "index": 0}}}]
    both = q.scraped(q.SUITE, "lgm_build_info")
    version = f"max by (job, pod, version) ({q.last('lgm_build_info', q.SUITE)}) * on (job, pod) group_left () ({both})"
    began = f"1000 * max by (job, pod) ({q.last('process_start_time_seconds', q.SUITE)})"
    restarts = f"max by (job, pod) (changes({q.of('process_start_time_seconds', q.SUITE)}[1d]))"
    newest = f"scalar(max({q.last('lgm_policy_version', ADMIN)}))"
    policy = f"max by (job, pod) ({q.last('lgm_guard_policy_version', GUARD)})"
    gone = "A replica that hangs, is dead or is gone stays for an hour, as not scraped, with what it last said."
    return [
        table("Versions", f"Each replica. Two versions at once: an upgrade is on its way, or has stopped. {gone}",
              [Query(version, "answers"), Query(began, "began"), Query(restarts, "restarts")], 14, 9,
              {"job": ("Service", "", (), ()), "pod": ("Pod", "", (), ()), "version": ("Version", "", (), ()), "answers": ("Answers", "", (), answers),
               "began": ("Began", "dateTimeFromNow", (), ()), "restarts": ("Restarts in a day", "none", SOME_ARE_SEEN, ())}, alerts=("LgmReplicaDown",)),
        table("Policies", f"The policy by which each replica decides, and how many changes it is behind the newest: 0, or more than 0 for seconds after a change. {gone}",
              [Query(q.scraped(GUARD, "lgm_guard_policy_version"), "answers"), Query(policy, "policy"), Query(f"{newest} - {policy}", "behind")], 10, 9,
              {"pod": ("Pod", "", (), ()), "answers": ("Answers", "", (), answers), "policy": ("Policy", "none", PLAIN, ()),
               "behind": ("Behind", "none", NONE_IS_RIGHT, ())}, alerts=("LgmPolicySkew",), hidden=("job",)),
        lines("Revocations: behind", "Seconds since each replica last heard of ended sessions. From 30 s on it refuses changes, from 5 min on everything.",
              Query(q.of("lgm_revocation_feed_lag_seconds", q.SUITE), "{{pod}}"), 12, unit="s", steps=LAG, alerts=("LgmRevocationsStale",)),
        lines("Replicas that answer", "How many answer their scrape. A dip at a deploy is right where it does not reach 0.", Query(q.summed(q.of("up", q.SUITE), "job"), "{{job}}"), 12, alerts=("LgmServiceDown", "LgmReplicaDown")),
    ]  # fmt: skip


def people() -> list:
    return [
        lines("Sign-ins by outcome", "`ok` should be most. Many wrong_password: somebody tries passwords. *_unavailable: what it names is ill.",
              Query(f"topk(10, {q.summed(q.rate('lgm_sign_ins_total', AUTH), 'outcome')})", "{{outcome}}"), unit="reqps", stacked=True, alerts=("LgmSignInFailures", "LgmTicketFailures"), page="auth-service"),
        lines("Decisions by strategy", "Texts decided. A leap of BLOCK after a change of the policy: a keyword is too broad.", Query(q.summed(q.rate("lgm_guard_decisions_total", GUARD), "strategy"), "{{strategy}}"), unit="reqps", stacked=True, page="guard-service"),
        lines("Limited, by service and rule", "Answers 429. `user`: one person or caller asks more than one may; *_sign_in: too many attempts. 0 is usual.",
              Query(f"topk(10, {q.summed(q.rate('lgm_rate_limited_total', q.SUITE), 'job, rule')})", "{{job}} {{rule}}"), unit="reqps", alerts=("LgmRateLimited",)),
    ]  # fmt: skip


def stores() -> list:
    volume = 'namespace="$namespace", persistentvolumeclaim=~"redis-data-@PREFIX@redis-0|@PREFIX@backup"'
    backup = 'kube_cronjob_status_last_successful_time{namespace="$namespace", cronjob="@PREFIX@backup"}'
    return [
        stat("Sessions", "Sessions that are not ended. Missing while Redis does not answer.", Query(f"max({q.of('lgm_sessions', CACHE)})", "open"), 4, 4, page="session-cache-service", empty="Redis does not answer"),
        stat("Redis: memory", "Of its maxmemory, at which it refuses writes. Nothing where it has none.", Query(f"max({q.of('lgm_store_memory_bytes', CACHE)} / ({q.of('lgm_store_memory_limit_bytes', CACHE)} > 0))", "used", "percentunit", FULL),
             4, 4, alerts=("LgmSessionStoreFull",), page="session-cache-service", empty="no limit"),
        stat("Revocations on their way", "Ended sessions that session-cache-service has not taken yet: 0, but for seconds.", Query(f"max({q.of('lgm_outbox_depth', ADMIN)})", "waiting", steps=SOME_ARE_SEEN), 4, 4, alerts=("LgmOutboxStuck",), page="admin-service", empty="nobody has the lease"),
        stat("Volumes", "Used of each volume, by the kubelet. Full: Redis ends, or backups fail.", Query(f"max by (persistentvolumeclaim) (kubelet_volume_stats_used_bytes{{{volume}}} / kubelet_volume_stats_capacity_bytes{{{volume}}})", "{{persistentvolumeclaim}}", "percentunit", FULL),
             4, 4, alerts=("LgmVolumeFull",), empty="not known"),
        stat("Last good backup", "Since then, by kube-state-metrics. More than a day for a nightly one: it failed or did not run.", Query(f"time() - max({backup})", "ago", "s", ((None, "green"), (26 * 3600, "orange"), (50 * 3600, "red"))),
             4, 4, alerts=("LgmBackupMissing", "LgmBackupFailed"), empty="not known"),
        stat("Certificates", "Until the first of those ends that the services are given. Below 14 days the alert fires. Nothing where none is given.", Query(f"min({q.of('lgm_certificate_not_after_timestamp_seconds', q.SUITE)}) - time()", "left", "s", LEFT),
             4, 4, alerts=("LgmCertificateEnds",), empty="none is given"),
    ]  # fmt: skip
