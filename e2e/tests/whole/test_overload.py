"""More than can be done at once: what is too much is refused with 503 and Retry-After, at once; what is accepted is done
wholly; nobody else notices; and when it is over everything is as before."""
import collections
import resource
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from contract.resources import make_scenario
from e2e.client.connection import Connection
from e2e.client.session import BASE, ticket
from e2e.faults.replica import Replica
from e2e.faults.stopped import Stopped
from running_stack import PASSWORDS, wait_until
from whole.recovery import decides

pytestmark = pytest.mark.faults
SIGN_INS = 500
LIVENESS_WITHIN = 5  # seconds, with five hundred threads of this test beside it
ASKS = 1_500  # more than the queue takes


def at_once(count: int, do):
    """Does it so many times, begun together, each on a thread of its own: [(answer or exception, seconds)]."""
    gate = threading.Barrier(count)

    def one(number):
        gate.wait()
        began = time.monotonic()
        try:
            answer = do(number)
        except OSError as error:
            answer = error
        return answer, time.monotonic() - began

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def posted(port: int, path: str, value, headers=None):
    connection = Connection(f"http://127.0.0.1:{port}", BASE, headers, timeout=60)
    try:
        return connection.post(path, value)
    finally:
        connection.close()


def refused_as_it_should_be(answer) -> bool:
    return answer.status == 503 and int(answer.headers["Retry-After"]) >= 1


@pytest.mark.long
def test_five_hundred_sign_ins_at_once(stack, usap, recovered_by_itself):
    auth = stack.services("auth-service")[0]
    with ThreadPoolExecutor(8) as pool:
        tickets = list(pool.map(lambda _: ticket(stack.description["usap"], "bob", PASSWORDS["bob"]), range(SIGN_INS)))
    usap(latency_ms=100, mode="normal", calls="validate")
    live = []
    watching = threading.Event()

    def watch():
        while not watching.wait(0.1):
            began = time.monotonic()
            try:
                status = Connection(f"http://127.0.0.1:{auth['internal']}", timeout=LIVENESS_WITHIN).get("/health").status
            except OSError as error:
                status = error
            live.append((status, time.monotonic() - began))

    watcher = threading.Thread(target=watch)
    watcher.start()
    done = at_once(SIGN_INS, lambda number: posted(auth["public"], "/sso/login", {"ticket": tickets[number]}))
    watching.set()
    watcher.join()
    answers = [answer for answer, _ in done]
    counts = collections.Counter(getattr(answer, "status", answer) for answer in answers)
    assert set(counts) <= {200, 503}, counts
    assert all(refused_as_it_should_be(answer) for answer in answers if answer.status != 200)
    tokens = [answer.json()["access_token"] for answer in answers if answer.status == 200]
    assert len(tokens) > 50 and len(set(tokens)) == len(tokens)
    assert live and {status for status, _ in live} == {200}, "it says that it lives, all the while"
    with ThreadPoolExecutor(8) as pool:  # an acknowledged sign-in is one
        asked = list(pool.map(lambda token: Connection(stack.url, BASE, {"Authorization": f"Bearer {token}"}).get("/sso/sessions").status, tokens))
    assert set(asked) == {200}
    print(dict(counts), f"slowest {max(seconds for _, seconds in done):.1f} s")


def calls_of_usap(stack) -> int:
    return Connection(stack.description["usap"]).get("/simulator/calls").json().get("users", 0)


@pytest.mark.long
def test_a_thousand_asks_for_one_person_make_one_call(stack, admin, usap, recovered_by_itself):
    auth = stack.services("auth-service")[0]
    session = stack.sign_in("erin")
    assert admin.delete("/sso/user-info/cache").status == 200
    usap(latency_ms=4000, mode="normal", calls="users")
    before = calls_of_usap(stack)

    def ask(_):
        connection = Connection(f"http://127.0.0.1:{auth['public']}", BASE, dict(session.api.headers), timeout=60)
        try:
            return connection.get("/sso/user-info")
        finally:
            connection.close()

    answers = [answer for answer, _ in at_once(ASKS, ask)]
    counts = collections.Counter(getattr(answer, "status", answer) for answer in answers)
    assert set(counts) == {200, 503} and counts[200] >= 1_000, counts
    assert all(refused_as_it_should_be(answer) for answer in answers if answer.status == 503)
    assert {answer.json()["user_id"] for answer in answers if answer.status == 200} == {"erin"}
    assert calls_of_usap(stack) - before == 1
    print(dict(counts))


@pytest.mark.parametrize("name", ("auth-service", "guard-service"))
@pytest.mark.real_stores
def test_no_file_descriptors_left(name, stack, admin_session):
    with Replica(stack, name) as replica:
        replica.until_ready()
        kept = admin_session.at(replica.public)
        path = "/sso/sessions" if name == "auth-service" else "/openapi.json"
        first = kept.get(path).status
        replica.limit(resource.RLIMIT_NOFILE, 60)
        idle = []
        while len(idle) < 80:
            idle.append(socket.create_connection(("127.0.0.1", replica.public), timeout=5))
        assert kept.get(path).status == first, "who is connected is served"
        assert replica.alive()
        for connection in idle:
            connection.close()
        wait_until(replica.ready, 15, "that it takes connections again")
        assert admin_session.at(replica.public).get(path).status == first
        assert replica.alive()


@pytest.mark.real_stores
def test_a_full_accept_queue_is_worked_off(stack, admin_session):
    with Replica(stack, "admin-service") as replica:
        replica.until_ready()
        queued = []
        with Stopped(replica.pid):
            while len(queued) < 10_000:
                connection = socket.socket()
                connection.settimeout(0.3)
                if connection.connect_ex(("127.0.0.1", replica.public)):
                    connection.close()
                    break
                queued.append(connection)
            assert len(queued) < 10_000, "the queue never was full"
        for connection in queued:
            connection.close()
        wait_until(replica.ready, 15, "that it is ready again")
        assert admin_session.at(replica.public).get("/tags/").status == 200
        print(f"{len(queued)} connections waited")


@pytest.mark.real_stores
def test_a_replica_that_hung_lets_nobody_in_who_signed_out_meanwhile(stack, admin, unique, recovered_by_itself):
    scenario = make_scenario(admin, unique)["app_id"]
    with Replica(stack, "admin-service") as replica, Replica(stack, "guard-service") as guard:
        for one in (replica, guard):
            one.until_ready()
        leaving, staying = stack.sign_in("carol"), stack.sign_in("bob")
        assert leaving.at(replica.public).get("/tags/").status == 200
        with Stopped(replica.pid), Stopped(guard.pid):
            assert leaving.api.post("/sso/logout").status == 200
            with pytest.raises(OSError):
                Connection(f"http://127.0.0.1:{replica.internal}", timeout=2).get("/health")
            assert staying.api.get("/tags/").status == 200, "the others go on"
        wait_until(lambda: leaving.at(replica.public).get("/tags/").status == 401, 1, "that it is refused")
        wait_until(lambda: decides(leaving.at(guard.public), scenario).status == 401, 1, "that it is refused")
        assert staying.at(replica.public).get("/tags/").status == 200
