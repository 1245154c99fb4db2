"""docs/operations/questions.md: each line of shell, as it stands there, is run on the logs of a suite in which just that has happened."""
import json
import os
import re
import signal
import stat
import subprocess
import time
from contextlib import ExitStack
from datetime import datetime, timezone

import pytest
from contract.resources import make_scenario, make_tag
from e2e.client.connection import Connection
from e2e.faults.stopped import Stopped
from running_stack import ROOT, RunningStack, wait_until
from whole.recovery import works

PAGE = (ROOT / "docs/operations/questions.md").read_text()
# Reads what the suite has written as kubectl reads it from pods: one after the other, each line after its pod's name where that is asked for.
KUBECTL = r"""#!/usr/bin/env bash
set -euo pipefail
[[ " $* " == *" -l app.kubernetes.io/instance=llm-guard "* && " $* " == *" --all-containers "* && " $* " == *" --tail=-1 "* ]] || exit 2
for file in "$LOGS"/*.log; do
  pod=$(basename "$file" .log)
  if [[ " $* " == *" --prefix "* ]]; then sed "s|^|[pod/$pod/main] |" "$file"; else cat "$file"; fi
done
"""


def commands() -> dict[str, str]:
    """By heading: the last block below it, which is the line itself; what stands before it sets its variables."""
    sections = re.split(r"(?m)^## ", PAGE)[1:]
    return {section.partition("\n")[0]: re.findall(r"```sh\n(.*?)```", section, re.DOTALL)[-1] for section in sections}


READER = re.search(r"```sh\n(logs\(\) .*?)```", PAGE, re.DOTALL)[1]
COMMANDS = commands()


class Questions:
    def __init__(self, stack, directory):
        self.stack = stack
        program = directory / "kubectl"
        program.write_text(KUBECTL)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.environment = {**os.environ, "PATH": f"{directory}:{os.environ['PATH']}", "LOGS": str(stack.logs)}

    def answer(self, heading: str, **variables: str) -> list[list[str]]:
        run = subprocess.run(["bash", "-c", READER + COMMANDS[heading]], env={**self.environment, **variables}, capture_output=True, text=True, timeout=300)
        assert (run.returncode, run.stderr) == (0, ""), run.stderr
        return [line.split("\t") for line in run.stdout.splitlines()]

    def until(self, heading: str, holds, **variables) -> list[list[str]]:
        """A line leaves a moment after its answer."""
        found = []

        def answered():
            found[:] = self.answer(heading, **variables)
            return holds(found)

        try:
            wait_until(answered, 120, heading)
        except AssertionError as error:
            raise AssertionError(f"{error}; the last answer: {found}") from None
        return found


def minute() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    """With the limits that a person has."""
    options = {"STORE": os.environ.get("E2E_STORE", "embedded"), "REPLICAS": os.environ.get("E2E_REPLICAS", "1")}
    running = RunningStack(tmp_path_factory.mktemp("questions") / "state", {}, **options).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def questions(suite, tmp_path_factory):
    return Questions(suite, tmp_path_factory.mktemp("kubectl"))


@pytest.fixture(scope="module")
def administrator(suite):
    return suite.administrator()


def usap(suite, **behaviour):
    simulator = Connection(suite.description["usap"])
    assert (simulator.post("/simulator/behaviour", behaviour) if behaviour else simulator.post("/simulator/reset")).status == 200


def versions(questions) -> dict[str, int]:
    return {pod: int(version) for version, _, pod in questions.answer("Which replica is behind")}


def test_every_question_of_the_page_is_asked_here():
    asked = set(re.findall(r'"((?:Who|Why|Which|What|When|Did) [^"]*)"', open(__file__).read()))
    assert len(COMMANDS) == 12 and set(COMMANDS) == asked


def test_who_was_refused(suite, questions):
    at = minute()
    refused = suite.sign_in("carol").api.get("/users/", query={"q": "never in a log"})
    assert refused.status == 403
    request_id = refused.headers["X-Request-ID"]
    found = questions.until("Who got 403 at 10:32, and why", lambda rows: any(row[-1] == request_id for row in rows), at=at[:-1])
    row = next(row for row in found if row[-1] == request_id)
    assert row[1:] == ["carol", "missing_permission", "GET", "/dbmanage/api/v1/users/", request_id]
    assert questions.answer("Who got 403 at 10:32, and why", at="2001-01-01T10:32") == []


