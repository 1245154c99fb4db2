"""Grafana dashboards: one a service and one of the suite. A panel is a title, a unit and queries; where it stands follows from
its place in the list."""

NAMESPACE = 'namespace="$namespace"'
LONG_POLLS = 'route!~"follow_revocations|policy_changes"'


def make() -> dict:
    boards = {"suite": dashboard("LLM Guard Manager: the suite", "lgm-suite", suite())}
    own = {"auth-service": auth(), "admin-service": admin(), "session-cache-service": session_cache(), "guard-service": guard()}
    for service, panels in own.items():
        boards[service] = dashboard(f"LLM Guard Manager: {service}", f"lgm-{service}", panels + common(service))
    return boards


def suite() -> list:
    return [
        panel("Replicas that answer", "short", ('sum by (job) (up{%s, job=~".*-service"})' % NAMESPACE, "{{job}}")),
        panel("Requests a second", "reqps", ("sum by (job) (rate(lgm_http_requests_total{%s}[5m]))" % NAMESPACE, "{{job}}")),
        panel("Share of 5xx", "percentunit", ('sum by (job) (rate(lgm_http_requests_total{%s, status=~"5.."}[5m])) / sum by (job) (rate(lgm_http_requests_total{%s}[5m]))' % (NAMESPACE, NAMESPACE), "{{job}}")),
        panel("99th percentile", "s", (quantile("0.99", "job"), "{{job}}")),
        panel("Sign-ins by outcome", "reqps", ("sum by (way, outcome) (rate(lgm_sign_ins_total{%s}[5m]))" % NAMESPACE, "{{way}} {{outcome}}")),
        panel("Decisions by strategy", "reqps", ("sum by (strategy) (rate(lgm_guard_decisions_total{%s}[5m]))" % NAMESPACE, "{{strategy}}")),
        panel("Policy: newest, and deciding", "none", ("max(lgm_policy_version{%s})" % NAMESPACE, "newest"), ("lgm_guard_policy_version{%s}" % NAMESPACE, "{{pod}}")),
        panel("Revocations: seconds behind", "s", ("lgm_revocation_feed_lag_seconds{%s}" % NAMESPACE, "{{pod}}")),
        panel("Sessions", "short", ("max(lgm_sessions{%s})" % NAMESPACE, "sessions")),
        panel("Versions", "short", ("count by (exported_service, version) (lgm_build_info{%s})" % NAMESPACE, "{{exported_service}} {{version}}")),
    ]


def auth() -> list:
    return [
        panel("Sign-ins by outcome", "reqps", ("sum by (way, outcome) (rate(lgm_sign_ins_total{%s}[5m]))" % NAMESPACE, "{{way}} {{outcome}}")),
        panel("Refreshes by outcome", "reqps", ("sum by (outcome) (rate(lgm_refreshes_total{%s}[5m]))" % NAMESPACE, "{{outcome}}")),
        panel("USAP: calls by outcome", "reqps", ('sum by (outcome) (rate(lgm_dependency_requests_total{%s, dependency="usap"}[5m]))' % NAMESPACE, "{{outcome}}"), ("sum(rate(lgm_usap_bad_answers_total{%s}[5m]))" % NAMESPACE, "answers that are none")),
        panel("USAP: failures in a row", "short", ('max by (pod) (lgm_dependency_consecutive_failures{%s, dependency="usap"})' % NAMESPACE, "{{pod}}")),
        panel("USAP: 95th percentile", "s", ('histogram_quantile(0.95, sum by (le) (rate(lgm_dependency_duration_seconds_bucket{%s, dependency="usap"}[5m])))' % NAMESPACE, "USAP")),
        panel("People looked up, by source", "reqps", ("sum by (outcome) (rate(lgm_user_info_lookups_total{%s}[5m]))" % NAMESPACE, "{{outcome}}")),
        panel("Share of look-ups from the cache", "percentunit", ('sum(rate(lgm_user_info_lookups_total{%s, outcome="cache"}[30m])) / sum(rate(lgm_user_info_lookups_total{%s}[30m]))' % (NAMESPACE, NAMESPACE), "from the cache")),
        panel("Sessions ended a second", "reqps", ("sum(rate(lgm_sessions_ended_total{%s}[5m]))" % NAMESPACE, "ended")),
        panel("Audit events waiting and lost", "short", ("sum(lgm_audit_events_waiting{%s})" % NAMESPACE, "waiting"), ("sum by (reason) (increase(lgm_audit_events_dropped_total{%s}[10m]))" % NAMESPACE, "lost: {{reason}}")),
    ]


