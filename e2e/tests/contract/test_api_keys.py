"""API keys: an application has texts decided by a key of its scenario, at every replica of guard-service."""
import os
import signal
import time
from contextlib import contextmanager
from datetime import datetime, timezone

import pytest
from contract.resources import make_scenario, rows_of
from e2e.client.connection import Connection
from e2e.client.session import BASE
from running_stack import wait_until

REFUSED_WITHIN_SECONDS = 1.0
GOOD_WITHIN_SECONDS = 2.0
OLDER = "/api/input/instance/rule/run"


class App:
    """A scenario with a word that is blocked, and its keys."""

    def __init__(self, stack, admin, unique):
        self.stack, self.admin = stack, admin
        scenario = make_scenario(admin, unique)
        self.id, self.app_id, self.word = scenario["id"], scenario["app_id"], unique("word")
        assert admin.post("/keywords/scenario/", {"scenario_id": self.app_id, "keyword": self.word}).status == 200
        self.path = f"/apps/{self.app_id}/api-keys"

    def key(self, **members) -> dict:
        answer = self.admin.post(self.path, {"name": "bot", **members})
        assert answer.status == 200, answer
        return answer.json()

    def at(self, key: dict) -> str:
        return f"{self.path}/{key['id']}"

    def body(self, **members) -> dict:
        return {"app_id": self.app_id, "direction": "INPUT", "text": f"please {self.word}", **members}

    def ask(self, key: dict, path=f"{BASE}/guard/check", body=None, **headers) -> list:
        """Each replica's answer."""
        return [
            Connection(f"http://127.0.0.1:{replica['public']}").post(path, body or self.body(), headers={"X-API-Key": key["key"], **headers})
            for replica in self.stack.services("guard-service")
        ]

    def statuses(self, key: dict, **how) -> set[int]:
        return {answer.status for answer in self.ask(key, **how)}

    def await_good(self, key: dict, within: float = 10) -> float:
        return wait_until(lambda: self.statuses(key) == {200}, within, "a key that is good everywhere")

    def await_known(self, key: dict) -> None:
        """Without a text decided, which would count."""
        body = self.body(app_id="elsewhere")
        wait_until(lambda: {answer.json().get("code") for answer in self.ask(key, body=body)} == {"api_key_other_app"}, 10, "a key that is known everywhere")

    def await_refused(self, key: dict) -> float:
        return wait_until(lambda: self.statuses(key) == {401}, 10, "the refusal everywhere")


@pytest.fixture
def app(stack, admin, unique):
    return App(stack, admin, unique)


def test_a_key_decides_everywhere_within_two_seconds(app):
    key = app.key()
    assert app.await_good(key) < GOOD_WITHIN_SECONDS
    wait_until(lambda: all(a.json()["final_decision"]["strategy"] == "BLOCK" for a in app.ask(key)), 10, "the word at every replica")


def test_it_passes_the_edge(app, stack):
    key = app.key()
    app.await_good(key)
    answer = stack.anonymous().post("/guard/check", app.body(), headers={"X-API-Key": key["key"]})
    assert (answer.status, answer.json()["final_decision"]["strategy"]) == (200, "BLOCK")
    assert stack.anonymous().post("/guard/check", app.body()).status == 401
    assert stack.anonymous().post(f"/guard/check?api_key={key['key']}", app.body()).status == 401


def test_a_deleted_key_is_refused_everywhere_within_a_second(app):
    key = app.key()
    app.await_good(key)
    assert app.admin.delete(app.at(key)).status == 200
    assert app.await_refused(key) < REFUSED_WITHIN_SECONDS
    assert app.ask(key)[0].json()["code"] == "invalid_api_key"


def test_a_key_that_is_switched_off_is_refused_within_a_second_and_can_be_switched_on(app):
    key = app.key()
    app.await_good(key)
    for _ in range(2):
        assert app.admin.patch(app.at(key), {"is_active": False}).status == 200
        assert app.await_refused(key) < REFUSED_WITHIN_SECONDS
        assert app.admin.patch(app.at(key), {"is_active": True}).status == 200
        assert app.await_good(key) < GOOD_WITHIN_SECONDS


def test_an_expired_key_is_refused_at_that_moment(app):
    end = time.time() + 4
    key = app.key(expires_at=datetime.fromtimestamp(end, timezone.utc).isoformat())
    app.await_good(key, 4)
    wait_until(lambda: time.time() >= end, 10, "the moment")
    assert app.statuses(key) == {401}


