"""MariaDB and Redis full, hanging, slow, read-only and emptied, under the suite as it runs. What was acknowledged is there
afterwards, nobody who signed out gets in, and nothing has to be started again. Killed stores: test_faults.py; cut off:
e2e/faults; full disks: e2e/faults."""
import time

import pytest
from contract.resources import make_scenario
from e2e.client.connection import Connection
from e2e.faults.replica import metric
from e2e.faults.stopped import Slowed, Stopped
from e2e.faults.stores import redis, sql
from e2e.stack.process import HttpReady
from running_stack import wait_until
from whole.recovery import decides, sign_out, signs_in

pytestmark = [pytest.mark.faults, pytest.mark.real_stores, pytest.mark.usefixtures("recovered_by_itself")]
WRITE_WITHIN = 13.0  # seconds that a write waits for a silent MariaDB, docs/reliability.md
STORE_WITHIN = 8.0  # … and whatever needs a silent Redis


class Tags:
    """Creates tags and remembers those that were acknowledged."""

    def __init__(self, session, unique):
        self._session, self._unique = session, unique
        self.acknowledged: set[str] = set()

    def write(self) -> int:
        code = self._unique("kept")
        answer = self._session.api.post("/tags/", {"tag_code": code, "tag_name": "x"})
        if answer.status == 200:
            self.acknowledged.add(code)
        return answer.status

    def all_there(self) -> bool:
        return self.acknowledged <= {row["tag_code"] for row in self._session.api.get("/tags/").json()}


@pytest.fixture
def tags(admin_session, unique):
    return Tags(admin_session, unique)


@pytest.fixture
def full_redis(stack):
    redis(stack, "CONFIG", "SET", "maxmemory", "1")
    yield
    redis(stack, "CONFIG", "SET", "maxmemory", "0")


def test_redis_full_lets_nobody_in_and_takes_sign_outs_when_there_is_room_again(stack, request):
    staying, leaving, gone = stack.sign_in("bob"), stack.sign_in("carol"), stack.sign_in("erin")
    sign_out(stack, gone)
    request.getfixturevalue("full_redis")
    errors = sum(metric(cache["internal"], "lgm_store_errors_total") for cache in stack.services("session-cache-service"))
    answer = signs_in(stack, "bob")
    assert answer.status == 503 and "access_token" not in answer.text
    assert stack.anonymous().post("/sso/refresh", {"refresh_token": staying.refresh_token}).status == 503
    assert leaving.api.post("/sso/logout").status == 503, "not done, and not said to be"
    for _ in range(20):
        assert staying.api.get("/tags/").status == 200, "who is in works on"
        assert gone.api.get("/tags/").status == 401, "who is out stays out"
    caches = stack.services("session-cache-service")
    for cache in caches:  # it can be read: without its feed everybody would be refused before long
        wait_until(lambda: "OOM" in Connection(f"http://127.0.0.1:{cache['internal']}").get("/health/ready").text, 10, "that it says so")  # noqa: B023
        assert HttpReady(cache["internal"], "/health/ready")()
    assert sum(metric(cache["internal"], "lgm_store_errors_total") for cache in caches) > errors, "what LgmSessionStoreErrors looks at"
    assert any("OOM" in log.read_text() for log in stack.logs.glob("session-cache-service-*.log")), "the log says why"
    redis(stack, "CONFIG", "SET", "maxmemory", "0")
    wait_until(lambda: leaving.api.post("/sso/logout").status == 200, 10, "the sign-out")
    wait_until(lambda: leaving.api.get("/tags/").status == 401, 1, "that it counts")
    # The same token, offered again: the refusal above had used nothing up.
    assert stack.anonymous().post("/sso/refresh", {"refresh_token": staying.refresh_token}).status == 200


