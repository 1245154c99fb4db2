"""After everything else has run: the metrics that the services answer with are those that docs/metrics.md knows, and have the
labels and values by which alerts and dashboards ask for them."""
import re
from pathlib import Path

import pytest
from e2e.client.connection import Connection
from running_stack import wait_until
from whole.prometheus_queries import Wanted, is_there, queries, samples, wanted
from whole.recovery import signs_in

pytestmark = pytest.mark.at_the_end
ROOT = Path(__file__).resolve().parents[3]
# There where a service is given a certificate, which a local stack does not.
RARE = {"lgm_certificate_not_after_timestamp_seconds", "lgm_group_claims_total"}  # the second: where a provider maps groups
# Values that alerts and dashboards name and a run without faults does not have.
RARE_VALUES = {
    Wanted("lgm_http_requests_total", "status", "5.."): "something has failed",
}
WITH_A_COLLECTOR = {"lgm_trace_spans_total"}
WITH_THE_LEASE = {"lgm_outbox_depth", "lgm_audit_sealed_seq"}
LATER = WITH_THE_LEASE | {"lgm_sessions"}  # some seconds after a start, or after Redis is back
LEASE_SECONDS = 10  # Lease::kLifetime of admin-service
SCRAPES = 200
KINDS = re.compile(r"^# TYPE (\w+) (\w+)$", re.M)


def documented() -> dict[str, str]:
    return dict(re.findall(r"^\| `((?:lgm|process)_\w+)` \| (\w+) \|", (ROOT / "docs/metrics.md").read_text(), re.M))


def services_of(stack) -> list[dict]:
    return [service for service in stack.description["services"] if service["name"].endswith("-service")]


def scrapes(stack) -> list[str]:
    services = [service for service in stack.description["services"] if service["name"].endswith("-service") or service["name"] == "nginx"]
    return [Connection(f"http://127.0.0.1:{service['internal']}").get("/metrics").text for service in services]


def scraped(stack) -> dict[str, str]:
    return dict(kind for text in scrapes(stack) for kind in KINDS.findall(text))


@pytest.fixture(scope="module")
def traffic(stack, admin_session):
    """Something of everything that is counted in a run without faults."""
    admin = admin_session.api
    app = admin.post("/apps/", {"app_id": "metrics", "app_name": "metrics"}).json()["app_id"]
    admin.post("/playground/input", {"app_id": app, "input_prompt": "x"})  # a decision, a call between services
    older = {"request_id": "r", "app_id": app, "input_prompt": "x"}
    guard = Connection(f"http://127.0.0.1:{stack.services('guard-service')[0]['public']}")
    wait_until(lambda: guard.post("/api/input/instance/rule/run", older).status == 200, 20, "a text decided for who shows no key")
    admin.get("/tags/", headers={"Authorization": "Bearer x.y.z"})  # a token refused
    for _ in range(2):
        admin.get("/sso/user-info")  # the second time from the cache
    another, refresh = stack.administrator(), stack.anonymous()
    tokens = [another.refresh_token]
    for _ in range(2):
        tokens.append(refresh.post("/sso/refresh", {"refresh_token": tokens[-1]}).json()["refresh_token"])
    assert refresh.post("/sso/refresh", {"refresh_token": tokens[0]}).status == 401  # used twice
    stack.administrator().api.post("/sso/logout", {})
    admin.post("/sso/users/batch", {"user_ids": ["alice"]})
    refused_as_disabled(stack, admin, "erin")
    # What only the replica with the lease tells is missing while the lease of a killed one runs out.
    wait_until(lambda: LATER <= set(scraped(stack)), 60, f"that all of {LATER} is told")


def refused_as_disabled(stack, admin, name):
    """Somebody signs in whom an administrator has made inactive."""
    status = f"/users/{user_of(stack, admin, name)}/status"
    assert admin.patch(status, {"is_active": False}).status == 200
    assert signs_in(stack, name).status == 403
    assert admin.patch(status, {"is_active": True}).status == 200


def user_of(stack, admin, name) -> str:
    assert signs_in(stack, name).status == 200
    return next(row["id"] for row in admin.get("/users/", query={"username": name}).json() if row["user_id"] == name)


def test_what_is_emitted_is_what_is_documented(stack, traffic):
    known = documented()
    found = scraped(stack)
    assert {name: kind for name, kind in found.items() if known.get(name) != kind} == {}
    assert set(known) - set(found) <= RARE | (set() if stack.collector else WITH_A_COLLECTOR)


def test_what_alerts_and_dashboards_ask_for_is_emitted(stack, traffic):
    asked = set().union(*map(wanted, queries()))
    assert len(asked) > 50
    emitted = samples("\n".join(scrapes(stack)))
    rare = {one for one in asked if one.metric in RARE} | RARE_VALUES.keys()
    rare |= {one for one in asked if one.of_providers}  # test_identity_providers.py has some
    if not stack.collector:
        rare |= {one for one in asked if one.metric in WITH_A_COLLECTOR}
    assert {one for one in asked if not is_there(one, emitted)} - rare == set()
    assert RARE_VALUES.keys() <= asked


def documented_series() -> dict[str, int]:
    """{service: how many series a scrape of a replica has at most}, as docs/metrics.md says."""
    return {name: int(most) for name, most in re.findall(r"^\| ([a-z-]+-service) \| (\d+) \|", (ROOT / "docs/metrics.md").read_text(), re.M)}


def test_series_are_bounded_whatever_has_been_asked(stack, traffic):
    """Labels have the values that the code gives them: routes by their names, never a path, a name or an address."""
    most = documented_series()
    counted = {}
    for service in services_of(stack):
        text = Connection(f"http://127.0.0.1:{service['internal']}").get("/metrics").text
        counted[service["name"]] = max(counted.get(service["name"], 0), sum(1 for line in text.splitlines() if line and not line.startswith("#")))
    assert set(counted) == set(most)
    assert {name: number for name, number in counted.items() if number > most[name]} == {}


CPU = re.compile(r"^process_cpu_seconds_total (\S+)$", re.M)


def test_a_scrape_costs_less_than_a_hundredth_of_a_core(stack, traffic):
    """At one each 15 s. What the service does meanwhile by itself counts, too."""
    for service in services_of(stack):
        scrape = Connection(f"http://127.0.0.1:{service['internal']}")
        began = float(CPU.search(scrape.get("/metrics").text)[1])
        for _ in range(SCRAPES):
            last = scrape.get("/metrics").text
        share = (float(CPU.search(last)[1]) - began) / SCRAPES / 15
        assert share < 0.01, f"{service['name']}: {share:.3%} of a core"
