"""Signing in by USAP's OAuth as a browser does it: there and back, and everything that is no way back."""
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from e2e.client.browser import Browser
from e2e.client.connection import Connection
from e2e.client.session import BASE


class UsapBrowser(Browser):
    def __init__(self, stack):
        super().__init__(stack.url)
        self.stack = stack

    def leave(self, return_url=None):
        return super().leave("usap", return_url)

    def at_usap(self, where, name="bob"):
        """Signs in there; the address that USAP sends back to."""
        form = {key: values[0] for key, values in parse_qs(urlsplit(where).query).items()}
        answer = Connection(self.stack.description["usap"]).post(
            "/oauth/authorize",
            body=urlencode(form | {"username": name, "password": self.stack.password_of(name)}),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        assert answer.status == 303, answer
        return answer.headers["Location"]

    def sign_in(self, name="bob", return_url=None):
        what, handle = self.come_back(self.at_usap(self.leave(return_url), name))
        assert what == "in", handle
        return self.complete(handle)


@pytest.fixture
def browser(stack):
    return UsapBrowser(stack)


@pytest.fixture
def usap(stack):
    def behave(**behaviour):
        assert Connection(stack.description["usap"]).post("/simulator/behaviour", behaviour).status == 200

    yield behave
    behave(mode="normal")


def calls(stack, name):
    return Connection(stack.description["usap"]).get("/simulator/calls").json().get(name, 0)


def test_there_and_back_is_the_same_person_as_by_ticket(stack, browser):
    where = browser.leave()
    asked = parse_qs(urlsplit(where).query)
    assert asked["redirect_uri"] == [stack.description["url"].rstrip("/") + BASE + "/auth/callback"]
    assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
    answer = browser.sign_in(return_url="/web-manager/tags?x=1")
    assert answer.status == 200, answer
    body = answer.json()
    assert (body["user_id"], body["return_url"]) == ("bob", "/web-manager/tags?x=1")
    assert "refresh_token" not in body
    headers = {"Authorization": f"Bearer {body['access_token']}"}
    mine = browser.api.get("/users/me/permissions", headers=headers).json()
    assert mine == stack.sign_in("bob").api.get("/users/me/permissions").json()


def test_it_is_a_way_in(stack):
    ways = {way["id"]: way for way in stack.anonymous().get("/sso/ways").json()["ways"]}
    assert ways["usap"]["kind"] == "oidc" and ways["usap"]["healthy"] is True
    assert ways["usap"]["login_url"] == BASE + "/auth/login?provider=usap"


def test_another_browser_cannot_come_back(stack, browser):
    address = browser.at_usap(browser.leave())
    before = calls(stack, "token")
    assert UsapBrowser(stack).come_back(address) == ("error", "sign_in_expired")
    other = UsapBrowser(stack)
    other.leave()
    assert other.come_back(address) == ("error", "sign_in_expired")
    assert calls(stack, "token") == before
    assert browser.come_back(address)[0] == "in"


def test_a_way_back_is_gone_once(stack, browser):
    address, cookies = browser.at_usap(browser.leave()), dict(browser.cookies)
    assert browser.come_back(address)[0] == "in"
    before = calls(stack, "token")
    browser.cookies = cookies
    assert browser.come_back(address) == ("error", "sign_in_expired")
    assert calls(stack, "token") == before


def test_a_handle_is_good_once(browser):
    what, handle = browser.come_back(browser.at_usap(browser.leave()))
    assert what == "in"
    cookies = dict(browser.cookies)
    assert browser.complete(handle).status == 200
    browser.cookies = cookies
    assert browser.complete(handle).json()["code"] == "sign_in_expired"


def test_the_answer_at_another_providers_callback(stack, browser):
    address = browser.at_usap(browser.leave())
    before = calls(stack, "token")
    assert browser.come_back(address, "/auth/callback/another") == ("error", "sign_in_expired")
    assert calls(stack, "token") == before


def test_an_injected_code_is_refused(stack, browser, usap):
    victim = UsapBrowser(stack)
    victim.at_usap(victim.leave(), "carol")
    usap(mode="injected_code", calls="authorize", times=1)
    assert browser.come_back(browser.at_usap(browser.leave())) == ("error", "sign_in_refused")


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/%2f%2fevil.example", "https:evil.example", "javascript:alert(1)",
     "https://user@evil.example", "/web-manager/../evil", "/other"],
)  # fmt: skip
def test_nobody_is_led_out_of_the_console(url, browser):
    assert browser.sign_in(return_url=url).json()["return_url"] == "/web-manager/"


def test_control_characters_are_no_part_of_an_address(stack):
    answer = stack.anonymous().get("/auth/login", query={"provider": "usap", "return_url": "/web-manager/\t//evil.example"})
    assert (answer.status, answer.json()["errors"][0]["pointer"]) == (422, "return_url")


@pytest.mark.parametrize(
    "mode, code",
    [("access_denied", "sign_in_refused"), ("server_error", "provider_unavailable"), ("no_code", "sign_in_refused"), ("no_state", "sign_in_expired"),
     ("double_state", "sign_in_refused"), ("other_state", "sign_in_expired"), ("other_issuer", "sign_in_refused")],
)  # fmt: skip
def test_what_usap_sends_the_browser_back_with(mode, code, browser, usap):
    usap(mode=mode, calls="authorize", times=1)
    assert browser.come_back(browser.at_usap(browser.leave())) == ("error", code)


def test_iss_may_be_missing_where_nothing_promises_it(browser, usap):
    usap(mode="no_issuer", calls="authorize", times=1)
    assert browser.come_back(browser.at_usap(browser.leave()))[0] == "in"


@pytest.mark.parametrize("call", ["token", "userinfo"])
@pytest.mark.parametrize("mode", ["down", "error", "drop", "html", "not_an_object", "truncated", "redirect", "huge", "not_found_html"])
def test_a_lie_lets_nobody_in_and_is_asked_once(mode, call, stack, browser, usap):
    address = browser.at_usap(browser.leave())
    before = calls(stack, call)
    usap(mode=mode, calls=call, times=1)
    assert browser.come_back(address) == ("error", "provider_unavailable")
    assert calls(stack, call) == before + 1
    assert calls(stack, "redirected") == 0
    assert browser.sign_in().status == 200, "and the next honest answer signs in"


@pytest.mark.parametrize(
    "mode, code",
    [("missing_user_id", "provider_unavailable"), ("empty_user_id", "provider_unavailable"), ("number_user_id", "provider_unavailable"),
     ("local_user_id", "sign_in_refused"), ("other_target", "sign_in_refused"), ("valid_false", "sign_in_refused")],
)  # fmt: skip
def test_userinfo_that_names_nobody(mode, code, browser, usap):
    usap(mode=mode, calls="userinfo", times=1)
    assert browser.come_back(browser.at_usap(browser.leave())) == ("error", code)


def test_a_slow_token_endpoint_is_given_up(browser, usap):
    address = browser.at_usap(browser.leave())
    usap(mode="normal", calls="token", latency_ms=6_000, times=1)
    assert browser.come_back(address) == ("error", "provider_unavailable")


def test_callbacks_are_get_alone(stack):
    for path in ("/auth/callback", "/auth/callback/usap"):
        assert stack.anonymous().post(path, body="code=a&state=b").status == 405
