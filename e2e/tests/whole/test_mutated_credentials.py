"""Thousands of changed tokens, keys, tickets, cookies, states and callback URLs: none breaks anything, none is taken whose meaning is not
that of a good one, and none uses a good one up. MUTATIONS says how many; SEED, which. What a run has found is kept in mutations.py, as a shape of its own.
ID tokens and logout tokens are changed where their verifier is: libs/common/tests/auth and tests/fuzz."""
import os
import random
import time
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from contract.resources import make_scenario
from contract.test_usap_oauth import UsapBrowser
from e2e.client.browser import told
from e2e.client.connection import Answer, Connection
from e2e.client.session import BASE, ticket
from running_stack import wait_until
from whole.mutations import Mutator, hostile_texts, hostile_tokens, same_token

MUTATIONS, SEED = int(os.environ.get("MUTATIONS", "10000")), int(os.environ.get("SEED", "14"))
FROM_ONE_NETWORK = 40  # requests; failures are limited by network, below 60 a minute
TRIES_WHILE_BUSY = 4
OLDER = "/api/input/instance/rule/run"


def share(part: float) -> int:
    return max(1, int(MUTATIONS * part))


class Networks:
    """Asks from another one again and again: limits of abuse are not what is asked for here."""

    def __init__(self, url: str, prefix: str = BASE):
        self._url, self._prefix, self._left, self._random = url, prefix, 0, random.Random()

    def ask(self, method: str, path: str, value=None, **how) -> Answer:
        """A 503 is no answer, if it is one no more a little later: the machine was busy."""
        for _ in range(TRIES_WHILE_BUSY):
            answer = self._ask(method, path, value, **how)
            if answer.status != 503:
                break
            time.sleep(0.5)
        assert answer.status < 500, answer
        return answer

    def _ask(self, method, path, value, **how) -> Answer:
        if self._left == 0:
            numbers = (self._random.randint(1, 254) for _ in range(3))
            self._left, self._api = FROM_ONE_NETWORK, Connection(self._url, self._prefix, source="127." + ".".join(map(str, numbers)))
        self._left -= 1
        try:
            return self._api.request(method, path, value, **how)
        except ConnectionError:  # a head that is too large is answered, and the rest not read
            self._left = 0
            return Answer(400, {}, b"")


def header(text: str) -> str:
    """As a field can carry it: without ends of lines, in ISO 8859-1."""
    return text.replace("\r", "").replace("\n", "").replace("\0", "").encode("latin-1", "replace").decode("latin-1")


def cookie_value(text: str) -> str:
    """As it is read: it ends before a semicolon, and blanks and quotes around it are not its own."""
    return header(text).split(";")[0].strip(" \t").strip('"')


@pytest.fixture
def edge(stack):
    return Networks(stack.url)


def changed(good: str, kept: list[str], number: int, spares=()) -> list[str]:
    mutator = Mutator(SEED, spares)
    return [*(each for each in kept if each != good), *(mutator.of(good) for _ in range(number))]


def test_access_tokens(stack, admin_session, edge):
    session = stack.sign_in("bob")
    spares = (session.refresh_token, admin_session.access_token)
    key = stack.anonymous().get("/.well-known/jwks.json").text
    ways = (("GET", "/users/me/permissions", None), ("GET", "/sso/sessions", None), ("POST", "/guard/check", {"app_id": "nobody", "direction": "INPUT", "text": "x"}))
    for number, token in enumerate(changed(session.access_token, hostile_tokens(session.access_token, key), share(0.35), spares)):
        method, path, body = ways[number % len(ways)]
        answer = edge.ask(method, path, body, headers={"Authorization": header(f"Bearer {token}")})
        assert answer.status in (400, 401, 431) or same_token(session.access_token, token), (token, answer)
    assert session.api.get("/users/me/permissions").status == 200


def test_refresh_tokens(stack, edge):
    session = stack.sign_in("bob")
    for token in changed(session.refresh_token, [*hostile_texts(session.refresh_token), session.access_token], share(0.12)):
        answer = edge.ask("POST", "/sso/refresh", {"refresh_token": token})
        assert answer.status in (401, 413, 422), (token, answer)
    assert stack.anonymous().post("/sso/refresh", {"refresh_token": session.refresh_token}).status == 200, "the good one is as good as it was"


def test_refresh_cookies(stack, edge):
    made = ticket(stack.description["usap"], "bob", stack.password_of("bob"))
    origin = {"Origin": stack.url.rstrip("/")}
    answer = stack.anonymous().post("/sso/login", {"ticket": made, "token_delivery": "cookie"}, headers=origin)
    name, good = next(line.split(";")[0].split("=", 1) for line in answer.headers.get_all("Set-Cookie") if "lgm_refresh" in line)
    for value in changed(good, hostile_texts(good), share(0.1)):
        if cookie_value(value) != good:
            answer = edge.ask("POST", "/sso/refresh", {}, headers=origin | {"Cookie": header(f"{name}={value}")})
            assert answer.status in (400, 401, 422, 431), (value, answer)
    assert stack.anonymous().post("/sso/refresh", {}, headers=origin | {"Cookie": f"{name}={good}"}).status == 200


