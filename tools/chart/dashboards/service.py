"""A service's page: its golden signals on the first screen, what it needs, what is its own, and the detail in closed rows."""
from . import queries as q
from .panels import (
    BUSY,
    ERRORS,
    FAILED,
    FULL,
    LAG,
    LATENCY,
    LEFT,
    PASSED,
    PASSED_OPTIONAL,
    QUEUE,
    REPLICAS,
    SOME_ARE_SEEN,
    Query,
    lines,
    row,
    stat,
)

NOT_OK = 'outcome!~"ok|refused"'
FAILURES = 'status=~"5.."'
REQUIRED, OPTIONAL = 'required="true"', 'required="false"'
# Long polls are answered when there is news, or after half a minute.
LONG_POLLS = 'route!~"follow_revocations|policy_changes"'


def items(name, own) -> list:
    scope = q.chosen(name)
    return [
        *single_values(name, scope),
        *golden_signals(scope),
        row("What it needs", *needed(scope)),
        *own,
        row("Routes: the top ten", *routes(scope), collapsed=True),
        row("Answers, limits, tokens", *answers(name, scope), collapsed=True),
        row("Connections, workers, bodies", *connections(scope), collapsed=True),
        row("Process", *process(name, scope), collapsed=True),
    ]


def single_values(name, scope) -> list:
    optional = [] if name == "admin-service" else [Query(f"min by (check) ({q.of('lgm_readiness_check', scope, OPTIONAL)})", "{{check}}", values=PASSED_OPTIONAL)]
    return [
        stat("Replicas", "Share of the replicas that answer their scrape, how many are wanted (kube-state-metrics; without it, those that Prometheus knows), and how many are ready."
             " Less than 100 %: one is dead or hangs.",
             [Query(q.up_share(name), "up of", "percentunit", REPLICAS), Query(q.wanted(name), "wanted"), Query(q.summed(q.of("lgm_ready", q.job(name))), "ready")], 5, 4, alerts=("LgmServiceDown", "LgmReplicaDown")),
        stat("Ready", "Each check of readiness, the worst of the replicas. A red one keeps a replica from its requests; an orange one does not.",
             [Query(f"min by (check) ({q.of('lgm_readiness_check', scope, REQUIRED)})", "{{check}}", values=PASSED), *optional], 5, 4, alerts=("LgmNotReady",)),
        stat("Traffic", "Real requests a second: no probes, scrapes or long polls.", Query(q.summed(q.rate("lgm_traffic_requests_total", scope)), "requests", "reqps"), 3, 4),
        stat("Errors", "Share of real requests answered 5xx, without those that the limiter refuses.", Query(q.failed_share(scope), "failed", "percentunit", FAILED), 3, 4, alerts=("LgmErrors",)),
        stat("Latency", "Half, and 99 of 100, of the real requests took no longer.",
             [Query(q.quantile(x, "lgm_traffic_duration_seconds", scope), f"p{int(100 * x)}", "s", LATENCY) for x in (0.5, 0.99)], 4, 4, alerts=("LgmSlow",), empty="no requests"),
        stat("Saturation", "Busy workers of those there are, requests that wait for one, and memory of its limit (kube-state-metrics), each of the fullest replica.",
             [Query(f"max({q.of('lgm_http_busy_workers', scope)} / {q.of('lgm_http_workers', scope)})", "workers", "percentunit", BUSY),
              Query(f"max({q.of('lgm_http_queue_length', scope)})", "waiting", steps=QUEUE),
              Query(f"max({q.memory_share(name, scope)})", "memory", "percentunit", FULL)], 4, 4, alerts=("LgmSaturated",)),
    ]  # fmt: skip


def golden_signals(scope) -> list:
    return [
        lines("Traffic", "Real requests a second by outcome. `limited` is the limiter's, `refused` the caller's fault, `failed` ours.",
              Query(q.summed(q.rate("lgm_traffic_requests_total", scope), "outcome"), "{{outcome}}"), 6, unit="reqps", stacked=True),
        lines("Errors", "Share of real requests answered 5xx, a line a replica. One alone: that replica; all: what they need.",
              Query(q.failed_share(scope, "pod"), "{{pod}}"), 6, unit="percentunit", steps=FAILED, alerts=("LgmErrors",)),
        lines("Latency", "Of real requests, without the limiter's; no lines where nobody asks.",
              [Query(q.quantile(x, "lgm_traffic_duration_seconds", scope), f"p{int(100 * x)}") for x in (0.5, 0.95, 0.99)], 6, unit="s", steps=LATENCY, alerts=("LgmSlow",), empty="no requests"),
        lines("Saturation", "Workers that run a handler, of those there are. Near 100 % requests wait.",
              Query(f"{q.of('lgm_http_busy_workers', scope)} / {q.of('lgm_http_workers', scope)}", "{{pod}} {{listener}}"), 6, unit="percentunit", steps=BUSY, alerts=("LgmSaturated",)),
    ]  # fmt: skip


