"""Signing in by OpenID Connect at providers that others wrote, oidc-provider (npm) and zitadel's example (Go), and at one of them behind a
wrapper that makes of its answers what a test tells it to. They stand at localhost, the suite at 127.0.0.1: other sites."""
import hashlib
import hmac
import json
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from e2e.client.browser import told
from e2e.client.connection import Connection
from e2e.client.session import BASE, ticket
from e2e.providers.keys import token
from e2e.providers.wrapper import Reply
from log_search import values_in
from running_stack import ROOT, wait_until
from whole.prometheus_queries import is_there, queries, samples, wanted
from whole.provided import ANN, CLIENT, GIL, GROUPED, IMPOSTOR, KIM, OTHERS, STRANGER, USELESS, Provided, bearer
from whole.recovery import signs_in

OTHER_ISSUER = "https://other.example"


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    provided = Provided(tmp_path_factory.mktemp("provided"))
    try:
        yield provided.start()
    finally:
        provided.stop()


def changed(address: str, **parameters) -> str:
    """With other parameters; None takes one out."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()} | parameters
    return address.partition("?")[0] + "?" + urlencode({name: value for name, value in query.items() if value is not None})


# ---- as it should be


@pytest.mark.parametrize("provider", (*OTHERS, "wrapped"))
def test_there_and_back(provider, suite):
    browser = suite.browser()
    answer = suite.sign_in(provider, ANN, browser, "/web-manager/tags?x=1")
    assert answer["return_url"] == "/web-manager/tags?x=1"
    assert "refresh_token" not in answer
    mine = browser.api.get("/sso/user-info", headers=bearer(answer)).json()
    assert (mine["user_id"], mine["role"]) == (answer["user_id"], "ANNOTATOR")
    assert (mine["user_name"], mine["email"]) == (ANN.name, ANN.email), "the local row"
    row = next(row for row in suite.rows(ANN.username) if row["id"] == mine["user_id"])
    assert (row["display_name"], row["email"], row["user_id"]) == (ANN.name, ANN.email, None), "without an id of USAP's"
    refreshed = browser.post("/sso/refresh", {})
    assert refreshed.status == 200, refreshed
    assert refreshed.json()["user_id"] == answer["user_id"]
    assert suite.sign_in(provider, ANN)["user_id"] == answer["user_id"], "another time it is the same person"


def test_the_same_sub_of_several_providers_is_as_many_people(suite):
    ids = [suite.sign_in(provider, ANN)["user_id"] for provider in (*OTHERS, "wrapped")]
    assert len(set(ids)) == 3
    assert len({row["username"] for row in suite.rows(ANN.username)}) == 3


@pytest.mark.parametrize("provider", OTHERS)
def test_a_name_makes_nobody_the_administrator(provider, suite):
    assert IMPOSTOR.username == "admin"
    if not any(row["username"] == "admin" for row in suite.rows("admin")):
        assert suite.admin.post("/users/", {"username": "admin", "role": "SYSTEM_ADMIN"}).status == 200
    before = [row for row in suite.rows("admin") if row["username"] == "admin"]
    answer = suite.sign_in(provider, IMPOSTOR)
    assert answer["role"] == "ANNOTATOR"
    assert [row for row in suite.rows("admin") if row["username"] == "admin"] == before
    assert suite.stack.anonymous().get("/users/", headers=bearer(answer)).status == 403


def test_they_are_ways_in(suite):
    wait_until(lambda: all(suite.ways()[name]["healthy"] for name in OTHERS), 15, "that both are healthy")
    ways = suite.ways()
    for name in OTHERS:
        assert ways[name]["kind"] == "oidc"
        assert ways[name]["name"] == {"zh": f"{name} 登录", "en": name.capitalize()}
        assert ways[name]["login_url"].endswith(f"/auth/login?provider={name}")


def test_in_a_browser(suite, tmp_path):
    """Chromium, from the console's sign-in page and back into the console."""
    typed = [{"name": name.capitalize(), "who": getattr(KIM, suite.providers[name].kind.types), "password": KIM.password, "shown": KIM.name}
             for name in OTHERS]  # fmt: skip
    environment = {**os.environ, "E2E_STACK": str(suite.stack.state / "stack.json"), "PROVIDERS": json.dumps(typed)}
    command = [ROOT / "tools" / "run_browser_tests", "providers.spec.ts", "--output", str(tmp_path)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]


# ---- what must not be taken