def test_keys_go_with_their_scenario(app, admin, unique):
    key = app.key()
    app.await_good(key)
    assert admin.delete(f"/apps/{app.id}").status == 200
    assert app.await_refused(key) < REFUSED_WITHIN_SECONDS
    make_again = admin.post("/apps/", {"app_id": app.app_id, "app_name": "Again"})
    assert make_again.status == 200
    assert rows_of(admin, app.path) == []


def test_a_key_opens_its_own_app_with_its_scopes(app, stack, admin, unique):
    other, key, bare = App(stack, admin, unique), app.key(), app.key(scopes=["send_flags"])
    app.await_good(key)
    wait_until(lambda: app.statuses(bare) == {403}, 10, "the second key everywhere")
    for refused, code in ((app.ask(key, body=other.body()), "api_key_other_app"), (app.ask(bare), "api_key_scope")):
        assert {(answer.status, answer.json()["code"]) for answer in refused} == {(403, code)}
    quiet = app.ask(key, body=app.body(use_customize_words=False, labels={"safety": "safe"}))
    for answer in quiet:
        assert answer.json()["final_decision"]["strategy"] == "BLOCK", answer
        assert answer.json()["ignored"] == ["flags", "labels"]
    refused = app.ask(key, Authorization="Bearer x")
    assert {(answer.status, answer.json()["code"]) for answer in refused} == {(400, "two_credentials")}


def test_a_key_opens_nothing_else(app, stack):
    key = app.key()
    app.await_good(key)
    api = stack.anonymous()
    for path in ("/tags/", "/users/me/permissions", app.path, "/sso/sessions", "/audit-logs/"):
        assert api.get(path, headers={"X-API-Key": key["key"]}).status == 401, path
        assert api.get(path, headers={"Authorization": f"Bearer {key['key']}"}).status == 401, path


def test_the_older_path_asks_apps_that_have_or_had_a_key(app):
    def older(key=None, apikey=None):
        body = {"request_id": "r1", "app_id": app.app_id, "input_prompt": app.word, **({"apikey": apikey} if apikey else {})}
        headers = {"X-API-Key": key} if key else {}
        return {
            Connection(f"http://127.0.0.1:{replica['public']}").post(OLDER, body, headers=headers).status
            for replica in app.stack.services("guard-service")
        }

    wait_until(lambda: older() == {200}, 10, "the scenario everywhere")
    assert older(apikey="any") == {200}
    key = app.key()
    app.await_good(key)
    assert older() == older(apikey="any") == older(key["key"], "any") == {401}
    assert older(key["key"]) == older(apikey=key["key"]) == older(key["key"], key["key"]) == {200}
    assert app.admin.delete(app.at(key)).status == 200
    app.await_refused(key)
    assert older() == older(apikey=key["key"]) == {401}


def test_a_quota_is_kept_by_all_replicas_together(app):
    limit, replicas = 20, len(app.stack.services("guard-service"))
    key = app.key(quota={"per_day": limit})
    app.await_known(key)
    codes = []
    for _ in range(limit + 10):
        codes += [answer.json().get("code", "") for answer in app.ask(key)]
        time.sleep(0.05)  # beyond the limit come those that a replica admits before it has heard of the others
    assert limit <= codes.count("") <= (limit if replicas == 1 else limit * replicas - 1)
    refused = app.ask(key)[0]
    assert (refused.status, refused.json()["code"]) == (429, "quota_exceeded")
    assert refused.headers["RateLimit-Policy"] == '"day";q=20;w=86400'
    assert int(refused.headers["Retry-After"]) <= 86400


def test_its_use_is_told(app, admin):
    key = app.key()
    app.await_good(key)
    (row,) = rows_of(admin, app.path)
    assert "key" not in row and "sha256" not in row
    used = lambda: rows_of(admin, app.path)[0]  # noqa: E731
    wait_until(lambda: used()["last_used_at"], 75, "the report of the minute")
    assert used()["last_used_from"] == "127.0.0.1"
    assert used()["used_last_minute"] > 0
    assert used()["version"] == row["version"]


@contextmanager
def stopped(stack, *names):
    """These services hang."""
    pids = [service["pid"] for name in names for service in stack.services(name)]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


@pytest.mark.faults
def test_keys_go_on_while_admin_service_and_session_cache_service_hang(app, stack):
    key = app.key(quota={"per_minute": 100000, "per_day": 100000})
    app.await_good(key)
    with stopped(stack, "admin-service", "session-cache-service"):
        end = time.monotonic() + 8
        while time.monotonic() < end:
            begun = time.monotonic()
            assert app.statuses(key) == {200}
            assert time.monotonic() - begun < 1
    wait_until(lambda: app.admin.get("/tags/").status == 200, 30, "the suite again")
    assert app.admin.delete(app.at(key)).status == 200
    app.await_refused(key)