def admin() -> list:
    return [
        panel("Database connections", "short", ("sum(lgm_database_connections{%s})" % NAMESPACE, "open"), ("sum(lgm_database_connections_in_use{%s})" % NAMESPACE, "in use")),
        panel("Waits and time-outs for a connection", "short", ("sum(increase(lgm_database_pool_waits_total{%s}[5m]))" % NAMESPACE, "waits"), ("sum(increase(lgm_database_pool_timeouts_total{%s}[5m]))" % NAMESPACE, "time-outs")),
        panel("Connections replaced, transactions run again", "short", ("sum(increase(lgm_database_reconnects_total{%s}[5m]))" % NAMESPACE, "replaced"), ("sum(increase(lgm_database_retries_total{%s}[5m]))" % NAMESPACE, "run again")),
        panel("Newest policy", "none", ("max(lgm_policy_version{%s})" % NAMESPACE, "number")),
        panel("Revocations on their way", "short", ("max(lgm_outbox_depth{%s})" % NAMESPACE, "outbox")),
        panel("Who does the background work", "short", ("lgm_background_lease_held{%s}" % NAMESPACE, "{{pod}}")),
        panel("Last sealed audit row", "none", ("max(lgm_audit_sealed_seq{%s})" % NAMESPACE, "row")),
    ]


def session_cache() -> list:
    return [
        panel("Sessions", "short", ("max(lgm_sessions{%s})" % NAMESPACE, "sessions")),
        panel("Place of the revocation feed", "none", ("max(lgm_feed_seq{%s})" % NAMESPACE, "seq")),
        panel("Redis: memory, and its limit", "bytes", ("max(lgm_store_memory_bytes{%s})" % NAMESPACE, "used"), ("max(lgm_store_memory_limit_bytes{%s})" % NAMESPACE, "maxmemory")),
        panel("Store: 99th percentile by operation", "s", ("histogram_quantile(0.99, sum by (operation, le) (rate(lgm_store_duration_seconds_bucket{%s}[5m])))" % NAMESPACE, "{{operation}}")),
        panel("Store: calls a second", "reqps", ("sum by (operation) (rate(lgm_store_duration_seconds_count{%s}[5m]))" % NAMESPACE, "{{operation}}")),
        panel("Store: errors", "reqps", ("sum by (operation) (rate(lgm_store_errors_total{%s}[5m]))" % NAMESPACE, "{{operation}}")),
        panel("Events dropped from full streams", "short", ("sum(increase(lgm_stream_events_dropped_total{%s}[10m]))" % NAMESPACE, "dropped")),
    ]


def guard() -> list:
    return [
        panel("Decisions by strategy", "reqps", ("sum by (strategy) (rate(lgm_guard_decisions_total{%s}[5m]))" % NAMESPACE, "{{strategy}}")),
        panel("Time to decide", "s", *[("histogram_quantile(%s, sum by (le) (rate(lgm_guard_check_duration_seconds_bucket{%s}[5m])))" % (q, NAMESPACE), q) for q in ("0.5", "0.95", "0.99")]),
        panel("Policy that decides", "none", ("lgm_guard_policy_version{%s}" % NAMESPACE, "{{pod}}")),
        panel("Keywords", "short", ("max(lgm_guard_keywords{%s})" % NAMESPACE, "active"), ("max(lgm_guard_keywords_merged{%s})" % NAMESPACE, "merged"), ("max(lgm_guard_keywords_ineffective{%s})" % NAMESPACE, "nothing can match")),
        panel("Time of the last build", "s", ("lgm_guard_policy_build_seconds{%s}" % NAMESPACE, "{{pod}}")),
        panel("Since admin-service confirmed the policy", "s", ("time() - lgm_guard_policy_confirmed_timestamp_seconds{%s}" % NAMESPACE, "{{pod}}")),
        panel("Deciding by the kept file", "short", ("lgm_guard_policy_from_file{%s}" % NAMESPACE, "{{pod}}")),
        panel("Large texts at work, and refused", "short", ("sum by (pod) (lgm_guard_large_texts{%s})" % NAMESPACE, "{{pod}}"), ("sum(increase(lgm_guard_large_texts_refused_total{%s}[5m]))" % NAMESPACE, "refused")),
        panel("The older path is open", "short", ("max(lgm_guard_older_path_open{%s})" % NAMESPACE, "open")),
        panel("Passed without a policy", "reqps", ("sum(rate(lgm_guard_passed_without_policy_total{%s}[5m]))" % NAMESPACE, "passed")),
    ]