def refused(suite, code: str, answer: tuple[str, str], browser):
    """No user is there and no session, and the page is told this code."""
    assert answer == ("error", code)
    assert not [name for name in browser.cookies if "refresh" in name]
    assert suite.rows(STRANGER.username) == []


def claims(**others):
    """With these; None takes one out."""
    return lambda said: {name: value for name, value in (said | others).items() if value is not None}


def later(name: str, seconds: int):
    return lambda said: said | {name: said[name] + seconds}


def both(*changes):
    def made(said):
        for change in changes:
            said = change(said)
        return said

    return made


def unsigned(_, said):
    return token({"alg": "none"}, said, lambda _: b"")


def by_secret(wrapper, said):
    return token({"alg": "HS256", "kid": wrapper.key.name}, said, lambda text: hmac.digest(wrapper.secret.encode(), text, hashlib.sha256))


def by_public_key(wrapper, said):
    return token({"alg": "HS256", "kid": wrapper.key.name}, said, lambda text: hmac.digest(wrapper.key.jwk["n"].encode(), text, hashlib.sha256))


def by_a_key_that_is_not_published(wrapper, said):
    return token({"alg": "RS256", "kid": wrapper.unpublished.name}, said, wrapper.unpublished.sign)


def by_that_key_under_anothers_name(wrapper, said):
    return token({"alg": "RS256", "kid": wrapper.key.name}, said, wrapper.unpublished.sign)


def of_another_type(wrapper, said):
    return token({"alg": "RS256", "kid": wrapper.key.name, "typ": "logout+jwt"}, said, wrapper.key.sign)


ID_TOKENS = {
    "other issuer": {"claims": claims(iss=OTHER_ISSUER)},
    "no issuer": {"claims": claims(iss=None)},
    "other nonce": {"claims": claims(nonce="other")},
    "no nonce": {"claims": claims(nonce=None)},
    "other audience": {"claims": claims(aud="other")},
    "audience list without azp": {"claims": claims(aud=[CLIENT, "other"])},
    "audience list with the other as azp": {"claims": claims(aud=[CLIENT, "other"], azp="other")},
    "audience ours, azp another": {"claims": claims(azp="other")},
    "over": {"claims": both(later("iat", -7200), later("exp", -7200))},
    "not yet": {"claims": later("iat", 600)},
    "no exp": {"claims": claims(exp=None)},
    "sub other than UserInfo's": {"claims": claims(sub="ann")},
    "no sub": {"claims": claims(sub=None)},
    "alg none": {"claims": dict, "sign": unsigned},
    "HS256 by our secret": {"claims": dict, "sign": by_secret},
    "HS256 by its public key": {"claims": dict, "sign": by_public_key},
    "a key that is not published": {"claims": dict, "sign": by_a_key_that_is_not_published},
    "that key under another's name": {"claims": dict, "sign": by_that_key_under_anothers_name},
    "another type": {"claims": dict, "sign": of_another_type},
}


@pytest.mark.parametrize("how", ID_TOKENS.values(), ids=ID_TOKENS)
def test_an_id_token_that_is_not_right(how, suite):
    browser = suite.browser()
    with suite.wrapper.lying(**how):
        refused(suite, "sign_in_refused", suite.back("wrapped", STRANGER, browser), browser)


@pytest.mark.parametrize("how", [claims(), claims(aud=[CLIENT]), claims(aud=[CLIENT, "other"], azp=CLIENT)], ids=["same", "list of one", "list and azp"])
def test_an_id_token_that_the_wrapper_signs_is_taken(how, suite):
    with suite.wrapper.lying(claims=how):
        suite.sign_in("wrapped", KIM)


ANSWERS = {
    "no ID token": {"answer": lambda said: {name: value for name, value in said.items() if name != "id_token"}},
    "no bearer token": {"answer": lambda said: said | {"token_type": "mac"}},
    "no JSON": {"instead": {"/token": Reply(body=b"<html>")}},
    "500": {"instead": {"/token": Reply(500)}},
    "not our secret": {"instead": {"/token": Reply(401, b'{"error": "invalid_client"}')}},
    "302": {"instead": {"/token": Reply(302, headers=(("Location", "/redirected"),))}},
    "307": {"instead": {"/token": Reply(307, headers=(("Location", "/redirected"),))}},
    "huge": {"instead": {"/token": Reply(body=b'{"x": "' + b"x" * 300_000 + b'"}')}},
    "UserInfo moved": {"instead": {"/me": Reply(302, headers=(("Location", "/redirected"),))}},
    "UserInfo gone": {"instead": {"/me": Reply(500)}},
}


