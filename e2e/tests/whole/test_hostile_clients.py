"""What clients cost that want to cost something: memory and descriptors stay bounded, the others are served meanwhile.
Latencies are printed and belong to docs/reliability.md; memory is asserted."""
import resource
import socket
import time
from pathlib import Path

import pytest
from contract.resources import make_scenario
from e2e.client.connection import Connection
from e2e.client.session import BASE
from e2e.faults.hostile import Attack, Senders, post
from e2e.faults.replica import Replica, metric
from running_stack import wait_until

pytestmark = pytest.mark.faults
MIB = 1024 * 1024
# MiB that each may take beyond what it had, while it is attacked and afterwards.
MOST = {"auth-service": 64, "admin-service": 64, "guard-service": 128, "session-cache-service": 64}
ASKS = 400  # of an honest client, beside the attack
# A route that wants somebody, and one that is open to all where there is one.
ROUTES = {
    "auth-service": (BASE + "/sso/users/batch", BASE + "/sso/login"),
    "admin-service": (BASE + "/tags/", BASE + "/keywords/"),
    "guard-service": (BASE + "/guard/check", "/api/input/instance/rule/run"),
}
SENT_AHEAD = f"GET {BASE}/health HTTP/1.1\r\nHost: h\r\n\r\n" * 20_000
SLOW_HEAD = "GET / HTTP/1.1\r\nHost: h\r\nX-Slow: " + "x" * 30_000


def resident(pid: int, what: str = "VmRSS:") -> float:
    """MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split(what)[1].split()[0]) / 1024


class Peak:
    """The most that a program has in memory from here on."""

    def __init__(self, pid: int):
        self._pid = pid
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # proc(5): resets the mark

    def reached(self) -> float:
        return resident(self._pid, "VmHWM:")


def attacks_on(service: dict, token: str) -> list[Attack]:
    """200 connections: bodies of nobody on routes that want somebody and on open ones, bodies of somebody, large heads,
    and requests sent ahead of answers that nobody reads."""
    bearer = f"Authorization: Bearer {token}"
    if service["name"] == "session-cache-service":
        port = service["internal"]
        return [
            post(port, "/internal/v1/user-info/put", 15 * MIB, 15 * MIB, 40),
            post(port, "/internal/v1/revocations", 1_000_000, 990_000, 100),
            Attack(port, SLOW_HEAD, connections=40),
            Attack(port, SENT_AHEAD, connections=20, reads=False),
        ]
    port = service["public"]
    closed, opened = ROUTES[service["name"]]
    return [
        post(port, closed, 15 * MIB, 15 * MIB, 40),
        post(port, closed, 1_000_000, 990_000, 60),
        post(port, opened, 1_000_000, 990_000, 30),
        post(port, closed, 1_000_000, 990_000, 30, bearer),
        Attack(port, SLOW_HEAD, connections=30),
        Attack(port, SENT_AHEAD, connections=10, reads=False),
    ]


def honest(stack, service: dict, session, scenario: str):
    """One small request as people and applications make them."""
    name = service["name"]
    if name == "session-cache-service":
        connection = Connection(f"http://127.0.0.1:{service['internal']}")
        return lambda: connection.get("/health/ready")
    connection = session.at(service["public"])
    if name == "guard-service":
        return lambda: connection.post("/guard/check", {"app_id": scenario, "direction": "INPUT", "text": "a few words"})
    return lambda: connection.get("/sso/sessions" if name == "auth-service" else "/tags/?limit=5")


@pytest.mark.parametrize("name", MOST)
def test_two_hundred_hostile_connections(name, stack, admin, admin_session, unique, recovered_by_itself):
    service = stack.services(name)[0]
    ask = honest(stack, service, admin_session, make_scenario(admin, unique)["app_id"])
    wait_until(lambda: ask().status == 200, 10, "that it is served")
    for _ in range(50):
        assert ask().status == 200
    idle, peak, times = resident(service["pid"]), Peak(service["pid"]), []
    with Senders(attacks_on(service, admin_session.access_token)) as senders:
        for _ in range(ASKS):
            began = time.monotonic()
            assert ask().status == 200
            times.append(time.monotonic() - began)
    times.sort()
    more = peak.reached() - idle
    print(f"{name}: idle {idle:.0f} MiB, peak +{more:.0f} MiB, p50 {times[ASKS // 2] * 1000:.1f} ms, "
          f"p99 {times[ASKS * 99 // 100] * 1000:.1f} ms, answers {dict(senders.answers)}")  # fmt: skip
    assert more < MOST[name]
    wait_until(lambda: metric(service["internal"], "lgm_http_body_bytes") == 0, 30, "that nothing is held any more")
    assert resident(service["pid"]) - idle < MOST[name]


@pytest.mark.real_stores
def test_a_thousand_descriptors_and_two_thousand_connections(stack):
    """The internal listener goes on, and what was refused is counted and logged."""
    with Replica(stack, "guard-service", limits={resource.RLIMIT_NOFILE: 1024}) as replica:
        replica.until_ready()
        opened = []
        for _ in range(2_000):
            opened.append(socket.create_connection(("127.0.0.1", replica.public), timeout=5))
            if len(opened) % 100 == 0:
                assert Connection(f"http://127.0.0.1:{replica.internal}").get("/health").status == 200
                assert replica.ready()
        limit = metric(replica.internal, "lgm_http_connections_limit", 'listener="public"')
        wait_until(lambda: metric(replica.internal, "lgm_http_connections_refused_total", 'listener="public"') > 0, 10, "a count")
        assert metric(replica.internal, "lgm_http_connections", 'listener="public"') <= limit < 1024
        assert "connections are refused" in replica.log_text()
        for connection in opened:
            connection.close()
        wait_until(lambda: metric(replica.internal, "lgm_http_connections", 'listener="public"') == 0, 30, "that they are gone")
        assert Connection(f"http://127.0.0.1:{replica.public}", BASE).get("/health").status == 200
