"""Signing in, and what a 401 and a 403 say."""
import json
import re

import pytest
from e2e.client.connection import Connection
from e2e.client.session import BASE, ticket


def test_a_ticket_gives_both_tokens(stack):
    description = stack.description
    made = ticket(stack.url and description["usap"], "bob", stack.password_of("bob"))
    api = stack.anonymous()
    answer = api.post("/sso/login", {"ticket": made})
    assert answer.status == 200, answer
    body = answer.json()
    assert {"access_token", "token_type", "expires_in", "refresh_token", "user_id", "role"} <= body.keys()
    assert (body["token_type"], body["user_id"]) == ("bearer", "bob")
    assert type(body["expires_in"]) is int
    # scripts cut the token out with grep
    assert re.search(r'"access_token":"[^"]+"', answer.text)
    assert answer.text == json.dumps(body, separators=(",", ":"), ensure_ascii=False)
    again = api.post("/sso/login", {"ticket": made})
    assert again.status == 401 and isinstance(again.json()["detail"], str)


def test_a_ticket_for_another_system_is_refused(stack):
    made = ticket(stack.description["usap"], "bob", stack.password_of("bob"), target="some-other-system")
    assert stack.anonymous().post("/sso/login", {"ticket": made}).status == 401


def test_the_first_administrator(admin_session):
    assert admin_session.role == "SYSTEM_ADMIN"


def test_local_sign_in_is_off_by_default(stack):
    answer = stack.anonymous().post(
        "/login/access-token", body="username=admin&password=admin", headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert answer.status == 403 and answer.json()["code"] == "local_login_disabled"


@pytest.mark.parametrize(
    "path",
    ["/tags/", "/apps/", "/keywords/global/", "/policies/defaults/", "/users/", "/users/me/permissions", "/permissions/me", "/roles/", "/audit-logs/",
     "/playground/history", "/sso/user-info", "/sso/sessions"],
)  # fmt: skip
@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer x.y.z", "Basic YTpi", "Bearer " + "x" * 9000], ids=["none", "empty", "nonsense", "basic", "huge"])
def test_without_a_good_token_everything_is_401(path, authorization, stack):
    headers = {"Authorization": authorization} if authorization else {}
    answer = stack.anonymous().get(path, headers=headers)
    assert answer.status == 401, answer
    assert isinstance(answer.json()["detail"], str)
    assert "WWW-Authenticate" in answer.headers


def test_post_without_body_or_content_type_where_nothing_is_required(stack):
    session = stack.sign_in("erin")
    answer = session.api.post("/sso/logout")
    assert answer.status == 200 and answer.json()["message"]


def test_refresh_gives_a_new_pair(stack):
    session = stack.sign_in("bob")
    api = stack.anonymous()
    answer = api.post("/sso/refresh", {"refresh_token": session.refresh_token})
    assert answer.status == 200, answer
    assert answer.json()["refresh_token"] != session.refresh_token
    assert api.get("/users/me/permissions", headers={"Authorization": f"Bearer {answer.json()['access_token']}"}).status == 200
    assert api.post("/sso/refresh", {"refresh_token": session.access_token}).status in (401, 422)
    assert api.get("/users/me/permissions", headers={"Authorization": f"Bearer {session.refresh_token}"}).status == 401


def test_a_disabled_person_cannot_sign_in(stack):
    description = stack.description
    portal = Connection(description["usap"])
    assert portal.post("/api/auth/login", {"username": "dave", "password": stack.password_of("dave")}).status == 403


def test_the_console_asks_before_somebody_new_comes_into_a_browser(stack):
    def from_browser(path, body, cookies):
        headers = {"Origin": stack.url.rstrip("/"), "X-Sign-In-Asks": "confirm_sign_in"} | ({"Cookie": "; ".join(cookies)} if cookies else {})
        return stack.anonymous().post(path, body, headers=headers)

    def by_ticket(name, cookies=()):
        made = ticket(stack.description["usap"], name, stack.password_of(name))
        return from_browser("/sso/login", {"ticket": made, "token_delivery": "cookie"}, cookies)

    def cookies_of(answer, name=""):
        return [line.split(";")[0] for line in answer.headers.get_all("Set-Cookie") if name in line and "Max-Age=0" not in line]

    asked = by_ticket("bob")
    assert (asked.status, asked.json()["code"]) == (409, "confirm_sign_in") and "current" not in asked.json()
    answer = {"handle": asked.json()["handle"]}
    assert from_browser("/sso/login/complete", answer, []).status == 401, "another browser cannot say yes"
    done = from_browser("/sso/login/complete", answer, cookies_of(asked))
    assert done.status == 200 and done.json()["user_id"] == "bob"
    last = cookies_of(done, "lgm_last")
    assert by_ticket("bob", last).status == 200
    assert by_ticket("carol", last).json()["code"] == "confirm_sign_in"


def test_sso_health_is_open(stack):
    answer = stack.anonymous().get("/sso/health")
    assert answer.status == 200
    assert (answer.json()["sso_enabled"], answer.json()["usap_healthy"]) == (True, True)


def test_the_ways_in_are_listed_for_everybody(stack):
    answer = stack.anonymous().get("/sso/ways")
    assert answer.status == 200, answer
    ways = {way["id"]: way for way in answer.json()["ways"]}
    assert ways["ticket"]["kind"] == "ticket" and ways["ticket"]["healthy"] is True
    assert all(way["name"]["zh"] and way["name"]["en"] for way in ways.values())
    # The same as the older route says of the two ways that it knows.
    older = stack.anonymous().get("/sso/health").json()
    assert ("password" in ways) == older["local_login_enabled"]
    assert ways["ticket"].get("portal_url") == older.get("portal_url")


def test_user_info(stack):
    session = stack.sign_in("bob")
    info = session.api.get("/sso/user-info").json()
    assert info["user_id"] == "bob" and info["user_name"]
    assert {"email", "department", "phone", "role", "scenarios"} <= info.keys()
    assert isinstance(info["scenarios"], list)


def test_names_of_several_people(stack, admin):
    answer = admin.post("/sso/users/batch", {"user_ids": ["bob", "carol", "nobody-like-this"]})
    assert answer.status == 200
    assert {user["user_id"] for user in answer.json()["users"]} == {"bob", "carol"}
    assert all(user["user_name"] for user in answer.json()["users"])
    assert answer.json()["not_found"] == ["nobody-like-this"]


def test_health_of_every_public_replica(stack):
    for replica in stack.public_replicas():
        for prefix in (BASE, "/api/v1"):
            answer = Connection(f"http://127.0.0.1:{replica['public']}", prefix).get("/health")
            assert answer.status == 200 and answer.json()["status"] == "healthy"


def test_the_key_set_has_public_parts_only(stack):
    keys = stack.anonymous().get("/.well-known/jwks.json").json()["keys"]
    assert keys and all({"kty", "crv", "x", "y", "kid"} <= key.keys() and "d" not in key for key in keys)