@pytest.mark.parametrize("how", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_that_is_none(how, suite):
    browser, before = suite.browser(), suite.wrapper.calls["/token"]
    with suite.wrapper.lying(**how):
        refused(suite, "provider_unavailable", suite.back("wrapped", STRANGER, browser), browser)
    assert suite.wrapper.calls["/token"] == before + 1, "a code is sent once"
    assert suite.wrapper.calls["/redirected"] == 0


@pytest.mark.parametrize("name", USELESS)
def test_metadata_that_is_none(name, suite):
    browser = suite.browser()
    refused(suite, "provider_unavailable", told(browser.leave(name)), browser)
    wait_until(lambda: not suite.ways()[name]["healthy"], 15, "that it is said to be away")


@pytest.mark.parametrize(
    "provider, iss",
    [("corp", None), ("corp", OTHER_ISSUER), ("corp", ""), ("zitadel", OTHER_ISSUER), ("zitadel", ""), ("wrapped", None), ("wrapped", OTHER_ISSUER)],
)
def test_an_answer_of_another_issuer(provider, iss, suite):
    browser, before = suite.browser(), suite.wrapper.calls["/token"]
    address = changed(suite.there(browser, provider, STRANGER), iss=iss)
    refused(suite, "sign_in_refused", browser.come_back(address), browser)
    assert suite.wrapper.calls["/token"] == before


@pytest.mark.parametrize("iss, error, code", [("right", "access_denied", "sign_in_refused"), ("right", "temporarily_unavailable", "provider_unavailable"),
                                              (OTHER_ISSUER, "temporarily_unavailable", "sign_in_refused")])  # fmt: skip
def test_an_error_that_it_sends_back(iss, error, code, suite):
    browser = suite.browser()
    address = suite.there(browser, "corp", STRANGER)
    said = {"iss": suite.issuers["corp"] if iss == "right" else iss, "error": error, "error_description": "<b>Call 555-0100</b>"}
    refused(suite, code, browser.come_back(changed(address, code=None, **said)), browser)


@pytest.mark.parametrize("of, at", [("wrapped", "/auth/callback/corp"), ("wrapped", "/auth/callback/zitadel"), ("wrapped", "/auth/callback"),
                                    ("zitadel", "/auth/callback/wrapped"), ("corp", "/auth/callback/wrapped")])  # fmt: skip
def test_an_answer_at_anothers_callback(of, at, suite):
    """Nothing goes to a token endpoint, and nothing is spent."""
    browser, before = suite.browser(), suite.wrapper.calls["/token"]
    address = suite.there(browser, of, KIM)
    assert browser.come_back(address, at) == ("error", "sign_in_refused")
    assert suite.wrapper.calls["/token"] == before
    assert browser.come_back(address)[0] == "in"


@pytest.mark.parametrize("provider", OTHERS)
def test_a_code_is_good_once_and_for_its_own_browser(provider, suite):
    browser = suite.browser()
    address = suite.there(browser, provider, KIM)
    cookies = dict(browser.cookies)
    assert browser.come_back(address)[0] == "in"
    browser.cookies = cookies
    assert browser.come_back(address) == ("error", "sign_in_expired")
    used, unused = (parse_qs(urlsplit(one).query)["code"][0] for one in (address, suite.there(suite.browser(), provider, STRANGER)))
    for code in (used, unused):  # the second is of another transaction: its PKCE verifier is another
        thief = suite.browser()
        refused(suite, "sign_in_refused", thief.come_back(changed(suite.there(thief, provider, KIM), code=code)), thief)


def test_who_is_slow_is_given_up(suite):
    """One call after 5 s, the way back after 10 s."""

    def timed(provider):
        browser = suite.browser()
        address = suite.there(browser, provider, STRANGER)
        began = time.monotonic()
        answer = browser.come_back(changed(address, iss=suite.issuers[provider]))
        refused(suite, "provider_unavailable", answer, browser)
        return time.monotonic() - began

    delays = {"/token": 7, "/slow/token": 3.2, "/slow/jwks": 3.2, "/slow/me": 7}
    with suite.wrapper.lying(claims=claims(iss=suite.issuers["slow"]), delays=delays), ThreadPoolExecutor() as pool:
        one_call, whole_way = pool.map(timed, ("wrapped", "slow"))
    assert 4.5 < one_call < 7
    assert 9.5 < whole_way < 12
    assert suite.wrapper.calls["/slow/me"] == 1


# ---- groups


def everywhere(suite, answer: dict, path: str) -> list[int]:
    """The status at each replica of admin-service."""
    at = [Connection(f"http://127.0.0.1:{each['public']}") for each in suite.stack.services("admin-service")]
    return [each.get(BASE + path, headers=bearer(answer)).status for each in at]


def refused_everywhere(suite, answer: dict) -> bool:
    """At each replica of each service that people call."""
    calls = {
        "admin-service": ("GET", "/users/me/permissions", None), "auth-service": ("GET", "/sso/user-info", None),
        "guard-service": ("POST", "/guard/check", {"app_id": GROUPED, "direction": "INPUT", "text": "x"}),
    }  # fmt: skip
    statuses = set()
    for name, (method, path, body) in calls.items():
        for replica in suite.stack.services(name):
            at = Connection(f"http://127.0.0.1:{replica['public']}")
            statuses.add(at.request(method, BASE + path, body, headers=bearer(answer)).status)
    return statuses == {401}


def mapped(suite, answer: dict) -> set[tuple]:
    rows = suite.admin.get(f"/users/{answer['user_id']}/roles").json()
    return {(row["role_code"], row["scenario_id"], row["source"]) for row in rows}


@pytest.fixture(scope="module")
def grouped(suite):
    """The scenario in which groups give a role."""
    assert suite.admin.post("/apps/", {"app_id": GROUPED, "app_name": "Grouped"}).status == 200
    return f"/keywords/scenario/{GROUPED}"


def test_groups_of_a_provider_that_others_wrote(suite, grouped):
    """Given, changed, not said, emptied."""
    corp, issuer = suite.providers["corp"], suite.issuers["corp"]
    corp.say_groups({GIL.id: ["/guard/shop", "/guard/all", "/guard/nothing", "staff"]})
    answer = suite.sign_in("corp", GIL)
    assert mapped(suite, answer) == {("SCENARIO_ADMIN", GROUPED, issuer)}
    wait_until(lambda: set(everywhere(suite, answer, grouped)) == {200}, 5, "that the role counts everywhere")
    assert set(everywhere(suite, answer, "/users/")) == {403}
    corp.say_groups({GIL.id: ["/guard/audit"]})
    answer = suite.sign_in("corp", GIL)
    assert mapped(suite, answer) == {("AUDITOR", None, issuer)}
    wait_until(lambda: set(everywhere(suite, answer, "/users/")) == {200}, 5, "that the other role counts everywhere")
    corp.say_groups({})
    assert mapped(suite, suite.sign_in("corp", GIL)) == {("AUDITOR", None, issuer)}, "nothing said changes nothing"
    corp.say_groups({GIL.id: []})
    assert mapped(suite, suite.sign_in("corp", GIL)) == set()


def test_a_role_that_a_group_gives_no_more_is_refused_everywhere_within_a_second(suite, grouped):
    inside = suite.browser()
    with suite.wrapper.lying(claims=claims(groups=["/guard/shop"])):
        held = suite.sign_in("wrapped", GIL, inside)
    assert mapped(suite, held) == {("SCENARIO_ADMIN", GROUPED, suite.wrapper.issuer)}
    wait_until(lambda: set(everywhere(suite, held, grouped)) == {200}, 5, "that the role counts everywhere")
    with suite.wrapper.lying(claims=claims(groups=["other"])):
        left = suite.sign_in("wrapped", GIL)
    took = wait_until(lambda: refused_everywhere(suite, held), 5, "that the live token is refused everywhere")
    assert took <= 1.0
    assert set(everywhere(suite, left, grouped)) == {403}, "the new token does not hold it either"
    refreshed = inside.post("/sso/refresh", {})
    assert refreshed.status == 200, "who lost a right is not signed out"
    assert set(everywhere(suite, refreshed.json(), "/users/me/permissions")) == {200}


UNKNOWN = {"not said": {}, "elsewhere": {"_claim_names": {"groups": "src1"}}, "no list": {"groups": "/guard/audit"},
           "said, and elsewhere": {"groups": [], "_claim_names": {"groups": "src1"}}}  # fmt: skip


@pytest.mark.parametrize("said", UNKNOWN.values(), ids=UNKNOWN)
def test_groups_that_are_not_known_change_nothing(said, suite, grouped):
    def unknown() -> float:
        scrapes = [Connection(f"http://127.0.0.1:{each['internal']}").get("/metrics").text for each in suite.stack.services("auth-service")]
        lines = [line for scrape in scrapes for line in scrape.splitlines() if line.startswith("lgm_group_claims_total{")]
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if 'way="wrapped"' in line and 'outcome="read"' not in line)

    with suite.wrapper.lying(claims=claims(groups=["/guard/audit"])):
        answer = suite.sign_in("wrapped", GIL)
    held, before = mapped(suite, answer), unknown()
    assert held == {("AUDITOR", None, suite.wrapper.issuer)}
    with suite.wrapper.lying(claims=claims(**said)):
        assert mapped(suite, suite.sign_in("wrapped", GIL)) == held
    assert unknown() == before + 1


