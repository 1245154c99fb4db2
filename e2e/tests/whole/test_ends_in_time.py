"""A service that is asked to end ends, though a neighbour that it calls takes connections and says nothing."""
import contextlib
import json
import time

import pytest
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


@pytest.mark.parametrize("name, neighbour", NEIGHBOURS)
def test_though_a_neighbour_hangs(name, neighbour, stack, recovered):
    with Replica(stack, name) as replica, contextlib.ExitStack() as hanging:
        replica.until_ready()
        for service in stack.services(neighbour):
            hanging.enter_context(Stopped(service["pid"]))  # amid the polls that wait there
        asked = len(replica.log_text())
        begun = time.monotonic()
        replica.child.terminate()
        assert replica.child.wait(30) == 0
        took = time.monotonic() - begun
        said = [json.loads(line)["message"] for line in replica.log_text()[asked:].splitlines() if line.startswith("{")]
        assert took < WITHIN, f"{took:.1f} s"
        assert said[-1] == "stopped", said[-3:]
