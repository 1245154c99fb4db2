"""Programs that are asked to end, and programs that are killed, while the suite is at work."""
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from contract.resources import make_scenario, make_tag
from e2e.client.session import BASE
from e2e.stack.process import start_time
from running_stack import wait_until
from whole.load import Load
from whole.recovery import again_ready, works
from whole.writers import SessionWriter, TagWriter

pytestmark = [pytest.mark.faults, pytest.mark.long]
KEEP_SESSIONS = ("auth-service", "session-cache-service", "redis")
SERVICES = ("admin-service", "auth-service", "guard-service", "session-cache-service")
LOAD_BEFORE = 500  # answers, at 200 a second, before a program is asked to end
LEAST_RATE = 180  # requests a second that were under way then


def await_load(load) -> float:
    """The moment from which on a program may be asked to end: a busy machine takes longer to come to the rate."""
    reached = lambda: load.answered() > LOAD_BEFORE and load.rate_before(time.monotonic()) >= LEAST_RATE  # noqa: E731
    wait_until(reached, 120, f"{LEAST_RATE} requests a second")
    return time.monotonic()


@pytest.fixture
def request_of(stack, admin, admin_session, unique):
    """What to ask each service at its own port, under load."""
    scenario = make_scenario(admin, unique)["app_id"]
    tag = make_tag(admin, unique)["tag_code"]
    bearer = {"Authorization": f"Bearer {admin_session.access_token}", "Content-Type": "application/json"}
    internal = {
        "Authorization": "Bearer " + (stack.state / "secrets" / "token_auth_to_session_cache").read_text(), "Content-Type": "application/json",
    }  # fmt: skip

    def make(service):
        if service == "admin-service":
            return lambda rid: ("POST", f"{BASE}/keywords/global/", {"keyword": rid, "tag_code": tag, "risk_level": "Low"}, bearer)
        if service == "auth-service":
            return lambda rid: ("GET", f"{BASE}/sso/sessions", None, bearer)
        if service == "guard-service":
            return lambda rid: ("POST", f"{BASE}/guard/check", {"app_id": scenario, "direction": "INPUT", "text": rid}, bearer)
        return lambda rid: ("POST", "/internal/v1/counters/add", {"key": rid, "amount": 1, "window_seconds": 600}, internal)

    return make


@pytest.mark.parametrize("name", SERVICES)
def test_sigterm_under_load_loses_no_accepted_request(name, stack, request_of, recovered):
    service = stack.services(name)[0]
    port = service["public"] or service["internal"]
    with Load(port, request_of(name)) as load:
        asked_to_end = await_load(load)
        os.kill(service["pid"], signal.SIGTERM)
        took = wait_until(lambda: start_time(service["pid"]) is None, 20, "its end")
        ended = time.monotonic()
        again_ready(stack, name, service["replica"], service["pid"])
        before = load.answered()
        wait_until(lambda: load.answered() > before + 50, 30, "answers after its return")
    # 503: its successor, before it was ready
    assert load.counts().keys() <= {200, 503, "refused"}, load.counts()
    assert all(s.at >= ended for s in load.sent if s.status == 503)
    assert load.counts()[200] > LOAD_BEFORE + 50
    assert all(s.at >= asked_to_end for s in load.sent if s.outcome == "refused")
    assert took < 10
    if service["public"]:  # what it has logged it has answered
        log = (stack.logs / f"{name}-{service['replica']}.log").read_text()
        answered = {s.request_id for s in load.sent if s.outcome == "answered"}
        assert not [s.request_id for s in load.sent if s.request_id not in answered and f'"{s.request_id}"' in log]


