"""Names that do not resolve, resolve late, or resolve to an address at which nobody answers before one at which somebody
does. A service starts all the same, says that it is not ready, and works once the name leads somewhere."""
import socket
import time

import pytest
from e2e.client.connection import Connection
from e2e.client.session import BASE, ticket
from e2e.faults.names import Names
from e2e.faults.partition import Partition
from e2e.faults.replica import Replica
from e2e.faults.stores import balanced_port
from e2e.stack.process import HttpReady
from running_stack import PASSWORDS, wait_until

# Both are as near to 127.0.0.1, from which the calls come: the resolver leaves them in the name server's order.
NOBODY, SOMEBODY = "127.0.0.3", "127.0.0.2"


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    with Names(tmp_path_factory.mktemp("names")) as names:
        yield names


@pytest.fixture
def name(names, unique):
    names.delay = 0.0
    yield unique("store") + ".drill"
    names.delay = 0.0


def cache_by_name(stack, name):
    return Replica(stack, "session-cache-service", by_name(name))


def by_name(name) -> dict[str, str]:
    """Its certificate is for the addresses that the names lead to."""
    return {"REDIS_HOST": name, "REDIS_TLS_NAME": "127.0.0.1"}


def counts(cache) -> int:
    return cache.inside_of("auth").post("/internal/v1/counters/add", {"key": "drill", "amount": 1, "window_seconds": 60}).status


def test_that_do_not_resolve_yet(stack, names, name):
    with cache_by_name(stack, name) as cache:
        wait_until(lambda: name in cache.log_text(), 10, "that the log names it")
        wait_until(HttpReady(cache.internal, "/health"), 10, "that it lives")
        assert not cache.ready()
        assert counts(cache) == 503
        names.set(name, "127.0.0.1")
        cache.until_ready(15)
        assert counts(cache) == 200


def test_that_resolve_late(stack, names, name):
    names.set(name, "127.0.0.1")
    names.delay = 2.0
    with cache_by_name(stack, name) as cache:
        took = cache.until_ready(20)
        assert HttpReady(cache.internal, "/health")()
        assert counts(cache) == 200
    print(f"ready after {took:.1f} s")


@pytest.mark.parametrize("service, variable", (("session-cache-service", "REDIS_HOST"), ("auth-service", "SESSION_CACHE_SERVICE_URL")))
def test_that_resolve_to_a_dead_address_first(service, variable, stack, names, name):
    names.set(name, NOBODY, SOMEBODY)
    assert socket.getaddrinfo(name, 1, type=socket.SOCK_STREAM)[0][4][0] == NOBODY
    url = {variable: f"http://{name}:{balanced_port(stack, 'session-cache-service')}"}
    with Partition(NOBODY), Replica(stack, service, by_name(name) if variable == "REDIS_HOST" else url) as replica:
        took = replica.until_ready(30)
        if service == "session-cache-service":
            assert counts(replica) == 200
        else:
            answer = Connection(f"http://127.0.0.1:{replica.public}", BASE).post("/sso/login", {"ticket": ticket(stack.description["usap"], "bob", PASSWORDS["bob"])})
            assert answer.status == 200
    print(f"ready after {took:.1f} s")


def test_that_stop_resolving_hold_nobody_who_is_connected(stack, names, name):
    names.set(name, "127.0.0.1")
    with cache_by_name(stack, name) as cache:
        cache.until_ready(15)
        assert counts(cache) == 200
        names.delay = None
        for _ in range(20):
            began = time.monotonic()
            assert counts(cache) == 200
            assert time.monotonic() - began < 1
        assert cache.ready()
