"""Logout, a disabled user and the reuse of a refresh token are refused on every replica of every service within a
second; each replica is asked at its own port."""
import time

import pytest
from contract.resources import make_scenario
from contract.test_rights import local_id
from running_stack import wait_until

WITHIN_SECONDS = 1.0


@pytest.fixture
def probes(stack, admin, unique):
    """How to ask each public replica whether a token still counts."""
    scenario = make_scenario(admin, unique)["app_id"]
    asks = {
        "admin-service": ("GET", "/users/me/permissions", None),
        "auth-service": ("GET", "/sso/sessions", None),
        "guard-service": ("POST", "/guard/check", {"app_id": scenario, "direction": "INPUT", "text": "hello"}),
    }

    def make(session):
        made = []
        for replica in stack.public_replicas():
            connection = session.at(replica["public"])
            method, path, body = asks[replica["name"]]
            made.append((f"{replica['name']} {replica['replica']}", lambda c=connection, m=method, p=path, b=body: c.request(m, p, b).status))
        return made

    return make


def assert_live(asked):
    for name, ask in asked:
        assert ask() != 401, name


def assert_refused_everywhere(asked):
    """Counted from the moment at which the ending call was answered."""
    began = time.monotonic()
    waiting = list(asked)
    while waiting:
        waiting = [(name, ask) for name, ask in waiting if ask() != 401]
        assert time.monotonic() - began < WITHIN_SECONDS, f"still served by {[name for name, _ in waiting]}"


def test_logout(stack, probes):
    session = stack.sign_in("bob")
    other = stack.sign_in("bob")
    asked = probes(session)
    assert_live(asked)
    assert session.api.post("/sso/logout").status == 200
    assert_refused_everywhere(asked)
    assert stack.anonymous().post("/sso/refresh", {"refresh_token": session.refresh_token}).status == 401
    assert_live(probes(other))  # the same person elsewhere stays


def test_logout_of_every_session(stack, probes):
    sessions = [stack.sign_in("carol") for _ in range(3)]
    asked = [probe for session in sessions for probe in probes(session)]
    assert_live(asked)
    assert sessions[0].api.post("/sso/logout?all=true").status == 200
    assert_refused_everywhere(asked)


def test_a_disabled_user(stack, admin, probes):
    session = stack.sign_in("erin")
    asked = probes(session)
    assert_live(asked)
    who = f"/users/{local_id(admin, 'erin')}/status"
    try:
        assert admin.patch(who, {"is_active": False}).status == 200
        assert_refused_everywhere(asked)
        assert stack.anonymous().post("/sso/refresh", {"refresh_token": session.refresh_token}).status in (401, 403)
    finally:
        assert admin.patch(who, {"is_active": True}).status == 200
    assert all(ask() == 401 for _, ask in asked)  # enabled again, the older token stays dead
    assert_live(probes(stack.sign_in("erin")))


def test_a_deleted_user(stack, admin, probes):
    session = stack.sign_in("erin")
    asked = probes(session)
    assert_live(asked)
    before = local_id(admin, "erin")
    assert admin.delete(f"/users/{before}").status == 200
    assert_refused_everywhere(asked)
    assert stack.anonymous().post("/sso/refresh", {"refresh_token": session.refresh_token}).status == 401
    assert_live(probes(stack.sign_in("erin")))  # USAP knows them still: they come as somebody new
    assert local_id(admin, "erin") != before


def test_the_reuse_of_a_refresh_token_ends_the_session(stack, probes):
    session = stack.sign_in("bob")
    api = stack.anonymous()
    first = api.post("/sso/refresh", {"refresh_token": session.refresh_token}).json()
    second = api.post("/sso/refresh", {"refresh_token": first["refresh_token"]}).json()
    session.api.headers["Authorization"] = f"Bearer {second['access_token']}"
    asked = probes(session)
    assert_live(asked)
    assert api.post("/sso/refresh", {"refresh_token": session.refresh_token}).status == 401
    assert_refused_everywhere(asked)
    assert api.post("/sso/refresh", {"refresh_token": second["refresh_token"]}).status == 401


def test_a_right_that_was_taken_away(stack, admin, unique):
    from contract.test_rights import role_id

    stack.sign_in("carol")
    scenario = make_scenario(admin, unique)["app_id"]
    path = f"/users/{local_id(admin, 'carol')}/roles"
    given = admin.post(path, {"role_id": role_id(admin, "SCENARIO_ADMIN"), "scenario_id": scenario}).json()
    session = stack.sign_in("carol")
    replicas = [session.at(service["public"]) for service in stack.services("admin-service")]
    assert all(replica.get(f"/keywords/scenario/{scenario}").status == 200 for replica in replicas)
    assert admin.delete(f"{path}/{given['id']}").status == 200
    for replica in replicas:
        wait_until(lambda: replica.get(f"/keywords/scenario/{scenario}").status in (401, 403), WITHIN_SECONDS, "the refusal")  # noqa: B023


def test_a_token_of_another_stack_is_refused(stack, tmp_path_factory, probes):
    from running_stack import RunningStack

    other = RunningStack(tmp_path_factory.mktemp("other") / "state").start()
    try:
        stranger = other.administrator()
        stranger_here = stack.anonymous()
        assert stranger_here.get("/tags/", headers=stranger.api.headers).status == 401
        made = stranger.api.post("/tags/", {"tag_code": "only-there", "tag_name": "x"})
        assert made.status == 200
        mine = stack.administrator()
        assert "only-there" not in mine.api.get("/tags/").text
    finally:
        other.stop()
    assert stack.administrator().api.get("/tags/").status == 200