@pytest.mark.replicas
@pytest.mark.parametrize("name", ("admin-service", "auth-service", "guard-service", "session-cache-service"))
def test_with_two_replicas_nobody_notices_that_one_ends(name, stack, request_of, recovered):
    asked = name if name != "session-cache-service" else "auth-service"  # which asks it at each sign-in
    service = stack.services(name)[0]
    with Load(int(stack.url.rpartition(":")[2]), request_of(asked)) as load:
        await_load(load)
        os.kill(service["pid"], signal.SIGTERM)
        wait_until(lambda: start_time(service["pid"]) is None, 20, "its end")
        again_ready(stack, name, service["replica"], service["pid"])
        before = load.answered()
        wait_until(lambda: load.answered() > before + 50, 30, "answers after its return")
    assert load.counts().keys() == {200}, load.counts()


def killed_while_writing(stack, unique, name):
    """Kills a program with SIGKILL in the middle of writes that go through it; what was acknowledged is there when it is
    back. How many seconds passed until everybody had written again."""
    kind = SessionWriter if name in KEEP_SESSIONS else TagWriter
    writers = [kind(stack, unique, number) for number in range(4)]
    old = stack.services(name)[0]["pid"]
    with ThreadPoolExecutor(len(writers)) as pool:
        list(pool.map(lambda writer: writer.write_until(lambda: writer.acknowledged >= 25), writers))
        working = [pool.submit(writer.write_until, lambda: start_time(old) is None) for writer in writers]
        time.sleep(0.05)  # lets some writes be on their way
        os.kill(old, signal.SIGKILL)
        for done in working:
            done.result()
        began = time.monotonic()
        marks = [writer.acknowledged for writer in writers]
        again = [pool.submit(writer.write_until, lambda writer=writer, mark=mark: writer.acknowledged >= mark + 5) for writer, mark in zip(writers, marks)]
        for done in again:
            done.result()
    recovered_after = time.monotonic() - began
    kind.check(stack, writers)
    return recovered_after


@pytest.mark.parametrize("name", SERVICES)
def test_sigkill_of_a_service_loses_nothing_acknowledged(name, stack, unique, recovered):
    service = stack.services(name)[0]
    assert killed_while_writing(stack, unique, name) < 30
    again_ready(stack, name, service["replica"], service["pid"])


@pytest.mark.real_stores
@pytest.mark.parametrize("name", ("mariadb", "redis"))
def test_sigkill_of_a_store_loses_nothing_acknowledged(name, stack, unique, recovered):
    assert killed_while_writing(stack, unique, name) < 60


@pytest.mark.parametrize("name", ("session-cache-service", pytest.param("redis", marks=pytest.mark.real_stores)))
def test_sessions_and_sign_outs_survive_a_killed_session_store(name, stack, recovered):
    staying = [stack.sign_in("bob") for _ in range(3)]
    leaving = stack.sign_in("carol")
    assert leaving.api.post("/sso/logout").status == 200
    service = stack.services(name)[0]
    os.kill(service["pid"], signal.SIGKILL)
    wait_until(lambda: works(stack), 60, "the suite's recovery")
    api = stack.anonymous()
    for session in staying:
        assert api.post("/sso/refresh", {"refresh_token": session.refresh_token}).status == 200
    assert api.post("/sso/refresh", {"refresh_token": leaving.refresh_token}).status == 401
    for replica in stack.services("admin-service"):
        api = leaving.at(replica["public"])
        wait_until(lambda: refused(api), 10, "the refusal")  # noqa: B023


def refused(api) -> bool:
    """503: the replica does not know yet, and is asked again; 200 it must not answer."""
    status = api.get("/tags/").status
    assert status in (401, 503)
    return status == 401


def test_a_policy_that_was_acknowledged_decides_after_a_killed_guard(stack, admin, unique, recovered):
    scenario, word = make_scenario(admin, unique)["app_id"], unique("word")
    service = stack.services("guard-service")[0]
    os.kill(service["pid"], signal.SIGKILL)
    assert admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word}).status == 200
    again_ready(stack, "guard-service", service["replica"], service["pid"])

    def blocked():
        answer = admin.post("/playground/input", {"app_id": scenario, "input_prompt": word, "use_customize_words": True})
        return answer.status == 200 and answer.json()["final_decision"]["strategy"] == "BLOCK"

    wait_until(blocked, 5, "the block")