def test_what_somebody_gave_stays_whatever_groups_say(suite, grouped):
    with suite.wrapper.lying(claims=claims(groups=["/guard/shop"])):
        answer = suite.sign_in("wrapped", GIL)
    path = f"/users/{answer['user_id']}/roles"
    role = next(row for row in suite.admin.get("/roles/").json() if row["role_code"] == "SCENARIO_ADMIN")
    by_hand = suite.admin.post(path, {"role_id": role["id"], "scenario_id": GROUPED})
    assert by_hand.status == 200, by_hand
    by_group = next(row for row in suite.admin.get(path).json() if row["source"])
    refusal = suite.admin.delete(f"{path}/{by_group['id']}")
    assert (refusal.status, refusal.json()["code"], refusal.json()["facts"]) == (409, "mapped_role", {"source": suite.wrapper.issuer})
    with suite.wrapper.lying(claims=claims(groups=[])):
        suite.sign_in("wrapped", GIL)
    assert mapped(suite, answer) == {("SCENARIO_ADMIN", GROUPED, None)}
    assert suite.admin.delete(f"{path}/{by_hand.json()['id']}").status == 200


def test_a_persons_identity_moves_to_another_provider(suite, grouped):
    """As when a company changes its provider: the user stays, the sessions end, what the old one's groups gave goes with it."""
    browser = suite.browser()
    with suite.wrapper.lying(claims=claims(groups=["/guard/audit"])):
        answer = suite.sign_in("wrapped", GIL, browser)
    path = f"/users/{answer['user_id']}/identities"
    [old] = suite.admin.get(path).json()
    assert (old["provider"], old["subject"]) == (suite.wrapper.issuer, GIL.id)
    zitadel = {"provider": suite.issuers["zitadel"], "subject": GIL.id}
    assert suite.admin.post(path, zitadel).status == 200
    assert wait_until(lambda: refused_everywhere(suite, answer), 5, "that the sessions end") <= 1.0
    assert browser.post("/sso/refresh", {}).status == 401
    assert suite.sign_in("zitadel", GIL)["user_id"] == answer["user_id"]
    assert suite.admin.delete(f"{path}/{old['id']}").status == 200
    assert mapped(suite, answer) == set()
    [new] = suite.admin.get(path).json()
    assert (new["provider"], new["subject"]) == (zitadel["provider"], GIL.id)
    last = suite.admin.delete(f"{path}/{new['id']}")
    assert (last.status, last.json()["code"]) == (409, "last_identity")
    with suite.wrapper.lying(claims=claims()):
        assert suite.sign_in("wrapped", GIL)["user_id"] != answer["user_id"], "by the old one they are somebody new"


