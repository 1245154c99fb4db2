"""A replica that is cut off from a store keeps its promises: it says no within bounded time, lets nobody in who has been
signed out for longer than the documented limit, loses nothing that it acknowledged, and comes back by itself. The other
replica goes on all the while."""
import json
import time

import pytest
from running_stack import wait_until

from e2e.client.connection import Connection
from e2e.faults.partition import Partition
from e2e.faults.stores import balanced_port, port_of
from e2e.stack.ports import address_for
from e2e.stack.process import start_time

CUT_OFF, OTHER = 2, 1
ANSWER_WITHIN = 8.0  # seconds, whatever happens: connecting, asking, and once again
WRITES_STALE_AFTER = 30.0  # docs/internal-api.md, the revocation feed


def replica(stack, name: str, number: int) -> dict:
    return next(service for service in stack.services(name) if service["replica"] == number)


class Internal:
    """One replica's internal port, as auth-service calls it."""

    def __init__(self, stack, name: str, number: int):
        self._address = f"http://127.0.0.1:{replica(stack, name, number)['internal']}"
        token = stack.state / "secrets" / f"token_auth_to_{name.removesuffix('-service').replace('-', '_')}"
        self._headers = {"Authorization": "Bearer " + token.read_text()}
        self.slowest = 0.0

    def ask(self, method: str, path: str, value=None):
        """The answer; `slowest` remembers how long the slowest took."""
        began = time.monotonic()
        connection = Connection(self._address, "", self._headers)
        try:
            return connection.request(method, path, value)
        finally:
            connection.close()
            self.slowest = max(self.slowest, time.monotonic() - began)

    def ready(self) -> bool:
        return self.ask("GET", "/health/ready").status == 200


@pytest.fixture(autouse=True)
def same_programs(stack):
    """Nobody has died of it."""
    before = {service["pid"] for service in stack.description["services"]}
    yield
    assert all(start_time(pid) for pid in before)
    assert {service["pid"] for service in stack.description["services"]} == before


def test_session_cache_without_redis_refuses_in_time_and_forgets_nothing(stack, unique):
    cut, other = (Internal(stack, "session-cache-service", number) for number in (CUT_OFF, OTHER))
    key, user = unique("counter"), unique("user")

    def add(at):
        return at.ask("POST", "/internal/v1/counters/add", {"key": key, "amount": 1, "window_seconds": 3600})

    assert add(cut).json()["count"] == 1
    acknowledged, refused = 1, 0
    with Partition(address_for(CUT_OFF), port_of(stack, "redis")) as partition:
        for _ in range(3):
            assert add(cut).status == 503
            refused += 1
            assert add(other).status == 200
            acknowledged += 1
        assert cut.ask("GET", "/internal/v1/revocations/snapshot").status == 503, "an old list is not a list"
        wait_until(lambda: not cut.ready(), 10, "that it says it is not ready")
        assert cut.ask("GET", "/health").status == 200, "it is alive: killing it would not help"
        ended = {"event_id": unique("event"), "kind": "user", "id": user, "not_before_ms": 1, "until_ms": int(time.time() * 1000) + 600_000}
        assert other.ask("POST", "/internal/v1/revocations", ended).status == 200
        assert cut.slowest < ANSWER_WITHIN
        partition.heal()
        recovered = wait_until(cut.ready, 15, "that it is ready again")
    assert user in [entry["id"] for entry in cut.ask("GET", "/internal/v1/revocations/snapshot").json()["entries"]]
    # What was refused may have been done later, when the packets got through; what was acknowledged is there.
    assert acknowledged + 1 <= add(cut).json()["count"] <= acknowledged + 1 + refused
    print(f"slowest refusal {cut.slowest:.1f} s, ready again after {recovered:.1f} s")


def test_admin_without_the_feed_stops_writing_within_the_limit_and_comes_back(stack, admin_session, unique):
    public = replica(stack, "admin-service", CUT_OFF)["public"]
    staying, leaving = stack.sign_in("bob"), stack.sign_in("carol")
    at, leaving_at, admin_at = staying.at(public), leaving.at(public), admin_session.at(public)

    def write():
        return admin_at.post("/tags/", {"tag_code": unique("tag"), "tag_name": "x"})

    assert write().status == 200
    with Partition(address_for(CUT_OFF), balanced_port(stack, "session-cache-service")) as partition:
        # At the other auth-service: the one beside is cut off likewise, and says so.
        assert leaving.at(replica(stack, "auth-service", OTHER)["public"]).post("/sso/logout").status == 200
        assert leaving.at(replica(stack, "auth-service", CUT_OFF)["public"]).post("/sso/logout").status == 503
        took = wait_until(lambda: write().status == 503, WRITES_STALE_AFTER + 30, "that it refuses writes")
        assert write().json()["code"] == "revocations_stale"
        assert leaving_at.post("/tags/", {"tag_code": unique("tag"), "tag_name": "x"}).status != 200
        assert at.get("/tags/").status == 200, "reading goes on for five minutes"
        assert admin_session.at(replica(stack, "admin-service", OTHER)["public"]).get("/tags/").status == 200
        partition.heal()
        recovered = wait_until(lambda: write().status == 200, 30, "that it writes again")
    assert took < WRITES_STALE_AFTER + 5
    wait_until(lambda: leaving_at.get("/tags/").status == 401, 2, "that who has signed out meanwhile is refused")
    print(f"writes refused after {took:.1f} s, again accepted {recovered:.1f} s after the cut healed")


def test_admin_without_its_database_says_so_and_loses_no_acknowledged_write(stack, admin_session, unique):
    own, cut = admin_session.at(replica(stack, "admin-service", CUT_OFF)["public"]), Internal(stack, "admin-service", CUT_OFF)
    acknowledged, slowest = [], 0.0

    def write():
        nonlocal slowest
        began, code = time.monotonic(), unique("tag")
        status = own.post("/tags/", {"tag_code": code, "tag_name": "x"}).status
        slowest = max(slowest, time.monotonic() - began)
        if status == 200:
            acknowledged.append(code)
        return status

    assert write() == 200
    with Partition(address_for(CUT_OFF), port_of(stack, "mariadb")) as partition:
        assert write() == 503
        wait_until(lambda: not cut.ready(), 60, "that it says it is not ready")
        assert cut.ask("GET", "/health").status == 200
        assert admin_session.at(replica(stack, "admin-service", OTHER)["public"]).get("/tags/").status == 200
        partition.heal()
        recovered = wait_until(lambda: cut.ready() and write() == 200, 60, "that it works again")
    there = {row["tag_code"] for row in admin_session.api.get("/tags/").json()}
    assert set(acknowledged) <= there
    print(json.dumps({"slowest write": round(slowest, 1), "again at work after": round(recovered, 1)}))
