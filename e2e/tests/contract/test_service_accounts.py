"""Service accounts: who is no person calls the administration by a key, at every replica of admin-service."""
import time
from datetime import datetime, timezone
from urllib.parse import urlencode

import pytest
from contract.resources import make_scenario, rows_of
from contract.test_api_keys import REFUSED_WITHIN_SECONDS, stopped
from e2e.client.connection import Connection
from e2e.client.session import BASE
from running_stack import wait_until

SCENARIO_ADMIN, AUDITOR = "SCENARIO_ADMIN", "AUDITOR"


class Account:
    """A service account, AUDITOR everywhere and SCENARIO_ADMIN in a scenario of its own, with a key."""

    def __init__(self, stack, admin, unique):
        self.stack, self.admin, self.name = stack, admin, unique("robot")
        made = admin.post("/users/", {"kind": "SERVICE", "username": self.name, "role": AUDITOR})
        assert made.status == 200, made
        self.id, self.path = made.json()["id"], f"/users/{made.json()['id']}"
        self.app_id = make_scenario(admin, unique)["app_id"]
        assert self.give(SCENARIO_ADMIN, self.app_id).status == 200
        self.key = self.make_key()

    def give(self, role: str, scenario: str | None = None):
        ids = {row["role_code"]: row["id"] for row in rows_of(self.admin, "/roles/")}
        return self.admin.post(f"{self.path}/roles", {"role_id": ids[role], **({"scenario_id": scenario} if scenario else {})})

    def make_key(self, **members) -> dict:
        answer = self.admin.post(f"{self.path}/api-keys", {"name": "ci", **members})
        assert answer.status == 200, answer
        return answer.json()

    def at(self, key: dict) -> str:
        return f"{self.path}/api-keys/{key['id']}"

    def ask(self, method="GET", path="/tags/", body=None, key=None, **headers) -> list:
        """Each replica's answer."""
        headers = {"X-API-Key": (key or self.key)["key"], **headers}
        return [
            Connection(f"http://127.0.0.1:{replica['public']}", BASE).request(method, path, body, headers=headers)
            for replica in self.stack.services("admin-service")
        ]

    def statuses(self, **how) -> set[int]:
        return {answer.status for answer in self.ask(**how)}

    def await_refused(self, **how) -> float:
        return wait_until(lambda: self.statuses(**how) == {401}, 10, "the refusal everywhere")


@pytest.fixture
def account(stack, admin, unique):
    return Account(stack, admin, unique)


def test_a_key_is_good_everywhere_at_once_and_through_the_edge(account, stack):
    assert account.statuses() == {200}
    api = stack.anonymous()
    assert api.get("/tags/", headers={"X-API-Key": account.key["key"]}).status == 200
    assert api.get(f"/tags/?api_key={account.key['key']}").status == 401
    assert api.get("/tags/", headers={"Authorization": f"Bearer {account.key['key']}"}).status == 401
    refused = account.ask(Authorization="Bearer x")
    assert {(answer.status, answer.json()["code"]) for answer in refused} == {(400, "two_credentials")}


def test_it_does_what_the_account_may_and_the_audit_log_names_it(account, admin):
    word = {"scenario_id": account.app_id, "keyword": f"word {account.name}"}
    made = account.ask("POST", "/keywords/scenario/", word)
    assert made[0].status == 200 and {answer.status for answer in made[1:]} <= {400}  # the same word again
    assert account.statuses(method="POST", path="/tags/", body={"tag_code": account.name, "tag_name": "x"}) == {403}
    row = next(row for row in rows_of(admin, "/audit-logs/", {"scenario_id": account.app_id}) if row["resource_type"] == "SCENARIO_KEYWORD")
    assert (row["user_id"], row["username"], row["actor_kind"]) == (account.id, account.name, "service_account")


@pytest.mark.parametrize("path", ["/users/", "/users/me/permissions", "/roles/", "/roles/permissions/all", "/apps/{app}/api-keys", "/users/{id}", "/users/{id}/api-keys",
                                  "/sso/sessions", "/sso/refresh", "/auth/verify?permission=playground", "/login/access-token"])  # fmt: skip
def test_it_opens_no_users_no_roles_no_keys_and_nothing_of_sign_in(account, stack, path):
    path = path.format(app=account.app_id, id=account.id)
    by_key, without = (stack.anonymous().get(path, headers=headers) for headers in ({"X-API-Key": account.key["key"]}, {}))
    assert (by_key.status, by_key.json()["code"]) == (without.status, without.json()["code"])
    assert by_key.status in (401, 404, 405)