# ---- away and back


def enters(suite, provider: str) -> bool:
    return suite.is_offered_the_way(provider) and suite.back(provider, KIM)[0] == "in"


@pytest.mark.parametrize("seconds", [2, pytest.param(180, marks=pytest.mark.long)])
def test_a_provider_that_is_away_holds_nobody_up_who_is_in_or_comes_another_way(seconds, suite):
    inside = suite.browser()
    session = suite.sign_in("corp", KIM, inside)
    on_the_way = [suite.browser() for _ in range(6)]  # more than set the pause after failed calls off
    addresses = [suite.there(browser, "corp", STRANGER) for browser in on_the_way]
    suite.providers["corp"].stop()
    try:
        for browser, address in zip(on_the_way, addresses):
            refused(suite, "provider_unavailable", browser.come_back(address), browser)
        wait_until(lambda: not suite.ways()["corp"]["healthy"], 15, "that it is said to be away")
        # What it published is kept, and whether it is there is asked every five seconds.
        replicas = 2 * len(suite.stack.services("auth-service"))
        wait_until(lambda: not any(suite.is_offered_the_way("corp") for _ in range(replicas)), 15, "that nobody is sent there")
        for _ in range(replicas):
            gone = suite.browser()
            refused(suite, "provider_unavailable", told(gone.leave("corp")), gone)
        until = time.monotonic() + seconds
        while True:
            assert inside.api.get("/sso/user-info", headers=bearer(session)).json()["user_id"] == session["user_id"]
            refreshed = inside.post("/sso/refresh", {})
            assert refreshed.status == 200, refreshed
            session = refreshed.json()
            assert suite.sign_in("zitadel", KIM)
            assert suite.stack.sign_in("bob").api.get("/users/me/permissions").status == 200
            if time.monotonic() > until:
                break
            time.sleep(1)
    finally:
        suite.restart("corp")
    wait_until(lambda: enters(suite, "corp"), 10, "that people sign in by it again")
    wait_until(lambda: suite.ways()["corp"]["healthy"], 10, "that it is said to be there")