def test_why_sign_in_is_slow_and_what_costs_the_time(suite, questions):
    usap(suite, latency_ms=1500, calls="validate")
    try:
        suite.sign_in("bob")
    finally:
        usap(suite)
    slowest = questions.until("Why is sign-in slow", lambda rows: rows and float(rows[0][0]) >= 1500)[0]
    waits = dict(pair.split("=") for pair in slowest[-1].split(" "))
    assert slowest[2:4] == ["ticket_sign_in", "200"]
    assert float(waits["usap_ms"]) >= 1500 > float(waits["admin_service_ms"]) and int(waits["session_cache_service_calls"]) > 1
    assert sum(float(value) for name, value in waits.items() if name.endswith("_ms")) <= float(slowest[0])
    assert questions.answer("Which dependency costs the time")[0][2:] == ["auth-service", "usap"]
    assert ["admin-service", "db"] in [row[2:] for row in questions.answer("Which dependency costs the time")]


def test_which_replica_is_behind_and_what_decided(suite, questions, administrator, unique):
    guards = suite.services("guard-service")
    wait_until(lambda: len(versions(questions)) == len(guards), 120, "a line of each replica")
    before = max(versions(questions).values())
    behind = guards[0]
    with ExitStack() as stopped:
        if len(guards) > 1:
            stopped.enter_context(Stopped(behind["pid"]))
        make_scenario(administrator.api, unique)
        questions.until("Which replica is behind", lambda rows: int(rows[-1][0]) > before)
        if len(guards) > 1:
            first = questions.answer("Which replica is behind")[0]
            assert (int(first[0]), first[2]) == (before, f"guard-service-{behind['replica']}")
    wait_until(lambda: len(versions(questions)) == len(guards) and min(versions(questions).values()) > before, 120, "that all have caught up")
    decided = questions.answer("Which policy decided at 10:32, and on which replica", at=minute())
    assert {row[-1]: int(row[0]) for row in decided} == versions(questions)
    assert {row[2] for row in decided} <= {"admin-service", "kept file"} and all(int(row[1]) >= 0 for row in decided)
    assert questions.answer("Which policy decided at 10:32, and on which replica", at="2001-01-01T10:32") == []


def test_who_was_throttled(suite, questions):
    api = suite.sign_in("erin").api
    assert any(api.get("/tags/", query={"limit": 1}).status == 429 for _ in range(2_000))
    rows = questions.until("Who was throttled, and by which rule", lambda rows: rows)
    assert rows[0][1:3] == ["user", "erin"] and int(rows[0][0]) >= 1


def test_what_happened_to_a_request(suite, questions, administrator, unique):
    request_id = unique("asked")
    made = administrator.api.post("/tags/", {"tag_code": unique("tag"), "tag_name": "A tag"}, headers={"X-Request-ID": request_id})
    assert made.status == 200

    def told():
        return {(line.get("service", "nginx"), line.get("message")) for line in map(json.loads, texts())}

    def texts():
        return ["\t".join(row) for row in questions.answer("What happened to a request", request_id=request_id)]

    wait_until(lambda: told() >= {("nginx", None), ("admin-service", "request"), ("admin-service", "audit")}, 120, "the lines of the request")


def test_who_changed_a_keyword(suite, questions, administrator, unique):
    word = unique("word")
    tag = make_tag(administrator.api, unique)["tag_code"]
    keyword = administrator.api.post("/keywords/global/", {"keyword": word, "tag_code": tag, "risk_level": "Low"}).json()
    assert administrator.api.put(f"/keywords/global/{keyword['id']}", {"risk_level": "High"}).status == 200
    name = suite.description["first_login"]["username"]
    for asked in (word, str(keyword["id"])):
        rows = questions.until("Who changed this keyword", lambda rows: len(rows) == 2, keyword=asked)
        assert [row[1:5] for row in rows] == [[name, action, "127.0.0.1", str(keyword["id"])] for action in ("CREATE", "UPDATE")]


