"""A tool behind a real nginx that asks auth-service for each request who it is (docs/operations/other-tools.md): on another port of the console's
host, by HTTP and in Chromium."""
import contextlib
import json
import os
import subprocess
import time

import pytest
from contract.resources import make_scenario
from contract.test_rights import local_id, role_id
from e2e.client.browser import Browser
from e2e.client.connection import Connection
from e2e.client.session import ticket, used_secrets
from e2e.faults.replica import Replica, metric
from e2e.faults.stopped import Stopped
from running_stack import OVERRIDES, ROOT, RunningStack, wait_until
from whole.mutations import Mutator, hostile_texts
from whole.other_tool import Tool, verify
from whole.test_mutated_credentials import cookie_value, header

MAY = "?permission=audit_logs"
WITHIN_SECONDS = 1.0


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    overrides = {**OVERRIDES, "auth-service": OVERRIDES["auth-service"] | {"TOOLS_COOKIE": "true"}}
    running = RunningStack(tmp_path_factory.mktemp("tools") / "state", overrides, STORE=os.environ.get("E2E_STORE", "embedded"),
                           REPLICAS=os.environ.get("E2E_REPLICAS", "1")).start()  # fmt: skip
    yield running
    running.stop()


@pytest.fixture(scope="module")
def admin(suite):
    return suite.administrator().api


@pytest.fixture(scope="module")
def tool(suite, tmp_path_factory):
    made = Tool(suite, tmp_path_factory.mktemp("tool") / "nginx")
    yield made
    made.stop()


def signed_in(suite, name: str) -> Browser:
    browser = Browser(suite.url)
    answer = browser.post("/sso/login", {"ticket": ticket(suite.description["usap"], name, suite.password_of(name)), "token_delivery": "cookie"})
    assert answer.status == 200, answer
    browser.token = answer.json()["access_token"]
    used_secrets.update((browser.token, *browser.cookies.values()))
    return browser


@pytest.fixture
def auditor(suite, admin):
    """Bob, who may look at the audit log: his browser, and the assignment."""
    signed_in(suite, "bob")
    path = f"/users/{local_id(admin, 'bob')}/roles"
    given = admin.post(path, {"role_id": role_id(admin, "AUDITOR")})
    assert given.status == 200, given
    browser = signed_in(suite, "bob")
    browser.assignment = f"{path}/{given.json()['id']}"
    yield browser
    admin.delete(browser.assignment)


def refused_everywhere(suite, cookies: dict, status: int):
    began = time.monotonic()
    waiting = suite.services("auth-service")
    while waiting:
        waiting = [replica for replica in waiting if verify(suite, replica, MAY, cookies).status != status]
        assert time.monotonic() - began < WITHIN_SECONDS, waiting


def to_the_console(suite, answer):
    assert (answer.status, answer.headers["Location"]) == (302, suite.url.rstrip("/") + "/web-manager/"), answer.body


def test_the_tool_is_told_who_it_is_and_nothing_else(tool, auditor):
    assert {"lgm_refresh", "lgm_tools", "lgm_last"} <= auditor.cookies.keys()
    claimed = {"X_Auth_User": "alice", "X_Auth_Roles": "SYSTEM_ADMIN", "X_WEBAUTH_USER": "alice", "x_webauth_user": "alice"}
    for path in ("/", "/d/dashboards?orgId=1"):
        told = tool.told(path, auditor.cookies, **claimed)
        assert told["x-webauth-user"] == "bob"
        assert not {"cookie", "authorization", "x-auth-user", "x-auth-roles"} & told.keys(), told


def test_underscores_in_names_of_headers_get_nobody_through(tool, auditor):
    """A program that makes variables of them would take these for the others."""
    cookie = "; ".join(f"{name}={value}" for name, value in auditor.cookies.items())
    lines = f"GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nCookie: {cookie}\r\nX_WEBAUTH_USER: alice\r\nX_Auth_User: alice\r\n\r\n"
    assert b"alice" not in tool.nginx.say(lines.encode()).body


def test_what_needs_no_sign_in_is_told_of_nobody(tool, auditor):
    for cookies in ({}, auditor.cookies):
        told = tool.told("/api/health", cookies, X_Auth_User="alice", X_WEBAUTH_USER="alice", X_Auth_Roles="x", Authorization="Bearer x")
        assert not {"cookie", "authorization", "x-auth-user", "x-auth-roles", "x-webauth-user"} & told.keys(), told


def test_who_is_not_signed_in_is_sent_to_the_console(suite, tool, auditor):
    names = {"X_Auth_User": "alice", "X_WEBAUTH_USER": "alice"}
    wrong = [{}, {"lgm_tools": "x"}, {"lgm_tools": auditor.cookies["lgm_refresh"]}, {"lgm_tools": auditor.token}, {"__Host-lgm_tools": auditor.cookies["lgm_tools"]},
             {"lgm_refresh": auditor.cookies["lgm_refresh"]}]  # fmt: skip
    for cookies in wrong:
        to_the_console(suite, tool.ask("/", cookies, **names))
    assert tool.ask("/_verify", auditor.cookies).status == 404, "it is nginx's own"


