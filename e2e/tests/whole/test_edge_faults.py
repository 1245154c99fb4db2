"""The edge tells its own answers from those of the services, while a service dies and comes back."""
import os
import re
import signal

import pytest
from e2e.client.connection import Connection
from running_stack import wait_until
from whole.recovery import again_ready

pytestmark = pytest.mark.faults
SAMPLE = re.compile(r'^lgm_edge_requests_total\{upstream="([a-z-]+)",answered_by="([a-z]+)",status="(\d+)"\} (\d+)$', re.M)


def counted(stack) -> dict:
    (edge,) = stack.services("nginx")
    text = Connection(f"http://127.0.0.1:{edge['internal']}").get("/metrics").text
    return {(upstream, answered_by, status): int(number) for upstream, answered_by, status, number in SAMPLE.findall(text)}


def test_a_killed_services_requests_are_counted_as_the_edges(stack, recovered):
    api, before = stack.anonymous(), counted(stack)
    refused, answered = ("guard-service", "edge", "503"), ("guard-service", "service", "200")
    assert {refused, answered} <= before.keys(), "they are there before the first"
    old = stack.services("guard-service")
    for service in old:
        os.kill(service["pid"], signal.SIGKILL)
    seen = []
    wait_until(lambda: seen.append(api.get("/guard/health").status) or 503 in seen, 10, "nginx's own 503")
    wait_until(lambda: counted(stack)[refused] - before[refused] >= seen.count(503), 5, "its count")
    for service in old:
        again_ready(stack, "guard-service", service["replica"], service["pid"])
    wait_until(lambda: api.get("/guard/health").status == 200, 10, "the service's answer")
    wait_until(lambda: counted(stack)[answered] > before[answered], 5, "its count")