def common(service) -> list:
    job = '%s, job=~".*%s"' % (NAMESPACE, service)
    panels = [
        panel("Requests a second, by route", "reqps", ("sum by (route) (rate(lgm_http_requests_total{%s}[5m]))" % job, "{{route}}")),
        panel("Answers by status", "reqps", ("sum by (status) (rate(lgm_http_requests_total{%s}[5m]))" % job, "{{status}}")),
        panel("99th percentile by route", "s", ("histogram_quantile(0.99, sum by (route, le) (rate(lgm_http_request_duration_seconds_bucket{%s, %s}[5m])))" % (job, LONG_POLLS), "{{route}}")),
        panel("Workers busy, of those there are", "percentunit", ("lgm_http_busy_workers{%s} / lgm_http_workers{%s}" % (job, job), "{{pod}} {{listener}}")),
        panel("Waiting for a worker", "short", ("lgm_http_queue_length{%s}" % job, "{{pod}} {{listener}}")),
        panel("Connections and requests in flight", "short", ("sum by (listener) (lgm_http_connections{%s})" % job, "connections, {{listener}}"), ("sum by (listener) (lgm_http_connections_limit{%s})" % job, "most connections, {{listener}}"), ("sum by (listener) (lgm_http_in_flight{%s})" % job, "in flight, {{listener}}")),
        panel("Connections refused", "short", ("sum by (listener, limit) (increase(lgm_http_connections_refused_total{%s}[5m]))" % job, "{{listener}}, {{limit}}")),
        panel("Bodies in memory, and their budget", "bytes", ("sum by (pod) (lgm_http_body_bytes{%s})" % job, "{{pod}}"), ("max(lgm_http_body_budget_bytes{%s})" % job, "budget")),
        panel("Bodies refused for the budget", "short", ("sum by (pod) (increase(lgm_http_bodies_refused_total{%s}[5m]))" % job, "{{pod}}")),
        panel("Requests held for their user's limit", "short", ("sum by (pod) (lgm_held_requests{%s})" % job, "{{pod}}")),
        panel("Spans sent to the collector, and dropped", "ops", ("sum by (outcome) (rate(lgm_trace_spans_total{%s}[5m]))" % job, "{{outcome}}")),
        panel("Long polls parked", "short", ("sum by (pod) (lgm_waiting_polls{%s})" % job, "{{pod}}")),
    ]
    if service != "session-cache-service":
        panels += [
            panel("Calls to others, by outcome", "reqps", ("sum by (dependency, outcome) (rate(lgm_dependency_requests_total{%s}[5m]))" % job, "{{dependency}} {{outcome}}")),
            panel("Access tokens refused", "reqps", ("sum by (reason) (rate(lgm_token_refusals_total{%s}[5m]))" % job, "{{reason}}")),
        ]
    return panels


def quantile(q, by) -> str:
    return "histogram_quantile(%s, sum by (%s, le) (rate(lgm_http_request_duration_seconds_bucket{%s, %s}[5m])))" % (q, by, NAMESPACE, LONG_POLLS)


def panel(title, unit, *queries) -> dict:
    return {
        "type": "timeseries",
        "title": title,
        "datasource": {"type": "prometheus", "uid": "${datasource}"},
        "fieldConfig": {"defaults": {"unit": unit, "min": 0}, "overrides": []},
        "targets": [{"expr": expr, "legendFormat": legend, "refId": chr(ord("A") + i)} for i, (expr, legend) in enumerate(queries)],
    }


def dashboard(title, uid, panels) -> dict:
    for i, one in enumerate(panels):
        one["id"] = i + 1
        one["gridPos"] = {"x": 12 * (i % 2), "y": 8 * (i // 2), "w": 12, "h": 8}
    return {
        "uid": uid,
        "title": title,
        "tags": ["llm-guard-manager"],
        "schemaVersion": 39,
        "refresh": "30s",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {
            "list": [
                {"name": "datasource", "type": "datasource", "query": "prometheus"},
                {"name": "namespace", "type": "query", "datasource": {"type": "prometheus", "uid": "${datasource}"}, "query": "label_values(lgm_build_info, namespace)", "refresh": 2},
            ]
        },
        "panels": panels,
    }