def test_a_token_is_good_as_well_and_counts_alone(suite, tool, auditor):
    token = f"Bearer {auditor.token}"
    told = tool.told("/", Authorization=token)
    assert told["x-webauth-user"] == "bob" and "authorization" not in told
    to_the_console(suite, tool.ask("/", auditor.cookies, Authorization="Bearer x.y.z"))
    to_the_console(suite, tool.ask("/", Authorization=f"Bearer {auditor.cookies['lgm_tools']}"))


def test_the_cookie_opens_nothing_else(suite, auditor):
    tools = auditor.cookies["lgm_tools"]
    for path in ("/users/me/permissions", "/sso/sessions", "/sso/user-info"):
        answer = suite.anonymous().get(path, headers={"Authorization": f"Bearer {tools}"})
        assert (answer.status, answer.json()["code"]) == (401, "invalid_token")
        assert suite.anonymous().get(path, headers={"Cookie": f"lgm_tools={tools}"}).status == 401
    check = {"app_id": "x", "direction": "INPUT", "text": "x"}
    assert suite.anonymous().post("/guard/check", check, headers={"Authorization": f"Bearer {tools}"}).status == 401
    answer = suite.anonymous().post("/sso/refresh", {}, headers={"Cookie": f"lgm_refresh={tools}", "Origin": suite.url.rstrip("/")})
    assert answer.status == 401


def test_changed_cookies_are_nobodys(suite, auditor):
    good, replica = auditor.cookies["lgm_tools"], suite.services("auth-service")[0]
    mutator = Mutator(14, (auditor.token, signed_in(suite, "alice").cookies["lgm_tools"]))
    for value in (*hostile_texts(good), auditor.token, *(mutator.of(good) for _ in range(500))):
        if cookie_value(value) != good:
            answer = verify(suite, replica, MAY, Cookie=header(f"lgm_tools={value}"))
            assert answer.status in (400, 401, 431), (value, answer)
    assert verify(suite, replica, MAY, auditor.cookies).status == 204


def test_anothers_cookie_is_another(suite, tool, auditor):
    assert tool.ask("/", signed_in(suite, "carol").cookies).status == 403, "carol holds no such permission"
    administrator = signed_in(suite, "alice")
    assert tool.told("/", administrator.cookies)["x-webauth-user"] == "alice"
    both = f"lgm_tools={auditor.cookies['lgm_tools']}; lgm_tools={administrator.cookies['lgm_tools']}"
    to_the_console(suite, tool.ask("/", Cookie=both))


def test_signing_out_counts_there_within_a_second(suite, tool, auditor):
    other = signed_in(suite, "bob")
    before = dict(auditor.cookies)
    assert auditor.post("/sso/logout", {}).status == 200
    assert "lgm_tools" not in auditor.cookies, "the browser is told to forget it"
    refused_everywhere(suite, before, 401)
    to_the_console(suite, tool.ask("/", before))
    assert tool.told("/", other.cookies)["x-webauth-user"] == "bob"


def test_a_session_that_an_administrator_ends_counts_there(suite, admin, tool, auditor):
    assert admin.delete(f"/sso/users/{local_id(admin, 'bob')}/sessions").status == 200
    refused_everywhere(suite, auditor.cookies, 401)
    to_the_console(suite, tool.ask("/", auditor.cookies))


def test_a_role_that_is_taken_away_counts_there_within_a_second(suite, admin, tool, auditor):
    assert tool.ask("/", auditor.cookies).status == 200
    assert admin.delete(auditor.assignment).status == 200
    refused_everywhere(suite, auditor.cookies, 401)  # it is older than the change
    time.sleep(1)
    answer = auditor.post("/sso/refresh", {})
    assert answer.status == 200, answer
    for replica in suite.services("auth-service"):
        assert verify(suite, replica, MAY, auditor.cookies).json()["code"] == "missing_permission"
    assert tool.ask("/", auditor.cookies).status == 403


def test_a_refresh_renews_the_cookie(suite, tool, auditor):
    before = auditor.cookies["lgm_tools"]
    time.sleep(1)
    assert auditor.post("/sso/refresh", {}).status == 200
    assert auditor.cookies["lgm_tools"] != before
    assert tool.told("/", auditor.cookies)["x-webauth-user"] == "bob"


def test_a_question_that_is_put_wrongly_is_403(suite, auditor):
    for replica in suite.services("auth-service"):
        assert verify(suite, replica, MAY, auditor.cookies).status == 204
        for query in ("", "?permission=", f"{MAY}&permission=x", f"{MAY}&other=1", f"{MAY}&scenario=", "?scenario=x", "?Permission=audit_logs"):
            answer = verify(suite, replica, query, auditor.cookies)
            assert (answer.status, answer.json()["code"]) == (403, "not_authorized"), query
            assert answer.json()["errors"], query