def test_who_signed_in_from_an_address(suite, questions):
    suite.sign_in("erin")
    assert suite.anonymous().post("/sso/login", {"ticket": "TK_none"}).status == 401
    rows = questions.until("Who signed in from this address", lambda rows: any(row[1] == "LOGIN_FAILED" for row in rows), address="127.0.0.1")
    assert ["LOGIN", "erin", "ticket"] in [row[1:4] for row in rows]
    assert ["ticket", "invalid_ticket"] in [row[3:] for row in rows]
    assert questions.answer("Who signed in from this address", address="192.0.2.7") == []


def test_a_dependency_that_hangs_is_the_cause(suite, questions):
    """USAP says no, and then sessions cannot be kept: both are told by name, and why a replica was not ready."""
    usap(suite, mode="error", calls="validate")
    try:
        failed = suite.anonymous().post("/sso/login", {"ticket": "TK_any"})
    finally:
        usap(suite)
    assert (failed.status, failed.json()["code"]) == (503, "usap_unavailable")
    caches = suite.services("session-cache-service")
    with ExitStack() as stopped:
        for cache in caches:
            stopped.enter_context(Stopped(cache["pid"]))
        refused = suite.anonymous().post("/sso/refresh", {"refresh_token": "r" * 43})
        assert (refused.status, refused.json()["code"]) == (503, "session_store_unavailable")
        rows = questions.until("When did a replica become not ready, and why", lambda rows: any(row[1].startswith("auth-service") for row in rows))
    not_ready = next(row for row in rows if row[1].startswith("auth-service"))
    assert not_ready[2:4] == ["not ready", "session_cache"] and "does not answer" in not_ready[4]
    questions.until("When did a replica become not ready, and why", lambda rows: any(row[1] == not_ready[1] and row[2] == "ready again" for row in rows))
    wait_until(lambda: works(suite), 60, "the suite's recovery")
    wanted = {failed.headers["X-Request-ID"], refused.headers["X-Request-ID"]}
    rows = questions.until("What failed in the last ten minutes, and what was the cause", lambda rows: wanted <= {row[-1] for row in rows})
    by_id = {row[-1]: row[1:5] for row in rows}
    usap_says = by_id[failed.headers["X-Request-ID"]]
    assert usap_says[:3] == ["auth-service", "503", "usap_unavailable"] and re.fullmatch(r"usap: answered 5\d\d after \d+ ms", usap_says[3])
    store_says = by_id[refused.headers["X-Request-ID"]]
    assert store_says[:3] == ["auth-service", "503", "session_store_unavailable"] and re.fullmatch(r"session-cache-service: timeout after \d+ ms", store_says[3])


def test_what_the_edge_answered_itself(suite, questions):
    guard = Connection(suite.url, "/dbmanage/api/v1")
    before = {service["pid"] for service in suite.services("guard-service")}

    def refused():
        """They are started again at once: they are ended again until one request has met nobody."""
        for service in suite.services("guard-service"):
            os.kill(service["pid"], signal.SIGKILL)
        answers = [guard.get("/guard/check") for _ in range(20)]
        return next((answer for answer in answers if answer.status == 503 and answer.json()["code"] == "unreachable"), None)

    answer = None
    deadline = time.monotonic() + 120
    while answer is None and time.monotonic() < deadline:
        answer = refused()
    assert answer is not None
    request_id = answer.headers["X-Request-ID"]
    rows = questions.until("Did the edge answer itself", lambda rows: any(row[1:3] == ["503", "guard-service"] for row in rows))
    assert int(next(row for row in rows if row[1:3] == ["503", "guard-service"])[0]) >= 1
    failures = questions.until("What failed in the last ten minutes, and what was the cause", lambda rows: any(row[-1] == request_id for row in rows))
    assert next(row for row in failures if row[-1] == request_id)[1:5] == ["nginx", "503", "unreachable", "guard-service gave no answer"]
    wait_until(lambda: before.isdisjoint(service["pid"] for service in suite.services("guard-service")) and works(suite), 60, "the suite's recovery")
