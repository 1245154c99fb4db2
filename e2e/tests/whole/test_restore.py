"""Backup, the loss of both stores, restore: policy, people and audit log are as at the backup, and nobody is signed in by a token of before, not
even where Redis was given its old snapshot."""
import hashlib
import os
import shutil
import signal
from types import SimpleNamespace

import pytest
from contract.resources import make_scenario, make_tag, rows_of
from contract.test_rights import local_id
from e2e.client.connection import Connection
from e2e.stack.process import HttpReady
from running_stack import OVERRIDES, RunningStack, wait_until
from whole.backup_job import Job, make_database, redis_from

pytestmark = pytest.mark.real_stores
RESTORED = "llm_safe_restored"
LISTS = ("/tags/", "/apps/", "/keywords/global/", "/policies/defaults/", "/roles/", "/users/")
CHANGES_BY_ITSELF = ("last_login", "last_login_at", "updated_at", "updated_time")


def lists(admin, scenario):
    """Everything that the console shows of policy and people."""
    found = {path: rows_of(admin, path, {"limit": 1000}) for path in (*LISTS, f"/keywords/scenario/{scenario}", f"/policies/scenario/{scenario}")}
    for person in found["/users/"]:
        for name in CHANGES_BY_ITSELF:  # by signing in
            person.pop(name, None)
    return found


def audit_log(admin):
    return {row["id"]: row for row in rows_of(admin, "/audit-logs/", {"limit": 1000})}


def found_sessions(stack, session):
    """What each replica of the session store says of a refresh token."""
    bearer = {"Authorization": "Bearer " + (stack.state / "secrets/token_auth_to_session_cache").read_text()}
    asked = {"refresh_hash": hashlib.sha256(session.refresh_token.encode()).hexdigest()}
    return {Connection(f"http://127.0.0.1:{replica['internal']}").post("/internal/v1/sessions/lookup", asked, headers=bearer).json().get("state", "unknown")
            for replica in stack.services("session-cache-service")}  # fmt: skip


def sealed(job):
    """How many rows of the audit log are sealed, when every seal holds."""
    status, said = job.program("admin-service", "verify-audit")
    assert status == 0, said
    return int(said.split()[0])


def restart(stack, *names):
    """Pods on other settings: ended, and started again by who watches them."""
    old = [service for name in names for service in stack.services(name)]
    for service in old:
        os.kill(service["pid"], signal.SIGTERM)
    pids = {service["pid"] for service in old}

    def are_up():
        now = [service for name in names for service in stack.services(name)]
        return not pids & {service["pid"] for service in now} and all(HttpReady(service["internal"], "/health/ready")() for service in now)

    wait_until(are_up, 60, "the services' return")


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """All of it, once; what was seen on the way is for the tests."""
    directory = tmp_path_factory.mktemp("restore")
    # A pod's copy of the policy goes with the pod.
    overrides = {**OVERRIDES, "guard-service": {**OVERRIDES["guard-service"], "POLICY_CACHE_FILE": ""}}
    stack = RunningStack(directory / "state", overrides, STORE="real", REPLICAS="2").start()
    try:
        seen = SimpleNamespace(stack=stack, job=Job(stack, directory))
        before_the_loss(seen)
        stack.stop()
        for store in ("mariadb", "redis"):
            shutil.rmtree(stack.state / store)
        redis_from(seen.backup / "sessions.rdb", stack.state / "redis", free_port())
        stack.start()
        after_the_loss(seen, directory)
        yield seen
    finally:
        stack.stop()


def free_port():
    from e2e.stack.ports import Ports

    return Ports().any()


def before_the_loss(seen):
    stack = seen.stack
    admin = stack.administrator()
    names = iter(f"kept-{number}" for number in range(10))
    unique = lambda prefix: f"{prefix}-{next(names)}"  # noqa: E731
    tag = make_tag(admin.api, unique)["tag_code"]
    seen.scenario = make_scenario(admin.api, unique)["app_id"]
    assert admin.api.post("/keywords/global/", {"keyword": "a kept word", "tag_code": tag, "risk_level": "High"}).status == 200
    assert admin.api.post("/policies/defaults/", {"tag_code": tag, "strategy": "BLOCK"}).status == 200
    assert admin.api.post("/keywords/scenario/", {"scenario_id": seen.scenario, "keyword": "its own word"}).status == 200
    seen.key = admin.api.post(f"/apps/{seen.scenario}/api-keys", {"name": "deleted later"}).json()
    account = admin.api.post("/users/", {"kind": "SERVICE", "username": "robot"}).json()
    account_keys = f"/users/{account['id']}/api-keys"
    seen.account_key = admin.api.post(account_keys, {"name": "deleted later"}).json()
    seen.sessions = {"administrator": admin, **{name: stack.sign_in(name) for name in ("bob", "carol", "erin")}}
    # Sign-ins reach the log by a queue, and its seals follow.
    wait_until(lambda: sum(row["action"] == "LOGIN" for row in audit_log(admin.api).values()) >= 4, 30, "the sign-ins in the audit log")
    wait_until(lambda: sealed(seen.job) >= len(audit_log(admin.api)), 30, "their seals")
    seen.lists, seen.audit, seen.sealed = lists(admin.api, seen.scenario), audit_log(admin.api), sealed(seen.job)
    assert all(found_sessions(stack, session) == {"current"} for session in seen.sessions.values())
    seen.backup = seen.job.back_up()
    # What the backup does not know of.
    assert seen.sessions["bob"].api.post("/sso/logout").status == 200
    assert admin.api.patch(f"/users/{local_id(admin.api, 'carol')}/status", {"is_active": False}).status == 200
    assert admin.api.post("/keywords/global/", {"keyword": "a later word", "tag_code": tag, "risk_level": "High"}).status == 200
    assert admin.api.delete(f"/apps/{seen.scenario}/api-keys/{seen.key['id']}").status == 200
    assert admin.api.delete(f"{account_keys}/{seen.account_key['id']}").status == 200
    assert stack.anonymous().get("/tags/", headers={"X-API-Key": seen.account_key["key"]}).status == 401
    seen.sessions["later"] = stack.sign_in("bob")
    seen.before_bob = found_sessions(stack, seen.sessions["bob"])