def test_permissions_of_one_scenario(suite, admin, auditor):
    scenario = make_scenario(admin, lambda prefix: f"{prefix}-{time.monotonic_ns()}")["app_id"]
    carol = signed_in(suite, "carol")
    path = f"/users/{local_id(admin, 'carol')}/roles"
    given = admin.post(path, {"role_id": role_id(admin, "SCENARIO_ADMIN"), "scenario_id": scenario})
    assert given.status == 200, given
    try:
        for replica in suite.services("auth-service"):
            wait_until(lambda r=replica: verify(suite, r, f"?permission=playground&scenario={scenario}", carol.cookies).status == 204, 1, "the right")
            assert verify(suite, replica, "?permission=playground", carol.cookies).status == 403
            assert verify(suite, replica, "?permission=playground&scenario=other", carol.cookies).status == 403
    finally:
        admin.delete(f"{path}/{given.json()['id']}")


def test_answers_are_told_apart_and_never_cached(suite, auditor):
    replica = suite.services("auth-service")[0]
    counted = [metric(replica["internal"], "lgm_tool_verdicts_total", f'outcome="{name}"') for name in ("allowed", "invalid_token")]
    yes, no = verify(suite, replica, MAY, auditor.cookies), verify(suite, replica, MAY)
    assert (yes.status, yes.headers["X-Auth-User"], yes.headers["X-Auth-Roles"], yes.body) == (204, "bob", "ANNOTATOR", b"")
    assert yes.headers["Cache-Control"] == no.headers["Cache-Control"] == "no-store"
    assert (no.status, no.headers["WWW-Authenticate"].split()[0]) == (401, "Bearer")
    now = [metric(replica["internal"], "lgm_tool_verdicts_total", f'outcome="{name}"') for name in ("allowed", "invalid_token")]
    assert now == [value + 1 for value in counted]
    for log in (*suite.logs.glob("*.log"), suite.state / "nginx-access.log"):
        assert not log.exists() or auditor.cookies["lgm_tools"] not in log.read_text(errors="replace"), log


def test_it_is_asked_as_often_as_a_tool_likes(suite, auditor):
    """A page of Grafana is some fifty requests: they are in nobody's rate."""
    with Replica(suite, "auth-service", {"RATE_LIMIT_PER_MINUTE": "10"}) as strict:
        strict.until_ready()
        asked = {"public": strict.public}
        assert {verify(suite, asked, MAY, auditor.cookies).status for _ in range(300)} == {204}
        other = suite.anonymous()
        own = Connection(f"http://127.0.0.1:{strict.public}", other.prefix, {"Authorization": f"Bearer {auditor.token}"})
        assert 429 in {own.get("/sso/sessions").status for _ in range(300)}


def test_a_tool_with_a_session_of_its_own(suite, auditor, tmp_path):
    own = Tool(suite, tmp_path / "nginx", own_session=True)
    try:
        told = own.told("/", {"a": "1", **auditor.cookies, "tool_session": "mine", "z": "2"})
        assert (told["cookie"], told["x-webauth-user"]) == ("tool_session=mine", "bob")
        assert "cookie" not in own.told("/", auditor.cookies)
        assert "cookie" not in own.told("/", {**auditor.cookies, "not_tool_session": "x"})
    finally:
        own.stop()


def test_the_tool_cannot_plant_cookies(tool, auditor):
    assert tool.ask("/", auditor.cookies).headers.get("Set-Cookie") is None
    assert tool.ask("/api/health").headers.get("Set-Cookie") is None


def test_in_a_browser(suite, admin, tool, tmp_path):
    """Chromium: from the console to the tool and back, until its person has signed out in the console."""
    environment = {**os.environ, "E2E_STACK": str(suite.state / "stack.json"), "TOOL": json.dumps({"url": tool.url, "shown": "alice"})}
    command = [ROOT / "tools" / "run_browser_tests", "other-tools.spec.ts", "--output", str(tmp_path)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]


@pytest.mark.faults
def test_a_feed_that_is_not_current_lets_nobody_in(suite, tool, auditor):
    replicas = suite.services("auth-service")
    assert tool.ask("/", auditor.cookies).status == 200
    with contextlib.ExitStack() as stopped:
        for replica in suite.services("session-cache-service"):
            stopped.enter_context(Stopped(replica["pid"]))

        def stale():
            answers = [verify(suite, replica, MAY, auditor.cookies) for replica in replicas]
            return all(answer.status == 503 and answer.json()["code"] == "revocations_stale" for answer in answers)

        wait_until(stale, 60, "that the feed is too old")
        assert tool.ask("/", auditor.cookies).status == 500
        assert tool.ask("/").status == 302, "nobody is nobody"
        assert "auth request unexpected status: 503" in tool.log.read_text()
    wait_until(lambda: all(verify(suite, replica, MAY, auditor.cookies).status == 204 for replica in replicas), 30, "that it is current again")