def test_it_decides_nothing(account, stack):
    body = {"app_id": account.app_id, "direction": "INPUT", "text": "hello"}
    for replica in stack.services("guard-service"):
        answer = Connection(f"http://127.0.0.1:{replica['public']}", BASE).post("/guard/check", body, headers={"X-API-Key": account.key["key"]})
        assert (answer.status, answer.json()["code"]) == (401, "invalid_api_key")


@pytest.mark.parametrize("role, right", [("SYSTEM_ADMIN", "SYSTEM_ADMIN")])
def test_what_it_never_holds_is_refused_in_a_sentence(account, admin, role, right):
    for answer in (account.give(role), admin.put(f"{account.path}/role", {"role": role}),
                   admin.post("/users/", {"kind": "SERVICE", "username": account.name + "-2", "role": role})):  # fmt: skip
        problem = answer.json()
        assert (answer.status, problem["code"], problem["facts"]) == (400, "service_account_right", {"right": right})
        assert problem["detail"].startswith(f"A service account never holds {right}: ")


def test_it_signs_in_by_no_way(account, admin, stack):
    for answer in (admin.put(f"{account.path}/password", {"password": "a rather long phrase 7"}), admin.post(f"{account.path}/reset-password", {})):
        assert (answer.status, answer.json()["code"]) in ((400, "not_local"), (403, "local_login_disabled"))
    form = urlencode({"username": account.name, "password": "a rather long phrase 7"})
    refused = stack.anonymous().post("/login/access-token", body=form, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert refused.status in (400, 401, 403)


def test_it_is_listed_by_its_kind(account, admin):
    listed = {kind: {row["id"] for row in rows_of(admin, "/users/", {"kind": kind, "limit": 1000})} for kind in ("SERVICE", "PERSON")}
    assert account.id in listed["SERVICE"] and not listed["SERVICE"] & listed["PERSON"]


def test_whatever_ends_a_key_counts_everywhere_within_a_second(account, admin):
    for change, back in (
        (lambda: admin.patch(account.at(account.key), {"is_active": False}), lambda: admin.patch(account.at(account.key), {"is_active": True})),
        (lambda: admin.patch(f"{account.path}/status", {"is_active": False}), lambda: admin.patch(f"{account.path}/status", {"is_active": True})),
    ):
        for _ in range(2):
            assert account.statuses() == {200}
            assert change().status == 200
            assert account.await_refused() < REFUSED_WITHIN_SECONDS
            assert back().status == 200
    second = account.make_key()
    assert account.statuses(key=second) == {200}
    assert admin.delete(account.at(second)).status == 200
    assert account.await_refused(key=second) < REFUSED_WITHIN_SECONDS
    assert account.statuses() == {200}
    assert admin.delete(account.path).status == 200
    assert account.await_refused() < REFUSED_WITHIN_SECONDS


def test_an_expired_key_is_refused_at_that_moment(account):
    end = time.time() + 3
    key = account.make_key(expires_at=datetime.fromtimestamp(end, timezone.utc).isoformat())
    assert account.statuses(key=key) == {200}
    wait_until(lambda: time.time() >= end, 10, "the moment")
    assert account.statuses(key=key) == {401}


def test_rights_that_are_taken_are_gone_with_the_next_request(account, admin):
    word = {"scenario_id": account.app_id, "keyword": "x"}
    assert 403 not in account.statuses(method="POST", path="/keywords/scenario/", body=word)
    (grant,) = (row for row in rows_of(admin, f"{account.path}/roles") if row["role_code"] == SCENARIO_ADMIN)
    assert admin.delete(f"{account.path}/roles/{grant['id']}").status == 200
    assert account.statuses(method="POST", path="/keywords/scenario/", body=word) == {403}


def test_its_use_is_told(account, admin):
    account.statuses()
    used = lambda: rows_of(admin, f"{account.path}/api-keys")[0]  # noqa: E731
    assert "key" not in used() and "sha256" not in used()
    wait_until(lambda: used()["last_used_at"], 75, "the report of the minute")
    assert used()["last_used_from"] == "127.0.0.1" and used()["used_last_minute"] > 0 and used()["version"] == 1


@pytest.mark.faults
def test_keys_go_on_while_session_cache_service_hangs(account, admin, stack, unique):
    with stopped(stack, "session-cache-service"):
        end = time.monotonic() + 5
        while time.monotonic() < end:
            begun = time.monotonic()
            assert account.statuses() == {200}
            assert time.monotonic() - begun < 1
        assert admin.patch(f"{account.path}/status", {"is_active": False}).status == 200
        assert account.await_refused() < REFUSED_WITHIN_SECONDS
    wait_until(lambda: admin.post("/tags/", {"tag_code": unique("tag"), "tag_name": "x"}).status == 200, 30, "the suite again")