def needed(scope) -> list:
    return [
        stat("Reached", "Whether each answers: 0 after two calls in a row that failed, as the worst replica sees it.", Query(f"min by (dependency) ({q.of('lgm_dependency_up', scope)})", "{{dependency}}", values=PASSED), 12, alerts=("LgmDependencyDown",)),
        stat("Failures in a row", "Of the worst replica; 0 is right.", Query(f"max by (dependency) ({q.of('lgm_dependency_consecutive_failures', scope)})", "{{dependency}}", steps=((None, "green"), (1, "orange"), (3, "red"))), 12, alerts=("LgmDependencyDown",)),
        lines("Calls by outcome", "A second. timeout: it hangs; cannot_connect: it is dead, or the way is closed; circuit_open: not asked, as it failed; refused: it said no (4xx).",
              Query(f"topk(10, {q.summed(q.rate('lgm_dependency_requests_total', scope), 'dependency, outcome')})", "{{dependency}} {{outcome}}"), unit="reqps"),
        lines("Time of calls", "Long polls are left out. No line where nothing is called.",
              [Query(q.quantile(x, "lgm_dependency_duration_seconds", scope, "dependency"), f"{{{{dependency}}}} p{int(100 * x)}") for x in (0.5, 0.99)], unit="s", steps=LATENCY, alerts=("LgmSlow",), empty="no calls"),
        lines("Errors", "Calls a second without an answer, with a broken one or with 5xx; 0 is right.",
              Query(q.summed(q.rate("lgm_dependency_requests_total", scope, NOT_OK), "dependency"), "{{dependency}}"), unit="reqps", steps=ERRORS, alerts=("LgmDependencyDown",)),
    ]  # fmt: skip


def routes(scope) -> list:
    slow = q.quantile(0.99, "lgm_http_request_duration_seconds", scope, "route, method", LONG_POLLS)
    return [
        lines("Slowest", "p99 of the ten slowest routes; long polls are left out.", Query(f"topk(10, {slow})", "{{method}} {{route}}"), unit="s", steps=LATENCY, empty="no requests"),
        lines("Most asked", "The ten routes that are asked most, probes and scrapes among them.", Query(f"topk(10, {q.summed(q.rate('lgm_http_requests_total', scope), 'route, method')})", "{{method}} {{route}}"), unit="reqps"),
        lines("Most 5xx", "The ten routes with the most. `ready` is the kubelet's question while a replica is not ready. Nothing is right.",
              Query(f"topk(10, {q.summed(q.rate('lgm_http_requests_total', scope, FAILURES), 'route, method')} > 0)", "{{method}} {{route}}"), unit="reqps", alerts=("LgmErrors",), empty="none"),
    ]  # fmt: skip


def answers(name, scope) -> list:
    return [
        lines("Answers by status and pod", "One pod alone with 5xx is ill itself.", Query(f"topk(10, {q.summed(q.rate('lgm_http_requests_total', scope), 'status, pod')})", "{{status}} {{pod}}"), unit="reqps"),
        lines("Limited, by rule", "Answers 429 a second. 0 is usual; `user`: one caller asks more than one may, and only that one waits.",
              Query(q.summed(q.rate("lgm_rate_limited_total", scope), "rule"), "{{rule}}"), unit="reqps", alerts=("LgmRateLimited",)),
        lines("Access tokens refused", "By reason, a second. `expired` is usual; unknown_key after a change of the keys: a replica has the old ones; signature: somebody tries.",
              Query(f"topk(10, {q.summed(q.rate('lgm_token_refusals_total', scope), 'reason')})", "{{reason}}"), unit="reqps"),
        lines("Held and parked", "Requests held back until their user's limit lets them go, and long polls that wait for news: the latter are right.",
              [Query(q.summed(q.of("lgm_held_requests", scope), "pod"), "{{pod}} held"), Query(q.summed(q.of("lgm_waiting_polls", scope), "pod"), "{{pod}} long polls")]),
        lines("Traces", "Spans sent to the collector, or dropped, a second. Nothing where none is configured.", Query(q.summed(q.rate("lgm_trace_spans_total", scope), "outcome"), "{{outcome}}"), unit="ops", empty="no collector"),
        *([lines("Revocations: behind", "Seconds since each replica last heard of ended sessions. From 30 s on it refuses changes.", Query(q.of("lgm_revocation_feed_lag_seconds", scope), "{{pod}}"), unit="s", steps=LAG, alerts=("LgmRevocationsStale",))]
          if name != "session-cache-service" else []),
    ]  # fmt: skip