@pytest.mark.parametrize("seconds", [2, pytest.param(600, marks=pytest.mark.long)])
def test_usap_that_is_away_holds_nobody_up_who_is_in_or_comes_another_way(seconds, suite):
    stack = suite.stack
    inside, waiting = stack.sign_in("bob"), ticket(stack.description["usap"], "bob", stack.password_of("bob"))
    refresh_token = inside.refresh_token
    simulator = Connection(stack.description["usap"])
    assert simulator.post("/simulator/behaviour", {"mode": "down"}).status == 200
    try:
        until = time.monotonic() + seconds
        while True:
            assert inside.api.get("/users/me/permissions").status == 200
            refreshed = stack.anonymous().post("/sso/refresh", {"refresh_token": refresh_token})
            assert refreshed.status == 200, refreshed
            refresh_token = refreshed.json()["refresh_token"]
            assert suite.sign_in("corp", KIM)
            refused_one = stack.anonymous().post("/sso/login", {"ticket": waiting})
            assert (refused_one.status, refused_one.json()["code"]) == (503, "usap_unavailable"), refused_one
            assert int(refused_one.headers["Retry-After"]) > 0
            if time.monotonic() > until:
                break
            time.sleep(1)
    finally:
        simulator.post("/simulator/reset")
    wait_until(lambda: signs_in(stack, "bob").status == 200, 10, "that people sign in by USAP again")
    wait_until(lambda: suite.ways()["ticket"]["healthy"], 10, "that it is said to be there")


def test_keys_that_a_provider_changes(suite):
    """Within a minute after the last look at them; in the order of these tests most of it is over. What it withdrew is refused then."""
    replicas = len(suite.stack.services("auth-service"))
    for name in OTHERS:
        suite.providers[name].use_keys("key-2", "key-2")

    def everywhere(provider) -> bool:
        return all(suite.back(provider, KIM)[0] == "in" for _ in range(2 * replicas))

    for name in OTHERS:
        wait_until(lambda: everywhere(name), 70, f"that the new key of {name} is known")  # noqa: B023
        suite.providers[name].use_keys("key-1", "key-2")
        for _ in range(2 * replicas):
            browser = suite.browser()
            refused(suite, "sign_in_refused", suite.back(name, STRANGER, browser), browser)
        suite.providers[name].use_keys("key-2", "key-2")
        assert suite.back(name, KIM)[0] == "in"


def test_what_alerts_and_dashboards_ask_of_providers_is_emitted(suite):
    asked = {one for query in queries() for one in wanted(query) if one.of_providers}
    assert asked
    for service in suite.stack.services("auth-service"):
        emitted = samples(Connection(f"http://127.0.0.1:{service['internal']}").get("/metrics").text)
        assert {one for one in asked if not is_there(one, emitted)} == set()


def test_no_log_holds_what_opens_something(suite, tmp_path):
    """Neither codes and tokens of the provider, nor the client's secret."""
    for provider in OTHERS:
        suite.sign_in(provider, ANN)
    given = suite.codes | suite.wrapper.given | {suite.secret}
    assert len(suite.codes) > 40 and len(suite.wrapper.given) > 40
    assert values_in([log for log in suite.stack.logs.iterdir() if log.is_file()], given, tmp_path) == []