def test_tickets(stack, edge):
    good = ticket(stack.description["usap"], "bob", stack.password_of("bob"))
    began = time.monotonic()
    for text in changed(good, hostile_texts(good), share(0.1)):
        if time.monotonic() - began > 120:  # a ticket is good for 300 s
            good, began = ticket(stack.description["usap"], "bob", stack.password_of("bob")), time.monotonic()
        if text.strip() == good:
            continue
        answer = edge.ask("POST", "/sso/login", {"ticket": text})
        assert answer.status in (400, 401, 413, 422), (text, answer)
    assert stack.anonymous().post("/sso/login", {"ticket": good}).status == 200


def test_api_keys(stack, admin, unique, edge):
    app_id = make_scenario(admin, unique)["app_id"]
    good = admin.post(f"/apps/{app_id}/api-keys", {"name": "bot"}).json()["key"]
    other = admin.post(f"/apps/{make_scenario(admin, unique)['app_id']}/api-keys", {"name": "bot"}).json()["key"]
    check = {"app_id": app_id, "direction": "INPUT", "text": "x"}
    guards = [Connection(f"http://127.0.0.1:{replica['public']}") for replica in stack.services("guard-service")]

    def is_known():
        return all(guard.post(f"{BASE}/guard/check", check, headers={"X-API-Key": good}).status == 200 for guard in guards)

    wait_until(is_known, 20, "a key that is good everywhere")
    inside = Networks(f"http://127.0.0.1:{stack.services('guard-service')[0]['public']}", "")
    for number, key in enumerate(changed(good, hostile_texts(good), share(0.2), (other,))):
        if header(key).strip(" \t") == good:
            continue
        if number % 4:
            answer = edge.ask("POST", "/guard/check", check, headers={"X-API-Key": header(key)})
            assert answer.status in (400, 401, 431), (key, answer)
        else:
            answer = inside.ask("POST", OLDER, {"request_id": "r", "app_id": app_id, "input_prompt": "x", "apikey": key})
            assert answer.status in (401, 422), (key, answer)
    assert is_known()


class Return:
    """One way back from USAP: the query of the callback's URL, and the cookie that belongs to it."""

    def __init__(self, stack):
        self.browser = UsapBrowser(stack)
        self.query = urlsplit(self.browser.at_usap(self.browser.leave())).query
        self.name, self.cookie = next((name, value) for name, value in self.browser.cookies.items() if "lgm_in_" in name)

    def comes_in(self, edge, query: str, cookie: str) -> bool:
        answer = edge.ask("GET", "/auth/callback?" + quote(query, safe="=&%+"), headers={"Cookie": header(f"{self.name}={cookie}")})
        return answer.status == 303 and told(answer.headers["Location"])[0] == "in"

    def says(self, query: str) -> tuple:
        said = parse_qs(query, keep_blank_values=True)
        return said.get("code"), said.get("state")


def test_callback_urls_and_states(stack, edge):
    """A state is spent by the first that brings it with its cookie: what comes after has one of its own."""
    mutator, each = Mutator(SEED), 8
    for _ in range(share(0.08) // each):
        back = Return(stack)
        for number in range(each):
            query, cookie = (mutator.of(back.query), back.cookie) if number % 2 else (back.query, mutator.of(back.cookie))
            same = back.says(query) == back.says(back.query) and cookie_value(cookie) == back.cookie
            assert same or not back.comes_in(edge, query, cookie), (query, cookie)


def test_handles(stack, edge):
    """What a callback leaves in the browser: completes for nobody who changes the handle or the cookie."""
    browser = UsapBrowser(stack)
    what, handle = browser.come_back(browser.at_usap(browser.leave()))
    assert what == "in"
    name, cookie = next((name, value) for name, value in browser.cookies.items() if "lgm_in_" in name)
    origin, began = {"Origin": stack.url.rstrip("/")}, time.monotonic()
    tried = [(text, cookie) for text in changed(handle, hostile_texts(handle), share(0.025))] + [(handle, text) for text in changed(cookie, hostile_texts(cookie), share(0.025))]
    for handle_shown, cookie_shown in tried:
        if cookie_value(cookie_shown) == cookie and handle_shown == handle:
            continue
        answer = edge.ask("POST", "/auth/complete", {"in": handle_shown}, headers=origin | {"Cookie": header(f"{name}={cookie_shown}")})
        assert answer.status in (400, 401, 413, 422, 431), (handle_shown, cookie_shown, answer)
    if time.monotonic() - began < 90:  # it is kept for two minutes
        assert browser.complete(handle).status == 200