def connections(scope) -> list:
    return [
        lines("Connections", "Open, and requests being answered, by listener.",
              [Query(q.summed(q.of("lgm_http_connections", scope), "listener"), "{{listener}} open"), Query(q.summed(q.of("lgm_http_in_flight", scope), "listener"), "{{listener}} in flight")]),
        lines("Connections, of what there may be", "At 100 % new ones are closed.", Query(f"{q.of('lgm_http_connections', scope)} / {q.of('lgm_http_connections_limit', scope)}", "{{pod}} {{listener}}"), unit="percentunit", steps=FULL, alerts=("LgmSaturated",)),
        lines("Connections refused", "In ten minutes, by listener and the limit that was reached; 0 is right.", Query(q.events("lgm_http_connections_refused_total", scope, "listener, limit"), "{{listener}}: limit of one {{limit}}"), unit="short", steps=SOME_ARE_SEEN, alerts=("LgmSaturated",)),
        lines("Waiting for a worker", "Requests; the alert begins at four for each worker.", Query(q.of("lgm_http_queue_length", scope), "{{pod}} {{listener}}"), steps=QUEUE, alerts=("LgmSaturated",)),
        lines("Bodies, of their budget", "Unfinished requests and large answers in memory. At 100 % more of them get 503.",
              Query(f"{q.of('lgm_http_body_bytes', scope)} / {q.of('lgm_http_body_budget_bytes', scope)}", "{{pod}}"), unit="percentunit", steps=FULL, alerts=("LgmSaturated",)),
        lines("Bodies refused", "In ten minutes, as the budget was used up; 0 is right.", Query(q.events("lgm_http_bodies_refused_total", scope, "pod"), "{{pod}}"), unit="short", steps=SOME_ARE_SEEN, alerts=("LgmSaturated",)),
    ]  # fmt: skip


def process(name, scope) -> list:
    return [
        lines("Processor", "Cores that each replica uses.", Query(q.rate("process_cpu_seconds_total", scope), "{{pod}}")),
        lines("Memory", "Resident; a line that only rises is a leak. Address space is in Memory, address space.", Query(q.of("process_resident_memory_bytes", scope), "{{pod}}"), unit="bytes"),
        lines("Memory, of its limit", "At 100 % the kernel ends the pod. Nothing without kube-state-metrics.", Query(q.memory_share(name, scope), "{{pod}}"), unit="percentunit", steps=FULL, empty="the limit is not known"),
        lines("File descriptors, of what there may be", "Connections and files.", Query(f"{q.of('process_open_fds', scope)} / {q.of('process_max_fds', scope)}", "{{pod}}"), unit="percentunit", steps=FULL),
        lines("Memory, address space", "Grows with threads; no limit is set on it.", Query(q.of("process_virtual_memory_bytes", scope), "{{pod}}"), unit="bytes"),
        lines("Runs since", "Time since the process began; back at 0 without a deploy: it was ended or ended itself.", Query(f"time() - {q.of('process_start_time_seconds', scope)}", "{{pod}}"), unit="s"),
        stat("Version", "Replicas of each version; two at once: an upgrade is on its way, or has stopped.", Query(f"count by (version) ({q.of('lgm_build_info', scope)})", "{{version}}"), 8, 4),
        stat("Certificates", "Until each ends that the service is given, by the variable that names its file. Nothing where none is given.",
             Query(f"min by (certificate) ({q.of('lgm_certificate_not_after_timestamp_seconds', scope)}) - time()", "{{certificate}}", "s", LEFT), 16, 4, alerts=("LgmCertificateEnds",), empty="none is given"),
    ]  # fmt: skip
