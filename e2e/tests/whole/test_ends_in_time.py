"""A service that is asked to end ends, though a neighbour that it calls, or a store, takes connections and says nothing."""
import contextlib
import json
import socket
import time

import pytest
from e2e.client.session import BASE
from e2e.faults.replica import Replica
from e2e.faults.stopped import Stopped

pytestmark = pytest.mark.faults
NEIGHBOURS = [
    ("guard-service", "admin-service"),
    ("guard-service", "session-cache-service"),
    ("guard-service", "auth-service"),
    ("auth-service", "session-cache-service"),
    ("auth-service", "admin-service"),
    ("admin-service", "session-cache-service"),
    ("admin-service", "auth-service"),
    ("admin-service", "guard-service"),
]
# The last calls have a second, idle connections two; the rest is for a busy machine. A call by itself takes up to ten.
WITHIN = 6
DRAIN = 3  # seconds that requests in flight have in the drills of stores


def ends_within(replica: Replica, seconds: float) -> list[str]:
    """What it says meanwhile."""
    asked = len(replica.log_text())
    begun = time.monotonic()
    replica.child.terminate()
    assert replica.child.wait(60) == 0
    took = time.monotonic() - begun
    assert took < seconds, f"{took:.1f} s"
    return [json.loads(line)["message"] for line in replica.log_text()[asked:].splitlines() if line.startswith("{")]


@pytest.mark.parametrize("name, neighbour", NEIGHBOURS)
def test_though_a_neighbour_hangs(name, neighbour, stack, recovered):
    with Replica(stack, name) as replica, contextlib.ExitStack() as hanging:
        replica.until_ready()
        for service in stack.services(neighbour):
            hanging.enter_context(Stopped(service["pid"]))  # amid the polls that wait there
        said = ends_within(replica, WITHIN)
        assert said[-1] == "stopped", said[-3:]


def asks(replica: Replica, stack, session) -> list[socket.socket]:
    """Requests that need the stores, none of whose answers is waited for."""
    bearer = f"Authorization: Bearer {session.access_token}"
    if replica.name == "session-cache-service":
        port, bearer = replica.internal, f"Authorization: {replica.inside_of('auth').headers['Authorization']}"
        requests = ["GET /internal/v1/sessions?uid=x"] * 4
    else:
        port = replica.public
        requests = [f"GET {BASE}/tags/?limit=5", f"GET {BASE}/sso/sessions", f"GET {BASE}/users/me/permissions"] * 2
    opened = []
    for request in requests:
        opened.append(socket.create_connection(("127.0.0.1", port), timeout=10))
        opened[-1].sendall(f"{request} HTTP/1.1\r\nHost: h\r\n{bearer}\r\n\r\n".encode())
    return opened


@pytest.mark.parametrize("store", ["mariadb", "redis"])
@pytest.mark.parametrize("name", ["auth-service", "admin-service", "guard-service", "session-cache-service"])
@pytest.mark.real_stores
def test_though_a_store_hangs_amid_requests(name, store, stack, admin_session, recovered):
    with Replica(stack, name, {"DRAIN_SECONDS": str(DRAIN)}) as replica:
        replica.until_ready()
        with Stopped(stack.services(store)[0]["pid"]):
            opened = asks(replica, stack, admin_session)
            time.sleep(1.5)  # what it does by itself meets the store, too
            said = ends_within(replica, DRAIN + WITHIN)
            # What waits for the store by itself may say its last word behind it.
            assert any(line.startswith("stopped") for line in said[-3:]), said[-5:]
        for connection in opened:
            connection.close()
