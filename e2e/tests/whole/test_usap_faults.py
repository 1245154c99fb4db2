"""USAP down, slow and lying: nobody gets in by it, those who are in stay, and nobody waits for it who need not."""
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from e2e.client.session import ticket
from e2e.faults.replica import metric
from e2e.faults.stopped import Stopped
from running_stack import PASSWORDS
from whole.recovery import signs_in

pytestmark = pytest.mark.faults
# With each of these USAP's answer about a ticket is none, or says no.
LIES = ("down", "error", "drop", "html", "not_an_object", "truncated", "valid_text", "valid_false", "missing_user_id", "empty_user_id",
        "number_user_id", "local_user_id", "other_target", "redirect", "not_found_html", "huge")  # fmt: skip
ANSWER_WITHIN = 7.0  # seconds: USAP's own five, and some


@pytest.mark.parametrize("mode", LIES)
def test_a_lie_about_a_ticket_signs_nobody_in(mode, stack, usap):
    staying = stack.sign_in("bob")
    before = len(staying.api.get("/sso/sessions").json())
    usap(mode=mode, calls="validate", times=1)
    answer = signs_in(stack, "bob")
    assert answer.status in (401, 503), answer
    assert "access_token" not in answer.text and "Set-Cookie" not in answer.headers
    assert len(staying.api.get("/sso/sessions").json()) == before
    assert staying.api.get("/tags/").status == 200, "who is signed in stays so"
    assert signs_in(stack, "bob").status == 200, "and the next honest answer signs in"


@pytest.mark.parametrize("mode", ("other_user", "number_user_id", "html", "huge"))
def test_a_lie_about_a_person_shows_nobody_elses_data(mode, stack, admin, usap):
    session = stack.sign_in("carol")
    assert admin.delete("/sso/user-info/cache").status == 200
    usap(mode=mode, calls="users")
    assert session.api.get("/sso/user-info").status == 503
    assert "mallory" not in admin.post("/sso/users/batch", {"user_ids": ["carol"]}).text
    usap(mode="normal")
    assert session.api.get("/sso/user-info").json()["user_id"] == "carol"


@pytest.mark.long
def test_usap_hanging_refuses_sign_ins_in_time_and_keeps_those_who_are_in(stack, recovered_by_itself):
    session = stack.sign_in("bob")
    tickets = [ticket(stack.description["usap"], "bob", PASSWORDS["bob"]) for _ in range(8)]
    simulator = stack.services("usap-simulator")[0]
    with Stopped(simulator["pid"]), ThreadPoolExecutor(len(tickets)) as pool:
        began = time.monotonic()
        answers = pool.map(lambda one: stack.anonymous().post("/sso/login", {"ticket": one}), tickets)
        while time.monotonic() - began < 2:  # in the middle of it
            asked = time.monotonic()
            assert session.api.get("/users/me/permissions").status == 200
            assert session.api.get("/tags/").status == 200
            assert time.monotonic() - asked < 1
        assert {answer.status for answer in answers} == {503}
        assert time.monotonic() - began < ANSWER_WITHIN
        refreshed = stack.anonymous().post("/sso/refresh", {"refresh_token": session.refresh_token})
        assert refreshed.status == 200, "a refresh needs USAP only when its last word is old"
        failing = [metric(auth["internal"], "lgm_dependency_consecutive_failures", 'dependency="usap"') for auth in stack.services("auth-service")]
        assert max(failing) > 0, "what LgmUsapFailing looks at"
