"""Every scrape is answered 200 at once, whatever the services need is hung or dead; what cannot be told is missing, and a gauge
says which part is away."""
import contextlib
import os
import re
import signal
import time

import pytest
from e2e.client.connection import Connection
from e2e.faults.replica import metric
from e2e.faults.stopped import Stopped
from e2e.stack.process import start_time
from running_stack import wait_until

pytestmark = [pytest.mark.faults, pytest.mark.real_stores, pytest.mark.usefixtures("recovered")]
WITHIN = 2  # seconds; a scrape waits for nothing
LOOKED_AT = 8  # seconds; longer than the time-outs of what a check asks
# What is taken away; who says so without being asked for anything, and what it is called there. The others are only called for
# requests, of which there are none here.
TAKEN_AWAY = {"redis": ("session-cache-service", "redis"), "mariadb": ("admin-service", "database"), "usap-simulator": ("auth-service", "usap")}
SERVICES = {"session-cache-service": ("admin-service", "session-cache-service"), "admin-service": None, "auth-service": None, "guard-service": None}
EVERYWHERE = ("lgm_build_info", "lgm_ready", "lgm_traffic_requests_total", "lgm_http_workers", "process_cpu_seconds_total", "process_open_fds")
OF_REDIS = ("lgm_sessions", "lgm_feed_seq", "lgm_store_memory_bytes", "lgm_store_memory_limit_bytes")


def scrape(service) -> str:
    connection = Connection(f"http://127.0.0.1:{service['internal']}")
    try:
        began = time.monotonic()
        answer = connection.get("/metrics")
        took = time.monotonic() - began
    finally:
        connection.close()
    assert answer.status == 200, (service["name"], answer)
    assert took < WITHIN, f"{service['name']} took {took:.1f} s"
    return answer.text


def has(text: str, name: str) -> bool:
    return bool(re.search(rf"^{name}[ {{]", text, re.M))


def all_are_answered(stack, without: str):
    for service in stack.description["services"]:
        if service["name"].endswith("-service") and service["name"] != without:
            text = scrape(service)
            assert [name for name in EVERYWHERE if not has(text, name)] == [], service["name"]


def up(stack, service: str, dependency: str) -> float:
    return min(metric(one["internal"], "lgm_dependency_up", f'dependency="{dependency}"') for one in stack.services(service))


def without_what_redis_tells(stack) -> bool:
    return not any(has(scrape(cache), name) for cache in stack.services("session-cache-service") for name in OF_REDIS)


def is_away(stack, name, told):
    """Scrapes go on, and who is named says it within seconds."""
    said = False
    began = time.monotonic()
    while time.monotonic() - began < LOOKED_AT or (told and not said):
        assert time.monotonic() - began < 60, f"{told[0]} does not say that {told[1]} is away"
        all_are_answered(stack, name)
        said = said or (told and up(stack, *told) == 0)
        time.sleep(0.2)


@pytest.mark.parametrize("name, told", [*TAKEN_AWAY.items(), *(pytest.param(*one, marks=pytest.mark.long) for one in SERVICES.items())])
def test_while_it_hangs(stack, name, told):
    with contextlib.ExitStack() as hung:
        for one in stack.services(name):
            hung.enter_context(Stopped(one["pid"]))
        is_away(stack, name, told)
        if name == "redis":
            wait_until(lambda: without_what_redis_tells(stack), 30, "that what Redis tells is missing")
    if told:
        wait_until(lambda: up(stack, *told) == 1, 60, f"that {told[0]} says that {told[1]} is back")


@pytest.mark.parametrize("name, told", [*TAKEN_AWAY.items(), *(pytest.param(*one, marks=pytest.mark.long) for one in SERVICES.items())])
def test_while_it_is_dead(stack, name, told):
    """The stack starts it anew; until then, and while it comes up, scrapes are answered."""
    killed = stack.services(name)
    for one in killed:
        os.kill(one["pid"], signal.SIGKILL)
    wait_until(lambda: all(start_time(one["pid"]) is None for one in killed), 10, "its end")
    began = time.monotonic()
    while time.monotonic() - began < LOOKED_AT:
        all_are_answered(stack, name)
        time.sleep(0.2)
    wait_until(lambda: all(one["pid"] not in {was["pid"] for was in killed} for one in stack.services(name)), 60, "its successor")
    if told:
        wait_until(lambda: up(stack, *told) == 1, 60, f"that {told[0]} says that {told[1]} is back")
