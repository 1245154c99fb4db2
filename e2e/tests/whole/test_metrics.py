"""After everything else has run: the metrics that the services answer with are those that docs/metrics.md, the alerts and the
dashboards know."""
import re
from pathlib import Path

import pytest
from e2e.client.connection import Connection
from running_stack import wait_until

pytestmark = pytest.mark.at_the_end
ROOT = Path(__file__).resolve().parents[3]
# Counted only once something has gone wrong.
RARE = {"lgm_store_errors_total", "lgm_audit_events_dropped_total", "lgm_stream_events_dropped_total", "lgm_guard_passed_without_policy_total",
        "lgm_usap_bad_answers_total"}  # fmt: skip
WITH_A_COLLECTOR = {"lgm_trace_spans_total"}
WITH_THE_LEASE = {"lgm_outbox_depth", "lgm_audit_sealed_seq"}
LEASE_SECONDS = 10  # Lease::kLifetime of admin-service
KINDS = re.compile(r"^# TYPE (\w+) (\w+)$", re.M)


def documented() -> dict[str, str]:
    return dict(re.findall(r"^\| `(lgm_\w+)` \| (\w+) \|", (ROOT / "docs/metrics.md").read_text(), re.M))


def scraped(stack) -> dict[str, str]:
    found = {}
    for service in stack.description["services"]:
        if service["name"].endswith("-service"):
            found.update(KINDS.findall(Connection(f"http://127.0.0.1:{service['internal']}").get("/metrics").text))
    return found


def test_what_is_emitted_is_what_is_documented(stack, admin):
    app = admin.post("/apps/", {"app_id": "metrics", "app_name": "metrics"}).json()["app_id"]
    admin.post("/playground/input", {"app_id": app, "input_prompt": "x"})  # a decision, a call between services
    admin.get("/tags/", headers={"Authorization": "Bearer x.y.z"})  # a token refused
    admin.get("/sso/user-info")
    another = stack.administrator()
    stack.anonymous().post("/sso/refresh", {"refresh_token": another.refresh_token})
    another.api.post("/sso/logout", {})
    admin.post("/sso/users/batch", {"user_ids": ["alice"]})
    known = documented()
    # What only the replica with the lease tells is missing while the lease of a killed one runs out.
    wait_until(lambda: WITH_THE_LEASE <= set(scraped(stack)), 2 * LEASE_SECONDS, "a replica with the lease")
    found = scraped(stack)
    assert {name: kind for name, kind in found.items() if known.get(name) != kind} == {}
    assert set(known) - set(found) <= RARE | (set() if stack.collector else WITH_A_COLLECTOR)
