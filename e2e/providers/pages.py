"""A provider's pages as a person goes through them, without scripts."""
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests

from .people import Person

MOST_PAGES = 12


class Form(HTMLParser):
    """The first form of a page: where it goes, and its fields with what they hold."""

    def __init__(self, page: str):
        super().__init__()
        self.action, self.fields = None, {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form" and self.action is None:
            self.action = values.get("action") or ""
        elif tag == "input" and values.get("name"):
            self.fields[values["name"]] = values.get("value") or ""


class Pages:
    """In one browser: with the cookies of the provider's site."""

    def __init__(self):
        self._session = requests.Session()
        self._session.trust_env = False

    def sign_in(self, address: str, person: Person, types: str = "id") -> str:
        """From where the suite sends a browser to where the provider sends it back."""
        return self._answered(address, {"username": getattr(person, types), "login": getattr(person, types), "password": person.password})

    def sign_out(self, address: str) -> str:
        """From where the suite sends a browser to sign out, to where the provider sends it back."""
        return self._answered(address, {}, {"logout": "yes"})

    def _answered(self, address: str, typed: dict, pressed: dict | None = None) -> str:
        site = urlsplit(address).netloc
        answer = self._get(address)
        for _ in range(MOST_PAGES):
            if not answer.is_redirect:
                answer = self._fill(answer, typed, pressed)
                continue
            target = urljoin(answer.url, answer.headers["Location"])
            if urlsplit(target).netloc != site:
                return target
            answer = self._get(target)
        raise AssertionError(f"the provider does not send anybody back: {answer.url} {answer.text[:500]}")

    def _get(self, address: str):
        return self._session.get(address, allow_redirects=False, timeout=20)

    def _fill(self, page, typed: dict, pressed: dict | None = None):
        form = Form(page.text)
        assert page.status_code == 200 and form.action is not None, f"{page.url}: {page.status_code} {page.text[:500]}"
        values = form.fields | {name: value for name, value in typed.items() if name in form.fields} | (pressed or {})
        return self._session.post(urljoin(page.url, form.action), data=values, allow_redirects=False, timeout=20)
