"""A request that crosses services is one trace at the collector, and no request suffers from a collector that is unwell."""
import re
import secrets
import time

import pytest
from collector import KEY
from contract.resources import make_scenario
from contract.test_rights import local_id
from e2e.client.connection import Connection
from running_stack import wait_until

WITHIN = 20  # seconds
SIGN_IN = "POST /api/v1/sso/login"


@pytest.fixture
def collector(stack):
    assert stack.collector, "this stack was started without a collector of ours"
    stack.collector.let_go.clear()
    yield stack.collector
    stack.collector.mood = "well"
    stack.collector.let_go.set()


@pytest.fixture
def trace():
    """A trace of our own: its id and our span's, and the header that begins it."""
    trace_id, span_id = secrets.token_hex(16), secrets.token_hex(8)
    return trace_id, span_id, {"traceparent": f"00-{trace_id}-{span_id}-01"}


def whole_trace(collector, trace_id, services, calls):
    """The spans of a trace once those of every service are there; each has its parent in the trace, but the first."""

    def there():
        spans = collector.spans(trace_id)
        return services <= {s["service"] for s in spans} and all(any(s["name"] == name for s in spans) for name in calls)

    wait_until(there, WITHIN, f"spans of {services} with {calls}")
    return collector.spans(trace_id)


def one(spans, service, name):
    found = [span for span in spans if (span["service"], span["name"]) == (service, name)]
    assert len(found) == 1, [(span["service"], span["name"]) for span in spans]
    return found[0]


def assert_parents(spans, outermost):
    ids = {span["spanId"]: span for span in spans}
    assert len(ids) == len(spans)
    for span in spans:
        assert re.fullmatch("[0-9a-f]{32}", span["traceId"]) and re.fullmatch("[0-9a-f]{16}", span["spanId"])
        assert int(span["startTimeUnixNano"]) <= int(span["endTimeUnixNano"])
        if span["parentSpanId"] == outermost:
            continue
        parent = ids[span["parentSpanId"]]
        # A request is served for a call of another service; a call is made while a request of the same one is served.
        if span["kind"] == 2:
            assert parent["kind"] == 3 and parent["service"] != span["service"]
        else:
            assert parent["kind"] == 2 and parent["service"] == span["service"]


def test_a_request_and_what_it_causes_in_other_services_are_one_trace(collector, admin, unique, trace):
    trace_id, span_id, header = trace
    scenario = make_scenario(admin, unique)["app_id"]
    body = {"app_id": scenario, "input_prompt": "hello"}
    wait_until(lambda: all(admin.post("/playground/input", body).status == 200 for _ in range(6)), 2, "the scenario at every guard")
    asked = admin.post("/playground/input?secret=in-the-query", body, headers=header)
    assert asked.status == 200, asked
    spans = whole_trace(collector, trace_id, {"admin-service", "guard-service"}, ["POST guard-service"])
    assert_parents(spans, span_id)
    first = one(spans, "admin-service", "POST /api/v1/playground/input")
    call = one(spans, "admin-service", "POST guard-service")
    tried = one(spans, "guard-service", "POST /internal/v1/guard/try")
    assert first["parentSpanId"] == span_id and call["parentSpanId"] == first["spanId"] and tried["parentSpanId"] == call["spanId"]
    assert first["attributes"] == {
        "http.request.method": "POST", "http.route": "/api/v1/playground/input", "url.path": first["attributes"]["url.path"], "http.response.status_code": "200",
    }  # fmt: skip
    assert first["attributes"]["url.path"].endswith("/api/v1/playground/input")
    assert call["attributes"]["server.address"].startswith("127.0.0.") and int(call["attributes"]["server.port"]) > 0
    assert {span["attributes"]["db.operation.name"] for span in spans if "db.system.name" in span["attributes"]} >= {"transaction"}


def test_a_person_signed_out_by_an_administrator_is_followed_to_the_session_store(collector, stack, admin, trace):
    trace_id, span_id, header = trace
    stack.sign_in("erin")
    erin = local_id(admin, "erin")
    assert admin.patch(f"/users/{erin}/status", {"is_active": False}, headers=header).status == 200
    assert admin.patch(f"/users/{erin}/status", {"is_active": True}).status == 200
    spans = whole_trace(collector, trace_id, {"admin-service", "session-cache-service"}, ["POST session-cache-service"])
    assert_parents(spans, span_id)
    appended = next(s for s in spans if s["service"] == "session-cache-service" and s["name"].startswith("POST /internal/v1/"))
    assert any(s["parentSpanId"] == appended["spanId"] and s["name"].startswith("store ") for s in spans)


def test_sign_in_is_followed_to_usap(collector, stack):
    arrived = len(collector.bodies)
    before = {span["spanId"] for span in collector.spans_named(SIGN_IN)}
    stack.sign_in("carol")
    later = lambda: [span for span in collector.spans_named(SIGN_IN, arrived) if span["spanId"] not in before]  # noqa: E731
    wait_until(later, WITHIN, "the span of a sign-in")
    first = later()[0]
    assert "parentSpanId" not in first  # nginx begins no trace
    spans = whole_trace(collector, first["traceId"], {"auth-service", "admin-service", "session-cache-service"}, ["POST usap"])
    assert_parents([{**s, "parentSpanId": s.get("parentSpanId", "none")} for s in spans], "none")


def test_nothing_of_an_unsampled_trace_arrives(collector, admin, trace):
    trace_id, span_id, header = trace
    later = secrets.token_hex(16)
    assert admin.get("/tags/", headers={"traceparent": f"00-{trace_id}-{span_id}-00"}).status == 200
    assert admin.get("/tags/", headers={"traceparent": f"00-{later}-{span_id}-01"}).status == 200
    wait_until(lambda: collector.spans(later), WITHIN, "the span of the later request")
    assert collector.spans(trace_id) == []


def counted(stack, outcome) -> float:
    replica = stack.services("admin-service")[0]
    text = Connection(f"http://127.0.0.1:{replica['internal']}").get("/metrics").text
    return float(re.search(rf'^lgm_trace_spans_total{{outcome="{outcome}"}} (\S+)$', text, re.M).group(1))


@pytest.mark.parametrize("mood", ["refuses", "garbage", "hangs", "hangs up"])
def test_requests_are_answered_as_ever_whatever_the_collector_does(collector, stack, admin, admin_session, mood):
    at_once = admin_session.at(stack.services("admin-service")[0]["public"])
    collector.mood = mood
    before, slowest = counted(stack, "not_taken"), 0.0
    began = time.monotonic()
    while counted(stack, "not_taken") == before:
        asked = time.monotonic()
        assert at_once.get("/tags/").status == 200
        slowest = max(slowest, time.monotonic() - asked)
        assert time.monotonic() - began < WITHIN, f"no span was counted as not taken in {WITHIN} s"
    assert slowest < 1.5  # a request that waited for the collector would have waited 2 s
    collector.mood = "well"
    collector.let_go.set()
    exported = counted(stack, "exported")
    assert at_once.get("/tags/").status == 200
    wait_until(lambda: counted(stack, "exported") > exported, WITHIN, "spans at a collector that is well again")


def test_the_collector_s_key_is_in_no_log(stack, collector):
    assert [path.name for path in stack.logs.iterdir() if KEY.encode() in path.read_bytes()] == []