def after_the_loss(seen, directory):
    """The suite is up on an empty database and an old Redis; the database is restored and the suite switched over to it."""
    stack = seen.stack
    job = seen.job = Job(stack, directory)
    # Whether a session lives is asked of the store itself: in the empty database there are no people either.
    seen.in_the_old_snapshot = {name: found_sessions(stack, session) for name, session in seen.sessions.items()}
    make_database(stack, RESTORED)
    variables = {"BACKUP": seen.backup.name, "DATABASE": RESTORED}
    seen.checked, seen.loaded = job.restore("check", **variables), job.restore("load", **variables)
    seen.ended = job.program("session-cache-service", "end-sessions")
    for number in ("", "_2", "_migrate"):
        file = stack.state / f"secrets/database_url{number}"
        file.write_text(file.read_text().replace("/llm_safe_db", "/" + RESTORED))
    status, said = job.program("admin-service", "migrate")  # as the pod of admin-service does before it starts
    assert status == 0 and "what the service needs" in said, said
    restart(stack, "guard-service", "auth-service", "admin-service")
    seen.in_use = job.restore("check", **variables)
    seen.live_keys = job.program("admin-service", "list-api-keys")
    # The first thing that is asked: before anybody has signed in anew.
    seen.refresh = {name: [replica_of(stack, replica).post("/sso/refresh", {"refresh_token": session.refresh_token}).status
                           for replica in stack.services("auth-service")] for name, session in seen.sessions.items()}  # fmt: skip
    seen.access = {name: [asked(session, replica, seen.scenario) for replica in stack.public_replicas()] for name, session in seen.sessions.items()}
    seen.admin = stack.administrator()


def replica_of(stack, replica):
    return Connection(f"http://127.0.0.1:{replica['public']}", stack.anonymous().prefix)


def asked(session, replica, scenario):
    at = session.at(replica["public"])
    if replica["name"] == "guard-service":
        return at.post("/guard/check", {"app_id": scenario, "direction": "INPUT", "text": "hello"}).status
    return at.get("/users/me/permissions" if replica["name"] == "admin-service" else "/sso/sessions").status


def test_the_backup_was_restored_into_a_database_beside_the_other(story):
    assert story.checked == (0, "state: empty\n") and story.loaded == (0, "state: loaded\n") and story.in_use == (0, "state: in-use\n")
    assert story.ended == (0, "every session has ended, and every access token made until now is refused\n")


def test_policy_and_people_are_as_at_the_backup(story):
    assert lists(story.admin.api, story.scenario) == story.lists
    carol = next(person for person in story.lists["/users/"] if person["username"] == "carol")
    assert carol["is_active"]  # who was disabled since is not: the page says so


def test_the_audit_log_is_whole_and_holds(story):
    now = audit_log(story.admin.api)
    assert {key: now[key] for key in story.audit} == story.audit
    assert sealed(story.job) >= story.sealed > 10
    later = [row for key, row in now.items() if key not in story.audit]
    assert all(row["action"] in ("LOGIN", "TOKEN_REFRESH") or "LOGIN" in row["action"] for row in later), later  # nothing but the sign-ins since


def test_it_is_sealed_further(story):
    def all_sealed():
        return sealed(story.job) >= len(audit_log(story.admin.api))

    wait_until(all_sealed, 30, "the seals of what came since")


@pytest.mark.parametrize("word, strategy", [("a kept word", "BLOCK"), ("a later word", "PASS")])
def test_every_guard_decides_by_the_restored_policy(story, word, strategy):
    for replica in story.stack.services("guard-service"):
        at = story.admin.at(replica["public"])
        answer = at.post("/guard/check", {"app_id": story.scenario, "direction": "INPUT", "text": f"this is {word}"})
        assert answer.status == 200 and answer.json()["final_decision"]["strategy"] == strategy, answer.text


def test_the_old_snapshot_of_redis_signs_nobody_in(story):
    assert story.before_bob == {"ended"}  # by his sign-out, which the snapshot does not know
    assert story.in_the_old_snapshot.pop("later") == {"unknown"}
    assert set(map(frozenset, story.in_the_old_snapshot.values())) == {frozenset({"ended"})}


def test_every_old_token_is_refused_on_every_replica(story):
    assert {status for statuses in story.refresh.values() for status in statuses} == {401}, story.refresh
    assert {status for statuses in story.access.values() for status in statuses} == {401}, story.access
    assert len(story.access) == 5 and all(len(statuses) == 6 for statuses in story.access.values())


def test_people_sign_in_again(story):
    session = story.stack.sign_in("bob")
    assert {asked(session, replica, story.scenario) for replica in story.stack.public_replicas()} <= {200, 403}
    assert story.stack.anonymous().post("/sso/refresh", {"refresh_token": session.refresh_token}).status == 200


def test_deleted_api_keys_are_back_and_the_list_names_them(story):
    status, said = story.live_keys
    assert status == 0, said
    for key, owner in ((story.key, f"scenario {story.scenario}"), (story.account_key, "service account robot")):
        assert f"lgm_{key['prefix']}… of {owner}, \"deleted later\"" in said
        assert key["key"] not in said
    assert said.endswith("2 API keys are live\n")
    assert story.stack.anonymous().get("/tags/", headers={"X-API-Key": story.account_key["key"]}).status == 200
