"""A full disk under each program that writes: what it cannot keep it refuses, what it acknowledged is there afterwards, and
once there is room everything works without anybody's help."""
import os
import signal

import pytest
from contract.resources import make_scenario
from e2e.faults.disk import SmallDisk
from e2e.faults.replica import Replica, metric
from e2e.faults.stores import sql
from e2e.monitoring import runbook
from e2e.stack.process import start_time
from running_stack import RunningStack, wait_until
from whole.recovery import decides, sign_out, signs_in, works


class Writer:
    """Writes tags with long names until one is refused; remembers those that were acknowledged."""

    def __init__(self, admin, unique):
        self._admin, self._unique = admin, unique
        self.acknowledged: set[str] = set()

    def write(self):
        code = self._unique("kept")
        answer = self._admin.post("/tags/", {"tag_code": code, "tag_name": "x" * 100})
        if answer.status == 200:
            self.acknowledged.add(code)
        return answer

    def until_refused(self, most: int = 3000):
        for _ in range(most):
            answer = self.write()
            if answer.status != 200:
                return answer
        raise AssertionError("the disk never was full")

    def all_there(self) -> bool:
        return self.acknowledged <= {row["tag_code"] for row in self._admin.get("/tags/").json()}


def refresh(stack, session):
    return stack.anonymous().post("/sso/refresh", {"refresh_token": session.refresh_token})


def until_not_refreshed(stack, session):
    """Refreshes until that is refused; the session keeps the last token that was acknowledged."""
    for _ in range(100):
        answer = refresh(stack, session)
        if answer.status != 200:
            assert answer.status == 503, answer
            return
        session.refresh_token = answer.json()["refresh_token"]
    raise AssertionError("the disk never was full")


@pytest.fixture
def full(disks):
    """`full("redis")`: that disk is full until the test says otherwise, or is over."""
    filled = []

    def fill(name):
        disks[name].fill()
        filled.append(name)

    yield fill
    for name in filled:
        disks[name].free()


def test_of_mariadb(stack, admin, unique, disks, full, recovered_by_itself):
    scenario = make_scenario(admin, unique)["app_id"]
    writer = Writer(admin, unique)
    assert writer.write().status == 200
    full("mariadb")
    refused = writer.until_refused()
    assert refused.status == 503 and refused.json()["code"] == "database_unavailable"
    assert writer.all_there(), "reading goes on"
    wait_until(lambda: decides(admin, scenario).status == 200, 5, "that guard-service decides")
    counted = [metric(one["internal"], "lgm_database_full_total") for one in stack.services("admin-service")]
    assert max(counted) > 0, "what LgmDatabaseFull looks at"
    assert "is full" in runbook.carried_out("LgmDatabaseFull", stack, None), "its runbook leads to the cause"
    assert "audit_logs" in sql(stack, runbook.blocks("LgmDatabaseFull", "sql")[0])
    disks["mariadb"].free()
    took = wait_until(lambda: writer.write().status == 200, 30, "that it writes again")
    assert writer.all_there()
    print(f"{len(writer.acknowledged)} writes, again at work {took:.1f} s after there was room")


def test_of_redis(stack, disks, full, recovered_by_itself):
    staying, gone = stack.sign_in("bob"), stack.sign_in("carol")
    sign_out(stack, gone)
    full("redis")
    wait_until(lambda: signs_in(stack, "bob").status == 503, 30, "that nobody gets in")
    for _ in range(20):
        assert staying.api.get("/tags/").status == 200
        assert gone.api.get("/tags/").status == 401
    disks["redis"].free()
    took = wait_until(lambda: signs_in(stack, "bob").status == 200, 60, "that people sign in again")
    assert refresh(stack, gone).status == 401
    assert staying.api.get("/tags/").status == 200
    assert refresh(stack, staying).status == 200, "an acknowledged session is there"
    print(f"again at work {took:.1f} s after there was room")


def test_of_everything_in_one_place(tmp_path_factory, unique):
    """The embedded stores, the kept policy and every log on one disk."""
    disk = SmallDisk(tmp_path_factory.mktemp("embedded") / "disk", "64m")
    state = disk.path / "state"
    stack = RunningStack(state).start()
    try:
        admin = stack.administrator()
        staying, gone = stack.sign_in("bob"), stack.sign_in("carol")
        sign_out(stack, gone)
        writer = Writer(admin.api, unique)
        scenario = make_scenario(admin.api, unique)["app_id"]
        assert writer.write().status == 200
        wait_until(lambda: decides(admin.api, scenario).status == 200, 5, "that guard-service knows the scenario")
        pids = {service["pid"] for service in stack.description["services"]}
        disk.fill()
        assert writer.until_refused().status == 503
        until_not_refreshed(stack, staying)  # small records fit into the last page of a file for a while
        assert signs_in(stack, "bob").status == 503
        assert staying.api.post("/sso/logout").status == 503, "not done, and not said to be"
        for _ in range(20):
            assert staying.api.get("/tags/").status == 200
            assert gone.api.get("/tags/").status == 401
            assert decides(admin.api, scenario).status == 200
        disk.free()
        wait_until(lambda: works(stack) and writer.write().status == 200, 30, "that it works again")
        assert writer.all_there()
        assert all(start_time(pid) for pid in pids), "a program has ended"
        # What the files hold by now, after all that: they are read from the beginning.
        for name in ("session-cache-service", "admin-service"):
            os.kill(stack.services(name)[0]["pid"], signal.SIGKILL)
        wait_until(lambda: works(stack), 30, "that it works again")
        assert writer.all_there()
        assert refresh(stack, staying).status == 200 and refresh(stack, gone).status == 401
    finally:
        disk.free()  # the launcher notes what it stops
        stack.stop()
        disk.remove()


def test_of_the_log_file(stack, admin_session, tmp_path):
    disk = SmallDisk(tmp_path / "logs", "1m")
    try:
        with Replica(stack, "admin-service", {"LOG_FILE": str(disk.path / "admin.log")}) as replica:
            replica.until_ready()
            api = admin_session.at(replica.public)
            assert api.get("/tags/").status == 200
            disk.fill()
            for _ in range(300):
                assert api.get("/tags/", headers={"X-Request-ID": "while-full"}).status == 200
            wait_until(lambda: "while-full" in replica.log_text(), 5, "that standard output has it all the same")
            disk.free()
            asked = lambda: api.get("/tags/", headers={"X-Request-ID": "with-room"}).status == 200  # noqa: E731
            wait_until(lambda: asked() and "with-room" in (disk.path / "admin.log").read_text(errors="replace"), 10, "that the file goes on")
            assert replica.alive()
    finally:
        disk.remove()


def test_a_log_file_that_cannot_be_opened_stops_the_start_with_its_name(stack, tmp_path):
    file = tmp_path / "a-directory-that-is-not-there" / "admin.log"
    (tmp_path / "a-directory-that-is-not-there").write_text("it is a file")
    with Replica(stack, "admin-service", {"LOG_FILE": str(file)}) as replica:
        wait_until(lambda: not replica.alive(), 10, "that it ends")
        assert replica.child.returncode == 2
        assert f'"variable":"LOG_FILE","code":"unwritable","error":"cannot be opened: {file}: Not a directory"' in replica.log_text()
