"""What the suite keeps of providers with the sessions that they began: asked again, and signed out of from either side. oidc-provider (npm)
and zitadel's example (Go) as they are, and one behind a wrapper that signs what a test tells it to."""
import json
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from e2e.providers.keys import claims_of, token
from e2e.providers.wrapper import Reply
from running_stack import wait_until
from whole.provided import ANN, CLIENT, KIM, Provided, bearer

TTL, GRACE = 1, 20  # seconds
EVENT = "http://schemas.openid.net/event/backchannel-logout"
ASKED_AGAIN = {"recheck": "refresh_token", "scopes": ["openid", "profile", "email", "offline_access"]}
ENTRIES = {
    "corp": ASKED_AGAIN | {"logout": "both"},
    "zitadel": ASKED_AGAIN | {"logout": "rp"},
    "wrapped": ASKED_AGAIN | {"logout": "both"},
    "slow": {"logout": "backchannel"},  # not asked again
}


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    provided = Provided(tmp_path_factory.mktemp("provided"), ENTRIES, {"USER_STATUS_TTL": str(TTL), "USER_STATUS_GRACE": str(GRACE)})
    try:
        yield provided.start()
    finally:
        provided.stop()


def entered(suite, provider, person=KIM):
    """A browser with a session, and the tokens that it got."""
    browser = suite.browser()
    return browser, suite.sign_in(provider, person, browser)


def is_in(browser, answer) -> bool:
    return browser.api.get("/sso/user-info", headers=bearer(answer)).status == 200


def refreshed(browser):
    return browser.post("/sso/refresh", {})


def ends(browser, answer):
    """Within a second on every replica."""
    until = time.monotonic() + 1
    wait_until(lambda: not any(is_in(browser, answer) for _ in range(4)), 5, "that the access token is refused")
    assert time.monotonic() < until + 1
    assert refreshed(browser).status == 401


# ---- asked again


@pytest.mark.parametrize("provider", ["corp", "zitadel", "wrapped"])
def test_the_provider_is_asked_again_and_gives_new_tokens(provider, suite):
    browser, _ = entered(suite, provider)
    before = suite.wrapper.calls["/token"]
    for _ in range(3):
        time.sleep(TTL + 0.2)
        answer = refreshed(browser)
        assert answer.status == 200, answer
        assert is_in(browser, answer.json())
    if provider == "wrapped":
        assert suite.wrapper.calls["/token"] == before + 3


def test_of_many_at_once_one_asks(suite):
    browser, _ = entered(suite, "wrapped")
    before = suite.wrapper.calls["/token"]
    time.sleep(TTL + 0.2)
    with suite.wrapper.lying(delays={"/token": 1}), ThreadPoolExecutor(6) as pool:
        cookies = dict(browser.cookies)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Origin": browser.origin}
        answers = list(pool.map(lambda _: suite.browser().api.post("/sso/refresh", {}, headers=headers), range(6)))
    assert [answer.status for answer in answers] == [200] * 6
    assert suite.wrapper.calls["/token"] == before + 1


def test_a_refresh_token_that_was_withdrawn_ends_this_session_alone(suite):
    """As an administrator of the provider does it; and with a provider that has forgotten everything."""
    browser, answer = entered(suite, "wrapped")
    other, others_answer = entered(suite, "wrapped")
    time.sleep(TTL + 0.2)
    with suite.wrapper.lying(instead={"/token": Reply(400, b'{"error": "invalid_grant"}')}):
        assert refreshed(browser).status == 401
    ends(browser, answer)
    assert is_in(other, others_answer)
    assert refreshed(other).status == 200
    away, answer = entered(suite, "corp", ANN)
    suite.providers["corp"].stop()
    suite.restart("corp")
    time.sleep(TTL + 0.2)
    wait_until(lambda: suite.ways()["corp"]["healthy"], 15, "that it is there again")
    wait_until(lambda: refreshed(away).status == 401, 30, "that the session ends")
    ends(away, answer)