def test_redis_hanging_refuses_in_time_and_the_policy_decides_on(stack, admin, unique):
    scenario = make_scenario(admin, unique)["app_id"]
    session, gone = stack.sign_in("bob"), stack.sign_in("carol")
    sign_out(stack, gone)
    wait_until(lambda: decides(admin, scenario).status == 200, 5, "that guard-service knows the scenario")
    with Stopped(stack.services("redis")[0]["pid"]):
        began = time.monotonic()
        assert session.api.post("/sso/logout").status == 503
        assert time.monotonic() - began < STORE_WITHIN
        assert session.api.get("/tags/").status == 200
        assert gone.api.get("/tags/").status == 401
        assert decides(admin, scenario).status == 200
        caches = stack.services("session-cache-service")
        wait_until(lambda: not any(HttpReady(cache["internal"], "/health/ready")() for cache in caches), 15, "that it says it is not ready")
    # Redis may carry out the sign-out that it had got before: then the token is refused already.
    wait_until(lambda: session.api.post("/sso/logout").status in (200, 401), 15, "the sign-out")
    wait_until(lambda: session.api.get("/tags/").status == 401, 1, "that it counts")


def test_redis_emptied_signs_everyone_out_and_nobody_in(stack, signed_in_again):
    staying, gone = stack.sign_in("bob"), stack.sign_in("carol")
    sign_out(stack, gone)
    time.sleep(1.1)  # tokens carry whole seconds: older than the new epoch means an earlier one
    redis(stack, "FLUSHALL")
    for replica in stack.services("admin-service"):
        for session in (staying, gone):
            wait_until(lambda: session.at(replica["public"]).get("/tags/").status == 401, 5, "that older tokens are refused")  # noqa: B023
    for session in (staying, gone):
        assert stack.anonymous().post("/sso/refresh", {"refresh_token": session.refresh_token}).status == 401
    fresh = stack.sign_in("bob")
    assert fresh.api.get("/tags/").status == 200


def test_mariadb_read_only_refuses_writes_alone(stack, tags, admin, unique):
    scenario = make_scenario(admin, unique)["app_id"]
    assert tags.write() == 200
    sql(stack, "SET GLOBAL read_only = 1")
    try:
        refused = admin.post("/tags/", {"tag_code": unique("tag"), "tag_name": "x"})
        assert refused.status == 503 and refused.json()["code"] == "database_unavailable"
        assert admin.get("/tags/").status == 200
        wait_until(lambda: decides(admin, scenario).status == 200, 5, "that guard-service decides")
    finally:
        sql(stack, "SET GLOBAL read_only = 0")
    wait_until(lambda: tags.write() == 200, 10, "that it writes again")
    assert tags.all_there()


@pytest.mark.long
def test_mariadb_hanging_is_refused_in_time_and_the_policy_decides_on(stack, tags, admin, admin_session, unique):
    scenario = make_scenario(admin, unique)["app_id"]
    assert tags.write() == 200
    guards = [admin_session.at(guard["public"]) for guard in stack.services("guard-service")]
    for guard in guards:  # each has asked for the caller's rights by then
        wait_until(lambda: decides(guard, scenario).status == 200, 5, "that guard-service knows the scenario")  # noqa: B023
    sessions = [stack.sign_in("bob").at(auth["public"]) for auth in stack.services("auth-service")]
    assert {session.get("/sso/sessions").status for session in sessions} == {200}
    with Stopped(stack.services("mariadb")[0]["pid"]):
        began = time.monotonic()
        assert tags.write() == 503
        took = time.monotonic() - began
        assert took < WRITE_WITHIN
        assert {decides(guard, scenario).status for guard in guards} == {200}
        assert {session.get("/sso/sessions").status for session in sessions} == {200}
        admins = stack.services("admin-service")
        assert not any(HttpReady(one["internal"], "/health/ready")() for one in admins)
    wait_until(lambda: tags.write() == 200, 30, "that it writes again")
    assert tags.all_there()
    print(f"a write was refused after {took:.1f} s")


def test_mariadb_slow_makes_writes_slow_and_loses_none(stack, tags):
    with Slowed(stack.services("mariadb")[0]["pid"]):
        statuses = [tags.write() for _ in range(3)]
    assert set(statuses) <= {200, 503} and 200 in statuses
    assert tags.all_there()


def test_redis_slow_makes_sign_ins_slow_and_loses_none(stack):
    with Slowed(stack.services("redis")[0]["pid"], pause=0.1):
        answers = [signs_in(stack, "bob") for _ in range(3)]
    assert {answer.status for answer in answers} <= {200, 503} and 200 in {answer.status for answer in answers}
    api = stack.anonymous()
    for answer in answers:
        if answer.status == 200:
            assert api.post("/sso/refresh", {"refresh_token": answer.json()["refresh_token"]}).status == 200