def test_a_provider_that_is_away_is_not_waited_for_within_the_grace(suite):
    browser, _ = entered(suite, "wrapped")
    time.sleep(TTL + 0.2)
    with suite.wrapper.lying(instead={"/token": Reply(503)}):
        assert refreshed(browser).status == 200
        time.sleep(GRACE)
        refused = refreshed(browser)
        assert (refused.status, refused.json()["code"]) == (503, "provider_unavailable")
    wait_until(lambda: refreshed(browser).status == 200, 20, "that it goes on as soon as the provider answers")


def test_a_session_that_is_not_asked_about_ends_after_the_grace(suite):
    browser = suite.browser()
    with suite.wrapper.lying(claims=lambda said: said | {"iss": suite.issuers["slow"]}):
        answer = browser.complete(browser.come_back(changed(suite.there(browser, "slow", KIM), iss=suite.issuers["slow"]))[1])
    assert answer.status == 200, answer
    assert answer.json()["expires_in"] <= GRACE
    assert refreshed(browser).status == 200
    time.sleep(GRACE)
    assert refreshed(browser).status == 401


def changed(address: str, **parameters) -> str:
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()} | parameters
    return address.partition("?")[0] + "?" + urlencode(query)


# ---- signing out


@pytest.mark.parametrize("provider", ["corp", "zitadel"])
def test_signing_out_here_leads_to_the_provider_and_back(provider, suite):
    browser, answer = entered(suite, provider, ANN)
    said = browser.post("/sso/logout", {}).json()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(said["logout_url"]).query).items()}
    assert claims_of(asked["id_token_hint"])["iss"] == suite.issuers[provider]
    back = suite.sign_out_there(provider, ANN, said["logout_url"])
    assert back.partition("?")[0] == browser.origin + "/web-manager/signed-out"
    assert parse_qs(urlsplit(back).query)["state"] == [asked["state"]]
    ends(browser, answer)


def test_signing_out_at_the_provider_ends_what_it_began(suite):
    """oidc-provider sends the logout token before it sends the browser on."""
    first, first_answer = entered(suite, "corp", ANN)
    second, second_answer = entered(suite, "corp", ANN)  # by the same session there
    elsewhere, elsewhere_answer = entered(suite, "zitadel", ANN)
    by_ticket = suite.stack.sign_in("bob").api
    address = first.post("/sso/logout", {}).json()["logout_url"]
    assert is_in(second, second_answer)
    suite.sign_out_there("corp", ANN, address)
    ends(first, first_answer)
    ends(second, second_answer)
    assert is_in(elsewhere, elsewhere_answer)
    assert by_ticket.get("/users/me/permissions").status == 200
    again, answer = entered(suite, "corp", ANN)
    assert is_in(again, answer)


def logout_token(suite, header=None, sign=None, **claims) -> str:
    now = int(time.time())
    whole = {"iss": suite.wrapper.issuer, "aud": CLIENT, "iat": now, "exp": now + 120, "jti": f"{time.monotonic_ns()}", "sub": KIM.id, "events": {EVENT: {}}}
    said = {name: value for name, value in (whole | claims).items() if value is not None}
    return token({"alg": "RS256", "kid": suite.wrapper.key.name, "typ": "logout+jwt"} | (header or {}), said, sign or suite.wrapper.key.sign)


def tell(suite, text: str, provider: str = "wrapped"):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return suite.browser().api.post(f"/auth/backchannel-logout/{provider}", body=urlencode({"logout_token": text}).encode(), headers=headers)


def test_a_logout_token_of_a_person_ends_all_that_this_provider_began(suite):
    first, first_answer = entered(suite, "wrapped")
    second, second_answer = entered(suite, "wrapped")
    other, other_answer = entered(suite, "corp")
    said = tell(suite, logout_token(suite))
    assert said.status == 200, said
    assert "no-store" in said.headers["Cache-Control"]
    ends(first, first_answer)
    ends(second, second_answer)
    assert is_in(other, other_answer)


def test_one_without_exp_and_sub_and_the_same_one_again(suite):
    browser, answer = entered(suite, "wrapped")
    with suite.wrapper.lying(claims=lambda said: said | {"sid": "sid-of-this"}):
        named, named_answer = entered(suite, "wrapped")
    bare = logout_token(suite, exp=None, sub=None, sid="sid-of-this")
    assert tell(suite, bare).status == 200
    ends(named, named_answer)
    assert is_in(browser, answer)
    by_person = logout_token(suite)
    assert tell(suite, by_person).status == 200
    ends(browser, answer)
    later, later_answer = entered(suite, "wrapped")
    for _ in range(3):
        assert tell(suite, by_person).status == 200
    assert is_in(later, later_answer)


def test_signing_out_there_while_on_the_way_here(suite):
    on_the_way, arrived, anew = suite.browser(), suite.browser(), suite.browser()
    address = suite.there(on_the_way, "wrapped", KIM)
    what, handle = arrived.come_back(suite.there(arrived, "wrapped", KIM))
    assert what == "in"
    assert tell(suite, logout_token(suite)).status == 200
    late = arrived.complete(handle)
    assert (late.status, late.json()["code"]) == (401, "sign_in_expired")
    late = on_the_way.complete(on_the_way.come_back(address)[1])
    assert (late.status, late.json()["code"]) == (401, "sign_in_expired")
    assert is_in(anew, suite.sign_in("wrapped", KIM, anew))


def test_signing_out_there_and_completing_at_once(suite):
    """Whichever comes first: afterwards nobody is in."""
    for _ in range(6):
        browser = suite.browser()
        _, handle = browser.come_back(suite.there(browser, "wrapped", KIM))
        with ThreadPoolExecutor(2) as pool:
            completed, told = pool.submit(browser.complete, handle), pool.submit(tell, suite, logout_token(suite))
            assert told.result().status == 200
            answer = completed.result()
        assert answer.status in (200, 401), answer
        if answer.status == 200:
            ends(browser, answer.json())


BAD = {
    "other issuer": {"iss": "https://other.example"},
    "other audience": {"aud": "other"},
    "a nonce": {"nonce": "n"},
    "no events": {"events": None},
    "other events": {"events": {"http://schemas.openid.net/event/other": {}}},
    "event that is no object": {"events": {EVENT: True}},
    "no jti": {"jti": None},
    "neither sid nor sub": {"sub": None},
    "over": {"iat": 1_700_000_000, "exp": 1_700_000_120},
    "without exp, ten minutes old": {"exp": None, "iat": int(time.time()) - 600},
    "not yet": {"iat": int(time.time()) + 3600, "exp": int(time.time()) + 7200},
    "alg none": {"header": {"alg": "none"}, "sign": lambda _: b""},
    "another type": {"header": {"typ": "at+jwt"}},
}


@pytest.mark.parametrize("how", BAD.values(), ids=BAD)
def test_a_logout_token_that_does_not_hold(how, suite):
    browser, answer = entered(suite, "wrapped")
    refused = tell(suite, logout_token(suite, **how))
    assert (refused.status, refused.json()["code"]) == (400, "invalid_logout_token")
    assert is_in(browser, answer)


def test_a_logout_token_that_another_signed_or_for_another(suite):
    browser, answer = entered(suite, "wrapped")
    assert tell(suite, logout_token(suite, sign=suite.wrapper.unpublished.sign)).status == 400
    assert tell(suite, logout_token(suite), "corp").status == 400
    assert tell(suite, logout_token(suite), "zitadel").status == 404  # which sends none
    assert is_in(browser, answer)


def test_who_left_by_it_stands_in_the_audit_log(suite):
    browser, answer = entered(suite, "wrapped")
    assert tell(suite, logout_token(suite)).status == 200
    ends(browser, answer)

    def recorded():
        rows = suite.admin.get("/audit-logs/", query={"action": "SESSION_ENDED", "limit": "50"}).json()
        return any((row["details"] or {}).get("reason") == "signed_out_at_provider" and row["user_id"] for row in map(of_text, rows))

    wait_until(recorded, 10, "that it is in the audit log")


def of_text(row: dict) -> dict:
    details = row["details"]
    return row | {"details": json.loads(details) if isinstance(details, str) else details}
